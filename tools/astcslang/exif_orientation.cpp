// SPDX-License-Identifier: Apache-2.0
// EXIF 2.32, 4.6.4 A: tag 0x0112 of the first directory, one SHORT.

#include "exif_orientation.h"

#include <cstddef>

namespace astcslang::cli {
namespace {

constexpr uint32_t kOrientationTag = 0x0112;
constexpr uint32_t kShortType = 3;
constexpr size_t kEntryBytes = 12;

struct TiffReader {
    std::span<const uint8_t> bytes;
    bool isBigEndian = false;

    /// 0 beyond the end.
    uint32_t load(size_t offset, size_t byteCount) const {
        if (offset > bytes.size() || byteCount > bytes.size() - offset) return 0;
        uint32_t value = 0;
        for (size_t byte = 0; byte < byteCount; ++byte) {
            value = value << 8 | bytes[offset + (isBigEndian ? byte : byteCount - 1 - byte)];
        }
        return value;
    }
};

} // namespace

uint8_t readExifOrientation(std::span<const uint8_t> tiff) {
    if (tiff.size() < 8 || tiff[0] != tiff[1] || (tiff[0] != 'I' && tiff[0] != 'M')) return 1;
    const TiffReader reader{tiff, tiff[0] == 'M'};
    if (reader.load(2, 2) != 42) return 1;
    const size_t directory = reader.load(4, 4);
    const uint32_t entryCount = reader.load(directory, 2);
    for (uint32_t entry = 0; entry < entryCount; ++entry) {
        const size_t offset = directory + 2 + entry * kEntryBytes;
        if (reader.load(offset, 2) != kOrientationTag || reader.load(offset + 2, 2) != kShortType) continue;
        const uint32_t orientation = reader.load(offset + 8, 2);
        return orientation >= 1 && orientation <= 8 ? static_cast<uint8_t>(orientation) : 1;
    }
    return 1;
}

} // namespace astcslang::cli

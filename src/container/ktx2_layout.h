// SPDX-License-Identifier: Apache-2.0
// KTX2 as a file: header, level index and the places of its sections, for any format, count of levels, layers and
// faces. What the sections mean for ASTC is ktx2_file.cpp's business. KTX 2.0, 2 (File Structure) and 3 (Field
// Descriptions).

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/result.h>

namespace astcslang::container {

inline constexpr std::array<uint8_t, 12> kKtx2Identifier = {0xAB, 'K',  'T',  'X',  ' ',  '2',
                                                            '0',  0xBB, '\r', '\n', 0x1A, '\n'};
inline constexpr uint32_t kKtx2HeaderBytes = 80;
inline constexpr uint32_t kKtx2LevelEntryBytes = 24; ///< In the level index, which follows the header.

struct Ktx2Header {
    uint32_t vkFormat = 0;
    uint32_t typeSize = 1;
    uint32_t pixelWidth = 0;
    uint32_t pixelHeight = 0; ///< 0: a 1D texture.
    uint32_t pixelDepth = 0;  ///< 0: not a 3D texture.
    uint32_t layerCount = 0;  ///< 0: not an array.
    uint32_t faceCount = 1;   ///< 6: a cube map.
    uint32_t levelCount = 1;  ///< 0 in a file: one level, and the loader shall make the others.
    uint32_t supercompressionScheme = 0;
};

struct Ktx2Level {
    std::span<const uint8_t> bytes; ///< All layers, faces and slices of the level.
    uint64_t uncompressedByteLength = 0;
};

/// A whole file. Spans point into the bytes that were parsed, or that are to be written.
struct Ktx2Layout {
    Ktx2Header header;
    std::span<const uint8_t> dataFormatDescriptor;
    std::span<const uint8_t> keyValueData;
    std::span<const uint8_t> supercompressionGlobalData;
    std::vector<Ktx2Level> levels; ///< Largest first; at least one.
};

/// The header's fields as they stand there. Precondition: kKtx2HeaderBytes bytes.
Ktx2Header loadKtx2Header(std::span<const uint8_t> bytes);

/// Checks identifier, header fields and that every section and level lies inside the file.
Result<Ktx2Layout> parseKtx2Layout(std::span<const uint8_t> bytes);

/// The bytes of a file; levels are stored smallest first, each aligned to `levelAlignment` (> 0).
std::vector<uint8_t> serializeKtx2Layout(const Ktx2Layout& layout, uint32_t levelAlignment);

} // namespace astcslang::container

// SPDX-License-Identifier: Apache-2.0
#include "indexed_texels.h"

#include <algorithm>

#include <fmt/format.h>

namespace astcslang::cli {
namespace {

uint64_t indexAt(const uint8_t* row, size_t x, unsigned bits) {
    if (bits == 16) return static_cast<uint64_t>(row[2 * x] | row[2 * x + 1] << 8);
    const size_t perByte = 8 / bits;
    const auto shift = static_cast<unsigned>(perByte - 1 - x % perByte) * bits;
    return row[x / perByte] >> shift & ((1u << bits) - 1);
}

} // namespace

Result<void> unpackIndexed(const IndexedTexels& texels, std::span<const uint8_t> palette, const TexelLayout& layout,
                           Picture& picture) {
    Picture colors; // a picture of one row
    colors.width = static_cast<uint32_t>(palette.size() / layout.texelBytes());
    colors.height = 1;
    if (Result<void> unpacked = unpackTexels(palette, layout, palette.size(), false, colors); !unpacked)
        return unpacked;
    const auto& codes = std::get<std::vector<uint8_t>>(colors.samples);
    if (Result<void> allocated = allocatePicture<uint8_t>(picture); !allocated) return allocated;
    uint8_t* target = std::get<std::vector<uint8_t>>(picture.samples).data();
    for (size_t y = 0; y < picture.height; ++y) {
        const uint8_t* row = texels.rows.data() + y * texels.rowPitch;
        for (size_t x = 0; x < picture.width; ++x, target += 4) {
            const uint64_t index = indexAt(row, x, texels.bitsPerIndex);
            if (index < texels.firstIndex || index - texels.firstIndex >= colors.width)
                return Error{ErrorCode::InvalidData, fmt::format("its palette has no colour {}", index)};
            std::copy_n(&codes[4 * (index - texels.firstIndex)], 4, target);
        }
    }
    picture.storedBits = colors.storedBits;
    picture.hasAlpha = colors.hasAlpha;
    picture.channelCount = colors.channelCount;
    return {};
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Texels that are numbers of colours in a palette, as TGA, BMP and PNG store them.

#pragma once

#include <cstdint>
#include <span>

#include "texel_layout.h"

namespace astcslang::cli {

struct IndexedTexels {
    std::span<const uint8_t> rows;
    uint64_t rowPitch = 0;     ///< Bytes between rows.
    unsigned bitsPerIndex = 8; ///< 1, 2, 4 and 8: the first texel in a byte's highest bits; 16: little-endian.
    uint64_t firstIndex = 0;   ///< Of the palette's first colour.
};

/// unpackTexels() by way of a palette of colours of `layout`, which has 8 bits a channel or fewer. Fails with
/// InvalidData for an index without a colour. Preconditions: `rows` hold all rows, the palette whole colours.
Result<void> unpackIndexed(const IndexedTexels& texels, std::span<const uint8_t> palette, const TexelLayout& layout,
                           Picture& picture);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// BMP of BI_RLE8 and BI_RLE4.

#pragma once

#include <cstdint>
#include <span>

#include <astcslang/result.h>

#include "picture.h"

namespace astcslang::cli {

/// What the headers say.
struct RunLengthBmp {
    uint32_t width = 0;
    uint32_t height = 0;        ///< Rows, from bottom to top.
    unsigned bitsPerIndex = 8;  ///< 8 or 4.
    uint64_t paletteOffset = 0; ///< Of 4 bytes a colour: B, G, R, unused.
    uint64_t paletteCount = 0;
    uint64_t dataOffset = 0;
};

/// Texels that no code sets have the palette's first colour. Fails with InvalidData for data that end before their end
/// code or leave the picture. Precondition: the size has been checked.
Result<Picture> readRunLengthBmp(std::span<const uint8_t> bytes, const RunLengthBmp& header);

} // namespace astcslang::cli

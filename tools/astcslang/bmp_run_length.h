// SPDX-License-Identifier: Apache-2.0
// BMP of BI_RLE8 and BI_RLE4.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/result.h>

namespace astcslang::cli {

struct BmpRuns {
    std::vector<uint8_t> indices; ///< Into the palette, a byte each: rows from bottom to top, without gaps.
    bool isRowExceeded = false;   ///< By one texel, as writers do whose runs have an even length. It is left out.
};

/// What codes of 8 or 4 bits an index set. Texels that none sets have the palette's first colour; the end code may be
/// missing where all are set. Fails with InvalidData for other data that end without it, or leave the picture.
/// Precondition: the size has been checked.
Result<BmpRuns> expandBmpRuns(std::span<const uint8_t> data, uint32_t width, uint32_t height, unsigned bitsPerIndex);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// The blocks of a picture that came out worst, as a picture of their own, so that they can be encoded once more with
// more effort: few blocks hold most of a picture's error.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

uint64_t sumErrors(std::span<const uint32_t> errors);
/// Of the blocks `indices` only.
uint64_t sumErrors(std::span<const uint32_t> errors, std::span<const uint32_t> indices);

/// Indices, ascending, of the fewest blocks that hold `errorPercent` (0..100) of the summed error; of equal errors the
/// lower index goes first. Blocks without error are left out.
std::vector<uint32_t> worstBlocks(std::span<const uint32_t> errors, uint32_t errorPercent);

/// The texels of blocks `indices` (of which there is at least one), block after block in rows, as the encoder sees
/// them: with the last row and column repeated. Preconditions: a checked view, indices of blocks that it has.
Image gatherBlocks(const ImageView& image, Footprint footprint, std::span<const uint32_t> indices);

} // namespace astcslang::encode

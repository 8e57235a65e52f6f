// SPDX-License-Identifier: Apache-2.0
// The blocks of a picture that are worth a second look, as a picture of their own, so that they can be encoded once
// more with more effort: few blocks hold most of a picture's error.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

uint64_t sumErrors(std::span<const uint32_t> errors);
/// Of the blocks `indices` only.
uint64_t sumErrors(std::span<const uint32_t> errors, std::span<const uint32_t> indices);

/// Indices, ascending, of the fewest blocks that hold `sum` (at most all) of the errors; of equal errors the
/// lower index goes first. Blocks without error are left out.
std::vector<uint32_t> fewestBlocks(std::span<const uint32_t> errors, uint64_t sum);

/// The same for `errorPercent` (0..100) of the summed error.
std::vector<uint32_t> worstBlocks(std::span<const uint32_t> errors, uint32_t errorPercent);

/// Of every block, by its flags, what the best line leaves of its texels.
std::vector<uint32_t> offLineErrors(std::span<const uint32_t> flags);

/// The fewest blocks without which all that lines leave (`offLine`, of every block) is at most `errorPercent` of the
/// summed error: what other blocks lose has reasons that more lines do not mend.
std::vector<uint32_t> offLineBlocks(std::span<const uint32_t> offLine, std::span<const uint32_t> errors,
                                    uint32_t errorPercent);

/// A picture of blocks, tightly packed RGBA.
struct GatheredBlocks {
    uint32_t width = 0;
    uint32_t height = 0;
    std::unique_ptr<uint8_t[]> texels; ///< No vector, which would write every byte twice.
    ImageView view() const { return {{texels.get(), size_t{width} * height * 4}, width, height}; }
};

/// The texels of blocks `indices` (of which there is at least one), block after block in rows, as the encoder sees
/// them: with the last row and column repeated. What is left of the last row of blocks is white.
/// Preconditions: a checked view, indices of blocks that it has.
GatheredBlocks gatherBlocks(const ImageView& image, Footprint footprint, std::span<const uint32_t> indices);

/// Their flags, of those of all blocks, in the same order; none if there are none.
std::vector<uint32_t> gatherFlags(std::span<const uint32_t> flags, std::span<const uint32_t> indices);

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// Two textures of one picture, block by block: where the other one is better, by how much, and which kinds of blocks
// hold that loss. It shows what an encoder's search misses.

#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <astcslang/astcslang.h>

#include "block_error.h"
#include "swizzle.h"

namespace astcslang::cli {

/// The kind of a block: grid x planes x partitions x colour endpoint modes. Blocks that differ only in levels, pattern
/// or second component are of one kind.
struct BlockClass {
    enum class Form : uint8_t { Coded, Constant, Error };
    static constexpr uint8_t kNoMode = 255;

    Form form = Form::Coded; ///< The rest is 0 unless coded.
    uint8_t weightGridWidth = 0;
    uint8_t weightGridHeight = 0;
    uint8_t planeCount = 0;
    uint8_t partitionCount = 0;
    std::array<uint8_t, 4> colorEndpointModes = {}; ///< Of the partitions, ascending; then kNoMode.

    auto operator<=>(const BlockClass&) const = default;
};

BlockClass classOf(const BlockInfo& block);

/// "LdrRgbDirect x2 + LdrRgbBaseOffset", "constant" or "error".
std::string describeColorEndpointModes(const BlockClass& blockClass);

/// What theirs has that ours lacks, the first of: "another form" (one of them is constant or an error), "two planes",
/// "one plane", "more partitions", "fewer partitions", "more weights", "fewer weights", "a grid of other shape", "other
/// endpoint modes", "other levels", "another pattern", "another second plane", "other values".
std::string_view describeFirstDifference(const BlockInfo& ours, const BlockInfo& theirs);

/// A part of the loss: of the blocks where theirs is better, how many, and our squared error less theirs, summed.
struct LossSum {
    uint64_t blockCount = 0;
    uint64_t loss = 0;
};
struct ClassLoss : LossSum {
    BlockClass blockClass;
};
struct DifferenceLoss : LossSum {
    std::string_view difference;
};

/// A block where theirs is better.
struct LostBlock {
    uint32_t x = 0; ///< Column of blocks, from the left.
    uint32_t y = 0; ///< Row of blocks, from the top.
    uint32_t ourError = 0;
    uint32_t theirError = 0; ///< Less than ourError.
    BlockInfo ours;
    BlockInfo theirs;

    uint32_t loss() const { return ourError - theirError; }
};

struct BlockComparison {
    ErrorChannels channels = ErrorChannels::Rgb; ///< RGBA unless the original is opaque.
    uint64_t blockCount = 0;
    uint64_t ourWinCount = 0;
    uint64_t gain = 0; ///< Their error less ours, summed over the blocks where ours is better.
    uint64_t loss = 0; ///< Our error less theirs, summed over `lostBlocks`.
    double ourPsnr = 0;
    double theirPsnr = 0;
    std::vector<LostBlock> lostBlocks;         ///< Most loss first, then in raster order.
    std::vector<ClassLoss> lossByTheirClasses; ///< Most loss first, then by class.
    std::vector<ClassLoss> lossByOurClasses;
    std::vector<DifferenceLoss> lossByDifferences; ///< By describeFirstDifference(); most loss first.
};

/// Errors are those of decode(): 8 bits by the rule of the textures' profile. Fails with InvalidArgument where the
/// textures and the picture do not fit together, and with what decode() fails with.
/// `read` is what shaders read of both textures, and `original` shows.
Result<BlockComparison> compareBlocks(const Image& original, const CompressedImage& ours, const CompressedImage& theirs,
                                      const Swizzle& read = {});

} // namespace astcslang::cli

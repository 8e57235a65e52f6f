// SPDX-License-Identifier: Apache-2.0
// Maps of what a texture's blocks are, each block or texel in one colour, and of its error.

#pragma once

#include <array>
#include <map>
#include <string>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// What some blocks or texels have in common.
struct BlockKind {
    std::array<uint8_t, 3> color{}; ///< Several kinds of one map may have the same.
    std::string name;
    uint64_t count = 0; ///< Of blocks or texels.
};

/// Black stands for constant colour in every map, magenta for illegal and HDR blocks.
/// partitions: 1 to 4 as grey, blue, green and yellow. planes: one as dark grey, two in the colour of the channel that
/// has a plane of its own, alpha as white. weight_grids: from dark to white as the grid nears one weight a texel.
/// modes: luminance as grey, RGB offset from scale (blue) over direct (green) to base and offset (yellow), of the first
/// partition; half as bright without alpha. texel_partitions: texels of the first to the fourth partition as grey,
/// blue, green and yellow.
struct BlockMap {
    std::string name;                   ///< "partitions", "planes", "weight_grids", "modes", "texel_partitions"
    bool isPerTexel = false;            ///< Otherwise by blocks.
    std::vector<uint8_t> codes;         ///< Which kind each of them is, in raster order.
    std::map<uint8_t, BlockKind> kinds; ///< Those that occur, by code.
};

/// All of them, in that order. Fails like analyzeBlocks().
Result<std::vector<BlockMap>> makeBlockMaps(const CompressedImage& texture);

/// The map in the texture's size; opaque.
Image paintBlockMap(const BlockMap& map, const CompressedImage& texture);

/// |a - b| of R, G and B, 8 times amplified and cut at 255; opaque. Precondition: pictures of one size.
Image makeErrorMap(const Image& a, const Image& b);

} // namespace astcslang::cli

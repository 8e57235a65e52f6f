// SPDX-License-Identifier: Apache-2.0
// Pictures of what a texture's blocks are, each block in one colour, and of its error.

#pragma once

#include <string>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

struct BlockMap {
    std::string name; ///< "partitions", "planes", "weight_grids", "modes"
    Image image;      ///< Of the texture's size.
};

/// Black stands for constant colour in every map, magenta for illegal and HDR blocks.
/// partitions: 1 to 4 as grey, blue, green and yellow. planes: one as dark grey, two in the colour of the channel that
/// has a plane of its own, alpha as white. weight_grids: from dark to white as the grid nears one weight a texel.
/// modes: luminance as grey, RGB offset from scale (blue) over direct (green) to base and offset (yellow), of the first
/// partition; half as bright without alpha.
std::vector<BlockMap> makeBlockMaps(const CompressedImage& texture, const std::vector<BlockInfo>& blocks);

/// Each texel in the colour of its partition, the first to the fourth as grey, blue, green and yellow; blocks of
/// constant colour and faults as above. `partitions` are those of texelPartitions().
Image makePartitionMap(const CompressedImage& texture, const std::vector<uint8_t>& partitions,
                       const std::vector<BlockInfo>& blocks);

/// |a - b| of R, G and B, 8 times amplified and cut at 255; opaque. Precondition: pictures of one size.
Image makeErrorMap(const Image& a, const Image& b);

} // namespace astcslang::cli

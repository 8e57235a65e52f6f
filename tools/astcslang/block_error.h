// SPDX-License-Identifier: Apache-2.0
// Squared error block by block, so that a visible fault does not drown in the mean of a picture.

#pragma once

#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// How blocks lie in an upright picture.
struct BlockLayout {
    Footprint footprint;
    uint8_t orientation = 1; ///< Of the texture's rows; see turnImage().
};

/// Which channels an error is counted over.
enum class ErrorChannels : uint8_t { Rgb = 3, Rgba = 4 };

bool isOpaque(const Image& image);

/// Squared 8-bit error of every block, in raster order. Blocks that overhang the picture count only texels inside it.
struct BlockErrors {
    Footprint footprint;
    ErrorChannels channels = ErrorChannels::Rgb;
    uint32_t width = 0;  ///< In texels.
    uint32_t height = 0; ///< In texels.
    std::vector<uint32_t> squaredErrors;

    uint32_t columnCount() const { return (width + footprint.width - 1) / footprint.width; }
    /// Channels of texels that the block has inside the picture: 1 .. 576.
    uint32_t sampleCount(size_t block) const;
    double meanSquaredError(size_t block) const;
};

/// Preconditions: pictures of one size that is not 0, a legal footprint.
BlockErrors measureBlockErrors(const Image& a, const Image& b, Footprint footprint, ErrorChannels channels);

/// The upper end of a picture's block errors, as mean squared 8-bit error of a sample.
struct WorstBlocks {
    uint64_t blockCount = 0;
    uint32_t worstX = 0; ///< Column and row of the first of the worst blocks.
    uint32_t worstY = 0;
    double worst = 0;
    double percentile999 = 0; ///< What 99.9% of the blocks do not exceed, by percentileOf().
};
WorstBlocks findWorstBlocks(const BlockErrors& errors);

/// 10 log10(255^2 / meanSquaredError) in dB; infinity for 0.
double psnrOf(double meanSquaredError);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Sums are exact integers: a block of 12x12 texels of four channels stays below 2^26.

#include "block_error.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "percentile.h"

namespace astcslang::cli {

bool isOpaque(const Image& image) {
    for (size_t alpha = 3; alpha < image.texels.size(); alpha += 4) {
        if (image.texels[alpha] != 255) return false;
    }
    return true;
}

uint32_t BlockErrors::sampleCount(size_t block) const {
    const uint32_t left = static_cast<uint32_t>(block % columnCount()) * footprint.width;
    const uint32_t top = static_cast<uint32_t>(block / columnCount()) * footprint.height;
    const uint32_t texelCount =
        std::min<uint32_t>(footprint.width, width - left) * std::min<uint32_t>(footprint.height, height - top);
    return texelCount * static_cast<uint32_t>(channels);
}

double BlockErrors::meanSquaredError(size_t block) const {
    return static_cast<double>(squaredErrors[block]) / sampleCount(block);
}

BlockErrors measureBlockErrors(const Image& a, const Image& b, Footprint footprint, ErrorChannels channels) {
    assert(a.width == b.width && a.height == b.height && a.width > 0 && a.height > 0);
    BlockErrors errors{footprint, channels, a.width, a.height, {}};
    const size_t rowCount = (a.height + footprint.height - 1) / footprint.height;
    errors.squaredErrors.resize(errors.columnCount() * rowCount);
    size_t texel = 0;
    for (uint32_t y = 0; y < a.height; ++y) {
        uint32_t* row = &errors.squaredErrors[size_t{y / footprint.height} * errors.columnCount()];
        for (uint32_t x = 0; x < a.width; ++x, ++texel) {
            for (size_t channel = 0; channel < static_cast<size_t>(channels); ++channel) {
                const int difference = int{a.texels[4 * texel + channel]} - int{b.texels[4 * texel + channel]};
                row[x / footprint.width] += static_cast<uint32_t>(difference * difference);
            }
        }
    }
    return errors;
}

WorstBlocks findWorstBlocks(const BlockErrors& errors) {
    std::vector<double> means(errors.squaredErrors.size());
    for (size_t block = 0; block < means.size(); ++block) means[block] = errors.meanSquaredError(block);
    const auto worst = std::max_element(means.begin(), means.end());
    const size_t place = static_cast<size_t>(worst - means.begin());
    WorstBlocks result;
    result.blockCount = means.size();
    result.worstX = static_cast<uint32_t>(place % errors.columnCount());
    result.worstY = static_cast<uint32_t>(place / errors.columnCount());
    result.worst = *worst;
    result.percentile999 = percentileOf(std::move(means), 999);
    return result;
}

double psnrOf(double meanSquaredError) {
    if (meanSquaredError == 0) return std::numeric_limits<double>::infinity();
    return 10 * std::log10(255.0 * 255.0 / meanSquaredError);
}

} // namespace astcslang::cli

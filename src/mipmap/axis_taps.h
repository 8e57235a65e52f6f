// SPDX-License-Identifier: Apache-2.0
// The weights by which the samples of one axis make the samples of the result.

#pragma once

#include <cstdint>
#include <vector>

#include <astcslang/mipmap.h>

namespace astcslang::mipmap {

/// The shape of a filter on an axis.
struct AxisFilter {
    MipmapFilter filter = MipmapFilter::Box;
    double scale = 1;
    MipmapWrap wrap = MipmapWrap::Clamp;
};

/// Result i is the sum over taps t of weight(t, i) * source[(firsts[i] + t) mod sourceSize].
struct AxisTaps {
    uint32_t sourceSize = 0;
    uint32_t resultSize = 0;
    uint32_t tapCount = 0;        ///< A multiple of kTapBatch; less than sourceSize + kTapBatch.
    std::vector<uint32_t> firsts; ///< One a result, below sourceSize.
    std::vector<float> weights;   ///< Of tap 0 for all results, of tap 1 and so on; those of a result add up to 1.

    float weight(uint32_t tap, uint32_t result) const { return weights[size_t{tap} * resultSize + result]; }
    /// The source samples that results [begin, end) need, where they make one range; else the whole axis.
    struct Range {
        uint32_t first = 0;
        uint32_t count = 0;
    };
    Range sourceRange(uint32_t begin, uint32_t end) const;
    /// firsts and weights as the kernels read them.
    std::vector<uint32_t> words() const;
};

AxisTaps makeAxisTaps(uint32_t sourceSize, uint32_t resultSize, const AxisFilter& filter);

} // namespace astcslang::mipmap

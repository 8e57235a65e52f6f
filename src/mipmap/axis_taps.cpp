// SPDX-License-Identifier: Apache-2.0
#include "mipmap/axis_taps.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>

#include "mipmap/filter_shape.h"
#include "mipmap_types.h"

namespace astcslang::mipmap {
namespace {

/// Weights below this part of a result's largest change nothing that 16 bits can show.
constexpr double kNegligible = 1e-6;
/// A sum of weights below this part of the largest comes from taps that miss the filter's middle.
constexpr double kLeastSum = 0.1;

/// Weights of consecutive source samples, from one that may lie outside of the source.
struct Footing {
    int64_t first = 0;
    std::vector<double> weights;
};

/// The part of source sample `index` that lies in [low, high).
double overlap(int64_t index, double low, double high) {
    const double left = std::max(static_cast<double>(index), low);
    const double right = std::min(static_cast<double>(index) + 1, high);
    return std::max(right - left, 0.0);
}

/// The filter around `center`, a place in source samples (0.5 is the middle of the first), `width` source samples a
/// unit.
Footing sampleFilter(MipmapFilter filter, double center, double width) {
    const double reach = filterReach(filter) * width;
    Footing footing;
    footing.first = static_cast<int64_t>(std::floor(center - reach));
    const auto last = static_cast<int64_t>(std::floor(center + reach));
    double sum = 0;
    double largest = 0;
    for (int64_t index = footing.first; index <= last; ++index) {
        const double distance = static_cast<double>(index) + 0.5 - center;
        const double weight = filter == MipmapFilter::Box ? overlap(index, center - reach, center + reach)
                                                          : filterValue(filter, distance / width);
        footing.weights.push_back(weight);
        sum += weight;
        largest = std::max(largest, std::abs(weight));
    }
    if (sum > kLeastSum * largest) {
        for (double& weight : footing.weights) weight /= sum;
        return footing;
    }
    return {static_cast<int64_t>(std::floor(center)), {1}}; // the nearest sample
}

int64_t positiveModulo(int64_t value, int64_t divisor) { return ((value % divisor) + divisor) % divisor; }

/// The sample within the source that stands for `index`; with Wrap, any that is the same modulo `size`.
int64_t placeOf(int64_t index, int64_t size, MipmapWrap wrap) {
    switch (wrap) {
    case MipmapWrap::Wrap:
        return index;
    case MipmapWrap::Reflect: {
        const int64_t place = positiveModulo(index, 2 * size);
        return place < size ? place : 2 * size - 1 - place;
    }
    case MipmapWrap::Clamp:
        break;
    }
    return std::clamp<int64_t>(index, 0, size - 1);
}

/// Brings every weight to the source's own samples; `first` ends up within the source, and no more than `size` remain.
Footing fold(const Footing& footing, int64_t size, MipmapWrap wrap) {
    const auto count = static_cast<int64_t>(footing.weights.size());
    if (footing.first >= 0 && footing.first + count <= size) return footing;
    Footing folded;
    int64_t last = INT64_MIN;
    folded.first = INT64_MAX;
    for (int64_t tap = 0; tap < count; ++tap) {
        const int64_t place = placeOf(footing.first + tap, size, wrap);
        folded.first = std::min(folded.first, place);
        last = std::max(last, place);
    }
    if (last - folded.first >= size) {
        folded.first = 0;
        last = size - 1;
    }
    folded.weights.resize(static_cast<size_t>(last - folded.first + 1));
    for (int64_t tap = 0; tap < count; ++tap) {
        const int64_t place = placeOf(footing.first + tap, size, wrap) - folded.first;
        folded.weights[static_cast<size_t>(positiveModulo(place, size))] += footing.weights[static_cast<size_t>(tap)];
    }
    folded.first = positiveModulo(folded.first, size);
    return folded;
}

/// Removes what is negligible at both ends, and sets the rest of it to 0.
void trim(Footing& footing, int64_t size) {
    double largest = 0;
    for (const double weight : footing.weights) largest = std::max(largest, std::abs(weight));
    const auto counts = [&](double weight) { return std::abs(weight) > kNegligible * largest; };
    const auto begin = std::find_if(footing.weights.begin(), footing.weights.end(), counts);
    const auto end = std::find_if(footing.weights.rbegin(), footing.weights.rend(), counts).base();
    footing.first = positiveModulo(footing.first + (begin - footing.weights.begin()), size);
    footing.weights = std::vector<double>(begin, end);
    double sum = 0;
    for (double& weight : footing.weights) {
        if (!counts(weight)) weight = 0;
        sum += weight;
    }
    for (double& weight : footing.weights) weight /= sum;
}

} // namespace

AxisTaps makeAxisTaps(uint32_t sourceSize, uint32_t resultSize, const AxisFilter& filter) {
    assert(sourceSize >= 1 && resultSize >= 1);
    const double ratio = static_cast<double>(sourceSize) / resultSize;
    const bool isArea = filter.filter == MipmapFilter::Box; // of a result's texel, however small
    const double width = (isArea ? ratio : std::max(ratio, 1.0)) * filter.scale;
    // Where a result takes the place of a whole number of samples, all results have the weights of the first.
    const uint32_t step = sourceSize % resultSize == 0 ? sourceSize / resultSize : 0;
    Footing sampled;
    std::vector<Footing> footings;
    size_t longest = 0;
    for (uint32_t result = 0; result < resultSize; ++result) {
        const double center = (result + 0.5) * sourceSize / resultSize;
        if (sourceSize == resultSize)
            sampled = {result, {1}};
        else if (result == 0 || step == 0)
            sampled = sampleFilter(filter.filter, center, width);
        else
            sampled.first += step;
        Footing footing = fold(sampled, sourceSize, filter.wrap);
        trim(footing, sourceSize);
        longest = std::max(longest, footing.weights.size());
        footings.push_back(std::move(footing));
    }

    AxisTaps taps;
    taps.sourceSize = sourceSize;
    taps.resultSize = resultSize;
    taps.tapCount = (static_cast<uint32_t>(longest) + kTapBatch - 1) / kTapBatch * kTapBatch;
    taps.weights.resize(size_t{taps.tapCount} * resultSize);
    for (uint32_t result = 0; result < resultSize; ++result) {
        const Footing& footing = footings[result];
        taps.firsts.push_back(static_cast<uint32_t>(footing.first));
        for (size_t tap = 0; tap < footing.weights.size(); ++tap)
            taps.weights[tap * resultSize + result] = static_cast<float>(footing.weights[tap]);
    }
    return taps;
}

AxisTaps::Range AxisTaps::sourceRange(uint32_t begin, uint32_t end) const {
    uint32_t low = sourceSize;
    uint32_t high = 0;
    for (uint32_t result = begin; result < end; ++result) {
        uint32_t count = tapCount;
        while (count > 1 && weight(count - 1, result) == 0) --count;
        if (firsts[result] + count > sourceSize) return {0, sourceSize};
        low = std::min(low, firsts[result]);
        high = std::max(high, firsts[result] + count);
    }
    return {low, high - low};
}

std::vector<uint32_t> AxisTaps::words() const {
    std::vector<uint32_t> words = firsts;
    for (const float weight : weights) words.push_back(std::bit_cast<uint32_t>(weight));
    return words;
}

} // namespace astcslang::mipmap

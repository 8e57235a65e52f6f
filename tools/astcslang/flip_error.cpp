// SPDX-License-Identifier: Apache-2.0
// Bands of rows are independent and go to all processors; sums are kept by row, so that their number does not matter.

#include "flip_error.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <future>
#include <numeric>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "flip_filter.h"
#include "report.h"

namespace astcslang::cli {
namespace {

/// Of edges or points, whichever differ more (section 4.3): 0 .. 1.
double featureDifference(const FilteredRow& a, const FilteredRow& b, size_t x) {
    const double most = std::max(std::abs(a.edge[x] - b.edge[x]), std::abs(a.point[x] - b.point[x]));
    return std::sqrt(most / std::numbers::sqrt2);
}

/// Fills rows `begin` to before `end` of the map, and their sums.
void measureBand(const Image& a, const Image& b, const FlipFilters& filters, uint32_t begin, uint32_t end, FlipMap& map,
                 std::vector<double>& rowSums) {
    FlipFilter filterA(a, filters, begin), filterB(b, filters, begin);
    for (uint32_t y = begin; y < end; ++y) {
        const FilteredRow& rowA = filterA.next();
        const FilteredRow& rowB = filterB.next();
        uint16_t* errors = &map.errors[size_t{y} * map.width];
        for (size_t x = 0; x < map.width; ++x) {
            const double color = colorDifference(rowA.huntLab[x], rowB.huntLab[x]);
            const double error = color == 0 ? 0 : std::pow(color, 1 - featureDifference(rowA, rowB, x));
            rowSums[y] += error;
            errors[x] = static_cast<uint16_t>(std::lround(FlipMap::kOne * error));
        }
    }
}

/// As many as there are processors, as far as their filters stay below half a GiB.
uint32_t countBands(const Image& image, const FlipFilters& filters) {
    const uint64_t bandBytes = 2 * FlipFilter::bytesFor(image.width, filters);
    const uint64_t roomFor = (uint64_t{1} << 29) / bandBytes;
    const uint64_t most = std::min<uint64_t>({roomFor, std::thread::hardware_concurrency(), image.height});
    return static_cast<uint32_t>(std::max<uint64_t>(1, most));
}

} // namespace

double FlipMap::percentile(uint64_t perMille) const {
    assert(!errors.empty() && perMille >= 1 && perMille <= 1000);
    std::vector<uint64_t> counts(kOne + 1);
    for (uint16_t error : errors) ++counts[error];
    uint64_t left = (errors.size() * perMille + 999) / 1000;
    size_t error = 0;
    while (counts[error] < left) left -= counts[error++];
    return static_cast<double>(error) / kOne;
}

Result<FlipMap> measureFlip(const Image& a, const Image& b, double pixelsPerDegree, const TransferFunction& transfer) {
    assert(pixelsPerDegree >= kMinPixelsPerDegree && pixelsPerDegree <= kMaxPixelsPerDegree);
    if (a.width != b.width || a.height != b.height || a.texels.empty()) {
        return Error{ErrorCode::InvalidArgument,
                     fmt::format("pictures of different size: {} and {}", formatSize(a.width, a.height),
                                 formatSize(b.width, b.height))};
    }
    FlipMap map{a.width, a.height, pixelsPerDegree, 0, std::vector<uint16_t>(size_t{a.width} * a.height)};
    if (a.texels == b.texels) return map;
    const FlipFilters filters(pixelsPerDegree, transfer);
    std::vector<double> rowSums(a.height);
    const uint32_t bandCount = countBands(a, filters);
    std::vector<std::future<void>> bands;
    for (uint32_t band = 0; band < bandCount; ++band) {
        const auto rowOf = [&](uint32_t number) {
            return static_cast<uint32_t>(uint64_t{a.height} * number / bandCount);
        };
        const auto work = [&, begin = rowOf(band), end = rowOf(band + 1)] {
            measureBand(a, b, filters, begin, end, map, rowSums);
        };
        try {
            bands.push_back(std::async(std::launch::async, work));
        } catch (const std::system_error&) { // no more threads
            work();
        }
    }
    for (std::future<void>& band : bands) band.get();
    map.mean = std::accumulate(rowSums.begin(), rowSums.end(), 0.0) / static_cast<double>(map.errors.size());
    return map;
}

} // namespace astcslang::cli

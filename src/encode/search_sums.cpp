// SPDX-License-Identifier: Apache-2.0
#include "encode/search_sums.h"

#include <cmath>
#include <cstring>
#include <string>

namespace astcslang::encode {

void SearchSums::add(const std::byte* words) {
    std::array<uint32_t, 2 * kSumCount> strip;
    std::memcpy(strip.data(), words, sizeof(strip));
    for (size_t sum = 0; sum < sums_.size(); ++sum)
        sums_[sum] += strip[2 * sum] + (uint64_t{strip[2 * sum + 1]} << kSumLowBits);
}

void SearchSums::report(const EncodePlan& plan, EncodeStatistics& statistics) const {
    const auto sum = [&](uint32_t index) { return static_cast<double>(sums_[index]); };
    const auto blocks = static_cast<double>(statistics.blockCount);
    for (uint32_t step = 0; step <= plan.passes.size(); ++step)
        statistics.squaredErrorByStep.emplace_back(step == 0 ? "trials" : "refine " + std::to_string(step),
                                                   sum(kSumErrors + step));
    statistics.evaluationsPerBlock = sum(kSumEvaluations) / blocks;
    statistics.secondTapWinShare = sum(kSumLaterWins) / blocks;
    for (uint32_t place = 0; place < 3; ++place) {
        const double judged = sum(kSumModeBlocks + place); // none makes the means NaN
        constexpr double kUnitsPerBit = 256;
        statistics.meanModeBitsError[place] = sum(kSumCorrectedBits + place) / judged / kUnitsPerBit;
        statistics.meanPublishedModeBitsError[place] = sum(kSumPublishedBits + place) / judged / kUnitsPerBit;
    }
    for (uint32_t place = 0; place < 2; ++place) {
        const bool isMeasured = !plan.isLarge() && plan.patternPlans[place].keptCount > 0;
        statistics.meanSnapHammingTexels[place] = isMeasured ? sum(kSumSnapMoves + place) / blocks : NAN;
    }
}

} // namespace astcslang::encode

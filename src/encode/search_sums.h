// SPDX-License-Identifier: Apache-2.0
// The sums that kernels make of a search, over all strips of a picture, and the public statistics that they give.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "encode/encode_plan.h"

namespace astcslang::encode {

class SearchSums {
public:
    /// Adds one strip's Slot::Statistics.
    void add(const std::byte* words);
    /// Adds what another search spent, but nothing of its results.
    void addEvaluations(const SearchSums& other) { sums_[kSumEvaluations] += other.sums_[kSumEvaluations]; }
    /// Fills what EncodeStatistics holds with collectStatistics; `statistics.blockCount` is known.
    void report(const EncodePlan& plan, EncodeStatistics& statistics) const;

private:
    std::array<uint64_t, kSumCount> sums_{};
};

} // namespace astcslang::encode

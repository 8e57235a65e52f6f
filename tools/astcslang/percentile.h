// SPDX-License-Identifier: Apache-2.0
// Percentiles of what was measured, by one rule for all reports.

#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <vector>

namespace astcslang::cli {

/// The least of the values that at least `perMille` of a thousand of them do not exceed (nearest rank; no
/// interpolation). Preconditions: there are values, 1 <= perMille <= 1000.
template <typename Value> Value percentileOf(std::vector<Value> values, uint64_t perMille) {
    assert(!values.empty() && perMille >= 1 && perMille <= 1000);
    const uint64_t rank = (values.size() * perMille + 999) / 1000;
    const auto place = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(values.begin(), place, values.end());
    return *place;
}

} // namespace astcslang::cli

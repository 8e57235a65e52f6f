// SPDX-License-Identifier: Apache-2.0
#include "mipmap/alpha_coverage.h"

#include <algorithm>
#include <cmath>

namespace astcslang::mipmap {
namespace {

constexpr uint32_t kMaxAlpha = 65535;
/// Keeps what should come out as n + 1/2 from falling below it.
constexpr double kMargin = 1.0 / (1 << 20);

/// The alphas that should pass are those from `least` on; `below` is the next lower one that occurs, or 0.
struct Cut {
    uint32_t least = kMaxAlpha + 1; ///< Above kMaxAlpha: none should.
    uint32_t below = 0;
};

/// The cut that brings the share of passing texels nearest to `share`; of two, the one that passes fewer. Alpha 0 never
/// passes.
Cut chooseCut(std::span<const uint16_t> alpha, double share) {
    std::vector<uint64_t> counts(kMaxAlpha + 1);
    for (const uint16_t value : alpha) ++counts[value];
    const double wanted = share * static_cast<double>(alpha.size());
    Cut best;
    double bestDistance = wanted;
    uint64_t passing = 0;
    for (uint32_t value = kMaxAlpha; value >= 1; --value) {
        passing += counts[value];
        const double distance = std::abs(static_cast<double>(passing) - wanted);
        if (distance >= bestDistance) continue;
        best.least = value;
        bestDistance = distance;
    }
    best.below = best.least - 1;
    while (best.below > 0 && counts[best.below] == 0) --best.below;
    return best;
}

} // namespace

AlphaTest makeAlphaTest(double threshold, uint32_t maxCode) {
    const double code = std::ceil(threshold * 255 - 1e-9); // 0.2 of 255 is 51, whatever a double makes of it
    const auto passCode = static_cast<uint32_t>(std::clamp(code, 1.0, 255.0));
    const uint32_t step = maxCode / 255;
    return {maxCode, passCode * step - step / 2}; // the least that is rounded to it
}

std::vector<uint16_t> keepCoverage(std::span<const uint16_t> alpha, double share, const AlphaTest& test) {
    const Cut cut = chooseCut(alpha, share);
    // Rounded to the nearest, alpha passes from half a code below passCode on. Of the factors that bring this place
    // between `below` and `least`, the one nearest to none at all.
    const double place = test.passCode - 0.5;
    const double none = test.maxCode / static_cast<double>(kMaxAlpha);
    double factor = std::max(none, place / cut.least);
    if (cut.below > 0) factor = std::min(factor, (place - 2 * kMargin) / cut.below);
    std::vector<uint16_t> codes;
    codes.reserve(alpha.size());
    for (const uint16_t value : alpha) {
        const double code = std::floor(value * factor + 0.5 + kMargin);
        codes.push_back(static_cast<uint16_t>(std::min(code, static_cast<double>(test.maxCode))));
    }
    return codes;
}

} // namespace astcslang::mipmap

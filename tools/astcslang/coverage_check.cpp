// SPDX-License-Identifier: Apache-2.0
#include "coverage_check.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report.h"

namespace astcslang::cli {
namespace {

/// Of a made level that is judged, 32x32: one block of a smaller one may hold several per cent of its texels.
constexpr double kFewestTexels = 1024;

double countPassing(const Image& image, int passCode) {
    uint64_t count = 0;
    for (size_t alpha = 3; alpha < image.texels.size(); alpha += 4) count += image.texels[alpha] >= passCode ? 1 : 0;
    return static_cast<double>(count);
}

} // namespace

CoverageCheck::CoverageCheck(std::optional<double> threshold, Footprint footprint)
    : areBlocksLarge_(footprint.width * footprint.height > 16) {
    if (!threshold) return;
    // As MipmapOptions::alphaCoverage has it: alpha >= T, of 8 bits.
    passCode_ = static_cast<int>(std::clamp(std::ceil(*threshold * 255 - 1e-9), 1.0, 255.0));
}

void CoverageCheck::add(uint32_t level, const Image& picture, const Image& decoded) {
    constexpr double kMostLost = 0.01;
    const double texelCount = static_cast<double>(picture.texels.size() / 4);
    if (level > 0 && texelCount < kFewestTexels) return;
    const double before = countPassing(picture, passCode_), after = countPassing(decoded, passCode_);
    if (std::abs(after - before) <= kMostLost * texelCount) return;
    const Loss loss{level, picture.width, picture.height, before / texelCount, after / texelCount};
    ++lossCount_;
    if (!worst_ || loss.distance() > worst_->distance()) worst_ = loss;
}

std::optional<std::string> CoverageCheck::describeLoss() const {
    if (!worst_) return std::nullopt;
    const std::string others =
        lossCount_ == 1 ? "" : fmt::format("; {} levels are more than 1% of their texels off", lossCount_);
    return fmt::format("encoding moves alpha across the threshold of --alpha-coverage: of level {} ({}) {:.1f}% of the "
                       "texels pass, {:.1f}% before{}; a larger weight of alpha (--channel-weights){} may keep more",
                       worst_->level, formatSize(worst_->width, worst_->height), 100 * worst_->after,
                       100 * worst_->before, others, areBlocksLarge_ ? " or smaller blocks" : "");
}

} // namespace astcslang::cli

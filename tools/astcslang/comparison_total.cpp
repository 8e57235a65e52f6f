// SPDX-License-Identifier: Apache-2.0

#include "comparison_total.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "compare_thresholds.h"
#include "percentile.h"

namespace astcslang::cli {

void ComparisonTotal::add(const ComparedPlace& place, std::string name, ComparedFiles files,
                          PictureComparison comparison, const std::string& miss) {
    const double texels = static_cast<double>(files.a.image.width) * files.a.image.height;
    ++pairCount_;
    texelCount_ += texels;
    isEqual_ &= files.isEqual;
    metrics_.add(comparison.metrics, files.a.image.texels.size() / 4);
    for (size_t channel = 0; channel < 4; ++channel) {
        const ChannelError& error = comparison.channels[channel];
        channelSquares_[channel] += squaredErrorOf(error.psnr) * texels;
        channelSums_[channel] += error.meanAbsolute * texels;
        channelMost_[channel] = std::max(channelMost_[channel], error.maxAbsolute);
    }
    flipSum_ += comparison.flip.mean * texels;
    flipErrors_.insert(flipErrors_.end(), comparison.flip.errors.begin(), comparison.flip.errors.end());
    if (comparison.blocks) {
        const BlockErrors& blocks = *comparison.blocks;
        for (size_t block = 0; block < blocks.squaredErrors.size(); ++block) {
            blockErrors_.push_back(blocks.meanSquaredError(block));
        }
        if (nameOfWorstBlock_.empty() || comparison.worstBlocks->worst > worstBlocks_.worst) {
            worstBlocks_ = *comparison.worstBlocks;
            nameOfWorstBlock_ = name;
        }
    }
    hasExposures_ &= files.exposurePsnr.has_value();
    if (files.exposurePsnr) exposureSum_ += squaredErrorOf(*files.exposurePsnr) * texels;
    const std::string in = name.empty() ? "" : name + ": ";
    const double psnr = decidingPsnr(files, comparison);
    if (!miss.empty() && (miss_.empty() || psnr < missPsnr_)) {
        miss_ = in + miss;
        missPsnr_ = psnr;
    }
    if (const std::string limits = describeLimits(files); note_.empty() && !limits.empty()) note_ = in + limits;
    if (worst_ && psnr >= worstPsnr_) return;
    worst_.emplace(Worst{place, std::move(name), std::move(files), std::move(comparison)});
    worstPsnr_ = psnr;
}

PictureComparison ComparisonTotal::result() const {
    if (pairCount_ == 1) return worst_->comparison;
    PictureComparison total;
    total.isEqual = isEqual_;
    total.metrics = metrics_.result();
    for (size_t channel = 0; channel < 4; ++channel) {
        total.channels[channel] = {psnrOf(channelSquares_[channel] / texelCount_), channelSums_[channel] / texelCount_,
                                   channelMost_[channel]};
    }
    total.flip.width = static_cast<uint32_t>(flipErrors_.size());
    total.flip.height = 1;
    total.flip.pixelsPerDegree = worst_->comparison.flip.pixelsPerDegree;
    total.flip.mean = flipSum_ / texelCount_;
    total.flip.errors = flipErrors_;
    if (worst_->comparison.blocks) {
        total.blocks = worst_->comparison.blocks;
        total.worstBlocks = worstBlocks_;
        total.worstBlocks->blockCount = blockErrors_.size();
        total.worstBlocks->percentile999 = percentileOf(blockErrors_, 999);
    }
    return total;
}

std::optional<double> ComparisonTotal::exposurePsnr() const {
    if (!hasExposures_) return std::nullopt;
    return pairCount_ == 1 ? worst_->files.exposurePsnr : std::optional(psnrOf(exposureSum_ / texelCount_));
}

} // namespace astcslang::cli

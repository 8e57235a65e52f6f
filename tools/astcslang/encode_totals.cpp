// SPDX-License-Identifier: Apache-2.0
// PSNR is 10 log10(255^2 / mean squared error), so that it can be turned back into the error.

#include "encode_totals.h"

#include <algorithm>
#include <cmath>

#include "block_error.h"

namespace astcslang::cli {
namespace {

/// The mean of two means over `blocks` and `moreBlocks`.
double weightedMean(double mean, double blocks, double more, double moreBlocks) {
    if (std::isnan(mean) || blocks == 0) return more;
    if (std::isnan(more)) return mean;
    return (mean * blocks + more * moreBlocks) / (blocks + moreBlocks);
}

} // namespace

double squaredErrorOf(double psnr) { return 255.0 * 255.0 / std::pow(10.0, psnr / 10.0); }

void addStatistics(EncodeStatistics& total, const EncodeStatistics& more) {
    const auto blocks = static_cast<double>(total.blockCount), moreBlocks = static_cast<double>(more.blockCount);
    const auto addMean = [&](double& mean, double other) { mean = weightedMean(mean, blocks, other, moreBlocks); };
    addMean(total.evaluationsPerBlock, more.evaluationsPerBlock);
    addMean(total.secondTapWinShare, more.secondTapWinShare);
    for (size_t i = 0; i < std::size(total.meanSnapHammingTexels); ++i) {
        addMean(total.meanSnapHammingTexels[i], more.meanSnapHammingTexels[i]);
    }
    for (size_t i = 0; i < std::size(total.meanModeBitsError); ++i) {
        addMean(total.meanModeBitsError[i], more.meanModeBitsError[i]);
        addMean(total.meanPublishedModeBitsError[i], more.meanPublishedModeBitsError[i]);
    }
    total.blockCount += more.blockCount;
    total.gpuMilliseconds += more.gpuMilliseconds;
    total.hostMilliseconds += more.hostMilliseconds;
    total.pipelineMilliseconds += more.pipelineMilliseconds;
    total.squaredError += more.squaredError;
    // Pictures with and without alpha go through the same stages.
    for (const StageTime& stage : more.stages) {
        const auto same = std::find_if(total.stages.begin(), total.stages.end(),
                                       [&](const StageTime& other) { return other.stage == stage.stage; });
        if (same == total.stages.end()) {
            total.stages.push_back(stage);
        } else {
            same->milliseconds += stage.milliseconds;
        }
    }
    for (const auto& step : more.squaredErrorByStep) {
        const auto same = std::find_if(total.squaredErrorByStep.begin(), total.squaredErrorByStep.end(),
                                       [&](const auto& other) { return other.first == step.first; });
        if (same == total.squaredErrorByStep.end()) {
            total.squaredErrorByStep.push_back(step);
        } else {
            same->second += step.second;
        }
    }
}

void MetricsTotal::add(const ImageMetrics& metrics, uint64_t texelCount) {
    if (pictureCount_++ == 0) first_ = metrics;
    const auto texels = static_cast<double>(texelCount);
    texelCount_ += texels;
    squaredErrorRgb_ += squaredErrorOf(metrics.psnrRgb) * texels;
    squaredErrorRgba_ += squaredErrorOf(metrics.psnrRgba) * texels;
    if (std::isnan(metrics.ssim)) return;
    ssim_ += metrics.ssim * texels;
    ssimTexelCount_ += texels;
}

ImageMetrics MetricsTotal::result() const {
    if (pictureCount_ == 1) return first_;
    ImageMetrics metrics;
    metrics.psnrRgb = psnrOf(squaredErrorRgb_ / texelCount_);
    metrics.psnrRgba = psnrOf(squaredErrorRgba_ / texelCount_);
    metrics.ssim = ssim_ / ssimTexelCount_; // NaN where no picture has one
    return metrics;
}

} // namespace astcslang::cli

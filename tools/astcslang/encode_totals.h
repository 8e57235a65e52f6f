// SPDX-License-Identifier: Apache-2.0
// Sums over the pictures of a texture: statistics of their encodes and their errors.

#pragma once

#include <cstdint>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// The mean squared error of a PSNR in dB, as psnrOf() has it; 0 for infinity.
double squaredErrorOf(double psnr);

/// Adds one more picture's statistics: counts, times and errors are summed, means weighted by blocks. What is NaN in
/// one of them counts as not measured there.
void addStatistics(EncodeStatistics& total, const EncodeStatistics& more);

/// Error over several pictures: PSNR of the mean squared error over all texels, SSIM as the mean by texels.
class MetricsTotal {
public:
    void add(const ImageMetrics& metrics, uint64_t texelCount);
    /// Precondition: something was added. One picture's metrics come out as they went in.
    ImageMetrics result() const;

private:
    ImageMetrics first_;
    uint64_t pictureCount_ = 0;
    double texelCount_ = 0;
    double squaredErrorRgb_ = 0; ///< Mean of a picture, times its texels.
    double squaredErrorRgba_ = 0;
    double ssim_ = 0;
    double ssimTexelCount_ = 0; ///< Of the pictures that have one.
};

} // namespace astcslang::cli

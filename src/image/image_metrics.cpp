// SPDX-License-Identifier: Apache-2.0
// The public compareImages(): PSNR from exact integer sums, and mean SSIM (Wang, Bovik, Sheikh, Simoncelli 2004) of
// Rec. 709 luma of the 8-bit code values, windows that lie fully inside the picture. Streams by rows: 11 are kept.

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <string>

#include "image/image_view.h"

namespace astcslang {

using namespace image;

namespace {

constexpr size_t kTapCount = 11;
constexpr double kSigmaTexels = 1.5;
constexpr double kC1 = (0.01 * 255) * (0.01 * 255);
constexpr double kC2 = (0.03 * 255) * (0.03 * 255);
constexpr size_t kTexelBytes = texelBytes(TexelFormat::Rgba8);
constexpr size_t kMomentCount = 5; // luma a, luma b, a^2, b^2, ab

double psnr(uint64_t squaredError, uint64_t sampleCount) {
    if (squaredError == 0) return std::numeric_limits<double>::infinity();
    return 10 * std::log10(255.0 * 255.0 * static_cast<double>(sampleCount) / static_cast<double>(squaredError));
}

std::array<double, kTapCount> gaussianTaps() {
    std::array<double, kTapCount> taps;
    double sum = 0;
    for (size_t tap = 0; tap < kTapCount; ++tap) {
        const double distance = (static_cast<double>(tap) - kTapCount / 2) / kSigmaTexels;
        taps[tap] = std::exp(-0.5 * distance * distance);
        sum += taps[tap];
    }
    for (double& tap : taps) tap /= sum;
    return taps;
}

double luma(const uint8_t* texel) { return 0.2126 * texel[0] + 0.7152 * texel[1] + 0.0722 * texel[2]; }

/// Moments of one row, each filtered along the row: `width - 10` windows per moment.
using MomentRow = std::array<std::vector<double>, kMomentCount>;

class SsimFilter {
public:
    explicit SsimFilter(uint32_t width) : taps_(gaussianTaps()), windowCount_(width - (kTapCount - 1)) {
        for (std::vector<double>& values : unfiltered_) values.resize(width);
        for (MomentRow& row : rows_) {
            for (std::vector<double>& values : row) values.resize(windowCount_);
        }
        for (std::vector<double>& values : columns_) values.resize(windowCount_);
    }

    void addRow(std::span<const uint8_t> a, std::span<const uint8_t> b) {
        for (size_t texel = 0; texel < unfiltered_[0].size(); ++texel) {
            const double x = luma(&a[texel * kTexelBytes]);
            const double y = luma(&b[texel * kTexelBytes]);
            unfiltered_[0][texel] = x;
            unfiltered_[1][texel] = y;
            unfiltered_[2][texel] = x * x;
            unfiltered_[3][texel] = y * y;
            unfiltered_[4][texel] = x * y;
        }
        MomentRow& row = rows_[rowCount_ % kTapCount];
        for (size_t moment = 0; moment < kMomentCount; ++moment) {
            std::fill(row[moment].begin(), row[moment].end(), 0.0);
            for (size_t tap = 0; tap < kTapCount; ++tap) {
                accumulate(row[moment], &unfiltered_[moment][tap], taps_[tap]);
            }
        }
        ++rowCount_;
        if (rowCount_ >= kTapCount) addWindows();
    }

    double mean() const { return sum_ / static_cast<double>(summedCount_); }

private:
    static void accumulate(std::vector<double>& sums, const double* values, double factor) {
        for (size_t window = 0; window < sums.size(); ++window) sums[window] += factor * values[window];
    }

    /// Adds the windows whose last row is the newest one.
    void addWindows() {
        for (size_t moment = 0; moment < kMomentCount; ++moment) {
            std::fill(columns_[moment].begin(), columns_[moment].end(), 0.0);
            for (size_t tap = 0; tap < kTapCount; ++tap) {
                // rowCount_ rows are in; the oldest of the last eleven sits where the next one will go.
                accumulate(columns_[moment], rows_[(rowCount_ + tap) % kTapCount][moment].data(), taps_[tap]);
            }
        }
        for (size_t window = 0; window < windowCount_; ++window) {
            const double meanA = columns_[0][window];
            const double meanB = columns_[1][window];
            const double varianceA = columns_[2][window] - meanA * meanA;
            const double varianceB = columns_[3][window] - meanB * meanB;
            const double covariance = columns_[4][window] - meanA * meanB;
            sum_ += (2 * meanA * meanB + kC1) * (2 * covariance + kC2) /
                    ((meanA * meanA + meanB * meanB + kC1) * (varianceA + varianceB + kC2));
        }
        summedCount_ += windowCount_;
    }

    std::array<double, kTapCount> taps_;
    size_t windowCount_;
    std::array<std::vector<double>, kMomentCount> unfiltered_;
    std::array<MomentRow, kTapCount> rows_; // a ring
    MomentRow columns_;
    size_t rowCount_ = 0;
    double sum_ = 0;
    uint64_t summedCount_ = 0;
};

/// Rows of 8-bit texels, one at a time.
class RowReader {
public:
    explicit RowReader(const ImageView& view) : view_(view), texels_(view.width * kTexelBytes) {}
    std::span<const uint8_t> read(uint32_t row) {
        copyRow8(view_, row, texels_);
        return texels_;
    }

private:
    const ImageView& view_;
    std::vector<uint8_t> texels_;
};

} // namespace

Result<ImageMetrics> compareImages(const ImageView& a, const ImageView& b) {
    if (Result<void> checked = checkImageView(a); !checked) return checked.error();
    if (Result<void> checked = checkImageView(b); !checked) return checked.error();
    if (a.width != b.width || a.height != b.height) {
        return Error{ErrorCode::InvalidArgument, "the pictures differ in size: " + std::to_string(a.width) + "x" +
                                                     std::to_string(a.height) + " and " + std::to_string(b.width) +
                                                     "x" + std::to_string(b.height)};
    }

    uint64_t errorRgb = 0;
    uint64_t errorAlpha = 0;
    RowReader readerA(a);
    RowReader readerB(b);
    std::optional<SsimFilter> ssim;
    if (a.width >= kTapCount && a.height >= kTapCount) ssim.emplace(a.width);
    for (uint32_t row = 0; row < a.height; ++row) {
        const std::span<const uint8_t> texelsA = readerA.read(row);
        const std::span<const uint8_t> texelsB = readerB.read(row);
        if (ssim) ssim->addRow(texelsA, texelsB);
        for (size_t byte = 0; byte < texelsA.size(); ++byte) {
            const int difference = int{texelsA[byte]} - int{texelsB[byte]};
            const uint64_t squared = static_cast<uint64_t>(difference * difference);
            (byte % kTexelBytes == 3 ? errorAlpha : errorRgb) += squared;
        }
    }
    const uint64_t texelCount = uint64_t{a.width} * a.height;
    ImageMetrics metrics;
    metrics.psnrRgb = psnr(errorRgb, 3 * texelCount);
    metrics.psnrRgba = psnr(errorRgb + errorAlpha, 4 * texelCount);
    metrics.ssim = ssim ? ssim->mean() : std::numeric_limits<double>::quiet_NaN();
    return metrics;
}

} // namespace astcslang

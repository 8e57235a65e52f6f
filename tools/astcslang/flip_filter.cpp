// SPDX-License-Identifier: Apache-2.0
// In double precision: the last step of FLIP raises differences of features to small powers, which would make rounding
// errors of floats show.

#include "flip_filter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "picture_color.h"

namespace astcslang::cli {
namespace {

constexpr double kPi = std::numbers::pi;

/// Contrast sensitivity as sums of Gaussians of the distance d in degrees: a sqrt(pi / b) exp(-pi^2 d^2 / b).
struct ContrastGaussian {
    double a, b;
};
constexpr ContrastGaussian kContrastY{1, 0.0047}, kContrastCx{1, 0.0053}, kContrastCz[2]{{34.1, 0.04}, {13.5, 0.025}};
constexpr double kWidestContrastB = kContrastCz[0].b;
constexpr double kEdgeWidthDegrees = 0.082;

/// Where a Gaussian of this standard deviation is cut off, in texels.
size_t radiusOf(double sigmaTexels) { return static_cast<size_t>(std::ceil(3 * sigmaTexels)); }

double sumOf(const Taps& taps) {
    double sum = 0;
    for (double tap : taps) sum += tap;
    return sum;
}

/// exp(-x^2 / (2 sigma^2)), x in texels.
Taps gaussian(size_t radius, double sigmaTexels) {
    Taps taps(2 * radius + 1);
    for (size_t tap = 0; tap < taps.size(); ++tap) {
        const double x = (static_cast<double>(tap) - static_cast<double>(radius)) / sigmaTexels;
        taps[tap] = std::exp(-0.5 * x * x);
    }
    return taps;
}

void scaleToSumOne(Taps& taps) {
    const double sum = sumOf(taps);
    for (double& tap : taps) tap /= sum;
}

/// The positive taps to sum 1, the negative ones to -1.
void scaleSigns(Taps& taps) {
    double positive = 0, negative = 0;
    for (double tap : taps) (tap > 0 ? positive : negative) += std::abs(tap);
    for (double& tap : taps) tap /= tap > 0 ? positive : negative;
}

double sigmaOf(const ContrastGaussian& gaussian, double pixelsPerDegree) {
    return std::sqrt(gaussian.b / 2) / kPi * pixelsPerDegree;
}

void accumulate(std::vector<double>& sums, const double* values, double factor) {
    for (size_t texel = 0; texel < sums.size(); ++texel) sums[texel] += factor * values[texel];
}

} // namespace

FlipFilters::FlipFilters(double pixelsPerDegree, const TransferFunction& transfer) {
    for (size_t code = 0; code < lights.size(); ++code) {
        lights[code] = decodeTransfer(transfer, static_cast<double>(code) / 255);
    }
    contrastRadius = radiusOf(sigmaOf({1, kWidestContrastB}, pixelsPerDegree));
    contrastY = gaussian(contrastRadius, sigmaOf(kContrastY, pixelsPerDegree));
    contrastCx = gaussian(contrastRadius, sigmaOf(kContrastCx, pixelsPerDegree));
    for (Taps* taps : {&contrastY, &contrastCx}) scaleToSumOne(*taps);
    for (size_t part = 0; part < 2; ++part) {
        const auto& [a, b] = kContrastCz[part];
        contrastCz[part] = gaussian(contrastRadius, sigmaOf(kContrastCz[part], pixelsPerDegree));
        const double sum = sumOf(contrastCz[part]);
        contrastCzWeights[part] = a * std::sqrt(kPi / b) * sum * sum; // that of all texels of the square
        scaleToSumOne(contrastCz[part]);
    }
    const double weightSum = contrastCzWeights[0] + contrastCzWeights[1];
    for (double& weight : contrastCzWeights) weight /= weightSum;

    const double sigma = 0.5 * kEdgeWidthDegrees * pixelsPerDegree;
    featureRadius = radiusOf(sigma);
    smooth = edge = point = gaussian(featureRadius, sigma);
    for (size_t tap = 0; tap < smooth.size(); ++tap) {
        const double x = static_cast<double>(tap) - static_cast<double>(featureRadius);
        edge[tap] *= -x;
        point[tap] *= x * x / (sigma * sigma) - 1;
    }
    scaleToSumOne(smooth);
    scaleSigns(edge);
    scaleSigns(point);
}

FlipFilter::FlipFilter(const Image& image, const FlipFilters& filters, uint32_t firstRow)
    : image_(image), filters_(filters), radius_(std::max(filters.contrastRadius, filters.featureRadius)),
      nextRow_(firstRow), nextSource_(firstRow < radius_ ? 0 : firstRow - static_cast<uint32_t>(radius_)),
      ring_(2 * radius_ + 1) {
    for (MomentRow& row : ring_) {
        for (std::vector<double>& sums : row) sums.resize(image.width);
    }
    for (std::vector<double>& values : padded_) values.resize(image.width + 2 * radius_);
    for (std::vector<double>& sums : sums_) sums.resize(image.width);
    row_.huntLab.resize(image.width);
    row_.edge.resize(image.width);
    row_.point.resize(image.width);
}

size_t FlipFilter::bytesFor(uint32_t width, const FlipFilters& filters) {
    const size_t rowCount = 2 * std::max(filters.contrastRadius, filters.featureRadius) + 1;
    return rowCount * kMomentCount * width * sizeof(double);
}

void FlipFilter::addSourceRow() {
    const std::array<double, 256>& lights = filters_.lights;
    const uint8_t* texels = &image_.texels[size_t{4} * nextSource_ * image_.width];
    for (size_t place = 0; place < padded_[0].size(); ++place) {
        const size_t x = std::min<size_t>(place < radius_ ? 0 : place - radius_, image_.width - 1);
        const uint8_t* texel = &texels[4 * x];
        const Triple ycxcz = toYcxcz({lights[texel[0]], lights[texel[1]], lights[texel[2]]});
        for (size_t channel = 0; channel < 3; ++channel) padded_[channel][place] = ycxcz[channel];
        padded_[3][place] = (ycxcz[0] + 16) / 116;
    }
    const std::pair<size_t, const Taps*> sources[kMomentCount] = {
        {0, &filters_.contrastY}, {1, &filters_.contrastCx}, {2, &filters_.contrastCz[0]}, {2, &filters_.contrastCz[1]},
        {3, &filters_.smooth},    {3, &filters_.edge},       {3, &filters_.point}};
    MomentRow& row = ring_[nextSource_ % ring_.size()];
    for (size_t moment = 0; moment < kMomentCount; ++moment) {
        const auto& [channel, taps] = sources[moment];
        const size_t margin = radius_ - taps->size() / 2;
        std::fill(row[moment].begin(), row[moment].end(), 0.0);
        for (size_t tap = 0; tap < taps->size(); ++tap) {
            accumulate(row[moment], &padded_[channel][margin + tap], (*taps)[tap]);
        }
    }
    ++nextSource_;
}

/// Adds the moment's rows around the present one, `weight` times each tap.
void FlipFilter::filterColumns(Moment moment, const Taps& taps, double weight, std::vector<double>& sums) const {
    const int64_t radius = static_cast<int64_t>(taps.size() / 2);
    for (size_t tap = 0; tap < taps.size(); ++tap) {
        const int64_t source =
            std::clamp<int64_t>(int64_t{nextRow_} + static_cast<int64_t>(tap) - radius, 0, int64_t{image_.height} - 1);
        accumulate(sums, ring_[static_cast<size_t>(source) % ring_.size()][moment].data(), weight * taps[tap]);
    }
}

void FlipFilter::finishColors() {
    for (size_t channel = 0; channel < 3; ++channel) std::fill(sums_[channel].begin(), sums_[channel].end(), 0.0);
    filterColumns(kY, filters_.contrastY, 1, sums_[0]);
    filterColumns(kCx, filters_.contrastCx, 1, sums_[1]);
    filterColumns(kCz0, filters_.contrastCz[0], filters_.contrastCzWeights[0], sums_[2]);
    filterColumns(kCz1, filters_.contrastCz[1], filters_.contrastCzWeights[1], sums_[2]);
    for (size_t x = 0; x < image_.width; ++x) row_.huntLab[x] = toHuntLab({sums_[0][x], sums_[1][x], sums_[2][x]});
}

void FlipFilter::finishFeatures() {
    for (std::vector<double>& sums : sums_) std::fill(sums.begin(), sums.end(), 0.0);
    filterColumns(kEdge, filters_.smooth, 1, sums_[0]);
    filterColumns(kSmooth, filters_.edge, 1, sums_[1]);
    filterColumns(kPoint, filters_.smooth, 1, sums_[2]);
    filterColumns(kSmooth, filters_.point, 1, sums_[3]);
    const auto length = [](double x, double y) { return std::sqrt(x * x + y * y); };
    for (size_t x = 0; x < image_.width; ++x) {
        row_.edge[x] = length(sums_[0][x], sums_[1][x]);
        row_.point[x] = length(sums_[2][x], sums_[3][x]);
    }
}

const FilteredRow& FlipFilter::next() {
    const uint64_t lastSource = std::min<uint64_t>(nextRow_ + radius_, image_.height - 1);
    while (nextSource_ <= lastSource) addSourceRow();
    finishColors();
    finishFeatures();
    ++nextRow_;
    return row_;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "reference_filter.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numbers>

namespace astcslang::test {
namespace {

constexpr double kPi = std::numbers::pi;

double sinc(double x) { return x == 0 ? 1 : std::sin(kPi * x) / (kPi * x); }

double blackman(double x) {
    return 7938.0 / 18608 + 9240.0 / 18608 * std::cos(kPi * x) + 1430.0 / 18608 * std::cos(2 * kPi * x);
}

double kaiser(double x) {
    const double beta = 0.5842 * std::pow(40.0 - 21, 0.4) + 0.07886 * (40.0 - 21);
    return std::cyl_bessel_i(0, beta * std::sqrt(1 - x * x)) / std::cyl_bessel_i(0, beta);
}

/// Keys' form of the cubic convolution with a = -1/2, for Catmull-Rom.
double keys(double x) {
    if (x < 1) return 1.5 * x * x * x - 2.5 * x * x + 1;
    return -0.5 * x * x * x + 2.5 * x * x - 4 * x + 2;
}

double cubicBSpline(double x) {
    if (x < 1) return 2.0 / 3 - x * x + x * x * x / 2;
    return std::pow(2 - x, 3) / 6;
}

double dodgson(double x, double r) {
    if (x <= 0.5) return -2 * r * x * x + 0.5 * (r + 1);
    return r * x * x + (-2 * r - 0.5) * x + 0.75 * (r + 1);
}

double quadraticBSpline(double x) { return x <= 0.5 ? 0.75 - x * x : (x - 1.5) * (x - 1.5) / 2; }

struct Shape {
    double reach;
    double (*value)(double);
};

/// `value` is for 0 <= x <= reach.
Shape shapeOf(MipmapFilter filter) {
    switch (filter) {
    case MipmapFilter::Box:
        return {0.5, [](double) { return 1.0; }};
    case MipmapFilter::Tent:
        return {1, [](double x) { return 1 - x; }};
    case MipmapFilter::Bell:
    case MipmapFilter::QuadraticApproximating:
        return {1.5, quadraticBSpline};
    case MipmapFilter::BSpline:
        return {2, cubicBSpline};
    case MipmapFilter::Mitchell: // linear in B and C: (1/3, 1/3) lies between (1, 0) and (0, 1/2)
        return {2, [](double x) { return (cubicBSpline(x) + 2 * keys(x)) / 3; }};
    case MipmapFilter::CatmullRom:
        return {2, keys};
    case MipmapFilter::Blackman:
        return {3, [](double x) { return sinc(x) * blackman(x / 3); }};
    case MipmapFilter::Gaussian:
        return {1.25, [](double x) { return std::exp(-2 * x * x) * blackman(x / 1.25); }};
    case MipmapFilter::Kaiser:
        return {3, [](double x) { return sinc(x) * kaiser(x / 3); }};
    case MipmapFilter::Lanczos3:
        return {3, [](double x) { return sinc(x) * sinc(x / 3); }};
    case MipmapFilter::Lanczos4:
        return {4, [](double x) { return sinc(x) * sinc(x / 4); }};
    case MipmapFilter::Lanczos6:
        return {6, [](double x) { return sinc(x) * sinc(x / 6); }};
    case MipmapFilter::Lanczos12:
        return {12, [](double x) { return sinc(x) * sinc(x / 12); }};
    case MipmapFilter::QuadraticInterpolating:
        return {1.5, [](double x) { return dodgson(x, 1); }};
    case MipmapFilter::QuadraticMix:
        return {1.5, [](double x) { return dodgson(x, 0.8); }};
    }
    return {};
}

long wrapIndex(long index, long size, MipmapWrap wrap) {
    while (index < 0 || index >= size) {
        switch (wrap) {
        case MipmapWrap::Clamp:
            index = index < 0 ? 0 : size - 1;
            break;
        case MipmapWrap::Wrap:
            index += index < 0 ? size : -size;
            break;
        case MipmapWrap::Reflect:
            index = index < 0 ? -1 - index : 2 * size - 1 - index;
            break;
        }
    }
    return index;
}

struct Tap {
    long index;
    double weight;
};

std::vector<Tap> tapsOf(long result, long sourceSize, long resultSize, const ResampleOptions& options) {
    if (sourceSize == resultSize) return {{result, 1}};
    const double step = static_cast<double>(sourceSize) / static_cast<double>(resultSize);
    const bool isBox = options.filter == MipmapFilter::Box;
    const double unit = (isBox ? step : std::max(1.0, step)) * options.filterScale;
    const double center = (static_cast<double>(result) + 0.5) * step;
    const Shape shape = shapeOf(options.filter);
    std::vector<Tap> taps;
    double sum = 0;
    const long reach = static_cast<long>(shape.reach * unit) + 2;
    const long middle = static_cast<long>(center);
    for (long index = middle - reach; index <= middle + reach; ++index) {
        const double left = static_cast<double>(index);
        double weight = 0;
        if (isBox) {
            weight = std::min(left + 1, center + unit / 2) - std::max(left, center - unit / 2);
            weight = std::max(weight, 0.0);
        } else {
            const double x = std::abs(left + 0.5 - center) / unit;
            weight = x < shape.reach ? shape.value(x) : 0;
        }
        taps.push_back({wrapIndex(index, sourceSize, options.wrap), weight});
        sum += weight;
    }
    for (Tap& tap : taps) tap.weight /= sum;
    return taps;
}

bool isNormal(const ResampleOptions& options) { return options.channels != ChannelContents{}; }

} // namespace

double srgbToLight(double encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

double lightToSrgb(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
}

double codeOf(const ImageView& view, size_t texel, size_t channel) {
    if (view.format == TexelFormat::Rgba8) return view.texels[4 * texel + channel] / 255.0;
    uint16_t code;
    std::memcpy(&code, &view.texels[8 * texel + 2 * channel], sizeof(code));
    return code / 65535.0;
}

Samples decodeSamples(const ImageView& view, const ResampleOptions& options) {
    Samples samples{view.width, view.height, {}};
    for (size_t texel = 0; texel < size_t{view.width} * view.height; ++texel) {
        std::array<double, 4> sample;
        for (size_t channel = 0; channel < 4; ++channel) {
            const double code = codeOf(view, texel, channel);
            const bool isSrgb = options.profile == Profile::LdrSrgb && channel < 3 && !isNormal(options);
            const bool isVector = options.channels[channel] != ChannelContent::Value;
            sample[channel] = isVector ? 2 * code - 1 : isSrgb ? srgbToLight(code) : code;
        }
        if (options.isAlphaWeighted)
            for (size_t channel = 0; channel < 3; ++channel) sample[channel] *= sample[3] + (1 - sample[3]) / 65536;
        samples.texels.push_back(sample);
    }
    return samples;
}

Samples filterSamples(const Samples& source, uint32_t width, uint32_t height, const ResampleOptions& options) {
    Samples rows{width, source.height, std::vector<std::array<double, 4>>(size_t{width} * source.height)};
    for (uint32_t x = 0; x < width; ++x)
        for (const Tap& tap : tapsOf(x, source.width, width, options))
            for (size_t y = 0; y < source.height; ++y)
                for (size_t channel = 0; channel < 4; ++channel)
                    rows.texels[y * width + x][channel] +=
                        tap.weight * source.texels[y * source.width + static_cast<size_t>(tap.index)][channel];
    Samples result{width, height, std::vector<std::array<double, 4>>(size_t{width} * height)};
    for (uint32_t y = 0; y < height; ++y)
        for (const Tap& tap : tapsOf(y, source.height, height, options))
            for (size_t x = 0; x < width; ++x)
                for (size_t channel = 0; channel < 4; ++channel)
                    result.texels[size_t{y} * width + x][channel] +=
                        tap.weight * rows.texels[static_cast<size_t>(tap.index) * width + x][channel];
    return result;
}

double largestDistance(const ImageView& view, const Samples& reference, const ResampleOptions& options) {
    const double maxCode = view.format == TexelFormat::Rgba8 ? 255 : 65535;
    double largest = 0;
    for (size_t texel = 0; texel < reference.texels.size(); ++texel) {
        const std::array<double, 4>& sample = reference.texels[texel];
        for (size_t channel = 0; channel < 4; ++channel) {
            double value = sample[channel];
            if (options.isAlphaWeighted && channel < 3) {
                const double weight = sample[3] + (1 - sample[3]) / 65536;
                if (sample[3] * maxCode < 0.5) continue; // invisible; lobes may have left no weight at all
                value /= weight;
            }
            value = std::clamp(value, 0.0, 1.0);
            if (options.profile == Profile::LdrSrgb && channel < 3) value = lightToSrgb(value);
            largest = std::max(largest, std::abs(codeOf(view, texel, channel) - value) * maxCode);
        }
    }
    return largest;
}

} // namespace astcslang::test

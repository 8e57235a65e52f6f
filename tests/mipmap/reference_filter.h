// SPDX-License-Identifier: Apache-2.0
// The filters of mipmap.h in double precision, by the textbook: no tables, no folding, no parts. What judges the
// library.

#pragma once

#include <array>
#include <cstdint>
#include <ostream>
#include <vector>

#include <astcslang/mipmap.h>

namespace astcslang::test {

struct NamedFilter {
    const char* name;
    MipmapFilter filter;
};
/// How GoogleTest names it.
inline void PrintTo(const NamedFilter& filter, std::ostream* stream) { *stream << filter.name; }

inline constexpr std::array<NamedFilter, 16> kFilters = {
    {{"Box", MipmapFilter::Box},
     {"Tent", MipmapFilter::Tent},
     {"Bell", MipmapFilter::Bell},
     {"BSpline", MipmapFilter::BSpline},
     {"Mitchell", MipmapFilter::Mitchell},
     {"CatmullRom", MipmapFilter::CatmullRom},
     {"Blackman", MipmapFilter::Blackman},
     {"Gaussian", MipmapFilter::Gaussian},
     {"Kaiser", MipmapFilter::Kaiser},
     {"Lanczos3", MipmapFilter::Lanczos3},
     {"Lanczos4", MipmapFilter::Lanczos4},
     {"Lanczos6", MipmapFilter::Lanczos6},
     {"Lanczos12", MipmapFilter::Lanczos12},
     {"QuadraticInterpolating", MipmapFilter::QuadraticInterpolating},
     {"QuadraticApproximating", MipmapFilter::QuadraticApproximating},
     {"QuadraticMix", MipmapFilter::QuadraticMix}}};

/// Four doubles a texel, in linear light or parts of normals.
struct Samples {
    uint32_t width = 0;
    uint32_t height = 0;
    std::vector<std::array<double, 4>> texels = {};
};

/// 0..1 to light and back.
double srgbToLight(double encoded);
double lightToSrgb(double light);

/// Code `channel` of a texel as 0..1. `view` is tightly packed.
double codeOf(const ImageView& view, size_t texel, size_t channel);

/// A picture as the options say that it is to be seen; `isAlphaWeighted` multiplies colours by their weight.
Samples decodeSamples(const ImageView& view, const ResampleOptions& options);

Samples filterSamples(const Samples& source, uint32_t width, uint32_t height, const ResampleOptions& options);

/// The largest distance, in codes, of a picture's codes from the unrounded reference.
double largestDistance(const ImageView& view, const Samples& reference, const ResampleOptions& options);

} // namespace astcslang::test

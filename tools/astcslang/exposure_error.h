// SPDX-License-Identifier: Apache-2.0
// PSNR of light of high dynamic range: the mean over exposures, as J. Munkberg et al. have it in "High Quality High
// Dynamic Range Texture Compression" (2006), and astcenc for its HDR forms.

#pragma once

#include <optional>

#include "picture.h"

namespace astcslang::cli {

/// The exposures, in stops: light is multiplied by 2 to the power of each from `least` to `most`. Not set: as astcenc.
struct ExposureRange {
    int least = -10, most = 10;
};
inline constexpr int kLastStop = 125; ///< Either way, as in astcenc.

/// Of R, G and B in dB, infinity where nothing differs: each exposure is raised to 1/2.2 and clamped to 0 to 1.
/// Preconditions: floats of one size, which is not 0; least <= most. NaN and negative values count as 0.
double measureExposurePsnr(const Picture& a, const Picture& b, ExposureRange range);

/// The picture's light as floats that are not clamped, upright, and multiplied by alpha if that is wanted. `rgbm` is
/// the range of RGBM, if the picture is. Precondition: the transfer function is known. OutOfMemory where there is no
/// room for it.
Result<Picture> lightOf(const Picture& picture, const std::optional<double>& rgbm, bool isMultipliedByAlpha);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// RGBM: light of 0 to some range as R, G and B times a multiplier M in alpha, so that a texture of low dynamic range
// holds it. A shader's value is rgb * a * range, where rgb is what the texture's decoder gives, linear in both
// profiles.

#pragma once

#include <optional>

#include "picture.h"

namespace astcslang::cli {

/// Multipliers are codes of 8 bits and at least this one, since blocks round small ones to 0, which is black.
inline constexpr uint8_t kLeastMultiplier = 16;

/// Least and most of a range.
inline constexpr double kLeastRgbmRange = 1.0 / 256;
inline constexpr double kMostRgbmRange = 65504;

/// What a KTX2 file's key/value data say of the range: a decimal number.
KeyValue makeRgbmEntry(double range);
/// The range that such an entry of a texture tells, if there is one. InvalidData where it is no number from
/// kLeastRgbmRange to kMostRgbmRange.
Result<std::optional<double>> rgbmRangeOf(const Texture& texture);

/// Makes RGBM of a picture of floats, with R, G and B in codes of the profile. What exceeds `range` is cut, what is
/// negative becomes 0, and both bring a warning. Pictures of integers are taken for RGBM and stay. Preconditions:
/// range > 0. Fails with Unsupported for an unknown transfer function.
Result<void> encodeRgbm(Picture& picture, double range, Profile profile);

/// Makes light of a RGBM picture, as floats of 0 to `range` in the linear transfer function, without alpha.
/// Precondition: the transfer function is known. May throw std::bad_alloc.
void decodeRgbm(Picture& picture, double range);

/// Chooses the multipliers of a RGBM picture anew, for the same product, after filters left them between codes.
/// Precondition: the transfer function is known.
void refitRgbm(Picture& picture);

} // namespace astcslang::cli

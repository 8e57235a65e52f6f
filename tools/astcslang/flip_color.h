// SPDX-License-Identifier: Apache-2.0
// Colour spaces of FLIP (section 4.1 of the paper): 8-bit sRGB to the opponent space YCxCz, in which light is filtered,
// and from there to CIELAB with colourfulness after Hunt, in which colours are compared.

#pragma once

#include <array>
#include <cstdint>

namespace astcslang::cli {

using Triple = std::array<double, 3>;

/// Linear in light, like L*a*b* without its cube root: Y is -16 for black and 100 for white.
Triple toYcxcz(const Triple& rgbLight);

/// L* and Hunt-adjusted a* and b* of what is left of the color when its light is cut to 0 .. 1.
Triple toHuntLab(const Triple& ycxcz);

/// |dL*| + hypot(da*, db*)
double hyabDistance(const Triple& a, const Triple& b);

/// 0 for equal colors to 1 for green against blue, which lie farthest apart: HyAB to the power 0.7, of which all
/// above 0.4 of that largest distance is pressed into 0.95 .. 1.
double colorDifference(const Triple& huntLabA, const Triple& huntLabB);

} // namespace astcslang::cli

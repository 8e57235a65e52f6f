// SPDX-License-Identifier: Apache-2.0
// Normals of which x and y are stored, and what else a shader rebuilds of them.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>

namespace astcslang::cli {

/// The direction that stored values `x` and `y` of 0 to 1 stand for: each is 2 v - 1, and z = sqrt(max(0, 1 - x^2 -
/// y^2)). Pairs outside the unit circle are directions in the plane z = 0, not of unit length.
inline std::array<double, 3> rebuildNormal(double storedX, double storedY) {
    const double x = 2 * storedX - 1;
    const double y = 2 * storedY - 1;
    return {x, y, std::sqrt(std::max(0.0, 1 - x * x - y * y))};
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// LDR-FLIP: how different two pictures look to somebody who flips between them, texel by texel. After Andersson,
// Nilsson, Akenine-Moeller, Oskarsson, Astroem and Fairchild, "FLIP: A Difference Evaluator for Alternating Images",
// High Performance Graphics 2020.

#pragma once

#include <cstdint>
#include <numbers>
#include <vector>

#include <astcslang/astcslang.h>

#include "picture.h"

namespace astcslang::cli {

/// Somebody 0.7 m before a display that is 0.7 m wide and has 3840 pixels across: 67.02, as in the paper.
inline constexpr double kDefaultPixelsPerDegree = 3840 * std::numbers::pi / 180;
/// Below 1 filters are narrower than a texel; above 1000 they are wider than 270.
inline constexpr double kMinPixelsPerDegree = 1;
inline constexpr double kMaxPixelsPerDegree = 1000;

struct FlipMap {
    static constexpr uint32_t kOne = 65535; ///< The error 1 in `errors`.

    uint32_t width = 0;
    uint32_t height = 0;
    double pixelsPerDegree = 0;
    double mean = 0;              ///< Of the errors before they are rounded, 0 (equal) .. 1.
    std::vector<uint16_t> errors; ///< Rows from the top; kOne * error, rounded.

    /// The least error that at least `perMille` (1 .. 1000) of a thousand texels do not exceed.
    double percentile(uint64_t perMille) const;
};

/// `transfer` is that of the 8-bit colours, not an unknown one; alpha is not looked at. Beyond its edges a picture goes
/// on with its last texels. It does not matter which picture is which. Fails with InvalidArgument where the sizes
/// differ or are 0. Precondition: pixels per degree between the limits above.
Result<FlipMap> measureFlip(const Image& a, const Image& b, double pixelsPerDegree = kDefaultPixelsPerDegree,
                            const TransferFunction& transfer = {});

} // namespace astcslang::cli

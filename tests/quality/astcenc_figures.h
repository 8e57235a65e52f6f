// SPDX-License-Identifier: Apache-2.0
// What astcenc-5.6.0.csv holds.

#pragma once

#include <optional>
#include <string>

namespace astcslang::test {

struct AstcencFigure {
    std::string set;     ///< Folder of the picture in ../images, without "small-".
    double psnr = 0;     ///< dB: RGBA where the picture's alpha is used, else RGB.
    bool isRgba = false; ///< Which of them.
};

/// Of `picture`, a path below ../images, at a footprint ("6x6") and a preset of astcenc; none where it was not
/// measured.
std::optional<AstcencFigure> astcencFigure(const std::string& picture, const std::string& footprint,
                                           const std::string& preset);

} // namespace astcslang::test

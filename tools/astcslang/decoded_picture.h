// SPDX-License-Identifier: Apache-2.0
// A picture of a texture as `decode` writes it.

#pragma once

#include <optional>

#include <astcslang/astcslang.h>

#include "picture.h"
#include "swizzle.h"

namespace astcslang::cli {

struct DecodedStyle {
    std::optional<Swizzle> swizzle; ///< Applied before anything else.
    bool isWide = false;            ///< 16 bits a channel rather than 8.
    bool isLight = false;           ///< Floats of linear light.
    std::optional<double> rgbm;     ///< With isLight: the range by which colours and alpha make light, without alpha.
    uint64_t maxTexels = kDefaultMaxTexels;
};

/// Fails as decode() does.
Result<Picture> showTexture(const CompressedImage& blocks, const DecodedStyle& style);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// A picture of a texture as `decode` writes it.

#pragma once

#include <optional>

#include <astcslang/astcslang.h>

#include "picture.h"
#include "swizzle.h"
#include "texture_file.h"

namespace astcslang::cli {

struct DecodedStyle {
    std::optional<Swizzle> swizzle; ///< Applied before anything else.
    bool isWide = false;            ///< 16 bits a channel rather than 8.
    bool isLight = false;           ///< Floats of linear light.
    bool hasAlpha = true;           ///< With isLight; else it is left out, and colours stay as they stand beside it.
    std::optional<double> rgbm;     ///< With isLight: the range by which colours and alpha make light, without alpha.
    bool isAsStored = false;        ///< Rows stay where they are, and colours as they stand beside alpha.
    uint64_t maxTexels = kDefaultMaxTexels;
};

/// The texture's picture: upright, and with straight alpha as codes, with premultiplied alpha as light, which is how
/// PNG and OpenEXR have it. `colors` is the texture's; where shaders read alpha for something else (`KTXswizzle`),
/// light is not multiplied by it. Notes tell what was done. Fails as decode() does.
Result<Picture> showTexture(const CompressedImage& blocks, const TextureColors& colors, const DecodedStyle& style);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// A picture as the levels that are encoded of it.

#pragma once

#include <vector>

#include <astcslang/astcslang.h>

#include "mipmap_options.h"
#include "picture.h"
#include "swizzle.h"

namespace astcslang::cli {

/// What the levels depend on beside the picture.
struct LevelRequest {
    GenerationOptions generation;
    uint32_t levelCount = 1;            ///< With generation.isWanted; as MipmapOptions has it.
    Profile profile = Profile::LdrSrgb; ///< Of the texture.
    bool isRgbm = false;                ///< Levels are filtered as the light that they stand for.
    Swizzle order;                      ///< That has brought the picture's channels to their places.
};

/// The picture, and the smaller ones if they are wanted; these are made of all bits that it has. Precondition: floats
/// are clamped.
Result<std::vector<Image>> makeLevels(Context& context, Picture picture, const LevelRequest& request);

} // namespace astcslang::cli

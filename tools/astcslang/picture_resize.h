// SPDX-License-Identifier: Apache-2.0
// Pictures of other sizes, by the library's resample().

#pragma once

#include <astcslang/mipmap.h>

#include "picture.h"

namespace astcslang::cli {

struct PictureSize {
    uint32_t width = 0;
    uint32_t height = 0;
    bool operator==(const PictureSize&) const = default;
};

struct ResizeFilter {
    MipmapFilter shape = MipmapFilter::Lanczos3;
    double scale = 1; ///< As ResampleOptions::filterScale.
    MipmapWrap wrap = MipmapWrap::Clamp;
};

/// Resizes in linear light. With `isAlphaWeighted`, colours count
/// by their alpha, so that those of transparent texels do not bleed. Samples become codes of 16 bits, of floats where
/// the transfer function is neither sRGB nor linear. Preconditions: floats are clamped; sides of 1 to kMaxPictureSide.
/// Fails with Unsupported for an unknown transfer function.
Result<void> resizePicture(Context& context, Picture& picture, PictureSize size, bool isAlphaWeighted,
                           const ResizeFilter& filter = {});

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Steps that move texels: EXIF orientation, flipping, resizing.

#pragma once

#include "picture.h"

namespace astcslang::cli {

/// Turns and mirrors the picture so that it is upright; its orientation becomes 1.
Result<void> applyOrientation(Picture& picture);

/// Exchanges top and bottom.
void flipRows(Picture& picture);

/// The size after --scale: each side times `factor`, rounded, at least 1.
struct PictureSize {
    uint32_t width = 0;
    uint32_t height = 0;
    bool operator==(const PictureSize&) const = default;
};

/// Resizes by a Lanczos filter of three lobes, in linear light, edges repeated. With `isAlphaWeighted`, colours count
/// by their alpha, so that those of transparent texels do not bleed. Samples become floats of 0 to 1. Preconditions:
/// floats are clamped; sides of 1 to kMaxPictureSide. Fails with Unsupported for an unknown transfer function.
Result<void> resizePicture(Picture& picture, PictureSize size, bool isAlphaWeighted);

} // namespace astcslang::cli

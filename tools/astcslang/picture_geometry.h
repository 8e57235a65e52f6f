// SPDX-License-Identifier: Apache-2.0
// Steps that move texels: EXIF orientation and flipping.

#pragma once

#include "picture.h"

namespace astcslang::cli {

/// Turns and mirrors the picture so that it is upright; its orientation becomes 1.
Result<void> applyOrientation(Picture& picture);

/// The same for an image; turns it back if it is upright. Precondition: `orientation` is 1 to 4.
Result<void> turnImage(Image& image, uint8_t orientation);

/// Exchanges top and bottom.
void exchangeRows(Picture& picture);

/// The same as a step that the picture's notes tell of.
void flipRows(Picture& picture);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// A fourth channel of 8-bit texels of which a header (TGA, BMP) says nothing, or something else than its texels.

#pragma once

#include "picture.h"

namespace astcslang::cli {

/// A header that tells no alpha: where the channel is all 0 or all 255 it is none, since many writers fill it so;
/// others mean it, and a warning tells. Precondition: 8-bit texels with alpha.
void settleUntoldAlpha(Picture& picture);

/// The file says that the channel is no alpha, by words of `reason`: opaque from here on, with a warning if it held
/// something. Precondition: 8-bit texels with alpha.
void dropAlpha(Picture& picture, const char* reason);

} // namespace astcslang::cli

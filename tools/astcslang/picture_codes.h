// SPDX-License-Identifier: Apache-2.0
// Pictures as the library takes and gives them: codes of 8 or 16 bits.

#pragma once

#include <astcslang/mipmap.h>

#include "picture.h"

namespace astcslang::cli {

/// Floats of 0 to 1 become the nearest codes of 16 bits, more than the 8 that textures end up with.
void roundFloats(Picture& picture);

/// The same, and codes of 8 bits become those of 16 with the same meaning.
void widenTo16Bits(Picture& picture);

/// Precondition: no floats. Valid as long as the picture and its samples.
ImageView viewOf(const Picture& picture);

Samples samplesOf(ResampledImage&& image);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// What a PNG's chunks say of its colours: gAMA, cHRM, sRGB, iCCP, cICP.

#pragma once

#include <string>
#include <vector>

#include <png.h>

#include "picture.h"

namespace astcslang::cli {

/// Sets the picture's transfer function and primaries by the chunk of highest rank (PNG, third edition, 4.3: cICP,
/// iCCP, sRGB, then gAMA and cHRM), and warns of what cannot be followed. `libpngWarnings` are those of reading the
/// header, which begin with a chunk's name. Precondition: the header has been read.
void readPngColorTags(png_const_structp png, png_infop info, const std::vector<std::string>& libpngWarnings,
                      Picture& picture);

} // namespace astcslang::cli

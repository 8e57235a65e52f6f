// SPDX-License-Identifier: Apache-2.0
// A decoder of our own, made of the format's functions, that shows all 16 bits of the blend (C.2.19).

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::test {

/// Squared error in 8-bit steps of a texture as decode modes of 16-bit floats show it, 65535 being one. Rounding to
/// half floats, at most 1/2048 of the value, is left out; void extents are counted as exact. `picture` has whole
/// blocks.
double wideError(const CompressedImage& image, const Image& picture);

/// The texels of a texture of legal LDR blocks, in raster order, as the rule of linear formats blends them, whatever
/// the profile.
std::vector<std::array<uint16_t, 4>> decodeWide(const CompressedImage& image);

} // namespace astcslang::test

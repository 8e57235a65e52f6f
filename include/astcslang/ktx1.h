// SPDX-License-Identifier: Apache-2.0
// KTX 1, the older container of OpenGL, for tools that know no KTX2: astcenc writes and reads it.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/texture.h>

namespace astcslang {

/// A file of one picture, by its format in OpenGL. InvalidArgument where a side is 0, the footprint is not legal, the
/// blocks are not as many as the size needs, or they take 4 GiB or more.
Result<std::vector<uint8_t>> writeKtx1(const CompressedImage& image);

/// Reads every little-endian file of 2D LDR ASTC blocks, with all levels, layers and faces; others are Unsupported. It
/// tells the profile and where its rows go, which becomes KTXorientation as KTX2 has it. Entries that are nobody's but
/// the writer's stay; other keys that begin with KTX are left out.
Result<Texture> readKtx1(std::span<const uint8_t> bytes);

} // namespace astcslang

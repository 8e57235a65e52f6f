// SPDX-License-Identifier: Apache-2.0
// Levels, layers and faces of a file of uncompressed pictures, such as KTX2 and DDS.

#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

#include <astcslang/result.h>

#include "texture_place.h"

namespace astcslang::cli {

struct PictureShape {
    uint32_t levelCount = 1;
    uint32_t layerCount = 0; ///< 0: not an array.
    uint32_t faceCount = 1;  ///< 6 for cube maps.

    uint64_t picturesPerLevel() const { return uint64_t{std::max(1u, layerCount)} * faceCount; }
    uint64_t pictureCount() const { return levelCount * picturesPerLevel(); }
};

/// Fails with InvalidData for a shape that no texture of this size has. Precondition: width, height >= 1.
Result<void> checkShape(const PictureShape& shape, uint32_t width, uint32_t height);

/// Which picture is read where `wanted` is asked for: of a file of one picture that, and InvalidArgument where a file
/// of several has no such place.
Result<TexturePlace> placeIn(const PictureShape& shape, const TexturePlace& wanted);

/// "9 levels, 2 layers, 6 faces", as far as there are several; empty for one picture.
std::string describeShape(const PictureShape& shape);

/// "level 1, layer 2, face 3" of a file of this shape, as far as there are several.
std::string describePlace(const PictureShape& shape, const TexturePlace& place);

} // namespace astcslang::cli

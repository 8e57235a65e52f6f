// SPDX-License-Identifier: Apache-2.0
// Sizes of an ASTC texture's levels; those of KTX2 files of any format are ktx2_packing.h's. Counts may come from
// files, so every product is checked.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <astcslang/texture.h>

namespace astcslang::container {

struct TextureShape {
    uint32_t width = 0;
    uint32_t height = 0;
    uint32_t layerCount = 0; ///< 0: not an array.
    uint32_t faceCount = 1;
    Footprint footprint = {};
};

TextureShape shapeOf(const Texture& texture);
TextureShape shapeOf(const CompressedImage& image);

/// The blocks of a texture's levels, largest first, where they are.
using LevelSpans = std::vector<std::span<const uint8_t>>;

/// Bytes of one picture of a level; empty on overflow of 64 bits.
std::optional<uint64_t> pictureBytes(const TextureShape& shape, uint32_t level);

/// Bytes of all layers and faces of a level; empty on overflow of 64 bits.
std::optional<uint64_t> levelBytes(const TextureShape& shape, uint32_t level);

/// Whether a texture given by a caller makes sense: sizes, a legal footprint and a count of levels that it can have.
Result<void> checkShape(const TextureShape& shape, size_t levelCount);

/// Whether a level has as many bytes as such a texture's has.
Result<void> checkLevel(const TextureShape& shape, uint32_t level, std::span<const uint8_t> blocks);

/// All of that, for every level.
Result<void> checkLevels(const TextureShape& shape, const LevelSpans& levels);

} // namespace astcslang::container

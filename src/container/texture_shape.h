// SPDX-License-Identifier: Apache-2.0
// Sizes of a texture's levels: the one place that knows how many bytes a level has. Counts may come from files, so
// every product is checked.

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

/// Texels along a side of a level: halved and rounded down, but at least 1.
uint32_t levelSide(uint32_t side, uint32_t level);

/// The most levels that a texture of this size can have: down to 1x1.
uint32_t maxLevelCount(uint32_t width, uint32_t height);

/// Bytes of one picture of a level; empty on overflow of 64 bits.
std::optional<uint64_t> pictureBytes(const TextureShape& shape, uint32_t level);

/// Bytes of all layers and faces of a level; empty on overflow of 64 bits.
std::optional<uint64_t> levelBytes(const TextureShape& shape, uint32_t level);

/// Whether a texture given by a caller makes sense: sizes, a legal footprint and the right count of bytes a level.
Result<void> checkLevels(const TextureShape& shape, const LevelSpans& levels);

} // namespace astcslang::container

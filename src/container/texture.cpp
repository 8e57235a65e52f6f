// SPDX-License-Identifier: Apache-2.0
// Textures in memory: their sizes, and pictures into and out of them.

#include <algorithm>
#include <string>

#include "container/texture_format.h"
#include "container/texture_shape.h"

namespace astcslang {

namespace container {
namespace {

Error invalidArgument(std::string what) { return {ErrorCode::InvalidArgument, std::move(what)}; }

} // namespace

Result<void> checkShape(const TextureShape& shape, size_t levelCount) {
    const std::string size = std::to_string(shape.width) + "x" + std::to_string(shape.height);
    if (shape.width == 0 || shape.height == 0) {
        return invalidArgument("the size is " + size + ", but each side must be at least 1");
    }
    if (!isLegalFootprint(shape.footprint)) {
        return invalidArgument(std::to_string(shape.footprint.width) + "x" + std::to_string(shape.footprint.height) +
                               " is not an ASTC footprint");
    }
    if (shape.faceCount != 1 && shape.faceCount != 6) {
        return invalidArgument("a texture has 1 face or, as a cube map, 6, but not " + std::to_string(shape.faceCount));
    }
    if (shape.faceCount == 6 && shape.width != shape.height) {
        return invalidArgument("the faces of a cube map are square, but not of size " + size);
    }
    if (levelCount == 0 || levelCount > fullLevelCount(shape.width, shape.height)) {
        return invalidArgument("a texture of " + size + " cannot have " + std::to_string(levelCount) + " levels");
    }
    return {};
}

TextureShape shapeOf(const Texture& texture) {
    return {texture.width, texture.height, texture.layerCount, texture.faceCount, texture.footprint};
}

TextureShape shapeOf(const CompressedImage& image) { return {image.width, image.height, 0, 1, image.footprint}; }

std::optional<uint64_t> pictureBytes(const TextureShape& shape, uint32_t level) {
    return blockBytes(levelSide(shape.width, level), levelSide(shape.height, level), shape.footprint);
}

std::optional<uint64_t> levelBytes(const TextureShape& shape, uint32_t level) {
    const uint64_t pictureCount = uint64_t{std::max(1u, shape.layerCount)} * shape.faceCount;
    const std::optional<uint64_t> bytes = pictureBytes(shape, level);
    if (!bytes || *bytes > UINT64_MAX / pictureCount) return std::nullopt;
    return *bytes * pictureCount;
}

Result<void> checkLevel(const TextureShape& shape, uint32_t level, std::span<const uint8_t> blocks) {
    const std::optional<uint64_t> expected = levelBytes(shape, level);
    if (expected && *expected == blocks.size()) return {};
    return invalidArgument("level " + std::to_string(level) + " has " + std::to_string(blocks.size()) +
                           " bytes of blocks instead of " + std::to_string(expected.value_or(UINT64_MAX)));
}

Result<void> checkLevels(const TextureShape& shape, const LevelSpans& levels) {
    Result<void> checked = checkShape(shape, levels.size());
    for (uint32_t level = 0; checked && level < levels.size(); ++level) {
        checked = checkLevel(shape, level, levels[level]);
    }
    return checked;
}

} // namespace container

using namespace container;

Texture makeTexture(CompressedImage image) {
    Texture texture;
    texture.width = image.width;
    texture.height = image.height;
    texture.footprint = image.footprint;
    texture.profile = image.profile;
    texture.levels.push_back(std::move(image.blocks));
    return texture;
}

Result<CompressedImage> extractImage(const Texture& texture, uint32_t level, uint32_t layer, uint32_t face) {
    const TextureShape shape = shapeOf(texture);
    if (Result<void> checked = checkShape(shape, texture.levels.size()); !checked) return checked.error();
    const auto missing = [](const char* what, uint32_t index, size_t count) {
        return invalidArgument("there is no " + std::string(what) + " " + std::to_string(index) + ", only 0 to " +
                               std::to_string(count - 1));
    };
    const uint32_t layerCount = std::max(1u, texture.layerCount);
    if (level >= texture.levels.size()) return missing("level", level, texture.levels.size());
    if (layer >= layerCount) return missing("layer", layer, layerCount);
    if (face >= texture.faceCount) return missing("face", face, texture.faceCount);
    if (Result<void> checked = checkLevel(shape, level, texture.levels[level]); !checked) return checked.error();

    const size_t bytes = pictureBytes(shape, level).value_or(0);
    const std::span<const uint8_t> blocks =
        std::span(texture.levels[level]).subspan((size_t{layer} * texture.faceCount + face) * bytes, bytes);
    return CompressedImage{levelSide(texture.width, level),
                           levelSide(texture.height, level),
                           texture.footprint,
                           texture.profile,
                           {blocks.begin(), blocks.end()}};
}

} // namespace astcslang

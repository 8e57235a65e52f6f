// SPDX-License-Identifier: Apache-2.0
#include "picture_shape.h"

#include <astcslang/texture.h>
#include <fmt/format.h>

namespace astcslang::cli {
namespace {

void append(std::string& list, const std::string& words) { list += (list.empty() ? "" : ", ") + words; }

} // namespace

Result<void> checkShape(const PictureShape& shape, uint32_t width, uint32_t height) {
    const auto damaged = [](std::string what) { return Error{ErrorCode::InvalidData, std::move(what)}; };
    if (shape.faceCount != 1 && shape.faceCount != 6) return damaged(fmt::format("it has {} faces", shape.faceCount));
    if (shape.faceCount == 6 && width != height)
        return damaged(fmt::format("the faces of a cube map are square, but these are {}x{}", width, height));
    if (const uint32_t most = fullLevelCount(width, height); shape.levelCount > most)
        return damaged(fmt::format("{}x{} has {} levels at most, not {}", width, height, most, shape.levelCount));
    return {};
}

Result<TexturePlace> placeIn(const PictureShape& shape, const TexturePlace& wanted) {
    if (shape.pictureCount() == 1) return TexturePlace{};
    const auto missing = [](const char* what, uint32_t index, uint32_t count) {
        return Error{ErrorCode::InvalidArgument,
                     fmt::format("there is no {} {}, only 0 to {}", what, index, count - 1)};
    };
    const uint32_t layerCount = std::max(1u, shape.layerCount);
    if (wanted.level >= shape.levelCount) return missing("level", wanted.level, shape.levelCount);
    if (wanted.layer >= layerCount) return missing("layer", wanted.layer, layerCount);
    if (wanted.face >= shape.faceCount) return missing("face", wanted.face, shape.faceCount);
    return wanted;
}

std::string describeShape(const PictureShape& shape) {
    std::string words;
    if (shape.levelCount > 1) append(words, fmt::format("{} levels", shape.levelCount));
    if (shape.layerCount > 1) append(words, fmt::format("{} layers", shape.layerCount));
    if (shape.faceCount > 1) append(words, fmt::format("{} faces", shape.faceCount));
    return words;
}

std::string describePlace(const PictureShape& shape, const TexturePlace& place) {
    std::string words;
    if (shape.levelCount > 1) append(words, fmt::format("level {}", place.level));
    if (shape.layerCount > 1) append(words, fmt::format("layer {}", place.layer));
    if (shape.faceCount > 1) append(words, fmt::format("face {}", place.face));
    return words;
}

} // namespace astcslang::cli

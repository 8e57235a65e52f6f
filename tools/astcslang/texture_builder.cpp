// SPDX-License-Identifier: Apache-2.0
// Sizes of levels are those of KTX 2.0 and Vulkan: halved and rounded down, at least 1.

#include "texture_builder.h"

#include <algorithm>

#include <fmt/format.h>

#include "report.h"

namespace astcslang::cli {

TextureBuilder::TextureBuilder(const TextureCounts& counts) : counts_(counts) {
    texture_.layerCount = counts.layerCount;
    texture_.faceCount = counts.faceCount;
}

Result<void> TextureBuilder::checkSize(uint32_t width, uint32_t height, uint32_t level) {
    const auto invalid = [](std::string what) { return Error{ErrorCode::InvalidData, std::move(what)}; };
    if (texture_.width == 0) {
        if (counts_.faceCount == 6 && width != height) {
            return invalid(
                fmt::format("the faces of a cube map are square, but this is {}", formatSize(width, height)));
        }
        const uint32_t longestChain = fullLevelCount(width, height);
        if (counts_.levelCount == 0) counts_.levelCount = longestChain;
        if (counts_.levelCount > longestChain) {
            return Error{ErrorCode::InvalidArgument,
                         fmt::format("{} has {} levels at most, not {}", formatSize(width, height), longestChain,
                                     counts_.levelCount)};
        }
        texture_.levels.resize(counts_.levelCount);
        texture_.width = width;
        texture_.height = height;
    }
    const uint32_t levelWidth = levelSide(texture_.width, level), levelHeight = levelSide(texture_.height, level);
    if (width == levelWidth && height == levelHeight) return {};
    return invalid(fmt::format("the size is {}, but pictures of level {} are {}", formatSize(width, height), level,
                               formatSize(levelWidth, levelHeight)));
}

void TextureBuilder::add(CompressedImage image, uint32_t level) {
    texture_.footprint = image.footprint;
    texture_.profile = image.profile;
    std::vector<uint8_t>& blocks = texture_.levels[level];
    if (blocks.empty()) {
        const size_t levelBytes = image.blocks.size() * counts_.picturesPerLevel();
        blocks = std::move(image.blocks);
        blocks.reserve(levelBytes);
    } else {
        blocks.insert(blocks.end(), image.blocks.begin(), image.blocks.end());
    }
}

uint64_t TextureBuilder::blockBytes(Footprint footprint) const {
    uint64_t bytes = 0;
    for (uint32_t level = 0; level < counts_.levelCount; ++level) {
        bytes += compressedSizeBytes(levelSide(texture_.width, level), levelSide(texture_.height, level), footprint) *
                 counts_.picturesPerLevel();
    }
    return bytes;
}

std::optional<Swizzle> undoSwizzle(const Swizzle& swizzle, bool isGrey) {
    constexpr std::string_view kChannels = "rgba";
    const auto holds = [&](size_t place, char channel) {
        const char stored = swizzle.sources[place];
        const auto isColor = [](char c) { return c == 'r' || c == 'g' || c == 'b'; };
        return stored == channel || (isGrey && isColor(stored) && isColor(channel));
    };
    Swizzle undo;
    for (size_t channel = 0; channel < kChannels.size(); ++channel) {
        const char missing = kChannels[channel] == 'a' ? '1' : '0';
        size_t place = channel;
        if (!holds(place, kChannels[channel]) && swizzle.sources[place] != missing) {
            for (place = 0; place < kChannels.size() && !holds(place, kChannels[channel]);) ++place;
        }
        undo.sources[channel] = place < kChannels.size() ? kChannels[place] : missing;
    }
    if (undo.text() == kChannels) return std::nullopt;
    return undo;
}

KeyValue makeSwizzleEntry(const Swizzle& swizzle) { return {"KTXswizzle", std::string(swizzle.text()) + '\0'}; }

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Small compressed pictures whose bytes are all different, so that a misplaced block shows.

#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::container {

inline CompressedImage makePicture(uint32_t width, uint32_t height, Footprint footprint,
                                   Profile profile = Profile::Ldr) {
    CompressedImage image{width, height, footprint, profile, {}};
    const size_t columns = (width + footprint.width - 1u) / footprint.width;
    const size_t rows = (height + footprint.height - 1u) / footprint.height;
    for (size_t byte = 0; byte < columns * rows * 16; ++byte)
        image.blocks.push_back(static_cast<uint8_t>(byte * 7 + 1));
    return image;
}

/// A texture with every level down to 1x1, or `levelCount` of them. Blocks repeat, so that they can be packed.
inline Texture makeTestTexture(uint32_t width, uint32_t height, uint32_t layerCount, uint32_t faceCount,
                               uint32_t levelCount = 32, Footprint footprint = {4, 4},
                               Profile profile = Profile::LdrSrgb) {
    Texture texture;
    texture.width = width;
    texture.height = height;
    texture.footprint = footprint;
    texture.profile = profile;
    texture.layerCount = layerCount;
    texture.faceCount = faceCount;
    for (uint32_t level = 0; level < levelCount; ++level) {
        const uint32_t levelWidth = std::max(1u, width >> level), levelHeight = std::max(1u, height >> level);
        const uint64_t pictureCount = uint64_t{std::max(1u, layerCount)} * faceCount;
        const uint64_t columns = (levelWidth + footprint.width - 1u) / footprint.width;
        const uint64_t rows = (levelHeight + footprint.height - 1u) / footprint.height;
        std::vector<uint8_t> blocks(columns * rows * 16 * pictureCount);
        for (size_t byte = 0; byte < blocks.size(); ++byte) {
            blocks[byte] = static_cast<uint8_t>(level * 100 + byte % 16 + byte / (columns * rows * 16));
        }
        texture.levels.push_back(std::move(blocks));
        if (levelWidth == 1 && levelHeight == 1) break;
    }
    return texture;
}

inline const Footprint kAllFootprints[] = {{4, 4},  {5, 4},  {5, 5}, {6, 5},  {6, 6},   {8, 5},   {8, 6},
                                           {10, 5}, {10, 6}, {8, 8}, {10, 8}, {10, 10}, {12, 10}, {12, 12}};

} // namespace astcslang::container

// SPDX-License-Identifier: Apache-2.0
// Files of uncompressed texels, KTX2 and DDS, of one picture or of several, byte by byte.

#pragma once

#include <array>
#include <string>
#include <vector>

#include "temporary_folder.h"

namespace astcslang::test {

/// A DDS header by masks, or with a DXGI format; `texels` follow.
Bytes makeDds(uint32_t width, uint32_t height, uint32_t flags, uint32_t bits, const std::array<uint32_t, 4>& masks,
              const Bytes& texels);
/// `alphaMode` is miscFlags2: 0 unknown, 1 straight, 2 premultiplied.
Bytes makeDx10Dds(uint32_t width, uint32_t height, uint32_t dxgiFormat, const Bytes& texels, uint32_t alphaMode = 0);
/// R8G8B8A8_UNORM of several pictures: `texels` are those of all levels of a face, then the next face, then the next
/// layer. `layerCount` counts whole cubes of cube maps.
Bytes makeDdsPictures(uint32_t width, uint32_t height, uint32_t levelCount, uint32_t layerCount, bool isCubemap,
                      const Bytes& texels);

struct Ktx2PictureOptions {
    uint32_t vkFormat = 37; ///< VK_FORMAT_R8G8B8A8_UNORM
    uint8_t transfer = 1;   ///< Of the data format descriptor: 1 linear, 2 sRGB.
    uint8_t flags = 0;      ///< 1: premultiplied.
    std::string orientation = {};
    uint8_t primaries = 1; ///< BT.709
    std::string swizzle = {};
    uint32_t layerCount = 0;
    uint32_t faceCount = 1;
};
/// `levels` are the texels of all layers and faces of each, largest first.
Bytes makeKtx2Pictures(uint32_t width, uint32_t height, const std::vector<Bytes>& levels,
                       const Ktx2PictureOptions& options = {});
inline Bytes makeKtx2Picture(uint32_t width, uint32_t height, const Bytes& texels,
                             const Ktx2PictureOptions& options = {}) {
    return makeKtx2Pictures(width, height, {texels}, options);
}

} // namespace astcslang::test

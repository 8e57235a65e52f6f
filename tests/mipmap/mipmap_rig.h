// SPDX-License-Identifier: Apache-2.0
// Pictures of both texel formats for these tests.

#pragma once

#include <cstring>
#include <random>

#include <astcslang/mipmap.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {

/// Independent uniform codes in every channel.
inline ResampledImage makeNoise16(uint32_t width, uint32_t height, uint32_t seed) {
    std::mt19937 random(seed);
    ResampledImage image{width, height, TexelFormat::Rgba16, std::vector<uint8_t>(size_t{width} * height * 8)};
    for (size_t i = 0; i < image.texels.size(); i += 2) {
        const auto code = static_cast<uint16_t>(random() >> 16);
        std::memcpy(&image.texels[i], &code, sizeof(code));
    }
    return image;
}

inline ResampledImage makeConstant16(uint32_t width, uint32_t height, std::array<uint16_t, 4> color) {
    ResampledImage image{width, height, TexelFormat::Rgba16, std::vector<uint8_t>(size_t{width} * height * 8)};
    for (size_t i = 0; i < image.texels.size(); i += 8) std::memcpy(&image.texels[i], color.data(), 8);
    return image;
}

inline std::vector<ResampledImage> mipmapsOf(const ImageView& image, const MipmapOptions& options) {
    return valueOf(generateMipmaps(sharedContext(), image, options));
}

} // namespace astcslang::test

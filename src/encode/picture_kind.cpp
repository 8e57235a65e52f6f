// SPDX-License-Identifier: Apache-2.0
// Every encode looks at its whole picture, so texels are looked at as words, in a loop that compilers make vectors of.

#include "encode/picture_kind.h"

#include <bit>
#include <cstring>
#include <span>
#include <vector>

#include "image/image_view.h"

namespace astcslang::encode {
namespace {

static_assert(std::endian::native == std::endian::little, "red is the lowest byte of a texel's word");

void look(std::span<const uint8_t> texels, PictureKind& kind) {
    uint32_t common = UINT32_MAX; // bits that all texels have
    uint32_t differing = 0;       // from the next higher channel, in some texel
    for (size_t i = 0; i < texels.size(); i += 4) {
        uint32_t texel;
        std::memcpy(&texel, &texels[i], sizeof(texel));
        common &= texel;
        differing |= texel ^ texel >> 8;
    }
    kind.hasAlpha |= common >> 24 != 255;
    kind.isGrey &= (differing & 0xffff) == 0;
}

} // namespace

PictureKind kindOf(const ImageView& image) {
    PictureKind kind{.hasAlpha = false, .isGrey = true};
    std::vector<uint8_t> rounded(image.format == TexelFormat::Rgba8 ? 0 : size_t{image.width} * 4);
    for (uint32_t row = 0; row < image.height && (!kind.hasAlpha || kind.isGrey); ++row) {
        if (!rounded.empty()) image::copyRow8(image, row, rounded);
        look(rounded.empty() ? image::rowTexels(image, row) : rounded, kind);
    }
    return kind;
}

} // namespace astcslang::encode

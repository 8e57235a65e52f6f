// SPDX-License-Identifier: Apache-2.0
// If these fail, opaque or grey pictures are encoded as others are, or others as these, which costs quality.
#include "encode/picture_kind.h"

#include <cmath>
#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include "image/image_view.h"

namespace astcslang::encode {
namespace {

constexpr PictureKind kOpaqueGrey{.hasAlpha = false, .isGrey = true};

/// Grey and opaque; wider than any vector, and no multiple of one.
Image greyPicture() {
    Image image{71, 5, std::vector<uint8_t>(size_t{71} * 5 * 4)};
    for (size_t i = 0; i < image.texels.size(); ++i)
        image.texels[i] = i % 4 == 3 ? 255 : static_cast<uint8_t>(i / 4 * 37);
    return image;
}

TEST(PictureKind, IsOfEveryTexel) {
    const Image grey = greyPicture();
    EXPECT_EQ(kindOf(grey.view()), kOpaqueGrey);
    for (size_t i = 0; i < grey.texels.size(); ++i) {
        Image changed = grey;
        changed.texels[i] ^= 1;
        const bool isAlpha = i % 4 == 3;
        EXPECT_EQ(kindOf(changed.view()), (PictureKind{.hasAlpha = isAlpha, .isGrey = isAlpha})) << "byte " << i;
        changed.texels.back() ^= 128;
        changed.texels[changed.texels.size() - 2] ^= 128;
        EXPECT_EQ(kindOf(changed.view()), (PictureKind{.hasAlpha = true, .isGrey = false})) << "byte " << i;
    }
}

TEST(PictureKind, LeavesOutWhatLiesBetweenRows) {
    const Image grey = greyPicture();
    const size_t rowBytes = 71 * 4, pitch = rowBytes + 5;
    std::vector<uint8_t> texels(4 * pitch + rowBytes, 1);
    for (size_t row = 0; row < 5; ++row) std::memcpy(&texels[row * pitch], &grey.texels[row * rowBytes], rowBytes);
    const ImageView view{texels, 71, 5, pitch, TexelFormat::Rgba8};
    EXPECT_EQ(kindOf(view), kOpaqueGrey);
    texels.back() = 254;
    EXPECT_EQ(kindOf(view), (PictureKind{.hasAlpha = true, .isGrey = true}));
}

TEST(PictureKind, OfSixteenBitsIsThatOfTheRoundedPicture) {
    const auto kindOfTexel = [](std::vector<uint16_t> last) {
        std::vector<uint16_t> channels(4 * 19, 65535);
        std::copy(last.begin(), last.end(), channels.end() - 4);
        std::vector<uint8_t> bytes(channels.size() * 2);
        std::memcpy(bytes.data(), channels.data(), bytes.size());
        return kindOf({bytes, 19, 1, 0, TexelFormat::Rgba16});
    };
    EXPECT_EQ(kindOfTexel({257, 129, 385, 65407}), kOpaqueGrey) << "1, 1, 1, 255";
    EXPECT_EQ(kindOfTexel({257, 129, 385, 65406}), (PictureKind{.hasAlpha = true, .isGrey = true}));
    EXPECT_EQ(kindOfTexel({257, 128, 385, 65535}), (PictureKind{.hasAlpha = false, .isGrey = false}));
    EXPECT_EQ(kindOfTexel({257, 257, 386, 0}), (PictureKind{.hasAlpha = true, .isGrey = false}));
}

TEST(PictureKind, SeesSixteenBitsRoundedToTheNearestOfEight) {
    for (uint32_t channel = 0; channel <= 65535; ++channel)
        ASSERT_EQ(image::roundTo8Bits(static_cast<uint16_t>(channel)), std::lround(channel / 257.0)) << channel;
}

} // namespace
} // namespace astcslang::encode

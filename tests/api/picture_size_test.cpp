// SPDX-License-Identifier: Apache-2.0
// Pictures of every kind of size. If one fails, blocks at the edge of a picture hold wrong texels.

#include <algorithm>
#include <cstring>
#include <functional>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

struct Size {
    uint32_t width;
    uint32_t height;
};
constexpr std::array<Size, 12> kSizes = {
    {{1, 1}, {2, 2}, {3, 5}, {4, 4}, {5, 4}, {4, 5}, {7, 1}, {17, 33}, {1, 70}, {70, 1}, {66, 6}, {6, 66}}};

/// Every size with the same encoder, so that its memory is reused for larger and smaller pictures.
void forEverySize(const std::function<void(Encoder&, const Image&)>& test) {
    Encoder encoder = *Encoder::create(sharedContext(), {.profile = Profile::Ldr, .quality = Fast});
    for (const bool hasAlpha : {false, true})
        for (const Size size : kSizes) {
            SCOPED_TRACE(std::to_string(size.width) + "x" + std::to_string(size.height) + (hasAlpha ? " alpha" : ""));
            test(encoder, makeGradient(size.width, size.height, hasAlpha));
        }
}

TEST(PictureSize, DecodesToTheSameSizeAndNearlyTheSameTexels) {
    forEverySize([](Encoder& encoder, const Image& picture) {
        const EncodedImage encoded = encode(encoder, picture);
        EXPECT_EQ(encoded.image.blocks.size(), compressedSizeBytes(picture.width, picture.height, {4, 4}));
        EXPECT_EQ(encoded.statistics.blockCount * 16, encoded.image.blocks.size());
        const Image decoded = valueOf(decode(encoded.image));
        ASSERT_EQ(decoded.width, picture.width);
        ASSERT_EQ(decoded.height, picture.height);
        EXPECT_GT(valueOf(compareImages(picture.view(), decoded.view())).psnrRgba, 38.0);
    });
}

TEST(PictureSize, OverhangingBlocksRepeatTheLastColumnAndRow) {
    forEverySize([](Encoder& encoder, const Image& picture) {
        const Image padded = padByEdges(picture, (picture.width + 3) / 4 * 4, (picture.height + 3) / 4 * 4);
        EXPECT_EQ(encode(encoder, picture).image.blocks, encode(encoder, padded).image.blocks);
    });
}

TEST(PictureSize, BlocksDoNotDependOnTheirNeighbours) {
    const Image picture = makeMixture(32, 16, true);
    Image corner{16, 8, {}};
    corner.texels.resize(16 * 8 * 4);
    for (uint32_t y = 0; y < 8; ++y)
        for (uint32_t x = 0; x < 16; ++x) setTexel(corner, x, y, texelOf(picture, x + 16, y + 8));
    const EncodeOptions options{.quality = Fast};
    const std::vector<uint8_t> whole = encode(options, picture).image.blocks;
    const std::vector<uint8_t> part = encode(options, corner).image.blocks;
    for (size_t row = 0; row < 2; ++row) {
        const auto at = whole.begin() + static_cast<ptrdiff_t>(((row + 2) * 8 + 4) * 16);
        EXPECT_TRUE(std::equal(at, at + 64, part.begin() + static_cast<ptrdiff_t>(row * 64))) << "block row " << row;
    }
}

TEST(PictureSize, SixteenBitPicturesGiveTheBlocksOfTheirRoundedTexels) {
    for (const bool hasAlpha : {false, true}) {
        const Image picture = makeGradient(21, 18, hasAlpha);
        constexpr size_t kRowBytes = 21 * 8, kPitch = kRowBytes + 3; // so that odd rows are not aligned
        std::vector<uint8_t> wide(kPitch * 17 + kRowBytes, 0xA5);
        for (size_t i = 0; i < picture.texels.size(); ++i) {
            const auto channel = static_cast<uint16_t>(std::min(picture.texels[i] * 257 + 128, 65535));
            std::memcpy(&wide[i / 84 * kPitch + i % 84 * 2], &channel, 2);
        }
        Encoder encoder = *Encoder::create(sharedContext(), {.quality = Fast});
        const EncodedImage encoded = valueOf(encoder.encode({wide, 21, 18, kPitch, TexelFormat::Rgba16}));
        EXPECT_EQ(encoded.image.blocks, encode(encoder, picture).image.blocks);
        const std::span<const uint8_t> texels = wide;
        Result<EncodedImage> cut = encoder.encode({texels.first(wide.size() - 1), 21, 18, kPitch, TexelFormat::Rgba16});
        ASSERT_FALSE(cut);
        EXPECT_EQ(cut.error().code, ErrorCode::InvalidArgument);
    }
}

TEST(PictureSize, RowsFurtherApartThanTheirWidthGiveTheSameBlocks) {
    const Image picture = makeMixture(22, 18, true);
    for (const size_t pitch : {92u, 88u + 3u, 256u}) {
        std::vector<uint8_t> texels(pitch * 17 + 88, 0xA5);
        for (size_t row = 0; row < 18; ++row)
            std::copy_n(picture.texels.begin() + static_cast<ptrdiff_t>(row * 88), 88,
                        texels.begin() + static_cast<ptrdiff_t>(row * pitch));
        Encoder encoder = *Encoder::create(sharedContext(), {.quality = Fast});
        const EncodedImage apart = valueOf(encoder.encode({texels, 22, 18, pitch}));
        EXPECT_EQ(apart.image.blocks, encode(encoder, picture).image.blocks) << "pitch " << pitch;
    }
}

} // namespace
} // namespace astcslang::test

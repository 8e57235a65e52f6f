// SPDX-License-Identifier: Apache-2.0
// If these fail, texels lose precision on their way, or alpha is multiplied wrongly.

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "image_reader.h"
#include "picture_color.h"
#include "picture_steps.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::TransferKind;

template <typename Sample> Picture makePicture(uint32_t width, uint32_t height, std::vector<Sample> samples) {
    Picture picture;
    picture.width = width;
    picture.height = height;
    picture.samples = std::move(samples);
    picture.hasAlpha = true;
    return picture;
}

TEST(PictureColor, Png16BitSamplesAreKeptExactly) {
    PngPicture png{4, 1, PngColor::Rgba, 16, false, {{}}, {}};
    std::vector<uint16_t> expected;
    for (const uint16_t sample : {0, 1, 127, 128, 255, 256, 257, 32767, 32768, 65534, 65535, 4660, 8, 9, 10, 11}) {
        png.scanlines[0].push_back(static_cast<uint8_t>(sample >> 8));
        png.scanlines[0].push_back(static_cast<uint8_t>(sample));
        expected.push_back(sample);
    }
    const Result<Picture> picture = cli::readPicture(makePng(png));
    ASSERT_TRUE(picture) << picture.error().message;
    EXPECT_EQ(std::get<std::vector<uint16_t>>(picture->samples), expected);
    EXPECT_EQ(picture->storedBits, 16);
}

TEST(PictureColor, SixteenBitsAreRoundedOnceAndToTheNearest) {
    std::vector<uint16_t> samples;
    for (uint32_t code = 0; code < 65536; ++code) samples.insert(samples.end(), 4, static_cast<uint16_t>(code));
    const Image plain = cli::toImage8(makePicture(256, 256, samples));
    Picture picture = makePicture(256, 256, samples);
    picture.transfer.kind = TransferKind::Linear;
    ASSERT_TRUE(cli::convertTransfer(picture, {}));
    const Image converted = cli::toImage8(std::move(picture));
    for (uint32_t code = 0; code < 65536; ++code) {
        ASSERT_EQ(plain.texels[4 * code], std::floor(code * 255 / 65535.0 + 0.5)) << code;
        const double light = code / 65535.0;
        const double srgb = light <= 0.0031308 ? 12.92 * light : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
        ASSERT_NEAR(converted.texels[4 * code], 255 * srgb, 0.5001) << code;
        ASSERT_EQ(converted.texels[4 * code + 3], plain.texels[4 * code + 3]) << "alpha is not converted";
    }
}

TEST(PictureColor, AlphaMultipliesLightRatherThanCodes) {
    // Half covered white: half the light, which sRGB stores as 188 and a linear picture as 128.
    for (const auto& [kind, expected] : {std::pair{TransferKind::Srgb, 188}, {TransferKind::Linear, 128}}) {
        Picture picture = makePicture<uint8_t>(2, 1, {255, 255, 0, 128, 10, 20, 30, 255});
        picture.transfer.kind = kind;
        ASSERT_TRUE(cli::premultiplyAlpha(picture));
        EXPECT_TRUE(picture.isPremultiplied);
        const Image image = cli::toImage8(std::move(picture));
        EXPECT_EQ(image.texels, (std::vector<uint8_t>{static_cast<uint8_t>(expected), static_cast<uint8_t>(expected), 0,
                                                      128, 10, 20, 30, 255}));
    }
}

TEST(PictureColor, OpaquePicturesAndPremultipliedOnesAreNotMultiplied) {
    Picture opaque = makePicture<uint8_t>(1, 1, {1, 2, 3, 255}), done = makePicture<uint8_t>(1, 1, {1, 2, 3, 4});
    opaque.hasAlpha = false;
    done.isPremultiplied = true;
    for (Picture* picture : {&opaque, &done}) {
        const auto before = picture->samples;
        ASSERT_TRUE(cli::premultiplyAlpha(*picture));
        EXPECT_EQ(picture->samples, before);
    }
}

TEST(PictureColor, FloatsOutsideZeroToOneAreClampedWithAWarning) {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN(), kInfinity = std::numeric_limits<float>::infinity();
    Picture picture = makePicture<float>(2, 1, {0.25f, 1.5f, -1.0f, 1.0f, kNan, kInfinity, -kInfinity, 0.0f});
    cli::clampToUnit(picture);
    EXPECT_EQ(std::get<std::vector<float>>(picture.samples), (std::vector<float>{0.25f, 1, 0, 1, 0, 1, 0, 0}));
    const std::vector<std::string> warnings = {
        "2 of 8 values are outside 0 to 1 (up to 1.5) and were clamped, since the texture is of low dynamic range",
        "1 of 8 values are no numbers (NaN) and became 0", "2 of 8 values are infinite and became 0 or 1"};
    EXPECT_EQ(picture.warnings, warnings);
    cli::clampToUnit(picture);
    EXPECT_EQ(picture.warnings, warnings);
}

/// Channels that readers fill up used to be counted: a quarter of an RGB picture's, three of a grey one's.
TEST(PictureColor, ValuesAreCountedOfTheChannelsThatTheFileHas) {
    const auto warningOf = [](uint8_t channelCount, bool hasAlpha, std::vector<float> texel) {
        Picture picture = makePicture<float>(1, 1, std::move(texel));
        picture.channelCount = channelCount;
        picture.hasAlpha = hasAlpha;
        cli::clampToUnit(picture);
        return picture.warnings.size() == 1 ? picture.warnings[0].substr(0, 15) : "not one warning";
    };
    EXPECT_EQ(warningOf(1, false, {2, 2, 2, 1}), "1 of 1 values a");
    EXPECT_EQ(warningOf(2, true, {2, 2, 2, 3}), "2 of 2 values a");
    EXPECT_EQ(warningOf(2, false, {2, 3, 0, 1}), "2 of 2 values a");
    EXPECT_EQ(warningOf(3, false, {2, 0, 2, 1}), "2 of 3 values a");
    EXPECT_EQ(warningOf(4, true, {2, 0, 2, 3}), "3 of 4 values a");
}

} // namespace
} // namespace astcslang::test

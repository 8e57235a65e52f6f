// SPDX-License-Identifier: Apache-2.0
// If these fail, `--rgbm` stores other light than the picture has.

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "make_picture.h"
#include "picture_color.h"
#include "rgbm.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::TransferKind;

Picture makeLight(std::vector<float> samples) {
    Picture picture = makePicture(static_cast<uint32_t>(samples.size() / 4), 1, {});
    picture.samples = std::move(samples);
    picture.transfer.kind = TransferKind::Linear;
    return picture;
}

/// Grey and coloured light from 0 to 8, over many powers of 2.
std::vector<float> makeRange() {
    std::vector<float> samples;
    for (int step = 0; step < 200; ++step) {
        const float light = step == 0 ? 0 : 8 * std::exp2(-static_cast<float>(step - 1) / 16);
        samples.insert(samples.end(), {light, light * 0.5f, light * 0.01f, 1});
    }
    return samples;
}

double lightOf(const Image& image, size_t sample, Profile profile, double range) {
    const cli::TransferFunction transfer{profile == Profile::Ldr ? TransferKind::Linear : TransferKind::Srgb, 0, {}};
    return cli::decodeTransfer(transfer, image.texels[sample] / 255.0) * image.texels[sample | 3] / 255.0 * range;
}

TEST(Rgbm, ColorTimesMultiplierTimesRangeIsTheLight) {
    const std::vector<float> light = makeRange();
    for (const Profile profile : {Profile::LdrSrgb, Profile::Ldr}) {
        Picture picture = makeLight(light);
        ASSERT_TRUE(cli::encodeRgbm(picture, 8, profile));
        EXPECT_TRUE(picture.warnings.empty());
        EXPECT_TRUE(picture.hasAlpha);
        const Image image = cli::toImage8(std::move(picture));
        for (size_t i = 0; i < light.size(); ++i) {
            if (i % 4 == 3) continue;
            // Half a code of a color, which near white is worth more light in sRGB.
            const double codeLight = (profile == Profile::LdrSrgb ? 2.3 : 1.0) * 0.51 / 255 * 8;
            ASSERT_NEAR(lightOf(image, i, profile, 8), light[i], codeLight * image.texels[i | 3] / 255) << i;
        }
    }
}

TEST(Rgbm, MultipliersAreNeverSmall) {
    Picture picture = makeLight(makeRange());
    ASSERT_TRUE(cli::encodeRgbm(picture, 8, Profile::Ldr));
    const Image image = cli::toImage8(std::move(picture));
    for (size_t i = 3; i < image.texels.size(); i += 4) ASSERT_GE(image.texels[i], cli::kLeastMultiplier);
    EXPECT_EQ(image.texels[3], cli::kLeastMultiplier) << "black";
    EXPECT_EQ(image.texels[7], 255) << "the most that there can be";
}

TEST(Rgbm, WhatDoesNotFitIsCutAndSaid) {
    Picture picture = makeLight({9, 1, -1, 1, std::numeric_limits<float>::quiet_NaN(), 0, 0, 0.5f});
    ASSERT_TRUE(cli::encodeRgbm(picture, 8, Profile::Ldr));
    ASSERT_EQ(picture.warnings.size(), 3u);
    EXPECT_NE(picture.warnings[0].find("1 values exceed --rgbm 8 and were cut; the largest is 9"), std::string::npos);
    EXPECT_NE(picture.warnings[1].find("2 values are negative"), std::string::npos);
    EXPECT_NE(picture.warnings[2].find("alpha is left out"), std::string::npos);
    const Image image = cli::toImage8(std::move(picture));
    EXPECT_EQ((std::vector<uint8_t>(image.texels.begin(), image.texels.begin() + 4)),
              (std::vector<uint8_t>{255, 32, 0, 255}));
}

TEST(Rgbm, IntegersAreRgbmAlready) {
    Picture picture = makePicture(1, 1, {1, 2, 3, 4});
    picture.hasAlpha = true;
    ASSERT_TRUE(cli::encodeRgbm(picture, 8, Profile::LdrSrgb));
    EXPECT_EQ(std::get<0>(picture.samples), (std::vector<uint8_t>{1, 2, 3, 4}));
    EXPECT_TRUE(picture.warnings.empty());
    picture.hasAlpha = false;
    ASSERT_TRUE(cli::encodeRgbm(picture, 8, Profile::LdrSrgb));
    EXPECT_EQ(picture.warnings.size(), 1u);
}

TEST(Rgbm, RefittingKeepsTheProduct) {
    std::vector<uint16_t> samples;
    for (unsigned step = 0; step < 256; ++step) {
        const auto color = static_cast<uint16_t>(step * 257), multiplier = static_cast<uint16_t>(20000 + 150 * step);
        samples.insert(samples.end(), {color, static_cast<uint16_t>(color / 3), 0, multiplier});
    }
    Picture picture = makePicture(256, 1, {});
    picture.samples = samples;
    picture.transfer.kind = TransferKind::Srgb;
    cli::refitRgbm(picture);
    const Image image = cli::toImage8(std::move(picture));
    for (size_t i = 0; i < samples.size(); ++i) {
        if (i % 4 == 3) continue;
        const double light =
            cli::decodeTransfer({TransferKind::Srgb, 0, {}}, samples[i] / 65535.0) * samples[i | 3] / 65535;
        ASSERT_NEAR(lightOf(image, i, Profile::LdrSrgb, 1), light, 2.3 * 0.51 / 255 * image.texels[i | 3] / 255) << i;
    }
}

TEST(Rgbm, TheRangeIsReadBackFromMetadata) {
    Texture texture;
    EXPECT_EQ(cli::rgbmRangeOf(texture).value(), std::nullopt);
    texture.metadata = {{"other", "1"}, cli::makeRgbmEntry(6.5)};
    EXPECT_EQ(cli::rgbmRangeOf(texture).value(), 6.5);
    for (const char* bad : {"", "x", "-1", "0", "1e9", "nan"}) {
        texture.metadata[1].value = bad;
        EXPECT_EQ(cli::rgbmRangeOf(texture).error().code, ErrorCode::InvalidData) << bad;
    }
}

} // namespace
} // namespace astcslang::test

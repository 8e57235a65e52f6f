// SPDX-License-Identifier: Apache-2.0
// If these fail, light is stored as if it were codes of sRGB, or codes that should stay are changed.

#include <gtest/gtest.h>

#include "color_choice.h"
#include "make_picture.h"
#include "picture_color.h"

namespace astcslang::test {
namespace {

using cli::LineForm;
using cli::Picture;
using cli::PictureOptions;
using cli::TransferFunction;
using cli::TransferKind;

const TransferFunction kSrgb, kLinear{TransferKind::Linear, 0, {}}, kPq{TransferKind::Unknown, 0, "PQ"};

TransferFunction power(double gamma) { return {TransferKind::Gamma, gamma, {}}; }

Picture tagged(const TransferFunction& transfer, bool isTagged = true) {
    Picture picture = makePicture(1, 1, {1, 2, 3, 4});
    picture.transfer = transfer;
    picture.isTransferTagged = isTagged;
    return picture;
}

PictureOptions forTexture(Profile profile, bool isTold, LineForm form = LineForm::Ours) {
    PictureOptions options;
    options.profile = profile;
    options.isProfileTold = isTold;
    options.lineForm = form;
    return options;
}

TEST(ColorChoice, TheTextureIsLinearIfThePictureIsAndHasIntegers) {
    EXPECT_EQ(chooseProfile(tagged(kLinear)), Profile::Ldr);
    EXPECT_EQ(chooseProfile(tagged(power(1.5))), Profile::Ldr);
    EXPECT_EQ(chooseProfile(tagged(power(1.8))), Profile::LdrSrgb);
    EXPECT_EQ(chooseProfile(tagged(kSrgb)), Profile::LdrSrgb);
    EXPECT_EQ(chooseProfile(tagged(kPq)), Profile::LdrSrgb);
    EXPECT_EQ(chooseProfile(tagged(kLinear, false)), Profile::LdrSrgb);
    Picture wide = tagged(kLinear);
    wide.samples = std::vector<uint16_t>(4);
    EXPECT_EQ(chooseProfile(wide), Profile::Ldr);
    Picture floats = tagged(kLinear);
    floats.samples = std::vector<float>(4);
    EXPECT_EQ(chooseProfile(floats), Profile::LdrSrgb);
}

TEST(ColorChoice, SrgbTexturesGetCodesOfSrgb) {
    for (const bool isTold : {true, false}) {
        const PictureOptions options = forTexture(Profile::LdrSrgb, isTold);
        EXPECT_EQ(chooseConversion(tagged(kLinear), options), TransferKind::Srgb);
        EXPECT_EQ(chooseConversion(tagged(power(1.8)), options), TransferKind::Srgb);
        EXPECT_EQ(chooseConversion(tagged(power(2.2)), options), std::nullopt) << "passes for sRGB";
        EXPECT_EQ(chooseConversion(tagged(kSrgb), options), std::nullopt);
        EXPECT_EQ(chooseConversion(tagged(kPq), options), std::nullopt) << "a warning tells of it";
        EXPECT_EQ(chooseConversion(tagged(kLinear, false), options), std::nullopt);
    }
}

TEST(ColorChoice, LinearTexturesGetTheirCodesUnlessAPictureChoseThem) {
    EXPECT_EQ(chooseConversion(tagged(kSrgb), forTexture(Profile::Ldr, true)), std::nullopt);
    EXPECT_EQ(chooseConversion(tagged(kSrgb), forTexture(Profile::Ldr, false)), TransferKind::Linear);
    EXPECT_EQ(chooseConversion(tagged(power(1.5)), forTexture(Profile::Ldr, false)), TransferKind::Linear);
    EXPECT_EQ(chooseConversion(tagged(kLinear), forTexture(Profile::Ldr, false)), std::nullopt);
}

TEST(ColorChoice, LinesOfOtherToolsDoAsThese) {
    const PictureOptions astcenc = forTexture(Profile::LdrSrgb, true, LineForm::Astcenc);
    EXPECT_EQ(chooseConversion(tagged(kLinear), astcenc), std::nullopt);
    const PictureOptions toktx = forTexture(Profile::LdrSrgb, false, LineForm::Toktx);
    EXPECT_EQ(chooseConversion(tagged(power(2.2)), toktx), TransferKind::Srgb);
    EXPECT_EQ(chooseConversion(tagged(kSrgb), toktx), std::nullopt);
}

TEST(ColorChoice, WhatTheLineSaysComesFirst) {
    PictureOptions options = forTexture(Profile::LdrSrgb, true, LineForm::Astcenc);
    options.convertedTransfer = TransferKind::Linear;
    EXPECT_EQ(chooseConversion(tagged(kSrgb), options), TransferKind::Linear);
}

} // namespace
} // namespace astcslang::test

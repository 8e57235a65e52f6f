// SPDX-License-Identifier: Apache-2.0
// If these fail, a picture's colours are taken for something else than its file says.

#include <cmath>

#include <gtest/gtest.h>

#include "image_reader.h"
#include "picture_color.h"
#include "picture_steps.h"
#include "tagged_files.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::PictureOptions;
using cli::TransferKind;

Picture readOrFail(const Bytes& bytes) {
    Result<Picture> picture = cli::readPicture(bytes);
    if (picture) return *std::move(picture);
    ADD_FAILURE() << picture.error().message;
    return {};
}

/// The red channel of a picture after the steps.
std::vector<uint8_t> redAfter(const Bytes& file, const PictureOptions& options) {
    Picture picture = readOrFail(file);
    EXPECT_TRUE(cli::runPictureSteps(picture, options, std::nullopt));
    const Image image = cli::toImage8(std::move(picture));
    std::vector<uint8_t> red;
    for (size_t i = 0; i < image.texels.size(); i += 4) red.push_back(image.texels[i]);
    return red;
}

// IEC 61966-2-1 once more.
double srgbToLinear(double value) { return value > 0.04045 ? std::pow((value + 0.055) / 1.055, 2.4) : value / 12.92; }
double linearToSrgb(double light) {
    return light > 0.0031308 ? 1.055 * std::pow(light, 1 / 2.4) - 0.055 : light * 12.92;
}

void expectRamp(const Bytes& file, TransferKind convertTo, double (*expected)(double)) {
    PictureOptions options;
    options.convertedTransfer = convertTo;
    const std::vector<uint8_t> red = redAfter(file, options);
    ASSERT_EQ(red.size(), 256u);
    for (size_t code = 0; code < 256; ++code) {
        EXPECT_NEAR(red[code], 255 * expected(static_cast<double>(code) / 255), 0.5001) << code;
    }
}

const Bytes kSrgbRamp = makeRampPng({{"sRGB", {0}}, {"gAMA", gamaChunk(45455)}});
const Bytes kLinearRamp = makeRampPng({{"gAMA", gamaChunk(100000)}});
const Bytes kGammaRamp = makeRampPng({{"gAMA", gamaChunk(45455)}});
const Bytes kUntaggedRamp = makeRampPng({});

TEST(ColorTags, AGreyRampGivesFourResultsToLinear) {
    expectRamp(kSrgbRamp, TransferKind::Linear, srgbToLinear);
    expectRamp(kLinearRamp, TransferKind::Linear, [](double value) { return value; });
    expectRamp(kGammaRamp, TransferKind::Linear, [](double value) { return std::pow(value, 1 / 0.45455); });
    expectRamp(kUntaggedRamp, TransferKind::Linear, srgbToLinear);
}

TEST(ColorTags, AGreyRampGivesFourResultsToSrgb) {
    expectRamp(kSrgbRamp, TransferKind::Srgb, [](double value) { return value; });
    expectRamp(kLinearRamp, TransferKind::Srgb, linearToSrgb);
    expectRamp(kGammaRamp, TransferKind::Srgb, [](double value) { return linearToSrgb(std::pow(value, 1 / 0.45455)); });
    expectRamp(kUntaggedRamp, TransferKind::Srgb, [](double value) { return value; });
}

TEST(ColorTags, TexelsStayAsTheyAreUnlessConversionIsAsked) {
    for (const Bytes& file : {kSrgbRamp, kLinearRamp, kGammaRamp, kUntaggedRamp}) {
        for (const std::optional<TransferKind> assigned :
             {std::optional<TransferKind>(), {TransferKind::Srgb}, {TransferKind::Linear}}) {
            PictureOptions options;
            options.assignedTransfer = assigned;
            const std::vector<uint8_t> red = redAfter(file, options);
            for (size_t code = 0; code < 256; ++code) EXPECT_EQ(red[code], code);
        }
    }
}

TEST(ColorTags, AnAssignmentOverridesTheFile) {
    PictureOptions options;
    options.assignedTransfer = TransferKind::Linear;
    options.convertedTransfer = TransferKind::Srgb;
    EXPECT_EQ(redAfter(kSrgbRamp, options), redAfter(kLinearRamp, options));
    EXPECT_NEAR(redAfter(kSrgbRamp, options)[55], 255 * linearToSrgb(55 / 255.0), 0.5001);
}

// ITU-R BT.709-6, 1.2: codes are 4.5 L below 0.018, else 1.099 L^0.45 - 0.099.
double bt709ToLinear(double code) { return code < 0.081 ? code / 4.5 : std::pow((code + 0.099) / 1.099, 1 / 0.45); }

TEST(ColorTags, CodesOfBt709AreConvertedByTheFileAndByAssignment) {
    const Bytes tagged = makeRampPng({{"cICP", {1, 1, 0, 1}}});
    expectRamp(tagged, TransferKind::Linear, bt709ToLinear);
    expectRamp(tagged, TransferKind::Srgb, [](double code) { return linearToSrgb(bt709ToLinear(code)); });
    expectRamp(tagged, TransferKind::Bt709, [](double code) { return code; });
    PictureOptions options;
    options.assignedTransfer = TransferKind::Bt709;
    options.convertedTransfer = TransferKind::Srgb;
    const std::vector<uint8_t> assigned = redAfter(kSrgbRamp, options);
    EXPECT_NEAR(assigned[128], 255 * linearToSrgb(bt709ToLinear(128 / 255.0)), 0.5001);
    EXPECT_NE(assigned[128], 128) << "which would be the same as sRGB";
}

struct TagCase {
    const char* name;
    Chunks chunks;
    TransferKind kind;
    double gamma;
    const char* reason;
};

TEST(ColorTags, ThePngChunkOfHighestRankDecides) {
    const Bytes srgb = iccpChunk(makeSrgbProfile()), power = iccpChunk(makeGammaProfile(1.8)),
                linear = iccpChunk(makeGammaProfile(1.0));
    const Bytes gamma = gamaChunk(50000);
    const TagCase cases[] = {
        {"none", {}, TransferKind::Srgb, 0, "untagged PNG counts as sRGB"},
        {"gAMA", {{"gAMA", gamma}}, TransferKind::Gamma, 2.0, "gAMA 0.50000"},
        {"sRGB", {{"gAMA", gamma}, {"sRGB", {0}}}, TransferKind::Srgb, 0, "sRGB chunk"},
        {"iCCP sRGB", {{"gAMA", gamma}, {"iCCP", srgb}}, TransferKind::Srgb, 0, "ICC profile 'sRGB built-in'"},
        {"iCCP 1.8", {{"gAMA", gamma}, {"iCCP", power}}, TransferKind::Gamma, 1.8, "ICC profile"},
        {"iCCP 1.0", {{"iCCP", linear}}, TransferKind::Linear, 0, "ICC profile"},
        {"cICP 8", {{"iCCP", srgb}, {"cICP", {1, 8, 0, 1}}}, TransferKind::Linear, 0, "cICP transfer function 8"},
        {"cICP 13", {{"gAMA", gamma}, {"cICP", {1, 13, 0, 1}}}, TransferKind::Srgb, 0, "cICP"},
        {"cICP 1", {{"cICP", {1, 1, 0, 1}}}, TransferKind::Bt709, 0, "cICP"},
        {"cICP 16", {{"cICP", {9, 16, 0, 1}}}, TransferKind::Unknown, 0, "cICP"},
    };
    for (const TagCase& tag : cases) {
        SCOPED_TRACE(tag.name);
        PngPicture picture{1, 1, PngColor::Rgb, 8, false, {{1, 2, 3}}, tag.chunks};
        const Picture read = readOrFail(makePng(picture));
        EXPECT_EQ(read.transfer.kind, tag.kind);
        EXPECT_NEAR(read.transfer.gamma, tag.gamma, 0.01);
        EXPECT_EQ(read.transferReason.rfind(tag.reason, 0), 0u) << read.transferReason;
        EXPECT_EQ(read.isTransferTagged, !tag.chunks.empty());
        if (std::string_view(tag.name) == "sRGB") {
            EXPECT_EQ(read.colorNote, "sRGB chunk");
        }
    }
}

Picture readTagged(const Chunks& chunks) {
    return readOrFail(makePng({1, 1, PngColor::Rgb, 8, false, {{1, 2, 3}}, chunks}));
}

TEST(ColorTags, CicpWithoutATransferFunctionLeavesItToTheOtherChunks) {
    const Picture alone = readTagged({{"cICP", {1, 2, 0, 1}}});
    EXPECT_EQ(alone.transfer.kind, TransferKind::Srgb);
    EXPECT_FALSE(alone.isTransferTagged);
    EXPECT_NE(alone.colorNote.find("cICP without a transfer function"), std::string::npos) << alone.colorNote;
    const Picture beside = readTagged({{"gAMA", gamaChunk(50000)}, {"cICP", {1, 2, 0, 1}}});
    EXPECT_EQ(beside.transfer.kind, TransferKind::Gamma);
    EXPECT_EQ(beside.transferReason, "gAMA 0.50000");
}

TEST(ColorTags, CicpThatIsNotFollowedIsTold) {
    const struct {
        Bytes content;
        const char* warning; ///< Empty: none.
    } cases[] = {{{1, 13, 0, 1}, ""},
                 {{1, 13, 0, 0}, "narrow range (full range flag 0)"},
                 {{1, 13, 1, 1}, "matrix coefficients 1"},
                 {{1, 13, 0}, "has 3 bytes rather than 4"}};
    for (const auto& [content, warning] : cases) {
        const Picture picture = readTagged({{"cICP", content}});
        ASSERT_EQ(picture.warnings.empty(), *warning == '\0') << warning;
        if (!picture.warnings.empty()) {
            EXPECT_NE(picture.warnings[0].find(warning), std::string::npos) << picture.warnings[0];
        }
    }
}

TEST(ColorTags, AllThreeCurvesOfAProfileCount) {
    EXPECT_EQ(readTagged({{"iCCP", iccpChunk(makeCurvesProfile({1.8, 1.8, 1.8}))}}).transfer.kind, TransferKind::Gamma);
    for (const std::array<double, 3>& gammas : {std::array{1.8, 2.6, 1.8}, std::array{1.8, 1.8, 1.0}}) {
        const Picture picture = readTagged({{"iCCP", iccpChunk(makeCurvesProfile(gammas))}});
        EXPECT_EQ(picture.transfer.kind, TransferKind::Unknown);
        EXPECT_TRUE(picture.isTransferTagged);
    }
}

/// libpng wants grey profiles for grey pictures.
TEST(ColorTags, AProfileThatLibpngRefusesIsTold) {
    const Picture grey = readOrFail(makeRampPng({{"gAMA", gamaChunk(100000)}, {"iCCP", iccpChunk(makeSrgbProfile())}}));
    ASSERT_EQ(grey.warnings.size(), 1u);
    EXPECT_NE(grey.warnings[0].find("libpng refuses it (iCCP: "), std::string::npos) << grey.warnings[0];
    EXPECT_NE(grey.warnings[0].find("taken for linear (gAMA 1.00000)"), std::string::npos) << grey.warnings[0];
    EXPECT_TRUE(readTagged({{"iCCP", iccpChunk(makeSrgbProfile())}}).warnings.empty());
}

TEST(ColorTags, JpegIsSrgbUnlessItsProfileSaysOtherwise) {
    const Bytes jpeg = makeJpeg(makeGradient(8, 8), JpegKind::Color);
    const Picture untagged = readOrFail(jpeg);
    EXPECT_EQ(untagged.transfer.kind, TransferKind::Srgb);
    EXPECT_FALSE(untagged.isTransferTagged);
    const Bytes segment =
        joined({'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1}, makeGammaProfile(2.2));
    const Picture tagged = readOrFail(withSegment(jpeg, 0xE2, segment));
    EXPECT_EQ(tagged.transfer.kind, TransferKind::Gamma);
    EXPECT_NEAR(tagged.transfer.gamma, 2.2, 0.01);
    EXPECT_EQ(tagged.transferReason.rfind("ICC profile '", 0), 0u) << tagged.transferReason;
}

TEST(ColorTags, ADamagedProfileIsAnUnknownFunctionAndNoConversion) {
    const Bytes jpeg = makeJpeg(makeGradient(8, 8), JpegKind::Color);
    const Bytes segment = {'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1, 9, 9, 9};
    Picture picture = readOrFail(withSegment(jpeg, 0xE2, segment));
    EXPECT_EQ(picture.transfer.kind, TransferKind::Unknown);
    PictureOptions options;
    options.convertedTransfer = TransferKind::Linear;
    const Result<void> done = cli::runPictureSteps(picture, options, std::nullopt);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Unsupported);
    EXPECT_NE(done.error().message.find("--assign-tf"), std::string::npos);
    options.assignedTransfer = TransferKind::Srgb;
    EXPECT_TRUE(cli::runPictureSteps(picture, options, std::nullopt));
}

TEST(ColorTags, OnlyWhatIsTaggedCanDisagreeWithTheTexture) {
    const std::pair<const Bytes*, std::pair<bool, bool>> cases[] = {
        // file, whether it disagrees with a linear and with an sRGB texture
        {&kSrgbRamp, {true, false}},
        {&kLinearRamp, {false, true}},
        {&kGammaRamp, {true, false}}, // 2.2 is near enough to sRGB
        {&kUntaggedRamp, {false, false}}};
    for (const auto& [file, disagrees] : cases) {
        const Picture picture = readOrFail(*file);
        EXPECT_EQ(describeMismatch(picture, Profile::Ldr).has_value(), disagrees.first) << picture.transferReason;
        EXPECT_EQ(describeMismatch(picture, Profile::LdrSrgb).has_value(), disagrees.second) << picture.transferReason;
    }
}

TEST(ColorTags, WhatIsAssignedOrConvertedDecidesTheTextureToo) {
    PictureOptions options;
    EXPECT_EQ(impliedProfile(options), Profile::LdrSrgb);
    options.assignedTransfer = TransferKind::Linear;
    EXPECT_EQ(impliedProfile(options), Profile::Ldr);
    options.convertedTransfer = TransferKind::Srgb;
    EXPECT_EQ(impliedProfile(options), Profile::LdrSrgb);
}

/// Those behind the texels used to be overlooked.
TEST(ColorTags, ThePngChunkOfOrientationMayStandBehindTheTexels) {
    PngPicture png{2, 1, PngColor::Grey, 8, false, {{1, 2}}, {}};
    EXPECT_EQ(readOrFail(makePng(png)).orientation, 1);
    png.chunksBehind = {{"eXIf", makeExif(6, false)}};
    EXPECT_EQ(readOrFail(makePng(png)).orientation, 6);
    std::swap(png.chunks, png.chunksBehind);
    EXPECT_EQ(readOrFail(makePng(png)).orientation, 6);
}

} // namespace
} // namespace astcslang::test

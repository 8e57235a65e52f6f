// SPDX-License-Identifier: Apache-2.0
// If these fail, another layer or part of an OpenEXR file is read than the one that is meant, or it is not told which;
// or values that are no numbers become something that nobody knows.

#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "format_files.h"
#include "image_reader.h"
#include "picture_steps.h"

namespace astcslang::test {
namespace {

using cli::Picture;

Result<Picture> readLayer(const Bytes& bytes, const std::string& layer = "") {
    cli::ReadOptions options;
    options.exrLayer = layer;
    return cli::readPicture(bytes, options);
}

/// Channels of a layer whose R is `red`.
std::vector<std::pair<std::string, float>> layerOf(const std::string& prefix, float red) {
    return {{prefix + "R", red}, {prefix + "G", 0.0f}, {prefix + "B", 0.5f}};
}

std::vector<std::pair<std::string, float>> joinLists(std::vector<std::pair<std::string, float>> a,
                                                     const std::vector<std::pair<std::string, float>>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

void expectRed(const Result<Picture>& picture, float red) {
    ASSERT_TRUE(picture) << picture.error().message;
    EXPECT_EQ(picture->width, 5u);
    const auto& samples = std::get<std::vector<float>>(picture->samples);
    for (size_t i = 0; i < samples.size(); i += 4) ASSERT_EQ(samples[i], red);
}

TEST(ExrLayers, WhatHasNoMoreThanLettersIsTakenAndTheOthersAreTold) {
    const Bytes file = makeExrOfParts(5, 3, {{"", joinLists(layerOf("diffuse.", 2), layerOf("", 1))}});
    const Result<Picture> usual = readLayer(file);
    expectRed(usual, 1);
    EXPECT_EQ(usual->warnings,
              std::vector<std::string>{
                  "the layer without a name is taken; others, which --exr-layer takes instead, are diffuse"});
    const Result<Picture> other = readLayer(file, "diffuse");
    expectRed(other, 2);
    EXPECT_TRUE(other->warnings.empty());
    EXPECT_EQ(other->notes, std::vector<std::string>{"layer 'diffuse'; others are one without a name"});
    EXPECT_FALSE(other->hasAlpha);
    EXPECT_EQ(other->channelCount, 3);
}

TEST(ExrLayers, WithoutSuchTheFirstIsTaken) {
    const Bytes file = makeExrOfParts(5, 3,
                                      {{"", joinLists(layerOf("View.Combined.", 3), {{"View.Combined.A", 0.5f},
                                                                                     {"View.Depth.Z", 9.0f},
                                                                                     {"View.Normal.X", 7.0f},
                                                                                     {"View.Normal.Y", 8.0f},
                                                                                     {"View.Mist.Y", 4.0f}})}});
    const Result<Picture> combined = readLayer(file);
    expectRed(combined, 3);
    EXPECT_TRUE(combined->hasAlpha);
    EXPECT_NE(combined->warnings.at(0).find("layer 'View.Combined' is taken"), std::string::npos);
    const Result<Picture> grey = readLayer(file, "View.Mist");
    expectRed(grey, 4);
    EXPECT_EQ(grey->channelCount, 1);
    EXPECT_EQ(std::get<std::vector<float>>(grey->samples)[2], 4) << "blue";
}

TEST(ExrLayers, PartsAreFoundByTheirNames) {
    const Bytes file = makeExrOfParts(5, 3,
                                      {{"depth", {{"Z", 1.0f}}},
                                       {"beauty", layerOf("", 2)},
                                       {"light", joinLists(layerOf("", 3), layerOf("key.", 4))},
                                       {"fill", layerOf("fill.", 5)}});
    const Result<Picture> usual = readLayer(file);
    expectRed(usual, 2);
    EXPECT_EQ(usual->warnings,
              std::vector<std::string>{
                  "layer 'beauty' is taken; others, which --exr-layer takes instead, are light, key, fill"});
    expectRed(readLayer(file, "beauty"), 2);
    expectRed(readLayer(file, "light"), 3);
    expectRed(readLayer(file, "key"), 4);
    expectRed(readLayer(file, "light.key"), 4);
    expectRed(readLayer(file, "fill"), 5);
}

TEST(ExrLayers, OneThatIsNotThereIsRefusedWithThoseThatAre) {
    const Bytes file = makeExrOfParts(5, 3, {{"a\n", layerOf("", 2)}, {"depth", {{"Z", 1.0f}}}});
    const Result<Picture> missing = readLayer(file, "depth");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(missing.error().message, "OpenEXR has no layer or part 'depth' with a channel R or Y; it has a\\x0a");
    const Result<Picture> png = readLayer(makePng(makeGradient(2, 2)), "depth");
    ASSERT_TRUE(png);
    EXPECT_EQ(png->warnings, std::vector<std::string>{"is not OpenEXR, so --exr-layer has no effect on it"});
}

TEST(ExrLayers, CompareAndInfoTakeTheOneThatIsNamed) {
    const TemporaryFolder folder;
    const std::string both =
        folder.write("both.exr", makeExrOfParts(5, 3, {{"", joinLists(layerOf("diffuse.", 2), layerOf("", 1))}}));
    const std::string diffuse = folder.write("diffuse.exr", makeExrOfParts(5, 3, {{"", layerOf("diffuse.", 2)}}));
    EXPECT_EQ(runCommand({"compare", both, diffuse}).exitCode, 7);
    expectSuccess(runCommand({"compare", both, diffuse, "--exr-layer", "diffuse", "--no-warn"}));
    const CommandResult info = runCommand({"info", both, "--exr-layer", "diffuse"});
    EXPECT_EQ(info.exitCode, 0) << info.err;
    EXPECT_NE(info.out.find("layer 'diffuse'"), std::string::npos) << info.out;
    expectFailure(runCommand({"info", both, "--exr-layer", "depth"}), 1, "it has one without a name, diffuse");
    expectFailure(runCommand({"compare", both, diffuse, "--exr-layer", "depth"}), 1, "both.exr");
}

// Each part claims lines whose chunks the file could hold, and all together ones that it cannot.
TEST(ExrLayers, ManyPartsCostNoMoreThanTheFileStandsFor) {
    std::vector<ExrPart> parts;
    for (unsigned part = 0; part < 500; ++part) parts.push_back({std::to_string(part), {{"R", 1.0f}}});
    Bytes file = makeExrOfParts(1, 1, parts);
    const std::string name = "dataWindow";
    for (auto place = file.begin();; ++place) {
        place = std::search(place, file.end(), name.begin(), name.end());
        if (place == file.end()) break;
        const auto largestY = place + static_cast<std::ptrdiff_t>(name.size() + 1 + sizeof("box2i") + 4 + 12);
        largestY[1] = 0x75; // 30,000 lines
    }
    ASSERT_LT(file.size(), 500u * 1000u);
    const Result<Picture> picture = readLayer(file);
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().code, ErrorCode::InvalidData);
    EXPECT_NE(picture.error().message.find("cannot hold its 500 parts"), std::string::npos) << picture.error().message;
}

TEST(ExrLayers, WhatIsNoNumberIsToldAndBecomesZero) {
    constexpr float kNan = std::numeric_limits<float>::quiet_NaN(), kInfinity = std::numeric_limits<float>::infinity();
    for (const ExrLayout layout : {ExrLayout::HalfRgba, ExrLayout::TiledFloatRgba}) {
        Result<Picture> picture =
            readLayer(makeExr(1, 2, {kNan, kInfinity, 0.5f, 1, -kInfinity, 1, kNan, kNan}, layout));
        ASSERT_TRUE(picture) << picture.error().message;
        EXPECT_EQ(picture->notes,
                  (std::vector<std::string>{"values that are no numbers (NaN): 3", "infinite values: 2"}));
        ASSERT_TRUE(cli::makeUpright(*picture));
        EXPECT_EQ(std::get<std::vector<float>>(picture->samples), (std::vector<float>{0, 1, 0.5f, 1, 0, 1, 0, 0}));
        EXPECT_EQ(picture->warnings, (std::vector<std::string>{"3 of 8 values are no numbers (NaN) and became 0",
                                                               "2 of 8 values are infinite and became 0 or 1"}));
    }
}

} // namespace
} // namespace astcslang::test

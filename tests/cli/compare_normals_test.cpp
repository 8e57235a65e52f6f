// SPDX-License-Identifier: Apache-2.0
// If these fail, `compare --normal` reads x and y from the wrong channels, or tells wrong angles.

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

/// All texels the same.
Image constantImage(std::array<uint8_t, 4> texel) {
    Image image{4, 4, {}};
    for (int i = 0; i < 16; ++i) image.texels.insert(image.texels.end(), texel.begin(), texel.end());
    return image;
}

/// One block that shows this texel in every place (C.2.23).
Bytes constantTexture(std::array<uint8_t, 4> texel, const std::string& swizzle = "") {
    CompressedImage texture = makeConstantBlocks(4, 4, Profile::Ldr);
    for (size_t channel = 0; channel < 4; ++channel) {
        std::fill_n(texture.blocks.begin() + static_cast<ptrdiff_t>(8 + 2 * channel), 2, texel[channel]);
    }
    Texture file = makeTexture(texture);
    if (!swizzle.empty()) file.metadata = {{"KTXswizzle", swizzle + '\0'}};
    return writeKtx2(file).value();
}

TEST(CompareNormals, KtxSwizzleTellsWhereXAndYAre) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(constantImage({150, 90, 1, 2})));
    const std::string texture = folder.write("b.ktx2", constantTexture({150, 3, 4, 90}, "ra01"));
    const CommandResult result = runCommand({"compare", "--normal", picture, texture, "--json"});
    expectSuccess(result);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["a"]["xy"], "rg");
    EXPECT_EQ(json["b"]["xy"], "ra");
    EXPECT_TRUE(json["psnr_xy"].is_null()); // infinite
    EXPECT_EQ(json["angle_degrees"]["max"], 0);
    const std::string plain = folder.write("xyz.ktx2", constantTexture({150, 90, 4, 255}));
    const std::string grey = folder.write("grey.ktx2", constantTexture({150, 150, 150, 90}, "rrra"));
    for (const std::string& other : {plain, grey}) expectSuccess(runCommand({"compare", "--normal", picture, other}));
}

TEST(CompareNormals, ChannelsWithoutDirectionsAreRefused) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(constantImage({150, 90, 1, 2})));
    CompressedImage xyz = makeConstantBlocks(4, 4, Profile::Ldr); // alpha is 255
    const std::string astc = folder.write("a.astc", writeAstc(xyz).value());
    expectFailure(runCommand({"compare", "--normal", picture, astc}), 1, "but r is 0 everywhere; --normal-swizzle-b");
    xyz.blocks[8] = xyz.blocks[9] = 150;
    const std::string opaque = folder.write("b.astc", writeAstc(xyz).value());
    expectFailure(runCommand({"compare", "--normal", opaque, picture}), 1,
                  "x and y are taken from ra, but a is 255 everywhere; --normal-swizzle-a");
    const std::string none = folder.write("none.ktx2", constantTexture({150, 90, 4, 255}, "1011"));
    expectFailure(runCommand({"compare", "--normal", picture, none}), 1, "KTXswizzle 1011 reads no x and y");
}

TEST(CompareNormals, SwizzlesChooseOtherChannels) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(constantImage({1, 150, 2, 90})));
    const std::string b = folder.write("b.ktx2", constantTexture({90, 150, 3, 4}));
    expectSuccess(
        runCommand({"compare", "--normal", a, b, "--normal-swizzle-a", "ga", "--normal-swizzle-b", "gr", "--quiet"}));
    EXPECT_EQ(runCommand({"compare", "--normal", a, b, "--quiet"}).exitCode, 7);
    for (const char* option : {"--normal-swizzle-a", "--normal-swizzle-b"}) {
        expectFailure(runCommand({"compare", "--normal", a, b, option, "rr"}), 1, option);
    }
}

TEST(CompareNormals, TellsPsnrOfEachAndTheAngle) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(constantImage({128, 128, 255, 255})));
    const std::string b = folder.write("b.png", makePng(constantImage({138, 124, 0, 255})));
    const CommandResult result = runCommand({"compare", "--normal", a, b, "--json"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.err, "");
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_NEAR(json["psnr_x"], 10 * std::log10(255.0 * 255 / 100), 1e-9);
    EXPECT_NEAR(json["psnr_y"], 10 * std::log10(255.0 * 255 / 16), 1e-9);
    EXPECT_NEAR(json["psnr_xy"], 10 * std::log10(255.0 * 255 / 58), 1e-9);
    // Near the pole the angle is nearly the distance of the two places in the plane.
    const double about = std::hypot(20 / 255.0, 8 / 255.0) * 180 / M_PI;
    for (const char* kind : {"mean", "rms", "percentile_99", "max"}) {
        EXPECT_NEAR(json["angle_degrees"][kind], about, 0.02) << kind;
    }
    const CommandResult text = runCommand({"compare", "--normal", a, b, "-v"});
    for (const char* part : {"x and y from rg", "normals   PSNR 28.1308 dB (x)", "angles    mean 4.8"}) {
        EXPECT_NE(text.out.find(part), std::string::npos) << text.out;
    }
}

TEST(CompareNormals, DifferentSizesAreAnError) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(5, 4)));
    const std::string b = folder.write("b.png", makePng(makeGradient(4, 5)));
    expectFailure(runCommand({"compare", "--normal", a, b}), 1, "5x4 and 4x5");
}

} // namespace
} // namespace astcslang::test

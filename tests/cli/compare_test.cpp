// SPDX-License-Identifier: Apache-2.0
// If these fail, scripts that ask whether two files show the same picture get a wrong answer.

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

TEST(Compare, EqualPicturesLeaveWithZero) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(20, 15)));
    const std::string b = folder.write("b.png", makePng(makeGradient(20, 15)));
    const CommandResult result = runCommand({"compare", a, b});
    expectSuccess(result);
    EXPECT_EQ(result.out, "equal     PSNR infinite (RGB), infinite (RGBA), SSIM 1.00000\n");
}

TEST(Compare, DifferentPicturesLeaveWithSevenAndTheirPsnr) {
    const TemporaryFolder folder;
    Image image = makeGradient(20, 15);
    const std::string a = folder.write("a.png", makePng(image));
    image.texels[0] = static_cast<uint8_t>(image.texels[0] + 30);
    const std::string b = folder.write("b.png", makePng(image));
    const CommandResult result = runCommand({"compare", a, b, "--json"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.err, "");
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_FALSE(json["equal"]);
    EXPECT_NEAR(json["quality"]["psnr_rgb"], 10 * std::log10(255.0 * 255.0 / (900.0 / 900)), 1e-9);
    EXPECT_NEAR(json["quality"]["psnr_rgba"], 10 * std::log10(255.0 * 255.0 / (900.0 / 1200)), 1e-9);
    EXPECT_LT(json["quality"]["ssim"], 1.0);
}

TEST(Compare, TellsTheErrorOfEachChannel) {
    const TemporaryFolder folder;
    Image image = makeGradient(20, 15);
    const std::string a = folder.write("a.png", makePng(image));
    for (size_t texel = 0; texel < 60; ++texel) image.texels[4 * texel + 1] ^= 4; // a fifth
    image.texels[2] ^= 128;
    const std::string b = folder.write("b.png", makePng(image));
    const auto channels = nlohmann::json::parse(runCommand({"compare", a, b, "--json"}).out)["channels"];
    EXPECT_NEAR(channels["g"]["psnr"], 10 * std::log10(255.0 * 255 / (16 / 5.0)), 1e-9);
    EXPECT_NEAR(channels["g"]["mean_absolute_error"], 4 / 5.0, 1e-12);
    EXPECT_EQ(channels["g"]["max_absolute_error"], 4);
    EXPECT_NEAR(channels["b"]["psnr"], 10 * std::log10(255.0 * 255 / (128.0 * 128 / 300)), 1e-9);
    EXPECT_EQ(channels["b"]["max_absolute_error"], 128);
    for (const char* equal : {"r", "a"}) {
        EXPECT_TRUE(channels[equal]["psnr"].is_null());
        EXPECT_EQ(channels[equal]["max_absolute_error"], 0);
    }
    const std::string text = runCommand({"compare", a, b}).out;
    for (const char* part : {"channels  R infinite; G 43.0793 dB, mean 0.800, most 4; B ", "\nflip      mean 0.",
                             "at 67.02 pixels per degree\n"}) {
        EXPECT_NE(text.find(part), std::string::npos) << text;
    }
}

TEST(Compare, ADifferenceInAlphaAloneIsADifference) {
    const TemporaryFolder folder;
    Image image = makeGradient(20, 15);
    const std::string a = folder.write("a.png", makePng(image));
    image.texels[3] ^= 1;
    const std::string b = folder.write("b.png", makePng(image));
    const CommandResult result = runCommand({"compare", a, b, "--json"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_TRUE(nlohmann::json::parse(result.out)["quality"]["psnr_rgb"].is_null()); // infinite
}

TEST(Compare, DifferentSizesAreADifferenceAndNotAnError) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(20, 15)));
    const std::string b = folder.write("b.png", makePng(makeGradient(15, 20)));
    const CommandResult result = runCommand({"compare", a, b});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.out, "different sizes differ: 20x15 and 15x20\n");
    const auto json = nlohmann::json::parse(runCommand({"compare", a, b, "--json"}).out);
    EXPECT_FALSE(json["same_size"]);
    EXPECT_FALSE(json.contains("quality"));
}

TEST(Compare, TakesTexturesOnEitherSide) {
    const TemporaryFolder folder;
    const CompressedImage blocks = makeConstantBlocks(13, 9);
    const std::string astc = folder.write("a.astc", writeAstc(blocks).value());
    const std::string ktx2 = folder.write("a.ktx2", writeKtx2(blocks).value());
    const std::string png = folder.write("a.png", makePng(decode(blocks).value()));
    for (const std::string& a : {astc, ktx2, png}) {
        for (const std::string& b : {astc, ktx2, png}) expectSuccess(runCommand({"compare", a, b}));
    }
}

/// Level 1 against a picture, against level 0 of a texture of its own, and on either side.
TEST(Compare, LevelsLayersAndFacesAreChosenOfBothOrByFile) {
    const TemporaryFolder folder;
    const CompressedImage large = makeConstantBlocks(16, 8), small = makeConstantBlocks(8, 4);
    CompressedImage otherLayer = large;
    otherLayer.blocks[9] ^= 0xFF;
    Texture texture = makeTexture(large);
    texture.layerCount = 2;
    texture.levels = {large.blocks, small.blocks};
    texture.levels[0].insert(texture.levels[0].end(), otherLayer.blocks.begin(), otherLayer.blocks.end());
    texture.levels[1].insert(texture.levels[1].end(), small.blocks.begin(), small.blocks.end());
    const std::string levels = folder.write("levels.ktx2", writeKtx2(texture).value());
    const std::string alone = folder.write("alone.ktx2", writeKtx2(small).value());
    const std::string png = folder.write("small.png", makePng(decode(small).value()));
    const std::string largePng = folder.write("large.png", makePng(decode(large).value()));
    const auto status = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "compare");
        return runCommand(arguments).exitCode;
    };
    EXPECT_EQ(status({png, levels, "--level", "1"}), 0);
    EXPECT_EQ(status({png, levels}), 7);
    EXPECT_EQ(status({png, levels, "--level-b", "1", "--layer-b", "1"}), 0);
    EXPECT_EQ(status({levels, alone, "--level-a", "1"}), 0);
    EXPECT_EQ(status({alone, levels, "--level-b", "1"}), 0);
    EXPECT_EQ(status({levels, levels, "--layer-a", "1"}), 7);
    EXPECT_EQ(status({levels, levels, "--layer", "1", "--layer-b", "0"}), 7) << "overrules";
    EXPECT_EQ(status({levels, levels, "--level", "1", "--layer-b", "1"}), 0);
    EXPECT_EQ(
        status({"--normal", levels, alone, "--level-a", "1", "--normal-swizzle-a", "rg", "--normal-swizzle-b", "rg"}),
        0);
    EXPECT_EQ(status({"--blocks", levels, alone, "--level-a", "1", "--original", png}), 0);
    EXPECT_EQ(status({"--blocks", levels, alone, "--level-a", "0", "--original", largePng}), 1) << "sizes";
    expectFailure(runCommand({"compare", png, levels, "--level-a", "1"}), 1, png + ": is no texture");
    expectFailure(runCommand({"compare", levels, alone, "--level", "1"}), 1, alone);
}

TEST(Compare, QuietAnswersByItsStatusAlone) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(20, 15)));
    const std::string b = folder.write("b.png", makePng(makeGradient(15, 20)));
    const CommandResult result = runCommand({"compare", a, b, "--quiet"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.out + result.err, "");
}

/// The texture's blocks; a picture has none unless -b says so; two textures that disagree have none either.
TEST(Compare, TellsTheWorstBlocksWhereItIsClearWhatABlockIs) {
    const TemporaryFolder folder;
    const CompressedImage blocks = makeConstantBlocks(12, 8);
    Image picture = decode(blocks).value();
    for (size_t channel = 0; channel < 3; ++channel) picture.texels[4 * (5 * 12 + 9) + channel] ^= 16; // block 2,1
    const std::string texture = folder.write("a.ktx2", writeKtx2(blocks).value());
    const std::string png = folder.write("a.png", makePng(picture));
    const auto blocksOf = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), "compare");
        arguments.push_back("--json");
        return nlohmann::json::parse(runCommand(arguments).out)["blocks"];
    };
    for (const auto& json : {blocksOf({png, texture}), blocksOf({texture, png})}) {
        EXPECT_EQ(json["footprint"], "4x4");
        EXPECT_EQ(json["channels"], "RGB");
        EXPECT_EQ(json["count"], 6);
        EXPECT_EQ(json["worst_x"], 2);
        EXPECT_EQ(json["worst_y"], 1);
        EXPECT_EQ(json["worst_squared_error"], 256.0 / 16);
        EXPECT_NEAR(json["worst_psnr"], 10 * std::log10(255.0 * 255 / 16), 1e-9);
        EXPECT_EQ(json["percentile_99_9_squared_error"], 256.0 / 16);
    }
    EXPECT_EQ(blocksOf({png, texture, "-b", "12x12"})["worst_squared_error"], 256.0 / 96);
    EXPECT_EQ(blocksOf({png, png, "-b", "6x6"})["count"], 4);
    EXPECT_TRUE(blocksOf({png, png}).is_null());
    const CompressedImage other{12, 8, {6, 6}, Profile::Ldr, Bytes(4 * 16)};
    EXPECT_TRUE(blocksOf({texture, folder.write("b.ktx2", writeKtx2(other).value())}).is_null());
    const CommandResult text = runCommand({"compare", png, texture});
    EXPECT_NE(text.out.find("blocks    4x4: worst 36.0896 dB at 2,1; 99.9% have at least 36.0896 dB (RGB)\n"),
              std::string::npos)
        << text.out;
}

/// 1,600 blocks, one of which is worse than all others: it is beyond the 99.9% that are told of.
TEST(Compare, OneBlockInAThousandIsBeyondThePercentile) {
    const TemporaryFolder folder;
    const Image a{160, 160, Bytes(160 * 160 * 4, 100)};
    Image b = a;
    for (size_t block = 0; block < 5; ++block) b.texels[16 * block] = static_cast<uint8_t>(120 - block);
    const auto json = nlohmann::json::parse(runCommand({"compare", folder.write("a.png", makePng(a)),
                                                        folder.write("b.png", makePng(b)), "-b", "4x4", "--json"})
                                                .out)["blocks"];
    EXPECT_EQ(json["channels"], "RGBA"); // alpha is 100
    EXPECT_EQ(json["worst_squared_error"], 400.0 / 64);
    EXPECT_EQ(json["percentile_99_9_squared_error"], 361.0 / 64);
}

TEST(Compare, SsimOfATinyPictureIsUndefined) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(10, 30)));
    const CommandResult result = runCommand({"compare", a, a, "--json"});
    expectSuccess(result);
    EXPECT_TRUE(nlohmann::json::parse(result.out)["quality"]["ssim"].is_null());
}

} // namespace
} // namespace astcslang::test

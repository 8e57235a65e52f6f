// SPDX-License-Identifier: Apache-2.0
// If these fail, `compare` takes two files that show the same for different, or different ones for the same.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "image_reader.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

double srgbToLinear(double value) { return value > 0.04045 ? std::pow((value + 0.055) / 1.055, 2.4) : value / 12.92; }

/// The picture's light as linear codes of 16 bits, tagged by gAMA 1.0 and, if wanted, cHRM of BT.709.
Bytes makeLinearPng(const Image& image, bool hasPrimaries = false) {
    PngPicture png{image.width, image.height, PngColor::Rgba, 16, false, {}, {{"gAMA", {0, 1, 0x86, 0xA0}}}};
    if (hasPrimaries) {
        Bytes content;
        for (const uint32_t value : {31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000}) {
            for (const int shift : {24, 16, 8, 0}) content.push_back(static_cast<uint8_t>(value >> shift));
        }
        png.chunks.emplace_back("cHRM", content);
    }
    for (size_t y = 0; y < image.height; ++y) {
        Bytes line;
        for (size_t i = 0; i < 4 * size_t{image.width}; ++i) {
            const double value = image.texels[4 * y * image.width + i] / 255.0;
            const auto code = static_cast<unsigned>(std::lround(65535 * (i % 4 == 3 ? value : srgbToLinear(value))));
            line.push_back(static_cast<uint8_t>(code >> 8));
            line.push_back(static_cast<uint8_t>(code));
        }
        png.scanlines.push_back(std::move(line));
    }
    return makePng(png);
}

Bytes makeTaggedPng(const Image& image, const std::string& chunk, const Bytes& content) {
    PngPicture png{image.width, image.height, PngColor::Rgba, 8, false, {}, {{chunk, content}}};
    for (size_t y = 0; y < image.height; ++y) {
        const auto* line = &image.texels[4 * y * image.width];
        png.scanlines.emplace_back(line, line + 4 * size_t{image.width});
    }
    return makePng(png);
}

class CompareColors : public testing::Test {
protected:
    TemporaryFolder folder;
    const CompressedImage srgbBlocks = makeConstantBlocks(40, 40);
    const CompressedImage linearBlocks = makeConstantBlocks(40, 40, Profile::Ldr);
    const Image shown = decode(srgbBlocks).value();
    const std::string srgbKtx2 = folder.write("srgb.ktx2", writeKtx2(srgbBlocks).value());
    const std::string linearKtx2 = folder.write("linear.ktx2", writeKtx2(linearBlocks).value());
    const std::string astc = folder.write("a.astc", writeAstc(srgbBlocks).value());
    const std::string linearPng = folder.write("linear.png", makeLinearPng(shown));
    const std::string srgbPng = folder.write("srgb.png", makeTaggedPng(shown, "sRGB", {0}));
    const std::string untaggedPng = folder.write("untagged.png", makePng(shown));
};

TEST_F(CompareColors, LinearPictureEqualsAnSrgbTextureOfTheSameLight) {
    for (const auto& files : {std::vector{linearPng, srgbKtx2}, std::vector{srgbKtx2, linearPng}}) {
        const json result = compareReport(files, 0);
        const char* side = files[0] == linearPng ? "a" : "b";
        EXPECT_EQ(result[side]["change"], "converted from linear (gAMA 1.00000) to sRGB");
        EXPECT_FALSE(result[side == std::string("a") ? "b" : "a"].contains("change"));
    }
    EXPECT_LT(compareReport({linearPng, srgbKtx2, "--as-stored"}, 7)["quality"]["psnr_rgb"], 30.0);
    const std::string text = runCommand({"compare", linearPng, srgbKtx2}).out;
    EXPECT_TRUE(text.starts_with("colours   " + linearPng + ": converted from linear (gAMA 1.00000) to sRGB\nequal "))
        << text;
}

/// The texture decides, wherever it stands, and the first of two files of one kind.
TEST_F(CompareColors, OneSpaceIsTheTexturesElseTheFirstFiles) {
    EXPECT_EQ(compareReport({srgbPng, linearKtx2}, 7)["a"]["change"], "converted from sRGB (sRGB chunk) to linear");
    EXPECT_EQ(compareReport({linearKtx2, srgbPng}, 7)["b"]["change"], "converted from sRGB (sRGB chunk) to linear");
    EXPECT_EQ(compareReport({srgbKtx2, linearKtx2}, 7)["b"]["change"], "converted from linear (KTX2) to sRGB");
    EXPECT_EQ(compareReport({linearKtx2, srgbKtx2}, 7)["b"]["change"], "converted from sRGB (KTX2) to linear");
    EXPECT_EQ(compareReport({srgbPng, linearPng}, 0)["b"]["change"], "converted from linear (gAMA 1.00000) to sRGB");
    EXPECT_EQ(compareReport({linearPng, srgbPng}, 0)["b"]["change"], "converted from sRGB (sRGB chunk) to linear");
}

/// A texture's light of code n, by the formula, is what the converted picture has.
TEST_F(CompareColors, ConvertedCodesAreThoseOfTheFormula) {
    Image linear = shown;
    for (size_t i = 0; i < linear.texels.size(); ++i) {
        if (i % 4 != 3)
            linear.texels[i] = static_cast<uint8_t>(std::lround(255 * srgbToLinear(shown.texels[i] / 255.)));
    }
    const std::string expected = folder.write("expected.png", makeTaggedPng(linear, "gAMA", {0, 1, 0x86, 0xA0}));
    compareReport({expected, srgbPng}, 0);
}

/// 13 dB used to be lost without a word.
TEST_F(CompareColors, UntaggedPicturesCountAsSrgbAsForTheEncoder) {
    const std::string lightPng = folder.write("light.png", makeLinearPng(shown, true));
    for (const auto& files : {std::vector{untaggedPng, lightPng}, std::vector{lightPng, untaggedPng}}) {
        EXPECT_EQ(compareReport(files, 0)["b"]["change"],
                  files[0] == untaggedPng ? "converted from linear (gAMA 1.00000) to sRGB"
                                          : "converted from sRGB (untagged PNG counts as sRGB) to linear");
    }
    const std::string converted = "converted from sRGB (untagged PNG counts as sRGB) to linear";
    EXPECT_EQ(compareReport({untaggedPng, linearKtx2}, 7)["a"]["change"], converted) << "its primaries are BT.709";
    const std::string expected = folder.write("expected.ktx2", [&] {
        CompressedImage light = linearBlocks; // void extents (C.2.23), whose colours are words from byte 8 on
        for (size_t i = 8; i < light.blocks.size(); i += i % 16 == 12 ? 12 : 2) {
            const auto code = std::lround(255 * srgbToLinear(light.blocks[i] / 255.0));
            light.blocks[i] = light.blocks[i + 1] = static_cast<uint8_t>(code);
        }
        return writeKtx2(light).value();
    }());
    EXPECT_EQ(compareReport({untaggedPng, expected}, 0)["a"]["change"], converted);
    const std::string maps = folder.path("maps");
    expectSuccess(runCommand({"decode", "-i", expected, "--diagnostics", maps, "--original", untaggedPng, "--quiet"}));
    const cli::Picture error = cli::readPicture(folder.read("maps/error.png")).value();
    const auto& texels = std::get<Bytes>(error.samples);
    for (size_t i = 0; i < texels.size(); ++i) ASSERT_EQ(texels[i], i % 4 == 3 ? 255 : 0);
}

/// As --linear makes them of untagged pictures, whose codes it takes as they are.
TEST_F(CompareColors, UntaggedPicturesOfLinearTexturesWithoutPrimariesCountAsData) {
    Texture texture = makeTexture(linearBlocks);
    texture.colorPrimaries = 0;
    const std::string data = folder.write("data.ktx2", writeKtx2(texture).value());
    EXPECT_EQ(compareReport({untaggedPng, data}, 0)["a"]["change"],
              "taken for data, since it is not tagged and the linear file tells no primaries");
    EXPECT_EQ(compareReport({srgbPng, data}, 7)["a"]["change"], "converted from sRGB (sRGB chunk) to linear");
    compareReport({"--blocks", data, data, "--original", untaggedPng}, 0);
}

/// `decode` tags data by gAMA 1.0 alone: 12.8 dB used to be told of a picture that came back as it was.
TEST_F(CompareColors, UntaggedPicturesCountAsDataBesideLinearPicturesWithoutPrimaries) {
    expectSuccess(runCommand({"decode", astc, folder.path("back.png"), "--linear", "--quiet"}));
    const std::string back = folder.path("back.png");
    EXPECT_EQ(compareReport({untaggedPng, back}, 0)["b"]["change"],
              "codes stay, since it tells no primaries and the other file is not tagged: taken for data");
    EXPECT_EQ(compareReport({back, untaggedPng}, 0)["b"]["change"],
              "taken for data, since it is not tagged and the linear file tells no primaries");
    EXPECT_EQ(compareReport({srgbPng, back}, 7)["b"]["change"], "converted from linear (gAMA 1.00000) to sRGB");
}

/// 4x4 blocks of 0x80 endpoints that sRGB and linear decoders round otherwise.
TEST_F(CompareColors, AstcIsLinearIfTheOtherFileSaysSo) {
    CompressedImage blocks = linearBlocks;
    for (size_t i = 8; i < blocks.blocks.size(); i += i % 16 == 15 ? 9 : 1) {
        blocks.blocks[i] = i % 2 == 0 ? 0xFF : 0x40; // 0x40FF: 64 where 8 bits are cut, 65 where they are rounded
    }
    const std::string file = folder.write("lin.astc", writeAstc(blocks).value());
    const std::string ktx2 = folder.write("lin.ktx2", writeKtx2(blocks).value());
    for (const auto& files : {std::vector{file, ktx2}, std::vector{ktx2, file}}) {
        const json result = compareReport(files, 0)[files[0] == file ? "a" : "b"];
        EXPECT_EQ(result["change"], "taken for linear, as the other file, since .astc does not tell");
    }
    EXPECT_FALSE(compareReport({file, ktx2, "--linear"}, 0)["a"].contains("change"));
    EXPECT_EQ(compareReport({untaggedPng, astc}, 0)["b"]["change"],
              "codes are compared, since no file tells what they mean");
}

/// As a shader reads it; a picture in that order is equal.
TEST_F(CompareColors, KtxSwizzleIsApplied) {
    Texture texture = makeTexture(srgbBlocks);
    texture.metadata = {{"KTXswizzle", std::string("gbra", 5)}};
    const std::string ktx2 = folder.write("swizzled.ktx2", writeKtx2(texture).value());
    Image read = shown;
    for (size_t i = 0; i < read.texels.size(); i += 4)
        std::rotate(&read.texels[i], &read.texels[i + 1], &read.texels[i + 3]);
    const std::string png = folder.write("read.png", makePng(read));
    EXPECT_EQ(compareReport({png, ktx2}, 0)["b"]["change"], "read by KTXswizzle gbra");
    EXPECT_FALSE(compareReport({untaggedPng, ktx2, "--as-stored"}, 0)["b"].contains("change"));
    compareReport({untaggedPng, ktx2}, 7);
    const json blocks = compareReport({"--blocks", ktx2, ktx2, "--original", png}, 0);
    EXPECT_TRUE(blocks["ours"]["psnr"].is_null()) << "infinite";
    EXPECT_TRUE(blocks["change"].is_null());
    const std::string maps = folder.path("swizzled_maps");
    expectSuccess(runCommand({"decode", "-i", ktx2, "--diagnostics", maps, "--original", png, "--quiet"}));
    const cli::Picture error = cli::readPicture(folder.read("swizzled_maps/error.png")).value();
    const auto& texels = std::get<Bytes>(error.samples);
    for (size_t i = 0; i < texels.size(); ++i) ASSERT_EQ(texels[i], i % 4 == 3 ? 255 : 0);
    const CommandResult decoded = runCommand({"decode", ktx2, folder.path("stored.png")});
    EXPECT_NE(decoded.out.find("KTXswizzle gbra is not applied; --swizzle gbra does"), std::string::npos)
        << decoded.out;
    compareReport({folder.path("stored.png"), srgbKtx2}, 0);
}

/// As `--normal-mode` stores x and y: errors of what nobody reads used to count, and the original's z.
TEST_F(CompareColors, ByBlocksOnlyChannelsCountThatKtxSwizzleReads) {
    Texture texture = makeTexture(srgbBlocks);
    texture.metadata = {{"KTXswizzle", std::string("ga01", 5)}};
    const std::string ours = folder.write("ours.ktx2", writeKtx2(texture).value());
    for (size_t i = 9; i < texture.levels[0].size(); i += 16) texture.levels[0][i] ^= 0xFF; // red, which is not read
    const std::string theirs = folder.write("theirs.ktx2", writeKtx2(texture).value());
    Image normals = shown;
    for (size_t i = 0; i < normals.texels.size(); i += 4) {
        const uint8_t x = shown.texels[i + 1], y = shown.texels[i + 3];
        std::copy_n(std::array<uint8_t, 4>{x, y, 201, 77}.begin(), 4, &normals.texels[i]);
    }
    const std::string png = folder.write("normals.png", makePng(normals));
    const json result = compareReport({"--blocks", ours, theirs, "--original", png}, 0);
    EXPECT_TRUE(result["ours"]["psnr"].is_null()) << "infinite";
    EXPECT_TRUE(result["theirs"]["psnr"].is_null()) << "infinite";
    EXPECT_EQ(result["channels"], "RGB");
    EXPECT_EQ(result["change"], "channels that KTXswizzle ga01 does not read left out");
    EXPECT_FALSE(
        compareReport({"--blocks", ours, theirs, "--original", png, "--as-stored"}, 0)["theirs"]["psnr"].is_null());
    const std::string maps = folder.path("normal_maps");
    expectSuccess(runCommand({"decode", "-i", ours, "--diagnostics", maps, "--original", png, "--quiet"}));
    const cli::Picture error = cli::readPicture(folder.read("normal_maps/error.png")).value();
    const auto& texels = std::get<Bytes>(error.samples);
    for (size_t i = 0; i < texels.size(); ++i) ASSERT_EQ(texels[i], i % 4 == 3 ? 255 : 0);
}

TEST_F(CompareColors, WhatAFileDoesNotTellIsComparedAsItIs) {
    for (const std::string& other : {srgbKtx2, astc})
        EXPECT_FALSE(compareReport({untaggedPng, other}, 0)["a"].contains("change"));
    compareReport({untaggedPng, srgbKtx2, "--linear"}, 0); // constant blocks decode alike
    for (const char* profile : {"--srgb", "--linear"}) {
        const json result = compareReport({linearPng, astc, profile}, 7);
        EXPECT_FALSE(result["a"].contains("change"));
        EXPECT_EQ(result["b"]["colors"], "not told: .astc does not tell");
    }
    const std::string power = folder.write("power.png", makeTaggedPng(shown, "gAMA", {0, 0, 0xB1, 0x8F}));
    compareReport({power, srgbKtx2}, 0); // 2.2 passes for sRGB
}

TEST_F(CompareColors, AnOptionOverridesWhatKtx2Says) {
    EXPECT_EQ(compareReport({srgbPng, srgbKtx2, "--linear"}, 7)["a"]["change"],
              "converted from sRGB (sRGB chunk) to linear");
    EXPECT_EQ(compareReport({srgbPng, srgbKtx2, "--linear"}, 7)["b"]["colors"], "linear (--linear)");
}

TEST_F(CompareColors, APageShowsAndMeasuresConvertedColours) {
    const std::string page = folder.path("page.html");
    expectSuccess(runCommand({"compare", linearPng, srgbKtx2, "--html", page, "--quiet"}));
    const Bytes bytes = folder.read("page.html");
    const std::string text(bytes.begin(), bytes.end());
    EXPECT_NE(text.find("PNG, 40x40; converted from linear (gAMA 1.00000) to sRGB"), std::string::npos);
    EXPECT_NE(text.find(R"(["PSNR","infinite"])"), std::string::npos);
}

TEST_F(CompareColors, BlocksAreComparedInTheTexturesSpace) {
    const auto psnrOf = [&](const std::string& original, std::vector<std::string> more) {
        more.insert(more.begin(), {"--blocks", srgbKtx2, srgbKtx2, "--original", original});
        return compareReport(more, 0);
    };
    const json converted = psnrOf(linearPng, {});
    EXPECT_TRUE(converted["ours"]["psnr"].is_null()); // infinite
    EXPECT_EQ(converted["change"], "converted from linear (gAMA 1.00000) to sRGB");
    const json stored = psnrOf(linearPng, {"--as-stored"});
    EXPECT_LT(stored["ours"]["psnr"], 30.0);
    EXPECT_TRUE(stored["change"].is_null());
    EXPECT_TRUE(psnrOf(untaggedPng, {})["ours"]["psnr"].is_null());
}

TEST_F(CompareColors, NormalsAreNoColours) {
    EXPECT_EQ(runCommand({"compare", "--normal", srgbPng, linearPng}).exitCode, 7);
    const std::string data = folder.write("data.png", makeTaggedPng(decode(linearBlocks).value(), "sRGB", {0}));
    expectSuccess(runCommand({"compare", "--normal", data, linearKtx2, "--normal-swizzle-b", "rg"}));
}

TEST_F(CompareColors, AnErrorMapOfDecodeIsInTheTexturesSpace) {
    const std::string maps = folder.path("maps");
    expectSuccess(runCommand({"decode", "-i", srgbKtx2, "--diagnostics", maps, "--original", linearPng, "--quiet"}));
    const Image black{40, 40, [] {
                          Bytes texels(40 * 40 * 4, 0);
                          for (size_t i = 3; i < texels.size(); i += 4) texels[i] = 255;
                          return texels;
                      }()};
    expectSuccess(runCommand({"compare", maps + "/error.png", folder.write("black.png", makePng(black))}));
}

// -------------------------------------------------------------------------------------------------------------------
// Beyond 8 bits

/// Floats of Radiance HDR: one grey of mantissa * 2^(exponent - 136) everywhere.
Bytes makeGreyHdr(uint32_t side, uint8_t mantissa, uint8_t exponent) {
    const std::string head =
        "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y " + std::to_string(side) + " +X " + std::to_string(side) + "\n";
    Bytes bytes(head.begin(), head.end());
    for (uint32_t texel = 0; texel < side * side; ++texel) {
        bytes.insert(bytes.end(), {mantissa, mantissa, mantissa, exponent});
    }
    return bytes;
}

/// A block of one colour, void extent (C.2.23).
Bytes makeConstantBlock(const std::array<uint16_t, 4>& rgba) {
    Bytes block = {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    for (const uint16_t channel : rgba) {
        block.push_back(static_cast<uint8_t>(channel));
        block.push_back(static_cast<uint8_t>(channel >> 8));
    }
    return block;
}

/// Greys of 40 and of 4: both are white in 8 bits.
TEST(CompareBeyond8Bits, ClampedPicturesAreNotEqual) {
    const TemporaryFolder folder;
    const std::string bright = folder.write("bright.hdr", makeGreyHdr(12, 160, 134));
    const std::string same = folder.write("same.hdr", makeGreyHdr(12, 160, 134));
    const std::string dim = folder.write("dim.hdr", makeGreyHdr(12, 128, 131));
    const json result = compareReport({bright, dim}, 7);
    EXPECT_FALSE(result["equal"]);
    EXPECT_EQ(result["a"]["change"], "432 values outside 0 to 1 clamped");
    EXPECT_EQ(result["note"], "the files may differ in values that are clamped, of which PSNR and FLIP do not tell");
    EXPECT_FALSE(compareReport({bright, dim, "--as-stored"}, 7)["equal"]);
    EXPECT_FALSE(compareReport({bright, dim, "--min-psnr", "20", "--max-flip", "1"}, 8)["thresholds"]["kept"]);
    EXPECT_TRUE(compareReport({bright, same, "--min-psnr", "20"}, 0)["equal"]);
    EXPECT_FALSE(compareReport({bright, same}, 0).contains("note"));
}

/// 0x8080 and 0x8081 are both 128 in 8 bits.
TEST(CompareBeyond8Bits, PicturesOf16BitsAreEqualIn16Bits) {
    const TemporaryFolder folder;
    const auto write = [&](const char* name, uint8_t low) {
        return folder.write(name, makePng({1, 1, PngColor::Rgb, 16, false, {{0x80, low, 0x80, 0x80, 0x80, 0x80}}, {}}));
    };
    const std::string a = write("a.png", 0x80), b = write("b.png", 0x81);
    const std::string of8Bits = folder.write("c.png", makePng({1, 1, PngColor::Rgb, 8, false, {{128, 128, 128}}, {}}));
    EXPECT_EQ(compareReport({a, b}, 7)["note"], "the files differ by less than the 8 bits show that are compared");
    compareReport({b, of8Bits}, 7);
    compareReport({a, of8Bits}, 0);
    compareReport({b, write("d.png", 0x81)}, 0);
}

// -------------------------------------------------------------------------------------------------------------------
// RGBM

class CompareRgbm : public testing::Test {
protected:
    TemporaryFolder folder;
    /// Linear: colour 0.5 and multiplier 0.25, of 0 to 16: light of 2.
    const CompressedImage blocks = [] {
        CompressedImage image{12, 12, {4, 4}, Profile::Ldr, {}};
        for (int block = 0; block < 9; ++block) {
            const Bytes bytes = makeConstantBlock({0x8080, 0x8080, 0x8080, 0x4040});
            image.blocks.insert(image.blocks.end(), bytes.begin(), bytes.end());
        }
        return image;
    }();
    const std::string ktx2 = folder.write("a.ktx2", [&] {
        Texture texture = makeTexture(blocks);
        texture.metadata = {{"astcslang.rgbm", std::string("16", 3)}};
        return writeKtx2(texture).value();
    }());
    const std::string astc = folder.write("a.astc", writeAstc(blocks).value());
    /// 2.02 and 4.04: what 128/255 * 64/255 * 16 is, within a mantissa's step.
    const std::string light = folder.write("light.hdr", makeGreyHdr(12, 129, 130));
    const std::string twice = folder.write("twice.hdr", makeGreyHdr(12, 129, 131));
};

TEST_F(CompareRgbm, LightIsComparedWhereKtx2TellsTheRange) {
    for (const auto& files : {std::vector{light, ktx2}, std::vector{ktx2, light}}) {
        const json result = compareReport(files, 0);
        const bool isFirst = files[0] == light;
        EXPECT_EQ(result[isFirst ? "a" : "b"]["change"], "light, shown as sRGB codes of light / 16");
        EXPECT_EQ(result[isFirst ? "b" : "a"]["change"], "RGBM of 0 to 16, shown as sRGB codes of light / 16");
    }
    EXPECT_LT(compareReport({twice, ktx2}, 7)["quality"]["psnr_rgb"], 20.0);
    EXPECT_LT(compareReport({light, ktx2, "--as-stored"}, 7)["quality"]["psnr_rgb"], 20.0);
}

/// 1/8 of the range in sRGB codes: 255 * (1.055 * 0.1260^(1/2.4) - 0.055) = 99.4.
TEST_F(CompareRgbm, APageShowsLight) {
    expectSuccess(runCommand({"compare", light, ktx2, "--html", folder.path("a.html"), "--quiet"}));
    const Bytes bytes = folder.read("a.html");
    const std::string text(bytes.begin(), bytes.end());
    EXPECT_NE(text.find("RGBM of 0 to 16, shown as sRGB codes of light / 16"), std::string::npos);
    EXPECT_EQ(text.find("result-alpha\""), std::string::npos) << "the multiplier is no alpha";
}

TEST_F(CompareRgbm, TheOptionTellsWhatAstcCannot) {
    EXPECT_LT(compareReport({light, astc, "--linear"}, 7)["quality"]["psnr_rgb"], 20.0);
    EXPECT_EQ(compareReport({light, astc, "--linear", "--rgbm", "16"}, 0)["b"]["change"],
              "RGBM of 0 to 16, shown as sRGB codes of light / 16");
    compareReport({twice, ktx2, "--rgbm", "32"}, 0); // and overrides KTX2
    compareReport({astc, ktx2, "--linear", "--rgbm", "16"}, 0);
    const CompressedImage srgb{12, 12, {4, 4}, Profile::LdrSrgb, blocks.blocks};
    compareReport({light, folder.write("srgb.astc", writeAstc(srgb).value()), "--rgbm", "16"},
                  7); // 128 is other light there
    expectFailure(runCommand({"compare", light, astc, "--rgbm", "0"}), 1, "--rgbm");
    expectFailure(runCommand({"compare", light, astc, "--rgbm", "16", "--as-stored"}), 1, "--rgbm");
    expectFailure(runCommand({"compare", light, astc, "--rgbm", "16", "--normal"}), 1, "--rgbm");
}

TEST_F(CompareRgbm, PicturesWithAlphaAreRgbmOfTheSameRange) {
    expectSuccess(runCommand({"decode", "-i", ktx2, "-o", folder.path("codes.png"), "--quiet"}));
    const json result = compareReport({folder.path("codes.png"), astc, "--linear", "--rgbm", "16"}, 0);
    EXPECT_EQ(result["a"]["change"], "RGBM of 0 to 16, shown as sRGB codes of light / 16");
}

TEST_F(CompareRgbm, FloatsAreMadeRgbmForComparisonsByBlock) {
    const std::vector<std::string> arguments = {"--blocks", ktx2, ktx2, "--original", light};
    EXPECT_EQ(compareReport(arguments, 0)["change"], "made RGBM of 0 to 16");
}

TEST_F(CompareRgbm, ARangeThatIsNoneIsAnError) {
    Texture texture = makeTexture(blocks);
    texture.metadata = {{"astcslang.rgbm", std::string("much", 5)}};
    const std::string file = folder.write("bad.ktx2", writeKtx2(texture).value());
    expectFailure(runCommand({"compare", light, file}), 3, "astcslang.rgbm is 'much'");
}

} // namespace
} // namespace astcslang::test

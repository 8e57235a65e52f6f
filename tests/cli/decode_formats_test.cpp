// SPDX-License-Identifier: Apache-2.0
// If these fail, a decoded picture depends on the format that it is written in, or on where it shall lie.

#include <cmath>

#include <gtest/gtest.h>

#include "command.h"
#include "image_reader.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;

/// 9x6, with alpha and differing texels in each row and column.
CompressedImage makeBlocks(Profile profile) {
    CompressedImage image = makeConstantBlocks(9, 6, profile);
    for (size_t block = 0; block < image.blocks.size() / 16; ++block) {
        image.blocks[16 * block + 14] = image.blocks[16 * block + 15] = static_cast<uint8_t>(50 + 40 * block); // alpha
    }
    return image;
}

cli::Picture decodeTo(const TemporaryFolder& folder, const std::string& texture, const std::string& name) {
    const CommandResult result = runCommand({"decode", texture, folder.path(name)});
    EXPECT_EQ(result.exitCode, 0) << result.err;
    return cli::readPicture(folder.read(name)).value();
}

TEST(DecodeFormats, TgaAndBmpHaveTheCodesOfPng) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", writeKtx2(makeBlocks(Profile::LdrSrgb)).value());
    const cli::Picture png = decodeTo(folder, texture, "a.png");
    for (const char* name : {"a.tga", "a.TGA", "a.bmp"}) {
        const cli::Picture picture = decodeTo(folder, texture, name);
        EXPECT_EQ(picture.samples, png.samples) << name;
        EXPECT_EQ(picture.format, name[2] == 'b' ? "BMP" : "TGA");
        EXPECT_TRUE(picture.hasAlpha);
    }
}

TEST(DecodeFormats, RadianceHdrHasTheLightWithoutAlpha) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", writeKtx2(makeBlocks(Profile::LdrSrgb)).value());
    const cli::Picture png = decodeTo(folder, texture, "a.png"), hdr = decodeTo(folder, texture, "a.hdr");
    const auto& codes = std::get<std::vector<uint8_t>>(png.samples);
    const auto& light = std::get<std::vector<float>>(hdr.samples);
    ASSERT_EQ(light.size(), codes.size());
    for (size_t texel = 0; texel < codes.size(); texel += 4) {
        double most = 0;
        std::array<double, 3> expected{};
        for (size_t channel = 0; channel < 3; ++channel) {
            const double code = codes[texel + channel] / 255.0;
            expected[channel] = code <= 0.04045 ? code / 12.92 : std::pow((code + 0.055) / 1.055, 2.4);
            most = std::max(most, expected[channel]);
        }
        // Eight bits of mantissa for the largest channel, and 16 bits of the texture instead of the picture's 8.
        for (size_t channel = 0; channel < 3; ++channel)
            EXPECT_NEAR(light[texel + channel], expected[channel], most / 64 + 0.002);
    }
    EXPECT_FALSE(hdr.hasAlpha);
    EXPECT_NE(runCommand({"decode", texture, folder.path("a.hdr")}).out.find("; alpha is left out"), std::string::npos);
}

TEST(DecodeFormats, WhatAFormatCannotTellIsTold) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", writeKtx2(makeBlocks(Profile::Ldr)).value());
    for (const char* format : {"TGA", "BMP"}) {
        const CommandResult result = runCommand({"decode", texture, folder.path(std::string("a.") + format)});
        EXPECT_NE(result.out.find(std::string(format) + " cannot tell that its values are linear"), std::string::npos);
    }
    Texture wide = makeTexture(makeBlocks(Profile::LdrSrgb));
    wide.colorPrimaries = 4; // BT.2020
    const std::string other = folder.write("b.ktx2", writeKtx2(wide).value());
    for (const char* name : {"b.tga", "b.bmp", "b.hdr"}) {
        const CommandResult result = runCommand({"decode", other, folder.path(name), "--json"});
        EXPECT_NE(result.out.find("nothing in it tells that its primaries are BT.2020"), std::string::npos) << name;
    }
}

TEST(DecodeFormats, APictureThatHasNoRoomIsRefusedAndNothingIsWritten) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.astc", writeAstc(makeConstantBlocks(65536, 4)).value());
    expectFailure(runCommand({"decode", texture, folder.path("a.tga")}), 5, "65536x4 texels have no room in TGA");
    EXPECT_EQ(folder.names(), Names{"a.astc"});
    expectSuccess(runCommand({"decode", texture, folder.path("a.bmp")}));
}

TEST(DecodeFormats, OthersAreRefusedWithThoseThatThereAre) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", makeKtx2());
    for (const char* name : {"a.dds", "a.ktx", "a.jpg", "a"}) {
        expectFailure(runCommand({"-dl", texture, folder.path(name)}), 1,
                      "unknown extension; the output is .png, .exr, .hdr, .tga or .bmp");
    }
    expectFailure(runCommand({"decode", texture, folder.path("a.tga"), "--png-depth", "16"}), 1, "--png-depth");
    expectFailure(runCommand({"decode", texture, folder.path("a.bmp"), "--rgbm", "4"}), 1, "--rgbm");
    EXPECT_EQ(folder.names(), Names{"a.ktx2"});
}

TEST(DecodeFormats, EveryPictureMayGoIntoAFolderThatIsMade) {
    const TemporaryFolder folder;
    Texture texture;
    texture.width = texture.height = 8;
    texture.footprint = {4, 4};
    texture.levels = {Bytes(4 * 16), Bytes(16)};
    const std::string file = folder.write("in.ktx2", writeKtx2(texture).value());
    const auto expectPictures = [&](const std::string& place, const std::string& stem, const std::string& extension) {
        for (const char* level : {"_level0", "_level1"})
            EXPECT_TRUE(folder.has(place + "/" + stem + level + extension)) << place;
    };
    expectSuccess(runCommand({"decode", file, folder.path("a/b/"), "--all"}));
    expectPictures("a/b", "in", ".png");
    expectSuccess(runCommand({"decode", file, folder.path("c/d/out.bmp"), "--all"}));
    expectPictures("c/d", "out", ".bmp");
    expectSuccess(runCommand({"extract", "--all", file, folder.path("e")}));
    expectPictures("e", "in", ".png");
    expectSuccess(runCommand({"extract", "--all", file, folder.path("e")}));
    expectSuccess(runCommand({"extract", "--level", "1", file, folder.path("f/g/out.png")}));
    EXPECT_TRUE(folder.has("f/g/out.png"));
    expectFailure(runCommand({"decode", file, folder.path("h/out.png")}), 2, "h/out.png: No such file");
    EXPECT_FALSE(folder.has("h"));
    folder.write("file", Bytes(1));
    expectFailure(runCommand({"extract", "--all", file, folder.path("file/x/")}), 2, "file/x: Not a directory");
}

} // namespace
} // namespace astcslang::test

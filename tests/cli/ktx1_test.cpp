// SPDX-License-Identifier: Apache-2.0
// If these fail, textures in KTX 1 that astcenc made are not what it shows of them, or lose something without a word.

#include <cstdlib>

#include <astcslang/ktx1.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "astcenc_command.h"
#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

/// PSNR of codes that are all off by one: astcenc rounds some by way of 16-bit floats.
constexpr const char* kOffByOne = "48";

TEST(Ktx1, ShowsWhatAstcencShowsOfItsOwn) {
    const std::optional<astc::AstcencCommand> astcenc = astc::findAstcenc();
    if (!astcenc) GTEST_SKIP() << "astcenc is not installed";
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makeGradient(37, 22))), texture = folder.path("a.ktx"),
                      theirs = folder.path("theirs.png");
    const auto run = [&](const std::string& words) {
        return std::system(("'" + astcenc->path + "' " + words + " -silent >/dev/null").c_str());
    };
    for (const auto& [profile, name] : {std::pair{"l", "linear"}, {"s", "sRGB"}}) {
        ASSERT_EQ(run(std::string("-c") + profile + " '" + picture + "' '" + texture + "' 8x5 -fast"), 0);
        ASSERT_EQ(run(std::string("-d") + profile + " '" + texture + "' '" + theirs + "'"), 0);
        const json info = json::parse(runCommand({"info", texture, "--json"}).out);
        EXPECT_EQ(info["container"], "KTX 1");
        EXPECT_EQ(info["footprint"], "8x5");
        EXPECT_EQ(info["profile"], name);
        EXPECT_EQ(info["levels"], 1);
        expectSuccess(runCommand({"compare", texture, theirs, "--as-stored", "--min-psnr", kOffByOne}));
        const std::string line = std::string("-d") + profile, ours = folder.path("ours.png");
        expectSuccess(runCommand({line, texture, ours}));
        expectSuccess(runCommand({"compare", ours, theirs, "--as-stored", "--min-psnr", kOffByOne}));
    }
}

TEST(Ktx1, IsWrappedWithItsProfile) {
    const TemporaryFolder folder;
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        const CompressedImage image = makeConstantBlocks(9, 5, profile);
        const std::string in = folder.write("in.ktx", writeKtx1(image).value());
        expectSuccess(runCommand({"wrap", in, folder.path("out.ktx2"), "--zstd", "--premultiplied"}));
        expectSuccess(runCommand({"validate", folder.path("out.ktx2"), "-e"}));
        const Texture texture = readKtx2Texture(folder.read("out.ktx2")).value();
        EXPECT_EQ(texture.profile, profile);
        EXPECT_EQ(texture.levels, std::vector<Bytes>{image.blocks});
        EXPECT_TRUE(texture.isAlphaPremultiplied);
        const CommandResult astc = runCommand({"wrap", in, folder.path("out.astc")});
        EXPECT_EQ(astc.exitCode, 0);
        const std::string lost = profile == Profile::Ldr ? "says: linear" : "says: sRGB";
        EXPECT_NE(astc.err.find(lost), std::string::npos) << astc.err;
        EXPECT_EQ(folder.read("out.astc"), writeAstc(image).value());
        expectFailure(runCommand({"wrap", in, folder.path("out.ktx2"), "--linear"}), 1, "says itself");
    }
    expectFailure(runCommand({"wrap", folder.path("in.ktx"), folder.path("out.ktx")}), 1, "unknown extension");
}

TEST(Ktx1, WhatIsNoTextureOfThisKindIsRefused) {
    const TemporaryFolder folder;
    Bytes bytes = writeKtx1(makeConstantBlocks(8, 8)).value();
    const std::string cut = folder.write("cut.ktx", std::span(bytes).first(bytes.size() - 1));
    bytes[28] = 0x58; // GL_RGBA8
    bytes[29] = 0x80;
    const std::string texels = folder.write("texels.ktx", bytes);
    for (const std::vector<std::string>& line : std::vector<std::vector<std::string>>{
             {"info"}, {"decode", "-o", folder.path("a.png"), "-i"}, {"wrap", "--zstd=3"}}) {
        std::vector<std::string> onCut = line, onTexels = line;
        onCut.push_back(cut);
        onTexels.push_back(texels);
        if (line[0] == "wrap") onCut.push_back(folder.path("a.ktx2")), onTexels.push_back(folder.path("a.ktx2"));
        expectFailure(runCommand(onCut), 3, "cut.ktx: damaged KTX 1: level 0 is truncated");
        expectFailure(runCommand(onTexels), 5, "texels.ktx: format 32856 of OpenGL is not supported in KTX 1");
    }
    bytes[16] = 0x01; // GL_UNSIGNED_BYTE
    bytes[17] = 0x14;
    folder.write("texels.ktx", bytes);
    expectFailure(runCommand({"-i", texels, "-o", folder.path("a.ktx2")}), 5, "KTX 1 is not supported");
}

/// The encoder said that it does not read KTX 1, which was not the point.
TEST(Ktx1, IsNoPictureToEncode) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx", writeKtx1(makeConstantBlocks(8, 8)).value());
    expectFailure(runCommand({"-i", texture, "-o", folder.path("a.ktx2")}), 5,
                  "a.ktx: is a compressed texture (KTX 1), not a picture to encode");
}

} // namespace
} // namespace astcslang::test

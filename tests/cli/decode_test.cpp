// SPDX-License-Identifier: Apache-2.0
// If these fail, `decode` writes another picture than the texture holds.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

bool holds(const Bytes& bytes, const std::string& text) {
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

TEST(Decode, WritesTheTexelsOfBothContainers) {
    const TemporaryFolder folder;
    folder.write("a.astc", makeAstc(9, 5));
    folder.write("a.ktx2", makeKtx2(9, 5));
    Image expected{9, 5, {}};
    for (unsigned y = 0; y < 5; ++y) {
        for (unsigned x = 0; x < 9; ++x) {
            const unsigned block = y / 4 * 3 + x / 4;
            for (unsigned channel : {block, 2 * block, 3 * block, 255u}) {
                expected.texels.push_back(static_cast<uint8_t>(channel));
            }
        }
    }
    const std::string reference = folder.write("reference.png", makePng(expected));
    for (const char* name : {"a.astc", "a.ktx2"}) {
        const CommandResult result = runCommand({"decode", "-i", folder.path(name), "-o", folder.path("out.png")});
        expectSuccess(result);
        EXPECT_NE(result.out.find("4x4 blocks, 9x5"), std::string::npos) << result.out;
        expectSuccess(runCommand({"compare", folder.path("out.png"), reference}));
    }
}

TEST(Decode, TakesNamesWithoutTheirLettersAndTheVerbOfKtx) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", makeKtx2(9, 5));
    expectSuccess(runCommand({"decode", "-i", texture, "-o", folder.path("named.png")}));
    const std::vector<std::string> lines[] = {{"decode", texture, folder.path("out.png")},
                                              {"decode", texture, "-o", folder.path("out.png")},
                                              {"decode", "--level", "0", "-i", texture, folder.path("out.png")},
                                              {"extract", "--level", "0", texture, folder.path("out.png")}};
    for (const std::vector<std::string>& line : lines) {
        SCOPED_TRACE(testing::PrintToString(line));
        expectSuccess(runCommand(line));
        EXPECT_EQ(folder.read("out.png"), folder.read("named.png"));
        std::filesystem::remove(folder.path("out.png"));
    }
    expectFailure(runCommand({"extract", "--transcode", "bc7", texture, folder.path("out.png")}), 5, "--transcode");
}

TEST(Decode, TagsThePictureAsTheTextureIsTagged) {
    const TemporaryFolder folder;
    const std::string out = folder.path("out.png");
    const std::pair<std::vector<std::string>, bool> runs[] = {
        {{"-i", folder.write("srgb.ktx2", makeKtx2(5, 4, Profile::LdrSrgb))}, true},
        {{"-i", folder.write("linear.ktx2", makeKtx2(5, 4, Profile::Ldr))}, false},
        {{"-i", folder.path("srgb.ktx2"), "--linear"}, false},
        {{"-i", folder.path("linear.ktx2"), "--srgb"}, true},
        {{"-i", folder.write("a.astc", makeAstc())}, true},
        {{"-i", folder.path("a.astc"), "--linear"}, false},
    };
    for (const auto& [arguments, isSrgb] : runs) {
        std::vector<std::string> words = {"decode", "-o", out, "--quiet"};
        words.insert(words.end(), arguments.begin(), arguments.end());
        expectSuccess(runCommand(words));
        EXPECT_EQ(holds(folder.read("out.png"), "sRGB"), isSrgb) << testing::PrintToString(arguments);
    }
}

/// What is decoded reads back as what the texture says, and untagged where PNG cannot say it.
TEST(Decode, PngTellsTransferFunctionAndPrimaries) {
    const TemporaryFolder folder;
    const struct {
        Profile profile;
        uint8_t primaries;
        std::optional<uint8_t> transfer;
        const char* colors;        ///< As `info` tells.
        const char* primariesText; ///< Empty: not told.
    } cases[] = {
        {Profile::LdrSrgb, 1, {}, "colours are sRGB: sRGB chunk", "primaries are BT.709: sRGB chunk"},
        {Profile::LdrSrgb, 0, {}, "colours are sRGB: sRGB chunk", ""},
        {Profile::Ldr, 1, {}, "colours are linear: gAMA 1.00000", "primaries are BT.709: cHRM red 0.640 0.330"},
        {Profile::Ldr, 0, {}, "colours are linear: gAMA 1.00000\n", ""},
        {Profile::Ldr,
         10,
         {},
         "colours are linear: cICP transfer function 8",
         "primaries are Display P3: cICP primaries 12"},
        {Profile::LdrSrgb, 10, {}, "colours are sRGB: cICP transfer function 13", "Display P3: cICP primaries 12"},
        {Profile::LdrSrgb, 4, {}, "colours are sRGB: cICP transfer function 13", "BT.2020: cICP primaries 9"},
        {Profile::LdrSrgb, 11, {}, "colours are gamma 2.2: gAMA 0.45455", "Adobe RGB: cHRM red 0.640"},
        {Profile::LdrSrgb, 6, {}, "colours are gamma 2.2: gAMA 0.45455", ""}, // ACES: imaginary, and no code
        {Profile::LdrSrgb, 5, {}, "colours are sRGB: cICP transfer function 13", "CIE XYZ: cICP primaries 10"},
        {Profile::Ldr, 1, 2, "colours are sRGB: sRGB chunk", "BT.709"},
        {Profile::Ldr, 1, 0, "colours are linear: gAMA 1.00000", "BT.709"}, // an open function, as in `ktx extract`
        {Profile::Ldr, 1, 10, "colours are sRGB: untagged PNG", ""},        // PQ, which is not written
    };
    for (const auto& tag : cases) {
        Texture texture = makeTexture(makeConstantBlocks(5, 4, tag.profile));
        texture.colorPrimaries = tag.primaries;
        texture.transferFunction = tag.transfer;
        folder.write("a.ktx2", writeKtx2(texture).value());
        expectSuccess(runCommand({"decode", "-i", folder.path("a.ktx2"), "-o", folder.path("a.png")}));
        const std::string info = runCommand({"info", folder.path("a.png")}).out;
        EXPECT_NE(info.find(tag.colors), std::string::npos) << info << tag.colors;
        EXPECT_NE(info.find(tag.primariesText), std::string::npos) << info << tag.primariesText;
    }
}

TEST(Decode, OpenExrTellsPrimaries) {
    const TemporaryFolder folder;
    for (const auto& [code, text] : {std::pair(uint8_t{0}, ""), std::pair(uint8_t{10}, "primaries are Display P3")}) {
        Texture texture = makeTexture(makeConstantBlocks(5, 4));
        texture.colorPrimaries = code;
        folder.write("a.ktx2", writeKtx2(texture).value());
        expectSuccess(runCommand({"decode", "-i", folder.path("a.ktx2"), "-o", folder.path("a.exr")}));
        const std::string info = runCommand({"info", folder.path("a.exr")}).out;
        EXPECT_EQ(info.find("primaries are") != std::string::npos, code != 0) << info;
        EXPECT_NE(info.find(text), std::string::npos) << info;
    }
}

TEST(Decode, ReportsAsJson) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2(9, 5)), out = folder.path("out.png");
    const CommandResult result = runCommand({"decode", "-i", in, "-o", out, "--json"});
    expectSuccess(result);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["container"], "KTX2");
    EXPECT_EQ(json["width"], 9);
    EXPECT_EQ(json["footprint"], "4x4");
    EXPECT_EQ(json["bytes"], folder.read("out.png").size());
}

TEST(Decode, QuietSaysNothing) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2());
    const CommandResult result = runCommand({"decode", "-i", in, "-o", folder.path("out.png"), "--quiet"});
    expectSuccess(result);
    EXPECT_EQ(result.out, "");
}

} // namespace
} // namespace astcslang::test

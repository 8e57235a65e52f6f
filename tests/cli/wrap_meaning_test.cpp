// SPDX-License-Identifier: Apache-2.0
// If these fail, `wrap` loses what a texture means without a word, or cannot say it of an .astc file.

#include <gtest/gtest.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;

TEST(WrapMeaning, WhatAstcCannotTellIsNamedInOneLine) {
    const TemporaryFolder folder;
    const std::string out = folder.path("out.astc");
    Texture texture = makeTexture(makeConstantBlocks(8, 8, Profile::Ldr));
    const auto warningOf = [&] {
        const std::string in = folder.write("in.ktx2", writeKtx2(texture).value());
        const CommandResult result = runCommand({"wrap", in, out});
        EXPECT_EQ(result.exitCode, 0);
        const std::string head = "astcslang: " + in + ": warning: an .astc file cannot tell what this one says: ";
        EXPECT_EQ(result.err.rfind(head, 0), 0u) << result.err;
        return result.err.substr(head.size());
    };
    EXPECT_EQ(warningOf(), "linear\n");
    texture.colorPrimaries = 10;
    texture.isAlphaPremultiplied = true;
    texture.metadata = {{"KTXorientation", std::string("ru", 3)},
                        {"KTXswizzle", std::string("ra01", 5)},
                        {"bytes", std::string("\1\2", 2)}};
    EXPECT_EQ(warningOf(), "linear, primaries Display P3, premultiplied alpha, KTXorientation ru, KTXswizzle ra01, "
                           "bytes\n");
    expectSuccess(runCommand({"wrap", folder.path("in.ktx2"), out, "--quiet"}));
    expectSuccess(runCommand({"wrap", folder.path("in.ktx2"), folder.path("again.ktx2"), "--zstd"}));
    const Texture again = readKtx2Texture(folder.read("again.ktx2")).value();
    EXPECT_TRUE(again.isAlphaPremultiplied);
    EXPECT_EQ(again.colorPrimaries, 10);
}

/// What was said of all layers made one of them an invalid file.
TEST(WrapMeaning, WhatIsSaidOfAllLayersIsNotSaidOfOne) {
    const TemporaryFolder folder;
    const std::string in = folder.path("in.ktx2"), out = folder.path("out.ktx2");
    const KeyValue entries[] = {{"KTXanimData", std::string(12, '\1')}, {"KTXcubemapIncomplete", "\3"}};
    for (const KeyValue& entry : entries) {
        Texture texture = makeCubeArray();
        texture.layerCount = 12;
        texture.faceCount = 1;
        texture.metadata = {entry, {"mine", "value"}};
        folder.write("in.ktx2", writeKtx2(texture).value());
        EXPECT_EQ(runCommand({"validate", in}).exitCode, 0);
        const auto keysOf = [&](const std::string& option) {
            const CommandResult result = runCommand({"wrap", in, out, option, "1"});
            EXPECT_EQ(result.exitCode, 0);
            const bool isWarned =
                result.err ==
                "astcslang: " + in + ": warning: left out, as it is said of all layers together: " + entry.key + "\n";
            EXPECT_EQ(isWarned, option == "--layer") << result.err;
            EXPECT_EQ(runCommand({"validate", out}).exitCode, 0);
            Names keys;
            const Texture part = readKtx2Texture(folder.read("out.ktx2")).value();
            for (const KeyValue& left : part.metadata) keys.insert(left.key);
            return keys;
        };
        EXPECT_EQ(keysOf("--layer"), (Names{"KTXorientation", "KTXwriter", "mine"}));
        EXPECT_EQ(keysOf("--level"), (Names{"KTXorientation", "KTXwriter", "mine", entry.key}));
    }
}

TEST(WrapMeaning, TheLineSaysWhatAstcCannot) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.astc", makeAstc(8, 8)), out = folder.path("out.ktx2");
    expectSuccess(runCommand(
        {"wrap", in, out, "--srgb", "--premultiplied", "--assign-primaries", "displayp3", "--swizzle", "rgb1"}));
    const Texture texture = readKtx2Texture(folder.read("out.ktx2")).value();
    EXPECT_TRUE(texture.isAlphaPremultiplied);
    EXPECT_EQ(texture.colorPrimaries, 10);
    const KeyValue swizzle{"KTXswizzle", std::string("rgb1", 5)};
    EXPECT_NE(std::find(texture.metadata.begin(), texture.metadata.end(), swizzle), texture.metadata.end());
    expectSuccess(runCommand({"validate", out, "--quiet"}));
    expectSuccess(runCommand({"wrap", in, folder.path("plain.ktx2"), "--srgb"}));
    EXPECT_FALSE(readKtx2Texture(folder.read("plain.ktx2")).value().isAlphaPremultiplied);
}

TEST(WrapMeaning, SrgbIsAWarningWhereNobodySaidIt) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.astc", makeAstc(8, 8)), out = folder.path("out.ktx2");
    const std::string warning = in + ": warning: assumed to be sRGB, since .astc does not tell";
    const CommandResult result = runCommand({"wrap", in, out});
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_EQ(result.err.rfind("astcslang: " + warning, 0), 0u) << result.err;
    EXPECT_NE(runCommand({"wrap", in, out, "--json"}).out.find("assumed to be sRGB"), std::string::npos);
    for (const char* told : {"--srgb", "--linear", "--quiet"}) expectSuccess(runCommand({"wrap", in, out, told}));
    expectSuccess(runCommand({"wrap", in, folder.path("again.astc")}));
}

TEST(WrapMeaning, DecodeSaysThatItAssumesSrgb) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.astc", makeAstc(8, 8)), out = folder.path("out.png");
    const std::string assumed = "8x8, sRGB (assumed, since .astc does not tell)\n";
    EXPECT_NE(runCommand({"decode", in, out}).out.find(assumed), std::string::npos);
    EXPECT_NE(runCommand({"decode", in, out, "--json"}).out.find("\"is_profile_assumed\": true"), std::string::npos);
    EXPECT_EQ(runCommand({"decode", in, out, "--srgb"}).out.find("assumed"), std::string::npos);
    EXPECT_EQ(runCommand({"decode", folder.write("a.ktx2", makeKtx2()), out}).out.find("assumed"), std::string::npos);
}

TEST(WrapMeaning, Ktx2SaysItItself) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", makeKtx2(8, 8)), out = folder.path("out.ktx2");
    const std::vector<std::string> cases[] = {
        {"--premultiplied"}, {"--assign-primaries", "none"}, {"--swizzle", "rgb1"}, {"--linear"}};
    for (std::vector<std::string> words : cases) {
        words.insert(words.begin(), {"wrap", in, out});
        expectFailure(runCommand(words), 1, "a KTX2 file says itself");
        words[1] = folder.write("in.astc", makeAstc(8, 8));
        words[2] = folder.path("out.astc");
        if (words[3] != "--linear") expectFailure(runCommand(words), 1, "needs an output that ends in .ktx2");
    }
}

} // namespace
} // namespace astcslang::test

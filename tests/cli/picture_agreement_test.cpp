// SPDX-License-Identifier: Apache-2.0
// If these fail, a texture tells other primaries or another kind of alpha than its pictures have, or pictures of two
// kinds become one texture.
// Needs a Vulkan device of any kind.

#include <set>

#include <gtest/gtest.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

constexpr int kUnspecified = 0, kBt709 = 1, kBt2020 = 4, kDisplayP3 = 10;

class TexturePrimaries : public testing::Test {
protected:
    TemporaryFolder folder;
    const std::string untagged = write("untagged.png", {});
    const std::string srgb = write("srgb.png", {{"sRGB", {0}}});
    const std::string p3 = write("p3.png", {{"cICP", {12, 13, 0, 1}}});
    const std::string dci = write("dci.png", {{"cICP", {11, 13, 0, 1}}});

    std::string write(const std::string& name, const std::vector<std::pair<std::string, Bytes>>& chunks) const {
        return folder.write(name,
                            makePng({4, 4, PngColor::Rgb, 8, false, std::vector<Bytes>(4, Bytes(12, 90)), chunks}));
    }
    CommandResult run(std::vector<std::string> arguments, const std::string& output) const {
        arguments.insert(arguments.end(), {"-q", "fastest", "-o", folder.path(output)});
        return runCommand(arguments);
    }
    int encode(std::vector<std::string> arguments) const {
        expectSuccess(run(std::move(arguments), "out.ktx2"));
        return readKtx2Texture(folder.read("out.ktx2")).value().colorPrimaries;
    }
};

TEST_F(TexturePrimaries, AreThePicturesOrThoseOfSrgb) {
    EXPECT_EQ(encode({"-i", p3}), kDisplayP3);
    EXPECT_EQ(encode({"-i", p3, "--convert-tf", "linear"}), kDisplayP3);
    EXPECT_EQ(encode({"-i", srgb}), kBt709);
    EXPECT_EQ(encode({"-i", untagged}), kBt709);
    EXPECT_EQ(encode({"-i", untagged, "--convert-tf", "linear"}), kBt709) << "what is converted is no data";
    EXPECT_NE(runCommand({"-i", p3, "-o", folder.path("v.ktx2"), "-q", "fastest", "-v"})
                  .out.find("primaries are Display P3: cICP primaries 12"),
              std::string::npos);
    EXPECT_NE(runCommand({"info", p3}).out.find("primaries are Display P3: cICP primaries 12"), std::string::npos);
}

TEST_F(TexturePrimaries, AreUnspecifiedForDataAndNormals) {
    EXPECT_EQ(encode({"-i", untagged, "--linear"}), kUnspecified);
    EXPECT_EQ(encode({"-i", untagged, "--normal-mode"}), kUnspecified);
    EXPECT_EQ(encode({"-i", p3, "--normal-mode", "--assign-tf", "linear"}), kUnspecified);
    EXPECT_EQ(encode({"-i", untagged, "--generate-mipmap", "--mipmap-normals"}), kUnspecified);
    expectSuccess(run({"-i", untagged, "--linear"}, "a.astc"));
    expectSuccess(runCommand({"wrap", folder.path("a.astc"), folder.path("wrapped.ktx2"), "--linear"}));
    EXPECT_EQ(readKtx2Texture(folder.read("wrapped.ktx2")).value().colorPrimaries, kUnspecified);
}

TEST_F(TexturePrimaries, AreWhatTheLineSays) {
    EXPECT_EQ(encode({"-i", p3, "--assign-primaries", "bt2020"}), kBt2020);
    EXPECT_EQ(encode({"-i", p3, "--assign_primaries", "none"}), kUnspecified);
    EXPECT_EQ(encode({"-i", dci, "--assign-primaries", "KHR_DF_PRIMARIES_DISPLAYP3"}), kDisplayP3);
    EXPECT_EQ(encode({"-i", untagged, "--normal-mode", "--assign-primaries", "srgb"}), kBt709);
    expectSuccess(runCommand({"toktx", "--t2", "--encode", "astc", "--assign_primaries", "none", "--astc_quality",
                              "fastest", folder.path("t.ktx2"), srgb}));
    EXPECT_EQ(readKtx2Texture(folder.read("t.ktx2")).value().colorPrimaries, kUnspecified);
    expectFailure(run({"-i", p3, "--assign-primaries", "p3"}, "a.ktx2"), 1, "'p3' is none of none, bt709");
    expectFailure(run({"-i", p3, "--assign-primaries", "none"}, "a.astc"), 1, "--assign-primaries: needs an output");
}

TEST_F(TexturePrimaries, WhatTheFileCannotTellBringsAWarning) {
    const CommandResult unknown = run({"-i", dci}, "dci.ktx2");
    EXPECT_EQ(unknown.exitCode, 0);
    EXPECT_NE(unknown.err.find("warning: its primaries (cICP primaries 11) are none that KTX2 has a number for"),
              std::string::npos)
        << unknown.err;
    EXPECT_EQ(readKtx2Texture(folder.read("dci.ktx2")).value().colorPrimaries, kUnspecified);
    const CommandResult astc = run({"-i", p3}, "p3.astc");
    EXPECT_EQ(astc.exitCode, 0);
    EXPECT_NE(astc.err.find("warning: its primaries are Display P3 (cICP primaries 12), which .astc cannot tell"),
              std::string::npos)
        << astc.err;
    expectSuccess(run({"-i", srgb}, "srgb.astc"));
}

TEST_F(TexturePrimaries, OfTwoKindsMakeNoTexture) {
    const std::vector<std::string> mixed = {"--layers", "2", "-i", p3, "-i", srgb};
    expectFailure(run(mixed, "mixed.ktx2"), 3,
                  srgb + ": its primaries are BT.709 (sRGB chunk), those of " + p3 + " Display P3; --assign-primaries");
    EXPECT_EQ(folder.names(), (std::set<std::string>{"dci.png", "p3.png", "srgb.png", "untagged.png"}));
    EXPECT_EQ(encode({"--layers", "2", "-i", p3, "-i", srgb, "--assign-primaries", "none"}), kUnspecified);
}

TEST_F(TexturePrimaries, OfPicturesThatDoNotTellAreNotMadeUpInSilence) {
    const CommandResult before = run({"--layers", "2", "-i", untagged, "-i", p3}, "out.ktx2");
    EXPECT_EQ(before.exitCode, 0);
    EXPECT_NE(before.err.find(p3 +
                              ": warning: its primaries, Display P3 (cICP primaries 12), become the texture's, also "
                              "for " +
                              untagged),
              std::string::npos)
        << before.err;
    const CommandResult after = run({"--layers", "2", "-i", p3, "-i", untagged}, "out.ktx2");
    EXPECT_EQ(after.exitCode, 0);
    EXPECT_NE(after.err.find(untagged +
                             ": warning: does not tell its primaries; the texture's, Display P3, are those of " + p3),
              std::string::npos)
        << after.err;
    EXPECT_EQ(readKtx2Texture(folder.read("out.ktx2")).value().colorPrimaries, kDisplayP3);
    for (const auto& [first, second] : {std::pair(untagged, srgb), std::pair(srgb, untagged)}) {
        EXPECT_EQ(encode({"--layers", "2", "-i", first, "-i", second}), kBt709) << "what sRGB has";
    }
    encode({"--layers", "2", "-i", p3, "-i", untagged, "--assign-primaries", "displayp3"});
}

// -------------------------------------------------------------------------------------------------------------------
// Premultiplied alpha

/// Alpha of OpenEXR is multiplied in, that of PNG is not.
class MixedAlpha : public testing::Test {
protected:
    TemporaryFolder folder;
    const std::string straight = folder.write("straight.png", makePng(Image{4, 4, Bytes(64, 100)}));
    const std::string opaque = folder.write(
        "opaque.png", makePng(PngPicture{4, 4, PngColor::Grey, 8, false, std::vector<Bytes>(4, Bytes(4, 100)), {}}));
    const std::string multiplied = makeExr();

    std::string makeExr() const {
        expectSuccess(runCommand({"-i", straight, "-o", folder.path("t.ktx2"), "-q", "fastest", "--quiet"}));
        expectSuccess(runCommand({"decode", "-i", folder.path("t.ktx2"), "-o", folder.path("multiplied.exr")}));
        return folder.path("multiplied.exr");
    }
    CommandResult run(const std::string& first, const std::string& second, std::vector<std::string> more = {}) const {
        more.insert(more.end(),
                    {"--layers", "2", "-i", first, "-i", second, "-q", "fastest", "-o", folder.path("out.ktx2")});
        return runCommand(more);
    }
    bool isMultiplied() const { return readKtx2Texture(folder.read("out.ktx2")).value().isAlphaPremultiplied; }
};

TEST_F(MixedAlpha, MakesNoTexture) {
    expectFailure(run(straight, multiplied), 3,
                  multiplied + ": its colours are multiplied by alpha, those of " + straight + " are not");
    expectFailure(run(multiplied, straight), 3,
                  straight + ": its colours are not multiplied by alpha, those of " + multiplied + " are;");
}

TEST_F(MixedAlpha, IsReconciledByPremultiplication) {
    for (const auto& [first, second] : {std::pair(straight, multiplied), std::pair(multiplied, straight)}) {
        expectSuccess(run(first, second, {"--premultiply-alpha"}));
        EXPECT_TRUE(isMultiplied());
    }
}

/// Colours that are multiplied used to be written to a PNG, which has them straight.
TEST_F(MixedAlpha, ARoundTripWritesWhatDecodeDoes) {
    const std::vector<std::vector<std::string>> forms = {{"--premultiply-alpha"}, {}};
    for (const std::vector<std::string>& more : forms) {
        for (const std::string& picture : {straight, multiplied}) {
            std::vector<std::string> arguments = {"-i", picture, "-q", "fastest", "--quiet", "-o"};
            arguments.insert(arguments.begin(), more.begin(), more.end());
            arguments.push_back(folder.path("a.ktx2"));
            expectSuccess(runCommand(arguments));
            expectSuccess(runCommand({"decode", folder.path("a.ktx2"), folder.path("decoded.png"), "--quiet"}));
            arguments.back() = folder.path("trip.png");
            arguments.push_back("--round-trip");
            expectSuccess(runCommand(arguments));
            EXPECT_EQ(folder.read("trip.png"), folder.read("decoded.png")) << picture;
        }
    }
    expectSuccess(
        runCommand({"-ts", straight, folder.path("trip.png"), "4x4", "-fastest", "-pp-premultiply", "-silent"}));
    expectSuccess(runCommand({"compare", straight, folder.path("trip.png"), "--min-psnr", "40"}));
}

TEST_F(MixedAlpha, IsWarnedOfWhereTheTextureCannotTell) {
    const auto warningOf = [&](std::vector<std::string> more) {
        more.insert(more.end(), {"-i", straight, "-q", "fastest", "--premultiply-alpha"});
        const CommandResult result = runCommand(more);
        EXPECT_EQ(result.exitCode, 0);
        return result.err;
    };
    const std::string ktx2 = folder.path("a.ktx2");
    for (const auto& [name, told] : {std::pair("a.astc", ".astc"), {"a.ktx", "KTX 1"}}) {
        const std::string warning = warningOf({"-o", folder.path(name)});
        EXPECT_NE(warning.find(std::string("multiplied by alpha, which ") + told + " cannot tell"), std::string::npos)
            << warning;
    }
    EXPECT_NE(warningOf({"-o", ktx2, "--input-swizzle", "argb"}).find("--input-swizzle argb moves alpha away from A"),
              std::string::npos);
    EXPECT_NE(warningOf({"-o", ktx2, "--input-swizzle", "rgb1"}).find("--input-swizzle rgb1 leaves alpha out"),
              std::string::npos);
    for (const char* kept : {"bgra", "aaa1"}) EXPECT_EQ(warningOf({"-o", ktx2, "--input-swizzle", kept}), "") << kept;
}

/// A file that says so itself lost it without a word.
TEST_F(MixedAlpha, OfAFileIsWarnedOfWhereASwizzleLeavesItOut) {
    const auto warningOf = [&](const std::string& picture, const char* swizzle) {
        const CommandResult result =
            runCommand({"-i", picture, "-q", "fastest", "-o", folder.path("a.ktx2"), "--input-swizzle", swizzle});
        EXPECT_EQ(result.exitCode, 0);
        return result.err;
    };
    const std::string told = "astcslang: " + multiplied + ": warning: its colours are multiplied by alpha, but ";
    EXPECT_EQ(warningOf(multiplied, "rgb1").rfind(told + "--input-swizzle rgb1 leaves alpha out", 0), 0u);
    EXPECT_EQ(warningOf(multiplied, "argb").rfind(told + "--input-swizzle argb moves alpha away from A", 0), 0u);
    EXPECT_EQ(warningOf(multiplied, "bgra"), "");
    EXPECT_EQ(warningOf(straight, "rgb1"), "");
}

TEST_F(MixedAlpha, OpaquePicturesGoWithBoth) {
    expectSuccess(run(opaque, multiplied));
    EXPECT_TRUE(isMultiplied()) << "whichever comes first";
    expectSuccess(run(multiplied, opaque));
    EXPECT_TRUE(isMultiplied());
    expectSuccess(run(opaque, straight));
    EXPECT_FALSE(isMultiplied());
}

} // namespace
} // namespace astcslang::test

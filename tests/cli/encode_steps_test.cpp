// SPDX-License-Identifier: Apache-2.0
// If these fail, new sizes, mip levels and premultiplication take one picture's codes for different things, or multiply
// colours by an alpha that they have in them already. Needs a Vulkan device of any kind.

#include <cstdlib>

#include <gtest/gtest.h>

#include "astcenc_command.h"
#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Lines = std::vector<std::vector<std::string>>;
using Texel = std::array<uint8_t, 4>;
using Chunks = std::vector<std::pair<std::string, Bytes>>;

const Chunks kUntagged, kSrgbChunk = {{"sRGB", {0}}}, kLinearChunk = {{"gAMA", {0, 1, 0x86, 0xA0}}};

/// 16x16 texels, columns of two colours in turn.
Bytes makeStripes(const Texel& even, const Texel& odd, PngColor color = PngColor::Rgba, const Chunks& chunks = {}) {
    const size_t channelCount = color == PngColor::Rgba ? 4 : 3;
    Bytes row;
    for (int column = 0; column < 16; ++column) {
        const Texel& texel = column % 2 == 0 ? even : odd;
        row.insert(row.end(), texel.begin(), texel.begin() + channelCount);
    }
    return makePng({16, 16, color, 8, false, std::vector<Bytes>(16, row), chunks});
}
Bytes makePlain(const Texel& texel, const Chunks& chunks = {}) {
    return makeStripes(texel, texel, PngColor::Rgba, chunks);
}

constexpr Texel kBlack = {0, 0, 0, 255}, kWhite = {255, 255, 255, 255};
constexpr Texel kHalf = {128, 128, 128, 128};

class EncodeSteps : public testing::Test {
protected:
    TemporaryFolder folder;
    const std::string bars = folder.write("bars.png", makeStripes(kBlack, kWhite, PngColor::Rgb));
    const std::string srgbBars = folder.write("srgb.png", makeStripes(kBlack, kWhite, PngColor::Rgb, kSrgbChunk));
    const std::string linearBars = folder.write("linear.png", makeStripes(kBlack, kWhite, PngColor::Rgb, kLinearChunk));
    const std::string half = folder.write("half.png", makePlain(kHalf));
    const std::string srgbHalf = folder.write("srgbhalf.png", makePlain(kHalf, kSrgbChunk));

    /// A texel of the texture's own, as a decoder shows it.
    Texel texelOf(uint32_t level = 0) const {
        const Result<Texture> texture = readKtx2Texture(folder.read("out.ktx2"));
        if (!texture) return {};
        const Image image = decode(extractImage(*texture, level, 0, 0).value()).value();
        Texel texel;
        std::copy_n(image.texels.begin(), 4, texel.begin());
        return texel;
    }
    /// Warnings are another test's matter.
    void run(std::vector<std::string> line) const {
        const CommandResult result = runCommand(line);
        ASSERT_EQ(result.exitCode, 0) << result.err;
    }
    Texel encode(const std::string& picture, std::vector<std::string> more, uint32_t level = 0) const {
        more.insert(more.end(), {"-i", picture, "-o", folder.path("out.ktx2"), "-q", "fastest"});
        run(more);
        return texelOf(level);
    }
    Texel halved(const std::string& picture, std::vector<std::string> more) const {
        more.insert(more.end(), {"--scale", "0.5", "--resize-filter", "box"});
        return encode(picture, more);
    }
    Texel levelOf(const std::string& picture, std::vector<std::string> more) const {
        more.insert(more.end(), {"--generate-mipmap", "--mipmap-filter", "box"});
        return encode(picture, more, 1);
    }
};

TEST_F(EncodeSteps, CodesOfLinearTexturesAreFilteredAsTheyAre) {
    const Lines lines = {{"--linear"},
                         {"--linear", "--assign-tf", "linear"},
                         {"--assign-tf", "linear"},
                         {"--format", "ASTC_4x4_UNORM_BLOCK"},
                         {"--normal-mode"},
                         {"--normalize"}};
    for (const std::vector<std::string>& line : lines) {
        EXPECT_EQ(halved(bars, line)[0], 128) << line[0];
        EXPECT_EQ(levelOf(bars, line)[0], 128) << line[0];
    }
    EXPECT_EQ(halved(bars, {"--generate-mipmap", "--mipmap-normals"})[0], 128);
    EXPECT_EQ(halved(bars, {})[0], 188) << "light of sRGB";
    EXPECT_EQ(levelOf(bars, {})[0], 188);
    EXPECT_EQ(halved(bars, {"--convert-tf", "linear"})[0], 128) << "0 and 1 are the same light in both";
}

TEST_F(EncodeSteps, CodesThatStayCountAsWhatTheTextureShowsWhateverTheirTag) {
    for (const std::string& picture : {srgbBars, linearBars, bars}) {
        EXPECT_EQ(halved(picture, {"--linear"})[0], 128) << picture;
        EXPECT_EQ(levelOf(picture, {"--linear"})[0], 128) << picture;
    }
    EXPECT_EQ(encode(srgbHalf, {"--linear", "--premultiply-alpha"})[0], 64);
    EXPECT_EQ(encode(srgbHalf, {"--convert-tf", "linear", "--premultiply-alpha"})[0], 28) << "55 of light";
}

TEST_F(EncodeSteps, LinesOfOtherToolsFilterNormalsAsTheyAre) {
    const std::string out = folder.path("out.ktx2");
    run({"create", "--format", "ASTC_4x4_UNORM_BLOCK", "--normal-mode", "--scale", "0.5", "--mipmap-filter", "box",
         "--astc-quality", "fastest", bars, out});
    EXPECT_EQ(texelOf()[0], 128);
    run({"toktx", "--encode", "astc", "--astc_quality", "fastest", "--normal_mode", "--scale", "0.5", "--filter", "box",
         out, bars});
    EXPECT_EQ(texelOf()[0], 128);
    const std::string normals = folder.write("plain.png", makePlain({128, 128, 255, 255}));
    run({"create", "--format", "ASTC_4x4_UNORM_BLOCK", "--generate-mipmap", "--mipmap-normals", "--astc-quality",
         "fastest", normals, out});
    EXPECT_EQ(texelOf(), (Texel{128, 128, 255, 255})) << "not converted to light";
}

TEST_F(EncodeSteps, TexelsOfDataAreNotWeightedByAlpha) {
    const std::string data = folder.write("data.png", makeStripes({200, 200, 200, 255}, {100, 100, 100, 0}));
    EXPECT_EQ(halved(data, {"--linear"}), (Texel{150, 150, 150, 128}));
    EXPECT_EQ(halved(data, {}), (Texel{200, 200, 200, 128}));
}

TEST_F(EncodeSteps, PremultipliesWhatTheTextureShows) {
    EXPECT_EQ(encode(half, {"--linear", "--premultiply-alpha"}), (Texel{64, 64, 64, 128}));
    EXPECT_EQ(encode(half, {"--premultiply-alpha"}), (Texel{93, 93, 93, 128}));
    expectSuccess(runCommand({"decode", folder.path("out.ktx2"), folder.path("a.png"), "--quiet"}));
    expectSuccess(runCommand({"compare", half, folder.path("a.png"), "--min-psnr", "45"}));
    encode(half, {"--linear", "--premultiply-alpha"});
    expectSuccess(runCommand({"decode", folder.path("out.ktx2"), folder.path("b.png"), "--quiet"}));
    expectSuccess(runCommand({"compare", half, folder.path("b.png"), "--as-stored", "--min-psnr", "45"}));
}

TEST_F(EncodeSteps, AstcencPremultipliesAlike) {
    const std::optional<astc::AstcencCommand> astcenc = astc::findAstcenc();
    if (!astcenc) GTEST_SKIP() << "no astcenc";
    const std::string ours = folder.path("ours.astc"), theirs = folder.path("theirs.astc");
    const auto shown = [&](const char* name, Profile profile) {
        return decode(readAstc(folder.read(name), profile).value()).value().texels;
    };
    for (const Chunks& chunks : {kUntagged, kSrgbChunk, kLinearChunk}) {
        const std::string picture = folder.write("a.png", makePlain({200, 128, 40, 90}, chunks));
        for (const auto& [verb, profile] : {std::pair("-cl", Profile::Ldr), std::pair("-cs", Profile::LdrSrgb)}) {
            run({verb, picture, ours, "4x4", "-medium", "-pp-premultiply"});
            const std::string line = "'" + astcenc->path + "' " + verb + " '" + picture + "' '" + theirs +
                                     "' 4x4 -medium -pp-premultiply -silent >/dev/null";
            ASSERT_EQ(std::system(line.c_str()), 0);
            const Bytes found = shown("ours.astc", profile), expected = shown("theirs.astc", profile);
            for (size_t i = 0; i < 4; ++i) EXPECT_NEAR(found[i], expected[i], 1) << verb << " " << i;
        }
    }
}

// -------------------------------------------------------------------------------------------------------------------
// Colours that are multiplied by alpha

class PremultipliedPicture : public EncodeSteps {
protected:
    const std::string stripes = folder.write("stripes.png", makeStripes({200, 100, 50, 255}, {0, 0, 0, 0}));

    /// The same as light that OpenEXR has multiplied by alpha.
    std::string makeExr() const {
        encode(stripes, {});
        expectSuccess(runCommand({"decode", folder.path("out.ktx2"), folder.path("a.exr"), "--quiet"}));
        return folder.path("a.exr");
    }
};

TEST_F(PremultipliedPicture, IsFilteredWithoutWeights) {
    EXPECT_EQ(halved(stripes, {"--premultiplied"}), (Texel{146, 71, 34, 128}));
    EXPECT_EQ(levelOf(stripes, {"--premultiplied"}), (Texel{146, 71, 34, 128}));
    EXPECT_EQ(halved(stripes, {}), (Texel{200, 100, 50, 128}));
}

TEST_F(PremultipliedPicture, IsRefusedWhereStraightAlphaCounts) {
    const std::string exr = makeExr(), out = folder.path("x.ktx2");
    const Lines straightOnly = {{"--alpha-coverage", "0.5"}, {"--mipmap-alpha-weighted"}};
    for (const std::vector<std::string>& option : straightOnly) {
        std::vector<std::string> line = {"-i", exr, "-o", out, "--generate-mipmap"};
        line.insert(line.end(), option.begin(), option.end());
        expectFailure(runCommand(line), 1, exr + ": " + option[0] + ": the colours are multiplied by alpha already");
        line[1] = stripes;
        line.push_back("--premultiplied");
        expectFailure(runCommand(line), 1, option[0]);
    }
    const std::vector<std::string> swizzled = {
        "-i",  stripes, "-o", out, "--generate-mipmap", "--mipmap-alpha-weighted", "--premultiplied", "--input-swizzle",
        "rrrg"};
    expectFailure(runCommand(swizzled), 1, "--mipmap-alpha-weighted: the colours are");
}

TEST_F(PremultipliedPicture, WithoutAlphaBringsAWarning) {
    const auto warningsOf = [&](const std::string& picture, const char* swizzle) {
        const CommandResult result = runCommand({"-i", picture, "-o", folder.path("out.ktx2"), "-q", "fastest",
                                                 "--premultiplied", "--input-swizzle", swizzle});
        EXPECT_EQ(result.exitCode, 0);
        return result.err;
    };
    const std::string expected = "has no alpha that its colours could be multiplied by, as --premultiplied says\n";
    EXPECT_EQ(warningsOf(bars, "rgba"), "astcslang: " + bars + ": warning: " + expected);
    EXPECT_EQ(warningsOf(stripes, "rgb1"), "astcslang: " + stripes + ": warning: " + expected);
    EXPECT_EQ(warningsOf(stripes, "rgba"), "");
    EXPECT_EQ(warningsOf(bars, "rrrg"), "") << "alpha comes from another channel";
}

TEST_F(PremultipliedPicture, OfNormalsBringsAWarningWhereAlphaBendsThem) {
    const std::string out = folder.path("out.ktx2");
    const CommandResult bent = runCommand({"-i", makeExr(), "-o", out, "-q", "fastest", "--normal-mode"});
    EXPECT_EQ(bent.exitCode, 0);
    EXPECT_NE(bent.err.find("multiplied by alpha, which is below 1 in places and bends the normals"), std::string::npos)
        << bent.err;
    encode(folder.write("opaque.png", makePlain({128, 128, 255, 255})), {"--linear"});
    expectSuccess(runCommand({"decode", out, folder.path("b.exr"), "--quiet"}));
    expectSuccess(runCommand({"-i", folder.path("b.exr"), "-o", out, "-q", "fastest", "--normal-mode"}));
}

TEST_F(PremultipliedPicture, GreyPicturesHoldNoNormals) {
    const std::string grey = folder.write(
        "grey.png", makePng(PngPicture{8, 8, PngColor::Grey, 8, false, std::vector<Bytes>(8, Bytes(8, 90)), {}}));
    const std::string both = folder.write(
        "both.png", makePng(PngPicture{8, 8, PngColor::GreyAlpha, 8, false, std::vector<Bytes>(8, Bytes(16, 90)), {}}));
    const std::string out = folder.path("x.ktx2"), words = ": is grey, so that x and y of its normals would be alike";
    const Lines lines = {{"--normal-mode"}, {"--generate-mipmap", "--mipmap-normals"}, {"--normalize"}};
    for (const std::vector<std::string>& option : lines) {
        for (const std::string& picture : {grey, both}) {
            std::vector<std::string> line = {"-i", picture, "-o", out};
            line.insert(line.end(), option.begin(), option.end());
            expectFailure(runCommand(line), 5, picture + words);
        }
    }
    expectSuccess(runCommand({"-i", both, "-o", out, "-q", "fastest", "--normal-mode", "--input-swizzle", "rrra"}));
}

} // namespace
} // namespace astcslang::test

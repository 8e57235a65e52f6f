// SPDX-License-Identifier: Apache-2.0
// If these fail, options that came from other tools (`--input-swizzle`, astcenc's short forms and its test mode) do
// not do to a picture what they say. Needs a Vulkan device of any kind.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;
using nlohmann::json;

std::string testImage(const std::string& name) { return std::string(ASTCSLANG_TEST_IMAGES "/") + name; }

Image makeConstant(uint32_t side, std::array<uint8_t, 4> texel) {
    Image image{side, side, {}};
    for (uint32_t i = 0; i < side * side; ++i) image.texels.insert(image.texels.end(), texel.begin(), texel.end());
    return image;
}

TEST(InputSwizzle, IsWhatTheTextureHolds) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makeConstant(8, {10, 20, 200, 40})));
    const std::string out = folder.path("out.ktx2");
    const std::pair<const char*, std::array<uint8_t, 4>> cases[] = {
        {"rrrg", {10, 10, 10, 20}}, {"rgb1", {10, 20, 200, 255}}, {"0abg", {0, 40, 200, 20}}};
    for (const auto& [swizzle, texel] : cases) {
        SCOPED_TRACE(swizzle);
        expectSuccess(runCommand({"-i", picture, "-o", out, "-q", "fastest", "--input-swizzle", swizzle, "--quiet"}));
        const Result<Image> decoded = decode(*readKtx2(folder.read("out.ktx2")));
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->texels, makeConstant(8, texel).texels); // constant blocks are exact
    }
}

TEST(InputSwizzle, IsReportedAndComparedWith) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makeConstant(8, {10, 20, 200, 40})));
    std::vector<std::string> arguments = {
        "-i", picture, "-o", folder.path("out.ktx2"), "-q", "0", "--input-swizzle", "rrrg", "--compare", "-v"};
    const CommandResult text = runCommand(arguments);
    expectSuccess(text);
    EXPECT_NE(text.out.find("channels encoded as rrrg"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("PSNR infinite"), std::string::npos) << text.out;
    arguments.back() = "--json";
    const CommandResult report = runCommand(arguments);
    expectSuccess(report);
    EXPECT_EQ(json::parse(report.out)["input"]["swizzle"], "rrrg");
}

TEST(AstcencForm, MakesTheTextureOfTheLongForm) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png");
    for (const auto& [word, flag] : {std::pair{"-cl", "--linear"}, {"-cs", "--srgb"}}) {
        expectSuccess(
            runCommand({word, picture, folder.path("short.ktx2"), "6x6", "-fast", "-esw", "bgra", "-silent"}));
        expectSuccess(runCommand({"-i", picture, "-o", folder.path("long.ktx2"), "-b", "6x6", "-q", "fast", flag,
                                  "--input-swizzle", "bgra", "--quiet"}));
        EXPECT_EQ(folder.read("short.ktx2"), folder.read("long.ktx2"));
    }
}

/// Both words of the test mode against encode, decode and compare one after the other.
TEST(AstcencForm, TestModeShowsAndMeasuresWhatTheTextureShows) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png");
    const std::string tested = folder.path("tested.png"), texture = folder.path("a.ktx2"), png = folder.path("a.png");
    for (const auto& [test, compress, decompress] : {std::tuple{"-tl", "-cl", "-dl"}, {"-ts", "-cs", "-ds"}}) {
        SCOPED_TRACE(test);
        const CommandResult result = runCommand({test, picture, tested, "8x8", "-fastest", "--json"});
        expectSuccess(result);
        expectSuccess(runCommand({compress, picture, texture, "8x8", "-fastest", "-silent"}));
        expectSuccess(runCommand({decompress, texture, png, "-silent"}));
        EXPECT_EQ(folder.read("tested.png"), folder.read("a.png"));
        const json comparison = json::parse(runCommand({"compare", picture, png, "--json"}).out);
        const json summary = json::parse(result.out);
        EXPECT_EQ(summary["quality"], comparison["quality"]);
        EXPECT_EQ(summary["output"]["bytes"], folder.read("tested.png").size());
    }
}

TEST(AstcencForm, TestModePrintsThePsnrAndKeepsNoTexture) {
    const TemporaryFolder folder;
    const CommandResult result =
        runCommand({"-tl", testImage("astcenc_slang/hard_hi.png"), folder.path("out.png"), "6x6", "-fastest"});
    expectSuccess(result);
    for (const char* text : {"6x6, linear", "not kept", "out.png: PNG", "PSNR"}) {
        EXPECT_NE(result.out.find(text), std::string::npos) << text << "\n" << result.out;
    }
    EXPECT_EQ(folder.names(), Names{"out.png"});
}

TEST(OtherTools, KtxCreateConvertsColorsToThoseOfTheFormat) {
    const TemporaryFolder folder;
    const std::string picture =
        folder.write("grey.png", makePng(makeConstant(16, {128, 128, 128, 255}))); // untagged, hence sRGB
    const auto shown = [&](std::vector<std::string> words) {
        const std::string texture = folder.path("t.ktx2");
        words.insert(words.end(), {picture, texture});
        expectSuccess(runCommand(words));
        const Result<Texture> made = readKtx2Texture(folder.read("t.ktx2"));
        if (!made) return -1;
        return int{decode(*extractImage(*made, 0, 0, 0))->texels[0]};
    };
    EXPECT_EQ(shown({"create", "--format", "ASTC_4x4_SRGB_BLOCK"}), 128);
    EXPECT_EQ(shown({"create", "--format", "ASTC_4x4_UNORM_BLOCK"}), 55);
    EXPECT_EQ(shown({"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--assign-tf", "linear"}), 188);
    EXPECT_EQ(shown({"create", "--format", "ASTC_4x4_UNORM_BLOCK", "--assign-tf", "linear"}), 128);
}

TEST(OtherTools, LinesOfToktxAndKtxCreateMakeTheTextureOfOurs) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makeGradient(16, 8)));
    const std::string ours = folder.path("ours.ktx2"), theirs = folder.path("theirs.ktx2");
    const std::vector<std::string> lines[] = {
        {"toktx", "--t2", "--encode", "astc", "--astc_blk_d", "6x6", "--astc_quality", "fastest", "--genmipmap",
         "--filter", "box", "--assign_oetf", "srgb", "--target_type", "RGBA", "--zcmp", "5", theirs, picture},
        {"create", "--format", "ASTC_6x6_SRGB_BLOCK", "--astc-quality", "fastest", "--generate-mipmap",
         "--mipmap-filter=box", "--assign-tf", "srgb", "--zstd", "5", "--threads=3", picture, theirs}};
    expectSuccess(runCommand({"-i", picture, "-o", ours, "-b", "6x6", "-q", "fastest", "--generate-mipmap",
                              "--mipmap-filter", "box", "--assign-tf", "srgb", "--zstd", "5", "--quiet"}));
    for (std::vector<std::string> line : lines) {
        SCOPED_TRACE(line.front());
        line.emplace_back("--quiet");
        expectSuccess(runCommand(line));
        EXPECT_EQ(folder.read("theirs.ktx2"), folder.read("ours.ktx2"));
    }
    expectFailure(runCommand({"create", picture}), 1, "needs a picture and a texture");
    expectFailure(runCommand({picture, "-o", ours}), 1, "-i names a picture");
    expectFailure(runCommand({"create", picture, theirs, "-o", ours}), 1, "beside -i and -o");
    expectFailure(runCommand({"toktx", "--uastc", theirs, picture}), 5, "--block");
}

} // namespace
} // namespace astcslang::test

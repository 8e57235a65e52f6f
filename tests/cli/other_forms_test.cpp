// SPDX-License-Identifier: Apache-2.0
// If these fail, options that came from other tools (`--input-swizzle`, astcenc's short forms and its test mode) do
// not do to a picture what they say. Needs a Vulkan device of any kind.

#include <algorithm>
#include <cstdlib>

#include <astcslang/ktx1.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "astcenc_command.h"
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

/// astcenc writes KTX 1 where the output ends in .ktx.
TEST(AstcencForm, WritesKtx1ThatAstcencReads) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png");
    const std::optional<astc::AstcencCommand> astcenc = astc::findAstcenc();
    for (const char profile : {'l', 's'}) {
        const std::string compress = std::string("-c") + profile, decompress = std::string("-d") + profile;
        expectSuccess(runCommand({compress, picture, folder.path("a.ktx"), "6x6", "-fastest", "-silent"}));
        expectSuccess(runCommand({compress, picture, folder.path("a.astc"), "6x6", "-fastest", "-silent"}));
        const Texture texture = readKtx1(folder.read("a.ktx")).value();
        EXPECT_EQ(texture.profile, profile == 'l' ? Profile::Ldr : Profile::LdrSrgb);
        EXPECT_EQ(texture.levels[0], readAstc(folder.read("a.astc"), texture.profile)->blocks);
        if (!astcenc) continue;
        const std::string theirs = folder.path("theirs.png");
        const std::string words = " " + decompress + " '" + folder.path("a.ktx") + "' '" + theirs + "' -silent";
        ASSERT_EQ(std::system(("'" + astcenc->path + "'" + words + " >/dev/null").c_str()), 0);
        // whose codes are off by one where it rounds by way of 16-bit floats
        expectSuccess(runCommand({"compare", folder.path("a.ktx"), theirs, "--as-stored", "--min-psnr", "48"}));
    }
    if (!astcenc) GTEST_SKIP() << "astcenc, which shall read it, is not installed";
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
        // Codes of the untagged picture stay in these forms; beside a PNG that is tagged as linear they count as sRGB.
        const json comparison = json::parse(runCommand({"compare", "--as-stored", picture, png, "--json"}).out);
        const json summary = json::parse(result.out);
        EXPECT_EQ(summary["quality"], comparison["quality"]);
        EXPECT_EQ(summary["output"]["bytes"], folder.read("tested.png").size());
    }
}

TEST(AstcencForm, TestModeWritesEveryFormatThatDecodeDoes) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), texture = folder.path("a.astc");
    expectSuccess(runCommand({"-cl", picture, texture, "8x8", "-fastest", "-silent"}));
    for (const std::string extension : {".tga", ".bmp", ".hdr"}) {
        const std::string decoded = folder.path("decoded" + extension), tested = folder.path("tested" + extension);
        expectSuccess(runCommand({"-dl", texture, decoded, "-silent"}));
        expectSuccess(runCommand({"-tl", picture, tested, "8x8", "-fastest", "-silent"}));
        EXPECT_EQ(folder.read("tested" + extension), folder.read("decoded" + extension));
    }
}

TEST(AstcencForm, TestModePrintsThePsnrAndKeepsNoTexture) {
    const TemporaryFolder folder;
    const CommandResult result =
        runCommand({"-tl", testImage("astcenc_slang/hard_hi.png"), folder.path("out.png"), "6x6", "-fastest"});
    expectSuccess(result);
    for (const char* text : {"out.png: ", "6x6 linear", "PSNR"}) {
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

/// The red of the texture's first texel on a level of a layer.
int redOf(const Texture& texture, uint32_t level, uint32_t layer, uint32_t face = 0) {
    const Result<CompressedImage> image = extractImage(texture, level, layer, face);
    return image ? int{decode(*image)->texels[0]} : -1;
}

TEST(OtherToolsOnADevice, ToktxTakesAllLevelsOfALayerBeforeTheNext) {
    const TemporaryFolder folder;
    std::vector<std::string> line = {
        "toktx",    "--t2", "--encode", "astc", "--astc_quality",     "fastest", "--mipmap",
        "--levels", "2",    "--layers", "2",    folder.path("t.ktx2")};
    for (const auto& [side, red] : {std::pair<uint32_t, uint8_t>{8, 10}, {4, 60}, {8, 120}, {4, 180}}) {
        line.push_back(folder.write(std::to_string(red) + ".png", makePng(makeConstant(side, {red, 0, 0, 255}))));
    }
    expectSuccess(runCommand(line));
    const Texture texture = readKtx2Texture(folder.read("t.ktx2")).value();
    EXPECT_EQ(texture.footprint, (Footprint{6, 6}));
    EXPECT_EQ(redOf(texture, 0, 0), 10);
    EXPECT_EQ(redOf(texture, 1, 0), 60);
    EXPECT_EQ(redOf(texture, 0, 1), 120);
    EXPECT_EQ(redOf(texture, 1, 1), 180);
}

TEST(OtherToolsOnADevice, TheLowerLeftOriginTurnsThePictureAndIsTold) {
    const TemporaryFolder folder;
    Image image = makeConstant(8, {200, 0, 0, 255});
    std::fill_n(image.texels.begin(), 8 * 4 * 4, uint8_t{255}); // the upper half is white
    const std::string picture = folder.write("a.png", makePng(image)), theirs = folder.path("t");
    const auto orientationOf = [](const Texture& texture) {
        for (const KeyValue& entry : texture.metadata)
            if (entry.key == "KTXorientation") return entry.value.substr(0, 2);
        return std::string();
    };
    const std::pair<std::vector<std::string>, std::pair<std::string, int>> cases[] = {
        {{"toktx", "--encode", "astc", "--astc_quality", "fastest", theirs, picture}, {"rd", 255}},
        {{"toktx", "--encode", "astc", "--astc_quality", "fastest", "--lower_left_maps_to_s0t0", theirs, picture},
         {"ru", 200}},
        {{"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--assign-texcoord-origin", "bottom-left", picture,
          theirs + ".ktx2"},
         {"ru", 255}},
        {{"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--assign-texcoord-origin", "Bottom-Left",
          "--convert-texcoord-origin", "top-left", picture, theirs + ".ktx2"},
         {"rd", 200}}};
    for (const auto& [line, expected] : cases) {
        SCOPED_TRACE(testing::PrintToString(line));
        expectSuccess(runCommand(line));
        const Texture texture = readKtx2Texture(folder.read("t.ktx2")).value(); // ".ktx2" is appended to toktx's
        EXPECT_EQ(orientationOf(texture), expected.first);
        EXPECT_NEAR(redOf(texture, 0, 0), expected.second, 2); // blocks have texels of both halves
        expectSuccess(runCommand({"validate", "--quiet", "--warnings-as-errors", theirs + ".ktx2"}));
    }
}

TEST(OtherToolsOnADevice, SizesAreRoundedDownAndFilteredAsTheToolsDo) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makeGradient(17, 9)));
    const std::string ours = folder.path("ours.ktx2"), theirs = folder.path("new/folder/theirs.ktx2");
    expectSuccess(runCommand({"-i", picture, "-o", ours, "-b", "6x6", "-q", "fastest", "--scale", "0.5",
                              "--resize-filter", "box", "--quiet"}));
    const Texture texture = readKtx2Texture(folder.read("ours.ktx2")).value();
    EXPECT_EQ(std::pair(texture.width, texture.height), std::pair(8u, 4u));
    expectSuccess(runCommand({"toktx", "--encode", "astc", "--astc_quality", "fastest", "--scale", "0.5", "--filter",
                              "box", theirs, picture, "--quiet"}));
    EXPECT_EQ(folder.read("new/folder/theirs.ktx2"), folder.read("ours.ktx2"));
    expectSuccess(runCommand({"create", "--format", "ASTC_6x6_SRGB_BLOCK", "--astc-quality", "fastest", "--scale",
                              "0.5", "--mipmap-filter", "BOX", picture, theirs, "--quiet"}));
    EXPECT_EQ(folder.read("new/folder/theirs.ktx2"), folder.read("ours.ktx2"));
    expectSuccess(runCommand({"-i", picture, "-o", ours, "-b", "6x6", "-q", "fastest", "--scale", "0.5", "--quiet"}));
    EXPECT_NE(folder.read("new/folder/theirs.ktx2"), folder.read("ours.ktx2")) << "the filter counts";
}

TEST(OtherToolsOnADevice, TheirTexturesTellNoSwizzleThatTheLineDoesNot) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makeGradient(8, 8))), out = folder.path("o.ktx2");
    const auto hasSwizzle = [&] {
        const Texture texture = readKtx2Texture(folder.read("o.ktx2")).value();
        return std::any_of(texture.metadata.begin(), texture.metadata.end(),
                           [](const KeyValue& entry) { return entry.key == "KTXswizzle"; });
    };
    const std::vector<std::string> line = {"toktx",           "--encode", "astc", "--astc_quality", "fastest",
                                           "--input_swizzle", "rrrg",     out,    picture};
    expectSuccess(runCommand(line));
    EXPECT_FALSE(hasSwizzle());
    std::vector<std::string> told = line;
    told.insert(told.end() - 2, {"--swizzle", "ra01"});
    expectSuccess(runCommand(told));
    EXPECT_TRUE(hasSwizzle());
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
    expectFailure(runCommand({"create", "--format=ASTC_6x6_SRGB_BLOCK", picture}), 1, "needs a picture and a texture");
    expectFailure(runCommand({picture, ours}), 1, "-i names a picture");
    expectFailure(runCommand({"create", "--format=ASTC_6x6_SRGB_BLOCK", picture, theirs, "-o", ours}), 1,
                  "beside -i and -o");
    expectFailure(runCommand({"toktx", "--uastc", theirs, picture}), 5, "--block");
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, lines of toktx, `ktx create` or basisu are understood as something else than what they mean there. No
// device is needed: words alone are looked at. Every flag of these tools is tried in tests/docs.

#include <cstdlib>

#include <gtest/gtest.h>

#include "command.h"
#include "other_tools.h"

namespace astcslang::cli {
namespace {

using Words = std::vector<std::string>;

Result<Words> rewrite(const Words& line) {
    TypedNames typed;
    return rewriteOtherTools(line, typed);
}

/// What a line becomes, behind the word that tells where the texture stands.
Words rewritten(const Words& line) {
    const Result<Words> ours = rewrite(line);
    EXPECT_TRUE(ours) << testing::PrintToString(line) << ": " << (ours ? "" : ours.error().message);
    if (!ours) return {};
    EXPECT_TRUE(!ours->empty() && ours->front().starts_with("--texture-operand="));
    return {ours->begin() + 1, ours->end()};
}

void expectRefused(const Words& line, ErrorCode code, const std::string& mention) {
    SCOPED_TRACE(testing::PrintToString(line));
    const Result<Words> ours = rewrite(line);
    ASSERT_FALSE(ours);
    EXPECT_EQ(ours.error().code, code);
    EXPECT_NE(ours.error().message.find(mention), std::string::npos) << ours.error().message;
}

TEST(OtherTools, ToktxHasBlocksOf6x6UnlessTheLineSaysOthers) {
    EXPECT_EQ(rewritten({"toktx", "--encode", "astc", "o", "i"}), (Words{"o", "i", "--block=6x6"}));
    EXPECT_EQ(rewritten({"toktx", "--encode", "astc", "--astc_blk_d", "8x5", "o", "i"}),
              (Words{"--block", "8x5", "o", "i"}));
}

TEST(OtherTools, WhatTheToolsWouldNotCompressIsRefused) {
    expectRefused({"toktx", "--t2", "o.ktx2", "i.png"}, ErrorCode::Unsupported, "toktx without --encode astc");
    expectRefused({"create", "i.png", "o.ktx2"}, ErrorCode::InvalidArgument, "create needs --format");
}

TEST(OtherTools, OneFilterServesLevelsAndSizesAndIsIgnoredWithoutEither) {
    const Words toktx = {"toktx",        "--encode", "astc", "--astc_blk_d=4x4", "--filter", "box",
                         "--fscale=1.5", "--wmode",  "wrap"};
    const auto with = [](Words words, const Words& more) {
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    EXPECT_EQ(rewritten(toktx), (Words{"--block=4x4"}));
    EXPECT_EQ(rewritten(with(toktx, {"--genmipmap"})), (Words{"--block=4x4", "--genmipmap", "--mipmap-filter=box",
                                                              "--mipmap-filter-scale=1.5", "--mipmap-wrap=wrap"}));
    EXPECT_EQ(rewritten(with(toktx, {"--scale", "0.5"})),
              (Words{"--block=4x4", "--scale", "0.5", "--resize-filter=box", "--resize-filter-scale=1.5"}));
    const Words create = {"create", "--format=F", "--mipmap-wrap", "reflect", "--scale", "2"};
    EXPECT_EQ(rewritten(create),
              (Words{"--format=F", "--scale", "2", "--resize-filter=lanczos4", "--resize-wrap=reflect"}));
}

/// They became drafts.
TEST(OtherTools, QualitiesBelowFastestAreFastest) {
    const std::pair<const char*, Words> forms[] = {
        {"--astc_quality", {"toktx", "--encode", "astc", "--astc_blk_d=4x4"}},
        {"--astc-quality", {"create", "--format=F"}}};
    for (const auto& [option, line] : forms) {
        for (const auto& [value, ours] :
             {std::pair("0", "fastest"), {"1", "fastest"}, {"2", "2"}, {"60", "60"}, {"thorough", "thorough"}}) {
            Words joined = line, apart = line;
            joined.push_back(std::string(option) + "=" + value);
            apart.insert(apart.end(), {option, value});
            EXPECT_EQ(rewritten(joined).back(), std::string("--quality=") + ours);
            EXPECT_EQ(rewritten(apart).back(), std::string("--quality=") + ours);
        }
    }
}

TEST(OtherTools, WidthAndHeightOfKtxCreateResize) {
    EXPECT_EQ(rewritten({"create", "--format=F", "--width", "4", "--height=5"}),
              (Words{"--format=F", "--resize=4x5", "--resize-filter=lanczos4"}));
    EXPECT_EQ(rewritten({"create", "--format=F", "--width", "4"}),
              (Words{"--format=F", "--resize=4x0", "--resize-filter=lanczos4"}));
}

TEST(OtherTools, NamesOfTransferFunctionsHaveAnyCaseAndTheirPrefix) {
    for (const char* name : {"SRGB", "srgb", "KHR_DF_TRANSFER_SRGB", "scRGB_EOTF"}) {
        EXPECT_EQ(rewritten({"create", "--format=F", "--assign-tf", name}), (Words{"--format=F", "--assign-tf=srgb"}));
    }
    EXPECT_EQ(rewritten({"toktx", "--encode=astc", "--block=4x4", "--convert_oetf=Linear"}),
              (Words{"--block=4x4", "--convert-tf=linear"}));
    for (const char* name : {"BT709", "KHR_DF_TRANSFER_ITU_OETF", "bt601", "smpte170m_oetf"}) {
        EXPECT_EQ(rewritten({"create", "--format=F", "--assign-tf", name}), (Words{"--format=F", "--assign-tf=bt709"}));
        expectRefused({"create", "--format=F", "--convert-tf", name}, ErrorCode::Unsupported, "--convert-tf");
    }
    for (const char* name : {"pq_eotf", "smpte170m_eotf", "KHR_DF_TRANSFER_HLG_OETF", "none"})
        expectRefused({"create", "--format=F", "--assign-tf", name}, ErrorCode::Unsupported, "--assign-tf");
}

TEST(OtherTools, ToktxsLinearIsWhatThePictureIs) {
    EXPECT_EQ(rewritten({"toktx", "--encode=astc", "--block=4x4", "--linear"}),
              (Words{"--block=4x4", "--assign-tf=linear"}));
}

TEST(OtherTools, TargetTypesAreChannelsAsToktxEncodesThem) {
    for (const auto& [type, order] : {std::pair{"R", "rrr1"}, {"rg", "rrrg"}, {"RGB", "rgb1"}}) {
        EXPECT_EQ(rewritten({"toktx", "--encode=astc", "--block=4x4", "--target_type", type}),
                  (Words{"--block=4x4", std::string("--input-swizzle=") + order}));
    }
    EXPECT_EQ(rewritten({"toktx", "--encode=astc", "--block=4x4", "--target_type", "RGBA"}), Words{"--block=4x4"});
    expectRefused({"toktx", "--encode=astc", "--target_type", "RGBX"}, ErrorCode::InvalidArgument, "RGBX");
    expectRefused({"toktx", "--encode=astc", "--target_type=R", "--input_swizzle=rgba"}, ErrorCode::Unsupported,
                  "beside --input_swizzle");
}

TEST(OtherTools, TheLowerLeftIsWhereToktxPutsItButNotInCubeMaps) {
    const Words line = {"toktx", "--encode=astc", "--block=4x4", "--lower_left_maps_to_s0t0"};
    EXPECT_EQ(rewritten(line), (Words{"--block=4x4", "--convert-texcoord-origin=bottom-left"}));
    Words cube = line;
    cube.emplace_back("--cubemap");
    EXPECT_EQ(rewritten(cube), (Words{"--block=4x4", "--cubemap"}));
    expectRefused({"create", "--format=F", "--assign-texcoord-origin", "bottom-left-front"}, ErrorCode::Unsupported,
                  "two dimensions");
}

TEST(OtherTools, LettersOfToktxAreItsFlags) {
    EXPECT_EQ(rewritten({"toktx", "--encode=astc", "--block=4x4", "-a", "2", "-z", "5", "-n", "-t", "8"}),
              (Words{"--block=4x4", "--layers", "2", "--zstd", "5", "--normal-mode"}));
    expectRefused({"toktx", "--encode=astc", "-q", "128"}, ErrorCode::Unsupported, "--qlevel");
}

TEST(OtherTools, VerbsOfKtxThatAreNoneHereAreRefusedByName) {
    for (const char* verb : {"encode", "transcode"})
        expectRefused({verb, "a.ktx2", "b.png"}, ErrorCode::Unsupported,
                      std::string(verb) + " of ktx is not supported");
    EXPECT_EQ(rewritten({"toktx", "-v"}), Words{"--version"});
    for (const char* flag : {"--transcode", "--raw", "--uri=level=1", "--depth"}) {
        const Result<void> checked = checkVerbFlags({"extract", flag, "a.ktx2", "b.png"});
        ASSERT_FALSE(checked) << flag;
        EXPECT_EQ(checked.error().code, ErrorCode::Unsupported);
    }
    EXPECT_FALSE(checkVerbFlags({"extract", "--level", "all", "a.ktx2", "b"}));
    EXPECT_TRUE(checkVerbFlags({"extract", "--level", "1", "a.ktx2", "b.png"}));
    const std::vector<Words> lines[] = {
        {{"info", "--format", "json", "a.ktx2"}, {"--format", "--json"}},
        {{"validate", "--format=json", "a.ktx2"}, {"--format", "--json"}},
        {{"validate", "-g", "a.ktx2"}, {"-g", "KHR_texture_basisu"}},
        {{"validate", "--gltf-basisu", "a.ktx2"}, {"--gltf-basisu", "ASTC"}},
        {{"compare", "--content", "raw", "a.ktx2", "b.ktx2"}, {"--content", "--blocks"}},
        {{"compare", "a.ktx2", "b.ktx2", "--ignore-sgd=all"}, {"--ignore-sgd", "what textures show"}},
        {{"compare", "--allow-invalid-input", "a.ktx2", "b.ktx2"}, {"--allow-invalid-input"}},
        {{"deflate", "-e", "--zstd", "3", "a.ktx2", "b.ktx2"}, {"-e", "validate -e"}}};
    for (const std::vector<Words>& line : lines) {
        const Result<void> checked = checkVerbFlags(line[0]);
        ASSERT_FALSE(checked) << testing::PrintToString(line[0]);
        EXPECT_EQ(checked.error().code, ErrorCode::Unsupported);
        for (const std::string& part : line[1]) {
            EXPECT_NE(checked.error().message.find(part), std::string::npos) << checked.error().message;
        }
    }
    EXPECT_TRUE(checkVerbFlags({"validate", "-e", "a.ktx2"}));
}

TEST(OtherTools, ToktxReadsFlagsFromItsEnvironment) {
    ::setenv("TOKTX_OPTIONS", "--encode astc  --astc_blk_d 5x5", 1);
    EXPECT_EQ(rewritten({"toktx", "o", "i"}), (Words{"--block", "5x5", "o", "i"}));
    expectRefused({"toktx", "--encode", "uastc", "o", "i"}, ErrorCode::Unsupported, "--encode uastc");
    EXPECT_EQ(rewritten({"toktx", "--encode", "uastc", "--encode", "ASTC", "o", "i"}),
              (Words{"--block", "5x5", "o", "i"}));
    const Result<Words> ours = rewrite({"-i", "a.png"});
    ::unsetenv("TOKTX_OPTIONS");
    EXPECT_EQ(*ours, (Words{"-i", "a.png"}));
}

TEST(OtherTools, FlagsOfBasisuAreNoLettersOfOurs) {
    for (const char* word : {"-info", "-OUTPUT_FILE", "-basis", "-quality", "-parallel", "--mip_filter=box"}) {
        expectRefused({word, "a.png"}, ErrorCode::Unsupported, "of basisu is not supported");
    }
    for (const char* word : {"-b6x6", "-ib.png", "--mipmap", "--quality", "-v", "--xylophone", "--testing"}) {
        EXPECT_EQ(*rewrite({word}), Words{word});
    }
}

} // namespace
} // namespace astcslang::cli

namespace astcslang::test {
namespace {

TEST(OtherToolsOfTheCommand, RefuseInOneLineThatNamesTheFlag) {
    expectFailure(runCommand({"toktx", "--encode", "astc", "--uastc_quality", "2", "o.ktx2", "i.png"}), 5,
                  "--uastc_quality is not supported: textures are ASTC");
    expectFailure(runCommand({"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--runtime-mipmap", "i", "o.ktx2"}), 5,
                  "--runtime-mipmap");
    expectFailure(runCommand({"-uastc", "-file", "a.png"}), 5, "-uastc of basisu is not supported");
    for (const std::vector<std::string>& line :
         {std::vector<std::string>{"toktx", "--encode", "astc", "o.ktx", "i.png"},
          {"create", "--format", "ASTC_4x4_SRGB_BLOCK", "i.png", "o.ktx"}}) {
        expectFailure(runCommand(line), 1, "o.ktx: unknown extension"); // theirs would be KTX2 all the same
    }
}

} // namespace
} // namespace astcslang::test

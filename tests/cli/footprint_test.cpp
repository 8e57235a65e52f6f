// SPDX-License-Identifier: Apache-2.0
// If these fail, `-b` makes a texture of another footprint than asked, one that readers misunderstand, or fails without
// saying why. Needs a Vulkan device of any kind.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "astcenc_command.h"
#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;

std::string testImage(const std::string& name) { return std::string(ASTCSLANG_TEST_IMAGES "/") + name; }

/// The second field of a KTX2 file's header.
uint32_t vkFormatOf(const Bytes& ktx2) {
    uint32_t format = 0;
    for (size_t i = 0; i < 4; ++i) format |= uint32_t{ktx2.at(12 + i)} << (8 * i);
    return format;
}

struct NamedFootprint {
    const char* name;
    uint32_t srgbFormat; ///< VK_FORMAT_ASTC_..._SRGB_BLOCK of vulkan_core.h; UNORM is one less.
};

void PrintTo(const NamedFootprint& footprint, std::ostream* stream) { *stream << footprint.name; }

class EveryFootprint : public testing::TestWithParam<NamedFootprint> {};

TEST_P(EveryFootprint, IsEncodedAndReadBack) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    expectSuccess(runCommand({"-i", picture, "-o", out, "-b", GetParam().name, "-q", "fastest", "--quiet"}));
    EXPECT_EQ(vkFormatOf(folder.read("out.ktx2")), GetParam().srgbFormat);
    const std::string format = std::string("ASTC_") + GetParam().name + "_UNORM_BLOCK",
                      named = folder.path("named.ktx2");
    expectSuccess(runCommand({"-i", picture, "-o", named, "--format", format, "-q", "fastest", "--quiet"}));
    EXPECT_EQ(vkFormatOf(folder.read("named.ktx2")), GetParam().srgbFormat - 1);
    const CommandResult result = runCommand({"info", out, "--json"});
    expectSuccess(result);
    const nlohmann::json info = nlohmann::json::parse(result.out, nullptr, false);
    EXPECT_EQ(info["footprint"], GetParam().name);
    EXPECT_EQ(info["width"], 64);
    EXPECT_EQ(info["height"], 64);
    EXPECT_EQ(info["statistics"]["error_blocks"], 0);
}

INSTANTIATE_TEST_SUITE_P(, EveryFootprint,
                         testing::Values(NamedFootprint{"4x4", 158}, NamedFootprint{"5x4", 160},
                                         NamedFootprint{"5x5", 162}, NamedFootprint{"6x5", 164},
                                         NamedFootprint{"6x6", 166}, NamedFootprint{"8x5", 168},
                                         NamedFootprint{"8x6", 170}, NamedFootprint{"8x8", 172},
                                         NamedFootprint{"10x5", 174}, NamedFootprint{"10x6", 176},
                                         NamedFootprint{"10x8", 178}, NamedFootprint{"10x10", 180},
                                         NamedFootprint{"12x10", 182}, NamedFootprint{"12x12", 184}),
                         [](const auto& suite) { return suite.param.name; });

TEST(FootprintOption, GivesBothProfilesTheirFormat) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    for (const auto& [flag, format] : {std::pair{"--srgb", 168u}, {"--linear", 167u}}) {
        expectSuccess(runCommand({"-i", picture, "-o", out, "-b", "8x5", "-q", "fastest", flag, "--quiet"}));
        EXPECT_EQ(vkFormatOf(folder.read("out.ktx2")), format);
    }
}

TEST(FormatOption, SetsFootprintAndProfile) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    for (const auto& [name, format] : {std::pair{"ASTC_8x5_SRGB_BLOCK", 168u},
                                       {"VK_FORMAT_ASTC_8x5_UNORM_BLOCK", 167u},
                                       {"vk_format_astc_12X10_srgb_block", 182u},
                                       {"Astc_4x4_Unorm_Block", 157u}}) {
        expectSuccess(runCommand({"-i", picture, "-o", out, "--format", name, "-q", "fastest", "--quiet"}));
        EXPECT_EQ(vkFormatOf(folder.read("out.ktx2")), format) << name;
    }
}

TEST(FootprintOption, MakesATextureThatAstcencShowsAsWeDo) {
    const TemporaryFolder folder;
    const std::string picture = testImage("rgb/ldr-rgb-10.png"); // 127x128: partial blocks at the right and below
    const std::string out = folder.path("out.ktx2");
    expectSuccess(runCommand({"-i", picture, "-o", out, "-b", "8x5", "-q", "medium", "--srgb", "--quiet"}));
    const CommandResult decoded = runCommand({"decode", "-i", out, "-o", folder.path("ours.png")});
    expectSuccess(decoded);
    EXPECT_NE(decoded.out.find("8x5 blocks, 127x128"), std::string::npos) << decoded.out;
    const CommandResult comparison = runCommand({"compare", picture, folder.path("ours.png"), "--json"});
    EXPECT_EQ(comparison.exitCode, 7); // they differ, but little
    EXPECT_GT(nlohmann::json::parse(comparison.out)["quality"]["psnr_rgb"], 25.0);

    const std::optional<astc::AstcencCommand> astcenc = astc::findAstcenc();
    if (!astcenc) GTEST_SKIP() << "astcenc is not installed";
    Result<Image> theirs = astc::decodeWithAstcenc(*astcenc, *readKtx2(folder.read("out.ktx2")));
    ASSERT_TRUE(theirs) << theirs.error().message;
    expectSuccess(runCommand({"compare", folder.write("theirs.png", makePng(*theirs)), folder.path("ours.png")}));
}

TEST(FootprintOption, HoldsTheSameBlocksInBothContainers) {
    const TemporaryFolder folder;
    for (const char* name : {"out.ktx2", "out.astc"})
        expectSuccess(runCommand({"-i", testImage("astcenc_slang/hard_hi.png"), "-o", folder.path(name), "-b", "10X6",
                                  "-q", "fastest", "--quiet"}));
    const CompressedImage ktx2 = *readKtx2(folder.read("out.ktx2"));
    const CompressedImage astc = *readAstc(folder.read("out.astc"), Profile::Ldr);
    EXPECT_EQ(ktx2.blocks, astc.blocks);
    EXPECT_EQ(ktx2.footprint, (Footprint{10, 6}));
    EXPECT_EQ(astc.footprint, (Footprint{10, 6}));
}

/// They fail before anything is written.
TEST(FootprintOption, RefusesOtherFitsAndModeChoicesAbove4x4) {
    const TemporaryFolder folder;
    const std::string out = folder.write("out.ktx2", Bytes{1, 2, 3});
    for (const auto& [option, value] : {std::pair{"--endpoint-fit", "lsq"},
                                        {"--endpoint-fit", "gradient"},
                                        {"--mode-choice", "corrected"},
                                        {"--mode-choice", "published"},
                                        {"--mode-choice", "full"}}) {
        SCOPED_TRACE(value);
        expectFailure(runCommand({"-i", testImage("astcenc_slang/hard_hi.png"), "-o", out, "-b", "6x6", option, value}),
                      1, "4x4 only");
    }
    EXPECT_EQ(folder.read("out.ktx2"), (Bytes{1, 2, 3}));
    EXPECT_EQ(folder.names(), Names{"out.ktx2"});
    for (const auto& [option, value] : {std::pair{"--endpoint-fit", "pca"}, {"--mode-choice", "screened"}})
        expectSuccess(runCommand({"-i", testImage("astcenc_slang/hard_hi.png"), "-o", out, "-b", "6x6", "-q", "fastest",
                                  option, value, "--quiet"}));
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, whoever improves an encoder by `compare --blocks` looks at the wrong blocks.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

/// An original of 16x8 grey texels and two linear textures of it with 4x4 blocks. Ours is exact but for three blocks:
/// (1,0) is 2 off, (0,1) shows black, (2,1) is 4 off. Theirs is 1 off in (2,1) and (3,1).
class CompareBlocks : public testing::Test {
protected:
    CompareBlocks() {
        CompressedImage exact = makeConstantBlocks(16, 8, Profile::Ldr);
        for (size_t block = 0; block < 8; ++block) paint(exact, block, 100);
        CompressedImage ourTexture = exact, theirTexture = exact;
        paint(ourTexture, 1, 102);
        paintBlackWithOneEndpointPair(ourTexture, 4);
        paint(ourTexture, 6, 104);
        paint(theirTexture, 6, 99);
        paint(theirTexture, 7, 101);
        original = folder.write("original.png", makePng(decode(exact).value()));
        ours = folder.write("ours.astc", writeAstc(ourTexture).value());
        theirs = folder.write("theirs.ktx2", writeKtx2(theirTexture).value());
    }

    static void paint(CompressedImage& texture, size_t block, uint8_t grey) {
        std::fill_n(texture.blocks.begin() + static_cast<ptrdiff_t>(16 * block + 8), 6, grey);
    }

    /// Block mode 0b00001010011 is a 4x4 grid of 8 levels (C.2.10); colour endpoint mode 8 follows; all values 0.
    static void paintBlackWithOneEndpointPair(CompressedImage& texture, size_t block) {
        uint8_t* bytes = &texture.blocks[16 * block];
        std::fill_n(bytes, 16, uint8_t{0});
        bytes[0] = 0b01010011;
        bytes[2] = 8 >> 3;
    }

    CommandResult run(std::vector<std::string> more = {}) const {
        std::vector<std::string> arguments = {"compare", "--blocks", ours, theirs, "--original", original, "--linear"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runCommand(arguments);
    }

    const TemporaryFolder folder;
    std::string original, ours, theirs;
};

TEST_F(CompareBlocks, JsonTellsWinsLossesAndModes) {
    const CommandResult result = run({"--json"});
    expectSuccess(result);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["blocks"], 8);
    EXPECT_EQ(json["footprint"], "4x4");
    EXPECT_EQ(json["channels"], "RGB");
    EXPECT_EQ(json["ours"]["better_blocks"], 1);
    EXPECT_EQ(json["ours"]["better_by"], 48);
    EXPECT_EQ(json["theirs"]["better_blocks"], 3);
    EXPECT_EQ(json["theirs"]["better_by"], 48 * (4 + 10000 + 15));
    EXPECT_NEAR(json["theirs"]["psnr"], 10 * std::log10(255.0 * 255 / (2 / 8.0)), 1e-9);
    ASSERT_EQ(json["lost_blocks"].size(), 3u);
    const auto& worst = json["lost_blocks"][0];
    EXPECT_EQ(worst["x"], 0);
    EXPECT_EQ(worst["y"], 1);
    EXPECT_EQ(worst["loss"], 480000);
    EXPECT_EQ(worst["error_ours"], 480000);
    EXPECT_EQ(worst["error_theirs"], 0);
    EXPECT_EQ(worst["theirs"], (nlohmann::json{{"kind", "constant"}}));
    EXPECT_EQ(worst["ours"], (nlohmann::json{{"kind", "coded"},
                                             {"weight_grid", "4x4"},
                                             {"planes", 1},
                                             {"partitions", 1},
                                             {"color_endpoint_modes", {"LdrRgbDirect"}},
                                             {"weight_levels", 8},
                                             {"color_levels", 256}}));
}

TEST_F(CompareBlocks, JsonSumsTheLossByClass) {
    const auto json = nlohmann::json::parse(run({"--json"}).out);
    const auto& theirClasses = json["loss_by_class_of_theirs"];
    ASSERT_EQ(theirClasses.size(), 1u);
    EXPECT_EQ(theirClasses[0]["kind"], "constant");
    EXPECT_EQ(theirClasses[0]["blocks"], 3);
    EXPECT_EQ(theirClasses[0]["share"], 1.0);
    const auto& ourClasses = json["loss_by_class_of_ours"];
    ASSERT_EQ(ourClasses.size(), 2u);
    EXPECT_EQ(ourClasses[0]["weight_grid"], "4x4");
    EXPECT_EQ(ourClasses[0]["loss"], 480000);
    EXPECT_EQ(ourClasses[1]["kind"], "constant");
    EXPECT_EQ(ourClasses[1]["blocks"], 2);
    EXPECT_EQ(ourClasses[1]["loss"], 48 * 19);
    EXPECT_NEAR(ourClasses[1]["share"], 19.0 / 10019, 1e-12);
    EXPECT_EQ(json["loss_by_difference"],
              (nlohmann::json{{{"theirs_has", "another form"}, {"blocks", 3}, {"loss", 48 * 10019}, {"share", 1.0}}}));
}

TEST_F(CompareBlocks, CsvHasOneLineABlockMostLossFirst) {
    const CommandResult result = run({"--csv"});
    expectSuccess(result);
    EXPECT_EQ(result.out, "x,y,loss,error_ours,error_theirs,"
                          "grid_ours,planes_ours,plane2_component_ours,partitions_ours,partition_seed_ours,"
                          "color_endpoint_modes_ours,weight_levels_ours,color_levels_ours,"
                          "grid_theirs,planes_theirs,plane2_component_theirs,partitions_theirs,partition_seed_theirs,"
                          "color_endpoint_modes_theirs,weight_levels_theirs,color_levels_theirs\n"
                          "0,1,480000,480000,0,4x4,1,,1,,LdrRgbDirect,8,256,,,,,,constant,,\n"
                          "2,1,720,768,48,,,,,,constant,,,,,,,,constant,,\n"
                          "1,0,192,192,0,,,,,,constant,,,,,,,,constant,,\n");
}

TEST_F(CompareBlocks, TopLimitsEveryListAndZeroMeansAll) {
    const auto countsOf = [&](const char* top) {
        const auto json = nlohmann::json::parse(run({"--json", "--top", top}).out);
        return std::pair(json["lost_blocks"].size(), json["loss_by_class_of_ours"].size());
    };
    EXPECT_EQ(countsOf("0"), std::pair(size_t{3}, size_t{2}));
    EXPECT_EQ(countsOf("1"), std::pair(size_t{1}, size_t{1}));
    EXPECT_EQ(countsOf("9"), std::pair(size_t{3}, size_t{2}));
}

TEST_F(CompareBlocks, TextNamesWhatJsonNames) {
    const CommandResult result = run();
    expectSuccess(result);
    for (const char* text :
         {"8 blocks of 4x4, 16x8 texels, linear; squared 8-bit error over RGB", "better in 1 blocks (12.50%) by 48",
          "better in 3 blocks (37.50%) by 480912", "4 blocks equal", "100.00%       480912        3  another form\n",
          "100.00%       480912        3", "constant",
          " 99.81%       480000        1  4x4    1       1           LdrRgbDirect", "  0,1 loses 480000\n",
          "ours      480000  4x4 grid of 8 levels, 1 plane, 1 partition, LdrRgbDirect of 256 levels\n"}) {
        EXPECT_NE(result.out.find(text), std::string::npos) << text << "\n" << result.out;
    }
}

TEST_F(CompareBlocks, OfATextureWithItselfNobodyWins) {
    theirs = ours;
    const CommandResult result = run({"--json"});
    expectSuccess(result);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["ours"]["better_blocks"], 0);
    EXPECT_TRUE(json["lost_blocks"].empty());
    EXPECT_TRUE(json["loss_by_class_of_theirs"].empty());
    expectSuccess(run());
}

TEST_F(CompareBlocks, RefusesTexturesThatDoNotFitTogether) {
    const std::string exact = theirs;
    theirs = folder.write("wide.astc", makeAstc(20, 8));
    expectFailure(run(), 1, "16x8 and 20x8");
    CompressedImage other{16, 8, {6, 6}, Profile::Ldr, Bytes(6 * 16)};
    theirs = folder.write("six.astc", writeAstc(other).value());
    expectFailure(run(), 1, "4x4 and 6x6");
    theirs = exact; // KTX2 and linear; without --linear, ours.astc counts as sRGB
    expectFailure(runCommand({"compare", "--blocks", ours, theirs, "--original", original}), 1, "sRGB and linear");
    original = folder.write("small.png", makePng(makeGradient(16, 7)));
    expectFailure(run(), 1, "16x8 and 16x7");
}

TEST_F(CompareBlocks, RefusesPicturesWhereTexturesBelong) {
    std::swap(theirs, original);
    expectFailure(run(), 3, "not an .astc, KTX 1 or KTX2 texture but PNG");
    theirs = folder.path("missing.astc");
    expectFailure(run(), 2, "missing.astc");
}

} // namespace
} // namespace astcslang::test

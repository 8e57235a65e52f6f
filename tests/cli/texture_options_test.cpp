// SPDX-License-Identifier: Apache-2.0
// If these fail, pictures end up in the wrong level, layer or face, a shader author is told to sample wrong channels,
// or the figures over several pictures are not those of all their texels.

#include "texture_options.h"

#include <cmath>
#include <limits>

#include <gtest/gtest.h>

#include "encode_totals.h"
#include "texture_builder.h"

namespace astcslang::cli {
namespace {

std::string undo(const char* swizzle, bool isGrey = false) {
    const std::optional<Swizzle> undone = undoSwizzle(*parseSwizzle(swizzle), isGrey);
    return undone ? std::string(undone->text()) : "";
}

TEST(UndoSwizzle, FindsEachChannelWhereItWasPut) {
    EXPECT_EQ(undo("rgba"), "");
    EXPECT_EQ(undo("rgb1"), ""); // alpha is 1 already
    EXPECT_EQ(undo("rrrg"), "ra01");
    EXPECT_EQ(undo("bgra"), "bgra");
    EXPECT_EQ(undo("gbar"), "argb");
    EXPECT_EQ(undo("rrr1"), "r00a");
    EXPECT_EQ(undo("000a"), "");
    EXPECT_EQ(undo("111a"), "000a");
    EXPECT_EQ(undo("rrra", true), ""); // grey stays grey
    EXPECT_EQ(undo("rrr1", true), "");
    EXPECT_EQ(undo("gggr", true), "rgb1");
    EXPECT_EQ(undo("aaar", true), "aaar");
}

TEST(CountPictures, GivesLevelsWhatLayersAndFacesLeave) {
    TextureOptions options;
    options.isMipmapped = true;
    EXPECT_EQ(countPictures(options, 5)->levelCount, 5u);
    options.layerCount = 2;
    options.isCubemap = true;
    EXPECT_EQ(countPictures(options, 36)->levelCount, 3u);
    EXPECT_EQ(countPictures(options, 36)->picturesPerLevel(), 12u);
    EXPECT_FALSE(countPictures(options, 35));
    options.assignedOrigin = TexcoordOrigin::BottomLeft;
    EXPECT_FALSE(countPictures(options, 36));
    options.convertedOrigin = TexcoordOrigin::TopLeft;
    EXPECT_FALSE(countPictures(options, 36)) << "faces that are turned upside down one by one no longer meet";
    options.assignedOrigin = TexcoordOrigin::TopLeft;
    EXPECT_TRUE(countPictures(options, 36));
    options.levelCount = 2;
    EXPECT_FALSE(countPictures(options, 36));
    EXPECT_TRUE(countPictures(options, 24));
    EXPECT_EQ(countPictures({}, 1)->layerCount, 0u);
    options = {};
    options.layerCount = 1;
    EXPECT_EQ(countPictures(options, 1)->layerCount, 1u); // an array of one layer is an array
}

TEST(PackingWords, ALevelIsTakenOnlyWhereItIsANumber) {
    std::vector<std::string> words = {"--zstd", "18", "--zlib", "in", "--zstd=3", "--zlib", "--", "--zstd"};
    completePackingWords(words);
    EXPECT_EQ(words, (std::vector<std::string>{"--zstd", "18", "--zlib=default", "in", "--zstd=3", "--zlib=default",
                                               "--", "--zstd"}));
}

TEST(TextureBuilder, PutsPicturesOneAfterTheOther) {
    const auto image = [](uint8_t value) { return CompressedImage{4, 4, {}, {}, std::vector<uint8_t>(16, value)}; };
    TextureBuilder builder({2, 1, 2});
    ASSERT_TRUE(builder.checkSize(4, 4, 0));
    EXPECT_EQ(builder.blockBytes({4, 4}), 64u);
    builder.add(image(1), 0);
    builder.add(image(2), 0);
    ASSERT_TRUE(builder.checkSize(2, 2, 1));
    EXPECT_FALSE(builder.checkSize(4, 4, 1));
    builder.add(image(3), 1);
    builder.add(image(4), 1);
    for (unsigned level = 0; level < 2; ++level) {
        for (unsigned layer = 0; layer < 2; ++layer) {
            EXPECT_EQ(extractImage(builder.texture(), level, layer, 0)->blocks[0], 1 + 2 * level + layer);
        }
    }
}

TEST(TextureBuilder, RefusesCubesThatAreNotSquareAndTooManyLevels) {
    EXPECT_FALSE(TextureBuilder({0, 6, 1}).checkSize(4, 5, 0));
    EXPECT_FALSE(TextureBuilder({0, 1, 4}).checkSize(4, 4, 0));
    EXPECT_TRUE(TextureBuilder({0, 1, 3}).checkSize(4, 1, 0));
}

TEST(EncodeTotals, PsnrIsThatOfAllTexels) {
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    MetricsTotal total;
    total.add({40, 41, 0.9}, 300);
    EXPECT_EQ(total.result().psnrRgb, 40);
    total.add({kInfinity, kInfinity, NAN}, 100); // an equal picture, too small for SSIM
    EXPECT_NEAR(total.result().psnrRgb, 40 + 10 * std::log10(4.0 / 3), 1e-9);
    EXPECT_NEAR(total.result().ssim, 0.9, 1e-12);
}

TEST(EncodeTotals, SumsCountsAndWeighsMeansByBlocks) {
    EncodeStatistics total, more;
    more.blockCount = 3;
    more.evaluationsPerBlock = 8;
    more.squaredError = 10;
    more.stages = {{"a", 1}, {"b", 2}};
    more.squaredErrorByStep = {{"first", 5}};
    more.meanModeBitsError[0] = NAN;
    addStatistics(total, more);
    more.blockCount = 1;
    more.evaluationsPerBlock = 4;
    more.meanModeBitsError[0] = 2;
    more.stages = {{"b", 2}, {"c", 4}};
    addStatistics(total, more);
    EXPECT_EQ(total.blockCount, 4u);
    EXPECT_EQ(total.evaluationsPerBlock, 7);
    EXPECT_EQ(total.squaredError, 20);
    EXPECT_EQ(total.meanModeBitsError[0], 2);
    ASSERT_EQ(total.stages.size(), 3u);
    EXPECT_EQ(total.stages[1].milliseconds, 4);
    EXPECT_EQ(total.squaredErrorByStep[0].second, 10);
}

} // namespace
} // namespace astcslang::cli

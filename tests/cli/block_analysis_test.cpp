// SPDX-License-Identifier: Apache-2.0
// If these fail, `compare` blames the wrong blocks, or tells wrong percentiles and angles.

#include <cmath>
#include <random>

#include <gtest/gtest.h>

#include "block_comparison.h"
#include "normal_error.h"
#include "percentile.h"
#include "sample_files.h"

namespace astcslang::cli {
namespace {

TEST(Percentile, IsTheLeastValueThatEnoughValuesDoNotExceed) {
    std::vector<int> values(1000);
    for (int i = 0; i < 1000; ++i) values[static_cast<size_t>(i)] = (7 * i) % 1000; // 0 .. 999, shuffled
    EXPECT_EQ(percentileOf(values, 999), 998);
    EXPECT_EQ(percentileOf(values, 990), 989);
    EXPECT_EQ(percentileOf(values, 1000), 999);
    EXPECT_EQ(percentileOf(values, 1), 0);
    values.push_back(5000); // of 1,001 values one may be greater, not two
    EXPECT_EQ(percentileOf(values, 999), 999);
    EXPECT_EQ(percentileOf(std::vector<int>{3}, 999), 3);
    EXPECT_EQ(percentileOf(std::vector<int>{9, 3}, 500), 3);
}

// -------------------------------------------------------------------------------------------------------------------
// Errors by block

/// 13x9 texels in blocks of 6x5: three columns, two rows, the last ones cut.
TEST(BlockErrors, CountEveryTexelInItsBlockAndNoneOutside) {
    const Image a = test::makeGradient(13, 9);
    Image b = a;
    uint32_t sums[6] = {};
    for (uint32_t y = 0; y < 9; ++y) {
        for (uint32_t x = 0; x < 13; ++x) {
            const uint8_t step = static_cast<uint8_t>(1 + (x * 3 + y) % 7);
            uint8_t& green = b.texels[4 * (y * 13 + x) + 1];
            green = static_cast<uint8_t>(green < 128 ? green + step : green - step);
            b.texels[4 * (y * 13 + x) + 3] ^= 0xFF; // alpha does not count
            sums[y / 5 * 3 + x / 6] += uint32_t{step} * step;
        }
    }
    const BlockErrors errors = measureBlockErrors(a, b, {6, 5}, ErrorChannels::Rgb);
    ASSERT_EQ(errors.columnCount(), 3u);
    EXPECT_EQ(errors.squaredErrors, std::vector<uint32_t>(sums, sums + 6));
    const uint32_t sampleCounts[6] = {90, 90, 15, 72, 72, 12};
    for (size_t block = 0; block < 6; ++block) {
        EXPECT_EQ(errors.sampleCount(block), sampleCounts[block]);
        EXPECT_DOUBLE_EQ(errors.meanSquaredError(block), static_cast<double>(sums[block]) / sampleCounts[block]);
    }
}

TEST(BlockErrors, OfFourChannelsHaveAlphaIn) {
    const Image a{1, 1, {10, 20, 30, 40}}, b{1, 1, {11, 22, 33, 44}};
    EXPECT_EQ(measureBlockErrors(a, b, {4, 4}, ErrorChannels::Rgb).squaredErrors[0], 1u + 4 + 9);
    EXPECT_EQ(measureBlockErrors(a, b, {4, 4}, ErrorChannels::Rgba).squaredErrors[0], 1u + 4 + 9 + 16);
    EXPECT_FALSE(isOpaque(a));
    EXPECT_TRUE(isOpaque({1, 1, {10, 20, 30, 255}}));
}

/// A small block at the edge is the worst by its mean, though not by its sum.
TEST(BlockErrors, TheWorstBlockIsThatOfTheGreatestMean) {
    const Image a{5, 4, std::vector<uint8_t>(5 * 4 * 4, 100)};
    Image b = a;
    for (size_t y = 0; y < 4; ++y) {
        for (size_t x = 0; x < 5; ++x) b.texels[4 * (y * 5 + x)] = static_cast<uint8_t>(x < 4 ? 110 : 115);
    }
    const WorstBlocks worst = findWorstBlocks(measureBlockErrors(a, b, {4, 4}, ErrorChannels::Rgb));
    EXPECT_EQ(worst.blockCount, 2u);
    EXPECT_EQ(worst.worstX, 1u);
    EXPECT_EQ(worst.worstY, 0u);
    EXPECT_DOUBLE_EQ(worst.worst, 225.0 / 3);
    EXPECT_DOUBLE_EQ(worst.percentile999, worst.worst);
    EXPECT_DOUBLE_EQ(psnrOf(255.0 * 255), 0);
    EXPECT_TRUE(std::isinf(psnrOf(0)));
}

// -------------------------------------------------------------------------------------------------------------------
// Two textures

BlockInfo codedBlock(std::array<uint8_t, 4> modes, uint8_t partitionCount) {
    BlockInfo block;
    block.weightGridWidth = 6;
    block.weightGridHeight = 5;
    block.partitionCount = partitionCount;
    std::copy(modes.begin(), modes.end(), block.colorEndpointModes);
    return block;
}

TEST(BlockClass, DoesNotDependOnTheOrderOfPartitionsNorOnLevels) {
    BlockInfo a = codedBlock({8, 6, 8, 0}, 3);
    BlockInfo b = codedBlock({8, 8, 6, 12}, 3); // what stands after the last partition is nothing
    a.weightLevelCount = 4;
    b.partitionSeed = 77;
    EXPECT_EQ(classOf(a), classOf(b));
    EXPECT_EQ(describeColorEndpointModes(classOf(a)), "LdrRgbBaseScale + LdrRgbDirect x2");
}

TEST(BlockClass, TellsGridPlanesPartitionsAndModes) {
    const BlockInfo block = codedBlock({8, 8}, 2);
    std::vector<BlockInfo> others(6, block);
    others[0].weightGridWidth = 5;
    others[1].weightGridHeight = 6;
    others[2].isDualPlane = true;
    others[3].partitionCount = 1;
    others[4].colorEndpointModes[1] = 9;
    others[5].isVoidExtent = true;
    for (const BlockInfo& other : others) EXPECT_NE(classOf(other), classOf(block));
    EXPECT_EQ(describeColorEndpointModes(classOf(others[5])), "constant");
    others[5].isError = true;
    EXPECT_EQ(describeColorEndpointModes(classOf(others[5])), "error");
}

/// Each step changes what is looked at earlier, and what came before no longer counts.
TEST(BlockClass, FirstDifferenceIsTheCoarsestOne) {
    const BlockInfo ours = codedBlock({8, 8}, 2); // a grid of 6x5
    BlockInfo theirs = ours;
    const auto expect = [&](const char* difference) { EXPECT_EQ(describeFirstDifference(ours, theirs), difference); };
    expect("other values");
    theirs.plane2Component = 1;
    expect("another second plane");
    theirs.partitionSeed = 9;
    expect("another pattern");
    theirs.weightLevelCount = 3;
    expect("other levels");
    theirs.weightLevelCount = ours.weightLevelCount;
    theirs.colorLevelCount = 6;
    expect("other levels");
    theirs.colorEndpointModes[0] = 6;
    expect("other endpoint modes");
    std::swap(theirs.weightGridWidth, theirs.weightGridHeight);
    expect("a grid of other shape");
    theirs.weightGridWidth = 6;
    expect("more weights");
    theirs.weightGridHeight = 4;
    expect("fewer weights");
    theirs.partitionCount = 3;
    expect("more partitions");
    theirs.partitionCount = 1;
    expect("fewer partitions");
    theirs.isDualPlane = true;
    expect("two planes");
    EXPECT_EQ(describeFirstDifference(theirs, ours), "one plane");
    theirs.isVoidExtent = true;
    expect("another form");
}

/// A texture of 4x4 blocks of constant grey: 16 bits a channel, of which the high ones are shown.
CompressedImage greyBlocks(const std::vector<uint8_t>& greys) {
    CompressedImage texture = test::makeConstantBlocks(static_cast<uint32_t>(4 * greys.size()), 4, Profile::Ldr);
    for (size_t block = 0; block < greys.size(); ++block) {
        std::fill_n(texture.blocks.begin() + static_cast<ptrdiff_t>(16 * block + 8), 6, greys[block]);
    }
    return texture;
}

Image greyPicture(uint32_t blockCount, uint8_t grey, uint8_t alpha = 255) {
    Image image{4 * blockCount, 4, {}};
    for (uint32_t texel = 0; texel < 16 * blockCount; ++texel) {
        image.texels.insert(image.texels.end(), {grey, grey, grey, alpha});
    }
    return image;
}

TEST(BlockComparison, CountsWinsAndSumsLossesMostFirst) {
    // Ours is 2, 0, 3, 5 and 1 off, theirs 1, 4, 0, 4 and 1 off; 48 samples a block.
    const CompressedImage ours = greyBlocks({102, 100, 97, 105, 101});
    const CompressedImage theirs = greyBlocks({99, 104, 100, 96, 99});
    const Result<BlockComparison> result = compareBlocks(greyPicture(5, 100), ours, theirs);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->channels, ErrorChannels::Rgb);
    EXPECT_EQ(result->blockCount, 5u);
    EXPECT_EQ(result->ourWinCount, 1u);
    EXPECT_EQ(result->gain, 48u * 16);
    EXPECT_EQ(result->loss, 48u * (3 + 9 + 9));
    ASSERT_EQ(result->lostBlocks.size(), 3u);
    const uint32_t columns[3] = {2, 3, 0}; // of two equal losses the left one first
    const uint32_t losses[3] = {48 * 9, 48 * 9, 48 * 3};
    for (size_t place = 0; place < 3; ++place) {
        EXPECT_EQ(result->lostBlocks[place].x, columns[place]);
        EXPECT_EQ(result->lostBlocks[place].y, 0u);
        EXPECT_EQ(result->lostBlocks[place].loss(), losses[place]);
    }
    EXPECT_EQ(result->lostBlocks[1].ourError, 48u * 25);
    EXPECT_DOUBLE_EQ(result->ourPsnr, 10 * std::log10(255.0 * 255 / ((4 + 0 + 9 + 25 + 1) / 5.0)));
    EXPECT_DOUBLE_EQ(result->theirPsnr, 10 * std::log10(255.0 * 255 / ((1 + 16 + 0 + 16 + 1) / 5.0)));
}

TEST(BlockComparison, SumsTheLossByTheClassesOfEitherSide) {
    CompressedImage ours = greyBlocks({110, 103, 101});
    const CompressedImage theirs = greyBlocks({100, 101, 100});
    std::fill_n(ours.blocks.begin() + 16, 16, uint8_t{0}); // a reserved block mode: magenta
    const Result<BlockComparison> result = compareBlocks(greyPicture(3, 100), ours, theirs);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->lossByTheirClasses.size(), 1u);
    EXPECT_EQ(result->lossByTheirClasses[0].blockClass.form, BlockClass::Form::Constant);
    EXPECT_EQ(result->lossByTheirClasses[0].blockCount, 3u);
    EXPECT_EQ(result->lossByTheirClasses[0].loss, result->loss);
    ASSERT_EQ(result->lossByOurClasses.size(), 2u);
    EXPECT_EQ(result->lossByOurClasses[0].blockClass.form, BlockClass::Form::Error);
    EXPECT_EQ(result->lossByOurClasses[0].blockCount, 1u);
    EXPECT_EQ(result->lossByOurClasses[0].loss, 16u * (155 * 155 + 100 * 100 + 155 * 155) - 48);
    EXPECT_EQ(result->lossByOurClasses[1].loss, 48u * 100 + 48);
    ASSERT_EQ(result->lossByDifferences.size(), 1u);
    EXPECT_EQ(result->lossByDifferences[0].difference, "another form");
    EXPECT_EQ(result->lossByDifferences[0].blockCount, 3u);
    EXPECT_EQ(result->lossByDifferences[0].loss, result->loss);
}

TEST(BlockComparison, CountsAlphaWhereTheOriginalIsNotOpaque) {
    const CompressedImage ours = greyBlocks({100, 103});
    const Result<BlockComparison> result = compareBlocks(greyPicture(2, 100, 254), ours, greyBlocks({101, 100}));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->channels, ErrorChannels::Rgba);
    ASSERT_EQ(result->lostBlocks.size(), 1u);
    EXPECT_EQ(result->lostBlocks[0].theirError, 16u); // alpha is 1 off in each texel
}

TEST(BlockComparison, RefusesWhatDoesNotFit) {
    const CompressedImage texture = greyBlocks({1, 2, 3});
    CompressedImage otherProfile = texture;
    otherProfile.profile = Profile::LdrSrgb;
    const CompressedImage otherFootprint{12, 4, {6, 5}, Profile::Ldr, std::vector<uint8_t>(32)};
    const Image original = greyPicture(3, 1);
    const std::pair<CompressedImage, const char*> faults[] = {
        {otherProfile, "profile"}, {otherFootprint, "4x4 and 6x5"}, {greyBlocks({1, 2}), "12x4 and 8x4"}};
    for (const auto& [fault, mention] : faults) {
        const Result<BlockComparison> result = compareBlocks(original, texture, fault);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
        EXPECT_NE(result.error().message.find(mention), std::string::npos) << result.error().message;
    }
    EXPECT_FALSE(compareBlocks(greyPicture(4, 1), texture, texture));
    EXPECT_TRUE(compareBlocks(original, texture, texture));
}

// -------------------------------------------------------------------------------------------------------------------
// Normals

/// The same by long doubles and the arc cosine of unit vectors, which is exact enough for angles that are not tiny.
double angleByArcCosine(std::array<uint8_t, 2> a, std::array<uint8_t, 2> b) {
    const auto unit = [](std::array<uint8_t, 2> stored) {
        std::array<long double, 3> v = {stored[0] / 127.5L - 1, stored[1] / 127.5L - 1, 0};
        v[2] = std::sqrt(std::max(0.0L, 1 - v[0] * v[0] - v[1] * v[1]));
        const long double length = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
        for (long double& component : v) component /= length;
        return v;
    };
    const auto u = unit(a), v = unit(b);
    const long double cosine = std::clamp(u[0] * v[0] + u[1] * v[1] + u[2] * v[2], -1.0L, 1.0L);
    return static_cast<double>(std::acos(cosine) * 180 / 3.14159265358979323846264L);
}

TEST(NormalError, AngleIsThatOfTheRebuiltVectors) {
    std::mt19937 random(5);
    for (int trial = 0; trial < 20000; ++trial) {
        std::array<uint8_t, 2> a, b;
        for (uint8_t* byte : {&a[0], &a[1], &b[0], &b[1]}) *byte = static_cast<uint8_t>(random());
        EXPECT_NEAR(angleBetweenNormals(a, b), angleByArcCosine(a, b), 1e-6);
    }
}

TEST(NormalError, KnownAngles) {
    EXPECT_EQ(angleBetweenNormals({128, 128}, {128, 128}), 0);
    EXPECT_NEAR(angleBetweenNormals({0, 127}, {255, 128}), 180, 0.5); // -x and x, both in the plane
    EXPECT_NEAR(angleBetweenNormals({255, 128}, {128, 255}), 90, 0.5);
    EXPECT_NEAR(angleBetweenNormals({128, 128}, {255, 128}), 90, 0.5); // z and x
    // One step of x at the pole is 2/255 of a radian, less than half a thousandth off.
    EXPECT_NEAR(angleBetweenNormals({127, 128}, {128, 128}), 2 / 255.0 * 180 / M_PI, 1e-4);
    // Outside the circle the length does not matter: two places on one diagonal.
    EXPECT_NEAR(angleBetweenNormals({255, 255}, {254, 254}), 0, 1e-6);
    EXPECT_GT(angleBetweenNormals({255, 128}, {254, 128}), 4); // z begins steeply at the rim
}

TEST(NormalError, MetricsAreThoseOfTheirDefinitions) {
    // 200 texels; y of a stands in green, of b in alpha. Three are off in x, one of them also in y.
    Image a{20, 10, {}}, b{20, 10, {}};
    for (int texel = 0; texel < 200; ++texel) {
        a.texels.insert(a.texels.end(), {128, 128, 255, 255});
        b.texels.insert(b.texels.end(), {128, 7, 9, 128});
    }
    b.texels[0] = 138;
    b.texels[4] = 148;
    b.texels[8] = 158;
    b.texels[11] = 108;
    const Result<NormalMetrics> metrics = compareNormals(a, NormalChannels(), b, kAstcNormal);
    ASSERT_TRUE(metrics);
    const double squaredX = 100 + 400 + 900, squaredY = 400;
    EXPECT_DOUBLE_EQ(metrics->psnrX, psnrOf(squaredX / 200));
    EXPECT_DOUBLE_EQ(metrics->psnrY, psnrOf(squaredY / 200));
    EXPECT_DOUBLE_EQ(metrics->psnrXy, psnrOf((squaredX + squaredY) / 400));
    const double angles[3] = {angleBetweenNormals({128, 128}, {138, 128}), angleBetweenNormals({128, 128}, {148, 128}),
                              angleBetweenNormals({128, 128}, {158, 108})};
    EXPECT_NEAR(metrics->meanDegrees, (angles[0] + angles[1] + angles[2]) / 200, 1e-9);
    EXPECT_NEAR(metrics->rmsDegrees,
                std::sqrt((angles[0] * angles[0] + angles[1] * angles[1] + angles[2] * angles[2]) / 200), 1e-9);
    EXPECT_NEAR(metrics->maxDegrees, angles[2], 1e-5);
    EXPECT_NEAR(metrics->percentile99Degrees, angles[0], 1e-5); // 198 of 200: all but the two greatest
}

TEST(NormalError, RefusesMapsOfDifferentSize) {
    const Image a = test::makeGradient(4, 6), b = test::makeGradient(6, 4);
    const Result<NormalMetrics> metrics = compareNormals(a, NormalChannels(), b, NormalChannels());
    ASSERT_FALSE(metrics);
    EXPECT_EQ(metrics.error().code, ErrorCode::InvalidArgument);
}

TEST(NormalError, ChannelsAreTwoDifferentLetters) {
    EXPECT_EQ(parseNormalChannels("rg"), NormalChannels());
    EXPECT_EQ(parseNormalChannels("RA"), kAstcNormal);
    EXPECT_EQ(parseNormalChannels("ga"), (NormalChannels{1, 3}));
    EXPECT_EQ(parseNormalChannels("ga")->text(), "ga");
    for (const char* bad : {"", "r", "rr", "rgb", "r1", "xy", "r "}) EXPECT_FALSE(parseNormalChannels(bad)) << bad;
}

} // namespace
} // namespace astcslang::cli

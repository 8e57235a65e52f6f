// SPDX-License-Identifier: Apache-2.0
// Sizes of levels, and every option that makes no sense by itself.

#include <limits>

#include "mipmap_rig.h"

namespace astcslang::test {
namespace {

TEST(MipmapArguments, LevelsHalveRoundedDownUntilOneTexel) {
    const std::vector<ResampledImage> levels = mipmapsOf(makeGradient(13, 5, true).view(), {});
    const std::pair<uint32_t, uint32_t> sizes[] = {{6, 2}, {3, 1}, {1, 1}};
    ASSERT_EQ(levels.size(), std::size(sizes));
    for (size_t level = 0; level < levels.size(); ++level) {
        EXPECT_EQ(std::pair(levels[level].width, levels[level].height), sizes[level]);
        EXPECT_EQ(levels[level].texels.size(), size_t{4} * sizes[level].first * sizes[level].second);
    }
    EXPECT_EQ(fullLevelCount(13, 5), 4u);
    EXPECT_EQ(fullLevelCount(1, 1), 1u);
    EXPECT_EQ(fullLevelCount(65536, 3), 17u);
}

TEST(MipmapArguments, AsManyLevelsAsAskedFor) {
    const Image picture = makeGradient(64, 64, true);
    const std::vector<ResampledImage> all = mipmapsOf(picture.view(), {});
    for (const uint32_t count : {1u, 2u, 4u, 7u}) {
        MipmapOptions options;
        options.levelCount = count;
        const std::vector<ResampledImage> levels = mipmapsOf(picture.view(), options);
        ASSERT_EQ(levels.size(), count - 1);
        for (size_t level = 0; level < levels.size(); ++level) EXPECT_EQ(levels[level].texels, all[level].texels);
    }
    EXPECT_TRUE(mipmapsOf(makeConstant(1, 1, {1, 2, 3, 4}).view(), {}).empty());
}

void expectInvalid(const MipmapOptions& options, const std::string& mention) {
    const Image picture = makeGradient(16, 16, true);
    const Result<std::vector<ResampledImage>> result = generateMipmaps(sharedContext(), picture.view(), options);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
    EXPECT_NE(result.error().message.find(mention), std::string::npos) << result.error().message;
}

TEST(MipmapArguments, OutsideOfTheirRangesAreRefused) {
    expectInvalid({.resample = {.filterScale = 0.49}}, "filter scale");
    expectInvalid({.resample = {.filterScale = 4.1}}, "filter scale");
    expectInvalid({.resample = {.filterScale = std::numeric_limits<double>::quiet_NaN()}}, "filter scale");
    expectInvalid({.resample = {}, .levelCount = 6}, "only 5");
    expectInvalid({.resample = {}, .alphaCoverage = 0.0}, "threshold");
    expectInvalid({.resample = {}, .alphaCoverage = 1.01}, "threshold");
    expectInvalid({.resample = {.channels = {ChannelContent::NormalX}}}, "x and y");
    expectInvalid({.resample = {.channels = kNormalsInRgb, .isAlphaWeighted = true}}, "weighted");
    constexpr ChannelContents kYInAlpha = {ChannelContent::NormalX, ChannelContent::NormalX, ChannelContent::NormalX,
                                           ChannelContent::NormalY};
    expectInvalid({.resample = {.channels = kYInAlpha}, .alphaCoverage = 0.5}, "part of normals");
}

TEST(MipmapArguments, AViewWithoutItsTexelsIsRefused) {
    const std::vector<uint8_t> few(15);
    EXPECT_FALSE(generateMipmaps(sharedContext(), {few, 2, 2}));
    EXPECT_FALSE(resample(sharedContext(), {few, 2, 2}, 1, 1));
}

TEST(MipmapArguments, SizesThatNoPictureHasAreRefused) {
    const Image picture = makeGradient(4, 4, true);
    for (const auto& [width, height] : {std::pair(0u, 4u), std::pair(4u, 0u), std::pair(65537u, 1u)}) {
        const Result<ResampledImage> result = resample(sharedContext(), picture.view(), width, height);
        ASSERT_FALSE(result);
        EXPECT_EQ(result.error().code, ErrorCode::InvalidArgument);
    }
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, errors count otherwise than channel weights and alpha radius say.

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

/// Squared 8-bit error of each channel.
std::array<double, 4> channelErrors(const Image& picture, const CompressedImage& texture) {
    const Image decoded = valueOf(decode(texture));
    std::array<double, 4> errors{};
    for (size_t i = 0; i < picture.texels.size(); ++i)
        errors[i % 4] += std::pow(double(picture.texels[i]) - double(decoded.texels[i]), 2);
    return errors;
}

constexpr Footprint kFootprints[] = {{4, 4}, {6, 6}};

TEST(ChannelWeights, HeavierChannelsComeOutBetterAndLighterOnesWorse) {
    const Image picture = makeMixture(64, 64, true);
    for (const Footprint footprint : kFootprints)
        for (size_t channel = 0; channel < 4; ++channel) {
            EncodeOptions options{.footprint = footprint, .profile = Profile::Ldr, .quality = Medium};
            const std::array<double, 4> even = channelErrors(picture, encode(options, picture).image);
            options.channelWeights = {0.1f, 0.1f, 0.1f, 0.1f};
            options.channelWeights[channel] = 1;
            SCOPED_TRACE(describe(options) + ", channel " + std::to_string(channel));
            const std::array<double, 4> heavy = channelErrors(picture, encode(options, picture).image);
            EXPECT_LT(heavy[channel], 0.8 * even[channel]);
            EXPECT_GT(heavy[(channel + 1) % 4], even[(channel + 1) % 4]);
        }
}

TEST(ChannelWeights, OnlyRatiosMatter) {
    const Image picture = makeMixture(32, 32, false);
    EncodeOptions options{.quality = Medium, .channelWeights = {1, 2, 4, 1}};
    const CompressedImage one = encode(options, picture).image;
    options.channelWeights = {256, 512, 1024, 256};
    EXPECT_EQ(encode(options, picture).image.blocks, one.blocks);
    options.channelWeights = {3, 3, 3, 3};
    EXPECT_EQ(encode(options, picture).image.blocks, encode({.quality = Medium}, picture).image.blocks);
}

TEST(ChannelWeights, AlphaThatDoesNotCountIsOpaque) {
    const Image picture = makeMixture(32, 32, true);
    Image opaque = picture;
    for (size_t i = 3; i < opaque.texels.size(); i += 4) opaque.texels[i] = 255;
    const EncodeOptions weightless{.quality = Medium, .channelWeights = {1, 1, 1, 0}};
    const CompressedImage texture = encode(weightless, picture).image;
    EXPECT_EQ(texture.blocks, encode(weightless, opaque).image.blocks);
    EXPECT_EQ(channelErrors(opaque, texture)[3], 0);
}

/// It used to set the scale of what lines leave of blocks, by which drafts choose some to encode once more.
TEST(ChannelWeights, ThatOfAlphaCountsForNothingInOpaquePictures) {
    const Image picture = makeMixture(96, 96, false);
    for (const uint8_t quality : {Draft, Medium}) {
        EncodeOptions options{
            .footprint = {6, 6}, .quality = quality, .channelWeights = {0.01f, 0.0101f, 0.01f, 0.01f}};
        const CompressedImage light = encode(options, picture).image;
        options.channelWeights[3] = 1;
        EXPECT_EQ(encode(options, picture).image.blocks, light.blocks) << describe(options);
    }
}

TEST(ChannelWeights, ThoseOutsideTheRangeAreRefused) {
    for (const std::array<float, 4> weights :
         {std::array<float, 4>{0, 0, 0, 0}, {-1, 1, 1, 1}, {1, NAN, 1, 1}, {1, 1, INFINITY, 1}, {1, 1, 1, 2e6f}}) {
        const Result<Encoder> encoder = Encoder::create(sharedContext(), {.channelWeights = weights});
        ASSERT_FALSE(encoder);
        EXPECT_EQ(encoder.error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_FALSE(Encoder::create(sharedContext(), {.alphaRadius = kMaxAlphaRadius + 1}));
}

/// Colours all over, opaque in texels (20, 20) to (23, 23) alone.
Image makeIsland() {
    Image picture = makeNoise(64, 64, false, 5);
    for (uint32_t y = 0; y < 64; ++y)
        for (uint32_t x = 0; x < 64; ++x)
            if (x / 4 != 5 || y / 4 != 5) picture.texels[(y * 64 + x) * 4 + 3] = 0;
    return picture;
}

TEST(AlphaRadius, WhatNobodyCanSeeIsTransparentBlack) {
    const Image island = makeIsland();
    for (const Footprint footprint : kFootprints)
        for (const uint8_t radius : {1, 3, 9}) {
            const EncodeOptions options{
                .footprint = footprint, .profile = Profile::Ldr, .quality = Medium, .alphaRadius = radius};
            SCOPED_TRACE(describe(options) + ", radius " + std::to_string(radius));
            // Strips must not show, be they rows or parts of rows: texels around a strip are looked at too.
            const CompressedImage texture = encode(options, island).image;
            for (const uint32_t blockCount : {16u, 5u}) {
                EncodeOptions strips = options;
                strips.maxBlocksPerDispatch = blockCount;
                EXPECT_EQ(encode(strips, island).image.blocks, texture.blocks) << blockCount << " blocks a dispatch";
            }
            const Image decoded = valueOf(decode(texture));
            const auto blockOf = [](int texel, int size) { return texel / size * size; };
            for (int y = 0; y < 64; ++y)
                for (int x = 0; x < 64; ++x) {
                    const int margin = radius - 1;
                    const int left = blockOf(x, footprint.width) - margin;
                    const int top = blockOf(y, footprint.height) - margin;
                    const bool isSeen = left <= 23 && left + footprint.width + 2 * margin > 20 && top <= 23 &&
                                        top + footprint.height + 2 * margin > 20;
                    const uint8_t* texel = &decoded.texels[size_t(y * 64 + x) * 4];
                    const int sum = texel[0] + texel[1] + texel[2] + texel[3];
                    if (!isSeen) {
                        ASSERT_EQ(sum, 0) << x << ", " << y;
                    } else if (radius == 3) {
                        ASSERT_GT(sum, 0) << x << ", " << y;
                    }
                }
        }
}

TEST(AlphaRadius, ChangesNothingInOpaquePictures) {
    const Image picture = makeMixture(64, 64, false);
    for (const Footprint footprint : kFootprints)
        for (const uint8_t quality : {Draft, Medium}) {
            EncodeOptions options{.footprint = footprint, .quality = quality};
            const CompressedImage usual = encode(options, picture).image;
            for (const uint8_t radius : {1, 2, 32}) {
                options.alphaRadius = radius;
                EXPECT_EQ(encode(options, picture).image.blocks, usual.blocks)
                    << describe(options) << ", radius " << int(radius);
            }
        }
}

/// The most alpha of the texels up to `margin` around a block.
int mostAlpha(const Image& picture, Footprint footprint, uint32_t left, uint32_t top, uint32_t margin) {
    int most = 0;
    const auto first = [&](uint32_t place) { return place > margin ? place - margin : 0; };
    for (uint32_t y = first(top); y < std::min(top + footprint.height + margin, picture.height); ++y)
        for (uint32_t x = first(left); x < std::min(left + footprint.width + margin, picture.width); ++x)
            most = std::max<int>(most, picture.texels[(y * size_t{picture.width} + x) * 4 + 3]);
    return most;
}

/// Errors of a texture's whole blocks, each as the most alpha in and around it lets its colors count.
double errorAsItCounts(const Image& picture, const CompressedImage& texture, uint32_t margin) {
    const Image decoded = valueOf(decode(texture));
    double sum = 0;
    for (uint32_t y = 0; y < picture.height; ++y)
        for (uint32_t x = 0; x < picture.width; ++x) {
            const uint32_t left = x / texture.footprint.width * texture.footprint.width;
            const uint32_t top = y / texture.footprint.height * texture.footprint.height;
            const double visible = mostAlpha(picture, texture.footprint, left, top, margin) / 255.0;
            if (visible == 0) continue;
            for (size_t c = 0; c < 4; ++c) {
                const size_t at = (y * size_t{picture.width} + x) * 4 + c;
                sum += (c < 3 ? visible : 1) * std::pow(double(picture.texels[at]) - double(decoded.texels[at]), 2);
            }
        }
    return sum;
}

/// Noise under a mask that is faint at the left, and nearly everywhere to the right.
Image makeFaint(uint32_t side) {
    Image picture = makeNoise(side, side, true, 11);
    for (size_t i = 3; i < picture.texels.size(); i += 4)
        picture.texels[i] = uint8_t(i / 4 % 29 == 0 ? i / 4 % side * 255 / side : picture.texels[i] / 16);
    return picture;
}

/// Blocks by themselves do not show what is around them, so that a radius of 2 and more used to keep all from being
/// encoded once more. Those that replace others must have been judged as these were.
TEST(AlphaRadius, BlocksThatAreEncodedOnceMoreCountAsTheyDidBefore) {
    const Image picture = makeFaint(60);
    for (const Footprint footprint : kFootprints)
        for (const uint8_t radius : {1, 2, 5})
            for (const uint8_t quality : {Draft, Fast}) {
                EncodeOptions options{.footprint = footprint, .profile = Profile::Ldr, .quality = quality};
                options.alphaRadius = radius;
                options.collectStatistics = true;
                SCOPED_TRACE(describe(options) + ", radius " + std::to_string(radius));
                const EncodedImage encoded = encode(options, picture);
                const auto& steps = encoded.statistics.squaredErrorByStep;
                if (quality == Fast) {
                    ASSERT_GE(steps.size(), 2u);
                    EXPECT_LT(steps.back().second, steps[steps.size() - 2].second);
                }
                const double counted = errorAsItCounts(picture, encoded.image, radius - 1u);
                // A block's error is cut to an integer.
                EXPECT_NEAR(encoded.statistics.squaredError, counted, encoded.statistics.blockCount + 1e-5 * counted);
                for (const uint32_t blockCount : {16u, 5u}) {
                    options.maxBlocksPerDispatch = blockCount;
                    EXPECT_EQ(encode(options, picture).image.blocks, encoded.image.blocks);
                }
            }
}

/// Those are tried with blocks that are encoded once more, as most is spent on them.
TEST(AlphaRadius, MorePartitionsThanThePresetHasAreTried) {
    const EncodeOptions options{.footprint = {6, 6}, .quality = Fastest, .maxPartitionCount = 3, .alphaRadius = 2};
    const std::vector<BlockInfo> blocks = valueOf(analyzeBlocks(encode(options, makeNatural(96, 96, true)).image));
    EXPECT_TRUE(std::ranges::any_of(blocks, [](const BlockInfo& block) { return block.partitionCount == 3; }));
}

TEST(AlphaRadius, AlphaGainsWhereColoursHardlyShow) {
    Image picture = makeMixture(64, 64, true);
    for (size_t i = 3; i < picture.texels.size(); i += 4) picture.texels[i] = uint8_t(picture.texels[i] / 8);
    EncodeOptions options{.profile = Profile::Ldr, .quality = Medium};
    const double before = channelErrors(picture, encode(options, picture).image)[3];
    options.alphaRadius = 1;
    EXPECT_LT(channelErrors(picture, encode(options, picture).image)[3], 0.9 * before);
}

} // namespace
} // namespace astcslang::test

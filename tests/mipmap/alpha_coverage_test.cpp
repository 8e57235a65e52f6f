// SPDX-License-Identifier: Apache-2.0
// If these fail, alpha-tested foliage and fences thin out, or thicken, with distance.

#include <cmath>

#include "mipmap_rig.h"

namespace astcslang::test {
namespace {

/// Thin leaves with soft rims, an eighth of the area.
Image makeFoliage(uint32_t width, uint32_t height) {
    Image image = makeNatural(width, height, false);
    paintLeaves(image, 900, 11);
    return image;
}

/// Texels that a shader keeps: alpha >= threshold.
double coverageOf(const ImageView& image, double threshold) {
    double kept = 0;
    for (size_t i = 3; i < image.texels.size(); i += 4) kept += image.texels[i] / 255.0 >= threshold;
    return kept / (static_cast<double>(image.width) * image.height);
}

TEST(AlphaCoverage, StaysWithinOnePercentOnLevelsThatCanShowIt) {
    const Image foliage = makeFoliage(512, 384);
    for (const double threshold : {0.2, 0.5, 0.9}) {
        const double wanted = coverageOf(foliage.view(), threshold);
        ASSERT_GT(wanted, 0.03);
        MipmapOptions options;
        options.alphaCoverage = threshold;
        for (const ResampledImage& level : mipmapsOf(foliage.view(), options)) {
            SCOPED_TRACE(level.width);
            // Half a texel is the best that a small level can do.
            const double step = 0.5 / (static_cast<double>(level.width) * level.height);
            EXPECT_NEAR(coverageOf(level.view(), threshold), wanted, std::max(0.01, step + 1e-9)) << threshold;
        }
    }
}

TEST(AlphaCoverage, WithoutItTheSameFoliageThinsOut) {
    const Image foliage = makeFoliage(512, 384);
    const std::vector<ResampledImage> levels = mipmapsOf(foliage.view(), {});
    EXPECT_LT(coverageOf(levels[3].view(), 0.5), coverageOf(foliage.view(), 0.5) / 2);
}

TEST(AlphaCoverage, ChangesAlphaOnlyWhereItHasTo) {
    MipmapOptions options;
    options.alphaCoverage = 0.5;
    for (const uint8_t alpha : {0, 100, 200, 255})
        for (const ResampledImage& level : mipmapsOf(makeConstant(16, 16, {1, 2, 3, alpha}).view(), options))
            for (size_t i = 3; i < level.texels.size(); i += 4) EXPECT_EQ(level.texels[i], alpha);
}

TEST(AlphaCoverage, LeavesColoursAlone) {
    const Image foliage = makeFoliage(128, 96);
    MipmapOptions options;
    const std::vector<ResampledImage> plain = mipmapsOf(foliage.view(), options);
    options.alphaCoverage = 0.5;
    const std::vector<ResampledImage> kept = mipmapsOf(foliage.view(), options);
    ASSERT_EQ(plain.size(), kept.size());
    for (size_t level = 0; level < plain.size(); ++level)
        for (size_t i = 0; i < plain[level].texels.size(); ++i)
            if (i % 4 != 3) {
                ASSERT_EQ(plain[level].texels[i], kept[level].texels[i]);
            }
}

TEST(AlphaCoverage, IsKeptIn16BitsToo) {
    const Image foliage = makeFoliage(256, 256);
    ResampledImage deep{256, 256, TexelFormat::Rgba16, {}};
    for (const uint8_t code : foliage.texels) deep.texels.insert(deep.texels.end(), 2, code);
    MipmapOptions options;
    options.alphaCoverage = 0.5;
    options.levelCount = 5;
    const double wanted = coverageOf(foliage.view(), 0.5);
    for (const ResampledImage& level : mipmapsOf(deep.view(), options)) {
        double kept = 0;
        for (size_t i = 6; i < level.texels.size(); i += 8) {
            uint16_t alpha;
            std::memcpy(&alpha, &level.texels[i], sizeof(alpha));
            kept += alpha / 65535.0 >= 0.5;
        }
        EXPECT_NEAR(kept / (static_cast<double>(level.width) * level.height), wanted, 0.01) << level.width;
    }
}

/// Squares of 8x8 of which 3/4, 1/4 or nothing is opaque: 3/8 of all texels, and of level 1 the 3/8 with alpha 3/4.
Image makeSquares() {
    constexpr int kOpaqueOfFour[] = {3, 3, 3, 1, 1, 1, 0, 0};
    Image image = makeConstant(64, 64, {128, 128, 128, 0});
    for (uint32_t y = 0; y < 64; ++y)
        for (uint32_t x = 0; x < 64; ++x) {
            const bool isOpaque = static_cast<int>(x % 2 + 2 * (y % 2)) < kOpaqueOfFour[(x / 8 + y / 8) % 8];
            if (isOpaque) image.texels[4 * (64 * y + x) + 3] = 255;
        }
    return image;
}

/// Codes of 16 bits used to pass T by themselves and fail it when they had been rounded to 8.
TEST(AlphaCoverage, OfAnyThresholdIsThatOfTheEightBitsThatAreEncoded) {
    const Image squares = makeSquares();
    ResampledImage deep{64, 64, TexelFormat::Rgba16, {}};
    for (const uint8_t code : squares.texels) deep.texels.insert(deep.texels.end(), 2, code);
    MipmapOptions options;
    options.resample.filter = MipmapFilter::Box;
    options.levelCount = 2;
    std::vector<double> thresholds = {1e-6, 0.001, 0.1234, 1.0 / 3, 0.501, 0.6667, 0.7071, 0.999};
    for (int k = 1; k <= 20; ++k) thresholds.push_back(k / 20.0);
    for (const double threshold : thresholds) {
        options.alphaCoverage = threshold;
        const ResampledImage narrow = mipmapsOf(squares.view(), options).front();
        EXPECT_EQ(coverageOf(narrow.view(), threshold), 0.375) << threshold;
        const ResampledImage wide = mipmapsOf(deep.view(), options).front();
        double kept = 0;
        for (size_t i = 6; i < wide.texels.size(); i += 8) {
            uint16_t alpha;
            std::memcpy(&alpha, &wide.texels[i], sizeof(alpha));
            kept += (alpha + 128) / 257 / 255.0 >= threshold;
        }
        EXPECT_EQ(kept / (32 * 32), 0.375) << threshold;
    }
}

} // namespace
} // namespace astcslang::test

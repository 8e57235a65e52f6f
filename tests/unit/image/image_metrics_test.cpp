// SPDX-License-Identifier: Apache-2.0
// If these fail, every quality figure that the project prints is wrong, or a bad view is read out of bounds.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "image/image_view.h"

namespace astcslang {
namespace {

Image makeNoise(uint32_t width, uint32_t height, uint32_t seed) {
    Image image{width, height, std::vector<uint8_t>(size_t{width} * height * 4)};
    std::mt19937 random(seed);
    for (uint8_t& byte : image.texels) byte = static_cast<uint8_t>(random());
    return image;
}

/// A copy whose bytes differ from the original's by up to `strength`.
Image disturb(const Image& image, int strength, uint32_t seed) {
    Image result = image;
    std::mt19937 random(seed);
    for (uint8_t& byte : result.texels) {
        const int offset = static_cast<int>(random() % static_cast<unsigned>(2 * strength + 1)) - strength;
        byte = static_cast<uint8_t>(std::min(255, std::max(0, byte + offset)));
    }
    return result;
}

/// SSIM by its definition: for every window, the weighted mean, variance and covariance over 11 x 11 texels.
double plainSsim(const Image& a, const Image& b) {
    double taps[11], tapSum = 0;
    for (int tap = 0; tap < 11; ++tap) tapSum += taps[tap] = std::exp(-(tap - 5) * (tap - 5) / (2 * 1.5 * 1.5));
    const auto luma = [](const Image& image, size_t x, size_t y) {
        const uint8_t* texel = &image.texels[(y * image.width + x) * 4];
        return 0.2126 * texel[0] + 0.7152 * texel[1] + 0.0722 * texel[2];
    };
    double sum = 0;
    for (size_t top = 0; top + 11 <= a.height; ++top) {
        for (size_t left = 0; left + 11 <= a.width; ++left) {
            double meanA = 0, meanB = 0, varianceA = 0, varianceB = 0, covariance = 0;
            for (size_t y = 0; y < 11; ++y) {
                for (size_t x = 0; x < 11; ++x) {
                    const double weight = taps[x] * taps[y] / (tapSum * tapSum);
                    meanA += weight * luma(a, left + x, top + y);
                    meanB += weight * luma(b, left + x, top + y);
                }
            }
            for (size_t y = 0; y < 11; ++y) {
                for (size_t x = 0; x < 11; ++x) {
                    const double weight = taps[x] * taps[y] / (tapSum * tapSum);
                    const double offsetA = luma(a, left + x, top + y) - meanA;
                    const double offsetB = luma(b, left + x, top + y) - meanB;
                    varianceA += weight * offsetA * offsetA;
                    varianceB += weight * offsetB * offsetB;
                    covariance += weight * offsetA * offsetB;
                }
            }
            const double c1 = 6.5025, c2 = 58.5225;
            sum += (2 * meanA * meanB + c1) * (2 * covariance + c2) /
                   ((meanA * meanA + meanB * meanB + c1) * (varianceA + varianceB + c2));
        }
    }
    return sum / ((a.width - 10.0) * (a.height - 10.0));
}

TEST(ImageMetrics, EqualPicturesHaveInfinitePsnrAndSsimOne) {
    const Image image = makeNoise(20, 15, 1);
    const ImageMetrics metrics = compareImages(image.view(), image.view()).value();
    EXPECT_TRUE(std::isinf(metrics.psnrRgb) && metrics.psnrRgb > 0);
    EXPECT_TRUE(std::isinf(metrics.psnrRgba) && metrics.psnrRgba > 0);
    EXPECT_EQ(metrics.ssim, 1.0);
}

TEST(ImageMetrics, PsnrCountsEveryChannelOnce) {
    Image a = makeNoise(4, 5, 2);
    for (uint8_t& byte : a.texels) byte = static_cast<uint8_t>(byte / 2);
    Image b = a;
    b.texels[0] += 3; // red of one texel
    b.texels[7] += 4; // alpha of another
    const ImageMetrics metrics = compareImages(a.view(), b.view()).value();
    EXPECT_NEAR(metrics.psnrRgb, 10 * std::log10(255.0 * 255.0 / (9.0 / 60)), 1e-12);
    EXPECT_NEAR(metrics.psnrRgba, 10 * std::log10(255.0 * 255.0 / (25.0 / 80)), 1e-12);
}

TEST(ImageMetrics, AlphaAloneLeavesRgbInfinite) {
    const Image a{1, 1, {10, 20, 30, 40}}, b{1, 1, {10, 20, 30, 41}};
    const ImageMetrics metrics = compareImages(a.view(), b.view()).value();
    EXPECT_TRUE(std::isinf(metrics.psnrRgb));
    EXPECT_FALSE(std::isinf(metrics.psnrRgba));
}

TEST(ImageMetrics, BlackAgainstWhiteIsZeroDecibels) {
    const Image black{1, 1, {0, 0, 0, 0}}, white{1, 1, {255, 255, 255, 255}};
    const ImageMetrics metrics = compareImages(black.view(), white.view()).value();
    EXPECT_DOUBLE_EQ(metrics.psnrRgb, 0);
    EXPECT_DOUBLE_EQ(metrics.psnrRgba, 0);
}

TEST(ImageMetrics, SsimIsThatOfItsDefinition) {
    const std::pair<uint32_t, uint32_t> sizes[] = {{11, 11}, {12, 11}, {11, 25}, {37, 29}};
    for (const auto& [width, height] : sizes) {
        const Image a = makeNoise(width, height, width);
        for (int strength : {1, 20, 120}) {
            const Image b = disturb(a, strength, 7);
            EXPECT_NEAR(compareImages(a.view(), b.view())->ssim, plainSsim(a, b), 1e-9) << width << "x" << height;
        }
    }
}

TEST(ImageMetrics, SsimNeedsAFullWindow) {
    const Image narrow = makeNoise(10, 30, 3), flat = makeNoise(30, 10, 3);
    EXPECT_TRUE(std::isnan(compareImages(narrow.view(), narrow.view())->ssim));
    EXPECT_TRUE(std::isnan(compareImages(flat.view(), flat.view())->ssim));
}

TEST(ImageMetrics, RowPitchAndTrailingBytesAreSkipped) {
    const Image a = makeNoise(13, 12, 4);
    const size_t pitch = 13 * 4 + 5;
    std::vector<uint8_t> padded(pitch * 11 + 13 * 4, 0xEE); // the last row has no padding
    for (size_t row = 0; row < 12; ++row) {
        std::copy_n(&a.texels[row * 13 * 4], 13 * 4, &padded[row * pitch]);
    }
    const ImageMetrics metrics = compareImages(a.view(), {padded, 13, 12, pitch}).value();
    EXPECT_TRUE(std::isinf(metrics.psnrRgba));
    EXPECT_EQ(metrics.ssim, 1.0);
}

TEST(ImageView, SixteenBitsAreRoundedToTheNearestEight) {
    for (uint32_t channel = 0; channel <= 65535; ++channel) {
        const double exact = channel * 255.0 / 65535.0;
        ASSERT_EQ(image::roundTo8Bits(static_cast<uint16_t>(channel)), std::floor(exact + 0.5)) << channel;
    }
}

/// A picture's 16-bit twin, as bytes: each channel is off by as much as still rounds back, up and down in turn.
std::vector<uint8_t> widen(const Image& image) {
    std::vector<uint8_t> bytes;
    for (size_t i = 0; i < image.texels.size(); ++i) {
        const int moved = image.texels[i] * 257 + (i % 2 == 0 ? 128 : -128);
        const auto channel = static_cast<uint16_t>(std::clamp(moved, 0, 65535));
        const auto* begin = reinterpret_cast<const uint8_t*>(&channel);
        bytes.insert(bytes.end(), begin, begin + 2);
    }
    return bytes;
}

TEST(ImageMetrics, SixteenBitPicturesAreComparedByTheirRoundedTexels) {
    const Image a = makeNoise(14, 12, 8), b = disturb(a, 9, 3);
    const std::vector<uint8_t> wide = widen(a);
    const ImageView view{wide, 14, 12, 0, TexelFormat::Rgba16};
    EXPECT_TRUE(std::isinf(compareImages(a.view(), view)->psnrRgba));
    const ImageMetrics expected = *compareImages(a.view(), b.view()), found = *compareImages(view, b.view());
    EXPECT_EQ(found.psnrRgba, expected.psnrRgba);
    EXPECT_EQ(found.ssim, expected.ssim);
    const std::span<const uint8_t> texels = wide;
    for (const ImageView& fault : {ImageView{texels.first(texels.size() - 1), 14, 12, 0, TexelFormat::Rgba16},
                                   ImageView{texels, 14, 12, 14 * 8 - 1, TexelFormat::Rgba16}}) {
        EXPECT_EQ(compareImages(fault, a.view()).error().code, ErrorCode::InvalidArgument);
    }
}

TEST(ImageMetrics, RefusesViewsThatBreakTheirContract) {
    const Image good = makeNoise(4, 4, 5);
    const std::span<const uint8_t> texels = good.texels;
    const ImageView faults[] = {
        {texels, 0, 4, 0},     {texels, 4, 0, 0},         {texels.first(63), 4, 4, 0},
        {texels, 4, 4, 15},    {texels, 4, 4, 17},        {texels, 4, 4, SIZE_MAX},
        {texels, 65537, 1, 0}, {texels, 65536, 65536, 0}, {{}, 4, 4, 0},
    };
    for (const ImageView& fault : faults) {
        EXPECT_EQ(compareImages(fault, good.view()).error().code, ErrorCode::InvalidArgument);
        EXPECT_EQ(compareImages(good.view(), fault).error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_TRUE(compareImages(good.view(), good.view()));
}

TEST(ImageMetrics, RefusesPicturesOfDifferentSize) {
    const Image a = makeNoise(4, 6, 6), b = makeNoise(6, 4, 6);
    EXPECT_EQ(compareImages(a.view(), b.view()).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace astcslang

// SPDX-License-Identifier: Apache-2.0
// If these fail, pictures come out blurred or in the wrong size, or bleed from transparent texels.

#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "make_picture.h"
#include "picture_color.h"
#include "picture_steps.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::PictureOptions;
using cli::TransferKind;

/// The resize by its definition: in two dimensions at once, in double precision.
std::vector<double> plainResize(const std::vector<double>& light, uint32_t width, uint32_t height, uint32_t newWidth,
                                uint32_t newHeight) {
    const auto filter = [](double x) {
        const auto sinc = [](double t) { return t == 0 ? 1 : std::sin(std::numbers::pi * t) / (std::numbers::pi * t); };
        return std::abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0;
    };
    const auto weightsOf = [&](uint32_t target, uint32_t size, uint32_t newSize) {
        const double step = static_cast<double>(size) / newSize, stretch = std::max(1.0, step);
        std::vector<double> weights(size);
        double sum = 0;
        for (int source = -200; source < static_cast<int>(size) + 200; ++source) {
            const double weight = filter((source + 0.5 - (target + 0.5) * step) / stretch);
            weights[static_cast<size_t>(std::clamp(source, 0, static_cast<int>(size) - 1))] += weight;
            sum += weight;
        }
        for (double& weight : weights) weight /= sum;
        return weights;
    };
    std::vector<double> result;
    for (uint32_t y = 0; y < newHeight; ++y) {
        const std::vector<double> rowWeights = weightsOf(y, height, newHeight);
        for (uint32_t x = 0; x < newWidth; ++x) {
            const std::vector<double> columnWeights = weightsOf(x, width, newWidth);
            for (size_t channel = 0; channel < 4; ++channel) {
                double sum = 0;
                for (size_t row = 0; row < height; ++row) {
                    for (size_t column = 0; column < width; ++column) {
                        sum += rowWeights[row] * columnWeights[column] * light[(row * width + column) * 4 + channel];
                    }
                }
                result.push_back(std::clamp(sum, 0.0, 1.0));
            }
        }
    }
    return result;
}

double lightOf(const cli::TransferFunction& transfer, double value) {
    if (transfer.kind == TransferKind::Linear) return value;
    if (transfer.kind == TransferKind::Gamma) return std::pow(value, transfer.gamma);
    return value > 0.04045 ? std::pow((value + 0.055) / 1.055, 2.4) : value / 12.92;
}

TEST(PictureResize, IsTheDefinitionInLinearLightRoundedTo16Bits) {
    std::mt19937 random(7);
    const cli::PictureSize sizes[] = {{5, 4}, {1, 1}, {40, 3}, {13, 30}, {64, 64}, {7, 8}, {13, 11}};
    for (const TransferKind kind : {TransferKind::Srgb, TransferKind::Linear}) {
        for (const cli::PictureSize& size : sizes) {
            Picture picture = makePicture(13, 10, std::vector<uint8_t>(13 * 10 * 4));
            picture.transfer.kind = kind;
            std::vector<double> light;
            for (uint8_t& sample : std::get<std::vector<uint8_t>>(picture.samples)) {
                sample = static_cast<uint8_t>(random());
                light.push_back(light.size() % 4 == 3 ? sample / 255.0 : lightOf(picture.transfer, sample / 255.0));
            }
            const std::vector<double> expected = plainResize(light, 13, 10, size.width, size.height);
            ASSERT_TRUE(cli::resizePicture(sharedContext(), picture, size, false));
            EXPECT_EQ((cli::PictureSize{picture.width, picture.height}), size);
            const auto& found = std::get<std::vector<uint16_t>>(picture.samples);
            ASSERT_EQ(found.size(), expected.size());
            for (size_t i = 0; i < found.size(); ++i) {
                const cli::TransferFunction transfer{i % 4 == 3 ? TransferKind::Linear : kind, 0, {}};
                ASSERT_GE(lightOf(transfer, (found[i] + 0.5) / 65535), expected[i] - 2e-6);
                ASSERT_LE(lightOf(transfer, (found[i] - 0.5) / 65535), expected[i] + 2e-6);
            }
        }
    }
}

TEST(PictureResize, PowersAreFilteredAsLightTooToAFractionOfAnEightBitCode) {
    for (const double gamma : {1.8, 2.2, 2.6}) {
        Picture picture = makePicture(13, 10, std::vector<uint8_t>(13 * 10 * 4));
        picture.transfer = {TransferKind::Gamma, gamma, {}};
        std::vector<double> light;
        for (uint8_t& sample : std::get<std::vector<uint8_t>>(picture.samples)) {
            sample = static_cast<uint8_t>(light.size() * 37 % 256);
            light.push_back(light.size() % 4 == 3 ? sample / 255.0 : lightOf(picture.transfer, sample / 255.0));
        }
        const std::vector<double> expected = plainResize(light, 13, 10, 6, 17);
        ASSERT_TRUE(cli::resizePicture(sharedContext(), picture, {6, 17}, false));
        const auto& found = std::get<std::vector<float>>(picture.samples);
        ASSERT_EQ(found.size(), expected.size());
        for (size_t i = 0; i < found.size(); ++i) {
            const double value = i % 4 == 3 ? expected[i] : std::pow(expected[i], 1 / gamma);
            ASSERT_NEAR(double{found[i]}, value, 0.25 / 255) << gamma;
        }
    }
}

TEST(PictureResize, AConstantPictureStaysConstantInEverySize) {
    for (uint32_t size = 1; size <= 20; ++size) {
        std::vector<uint8_t> samples;
        for (int texel = 0; texel < 49; ++texel) samples.insert(samples.end(), {200, 3, 77, 129});
        Picture picture = makePicture(7, 7, samples);
        picture.hasAlpha = true;
        ASSERT_TRUE(cli::resizePicture(sharedContext(), picture, {size, 21 - size}, size % 2 == 0));
        const Image image = cli::toImage8(std::move(picture));
        for (size_t i = 0; i < image.texels.size(); ++i) ASSERT_EQ(image.texels[i], samples[i % 4]) << size;
    }
}

TEST(PictureResize, TransparentTexelsDoNotBleedIntoColours) {
    // Opaque green beside transparent red, as sprites are.
    std::vector<uint8_t> samples;
    for (int texel = 0; texel < 64; ++texel) {
        if (texel % 8 < 4) samples.insert(samples.end(), {0, 200, 0, 255});
        if (texel % 8 >= 4) samples.insert(samples.end(), {255, 0, 0, 0});
    }
    Picture picture = makePicture(8, 8, samples);
    picture.hasAlpha = true;
    PictureOptions options;
    options.size = cli::PictureSize{3, 3};
    ASSERT_TRUE(cli::runPictureSteps(picture, options, std::nullopt, &sharedContext()));
    const Image image = cli::toImage8(std::move(picture));
    for (size_t i = 0; i < image.texels.size(); i += 4) {
        if (image.texels[i + 3] == 0) continue;
        EXPECT_EQ(image.texels[i], 0);
        EXPECT_EQ(image.texels[i + 1], 200);
    }
    EXPECT_GT(image.texels[4 + 3], 100) << "the middle is half covered";
}

TEST(PictureResize, ScaleRoundsEachSideDownAndKeepsOneTexel) {
    for (const auto& [scale, width, height] :
         {std::tuple{0.5, 6u, 1u}, {2.0, 26u, 6u}, {0.01, 1u, 1u}, {1.0, 13u, 3u}, {1.0 / 3, 4u, 1u}}) {
        Picture picture = makePicture(13, 3, std::vector<uint8_t>(13 * 3 * 4, 9));
        PictureOptions options;
        options.scale = scale;
        ASSERT_TRUE(cli::runPictureSteps(picture, options, std::nullopt, &sharedContext()));
        EXPECT_EQ(picture.width, width);
        EXPECT_EQ(picture.height, height);
    }
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, pictures come out turned, mirrored or blurred, or bleed from transparent texels.

#include <cmath>
#include <numbers>
#include <random>

#include <gtest/gtest.h>

#include "image_reader.h"
#include "picture_color.h"
#include "picture_steps.h"
#include "tagged_files.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::PictureOptions;
using cli::TransferKind;

Picture makePicture(uint32_t width, uint32_t height, std::vector<uint8_t> samples) {
    Picture picture;
    picture.width = width;
    picture.height = height;
    picture.samples = std::move(samples);
    return picture;
}

/// Texels named by letters: red is the letter.
Picture makeLetters(uint32_t width, uint32_t height, const std::string& letters) {
    std::vector<uint8_t> samples;
    for (const char letter : letters) {
        for (const char channel : {letter, 'x', 'y', 'z'}) samples.push_back(static_cast<uint8_t>(channel));
    }
    return makePicture(width, height, samples);
}

std::string lettersOf(const Picture& picture) {
    const auto& samples = std::get<std::vector<uint8_t>>(picture.samples);
    std::string letters = std::to_string(picture.width) + "x" + std::to_string(picture.height) + " ";
    for (size_t i = 0; i < samples.size(); i += 4) letters += static_cast<char>(samples[i]);
    return letters;
}

// EXIF 2.32, 4.6.4 A: which side of the scene row 0 and column 0 are.
TEST(PictureGeometry, EveryOrientationIsMadeUpright) {
    // Stored as rows abc and def.
    const std::pair<uint8_t, const char*> cases[] = {{1, "3x2 abcdef"}, {2, "3x2 cbafed"}, {3, "3x2 fedcba"},
                                                     {4, "3x2 defabc"}, {5, "2x3 adbecf"}, {6, "2x3 daebfc"},
                                                     {7, "2x3 fcebda"}, {8, "2x3 cfbead"}};
    for (const auto& [orientation, expected] : cases) {
        Picture picture = makeLetters(3, 2, "abcdef");
        picture.orientation = orientation;
        ASSERT_TRUE(cli::applyOrientation(picture));
        EXPECT_EQ(lettersOf(picture), expected) << int{orientation};
        EXPECT_EQ(picture.orientation, 1);
    }
}

TEST(PictureGeometry, TheOrientationOfJpegAndPngIsThatOfTheirExifData) {
    const Bytes jpeg = makeJpeg(makeGradient(16, 8), JpegKind::Color);
    for (const bool isBigEndian : {false, true}) {
        for (uint16_t orientation = 0; orientation <= 9; ++orientation) {
            const int expected = orientation >= 1 && orientation <= 8 ? orientation : 1;
            const Bytes exif = makeExif(orientation, isBigEndian);
            const Bytes segment = joined({'E', 'x', 'i', 'f', 0, 0}, exif);
            EXPECT_EQ(cli::readPicture(withSegment(jpeg, 0xE1, segment)).value().orientation, expected);
            EXPECT_EQ(cli::readPicture(makeRampPng({{"eXIf", exif}})).value().orientation, expected);
        }
    }
}

TEST(PictureGeometry, CutExifDataAreNoOrientation) {
    const Bytes jpeg = makeJpeg(makeGradient(16, 8), JpegKind::Color);
    const Bytes exif = makeExif(6, true);
    for (size_t length = 0; length < 20; ++length) { // up to the value
        const Bytes cut(exif.begin(), exif.begin() + static_cast<std::ptrdiff_t>(length));
        const Bytes segment = joined({'E', 'x', 'i', 'f', 0, 0}, cut);
        EXPECT_LE(cli::readPicture(withSegment(jpeg, 0xE1, segment)).value().orientation, 1) << length;
    }
}

TEST(PictureGeometry, FlippingExchangesTopAndBottom) {
    Picture even = makeLetters(2, 2, "abcd"), odd = makeLetters(1, 3, "abc");
    cli::flipRows(even);
    cli::flipRows(odd);
    EXPECT_EQ(lettersOf(even), "2x2 cdab");
    EXPECT_EQ(lettersOf(odd), "1x3 cba");
}

// ---------------------------------------------------------------------------------------------------------------

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

double srgbToLinear(double value) { return value > 0.04045 ? std::pow((value + 0.055) / 1.055, 2.4) : value / 12.92; }

TEST(PictureGeometry, ResizingIsTheDefinitionInLinearLight) {
    std::mt19937 random(7);
    const cli::PictureSize sizes[] = {{5, 4}, {1, 1}, {40, 3}, {13, 30}, {64, 64}, {7, 8}, {13, 11}};
    for (const TransferKind kind : {TransferKind::Srgb, TransferKind::Linear}) {
        for (const cli::PictureSize& size : sizes) {
            std::vector<uint8_t> samples(13 * 10 * 4);
            for (uint8_t& sample : samples) sample = static_cast<uint8_t>(random());
            std::vector<double> light;
            for (size_t i = 0; i < samples.size(); ++i) {
                const double value = samples[i] / 255.0;
                light.push_back(kind == TransferKind::Srgb && i % 4 != 3 ? srgbToLinear(value) : value);
            }
            const std::vector<double> expected = plainResize(light, 13, 10, size.width, size.height);
            Picture picture = makePicture(13, 10, samples);
            picture.transfer.kind = kind;
            ASSERT_TRUE(cli::resizePicture(picture, size, false));
            EXPECT_EQ((cli::PictureSize{picture.width, picture.height}), size);
            const auto& found = std::get<std::vector<float>>(picture.samples);
            ASSERT_EQ(found.size(), expected.size());
            for (size_t i = 0; i < found.size(); ++i) {
                const bool isSrgb = kind == TransferKind::Srgb && i % 4 != 3;
                ASSERT_NEAR(isSrgb ? srgbToLinear(double{found[i]}) : double{found[i]}, expected[i], 2e-6);
            }
        }
    }
}

TEST(PictureGeometry, AConstantPictureStaysConstantInEverySize) {
    for (uint32_t size = 1; size <= 20; ++size) {
        std::vector<uint8_t> samples;
        for (int texel = 0; texel < 49; ++texel) samples.insert(samples.end(), {200, 3, 77, 129});
        Picture picture = makePicture(7, 7, samples);
        picture.hasAlpha = true;
        ASSERT_TRUE(cli::resizePicture(picture, {size, 21 - size}, size % 2 == 0));
        const Image image = cli::toImage8(std::move(picture));
        for (size_t i = 0; i < image.texels.size(); ++i) ASSERT_EQ(image.texels[i], samples[i % 4]) << size;
    }
}

TEST(PictureGeometry, TransparentTexelsDoNotBleedIntoColours) {
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
    ASSERT_TRUE(cli::runPictureSteps(picture, options, std::nullopt));
    const Image image = cli::toImage8(std::move(picture));
    for (size_t i = 0; i < image.texels.size(); i += 4) {
        if (image.texels[i + 3] == 0) continue;
        EXPECT_EQ(image.texels[i], 0);
        EXPECT_EQ(image.texels[i + 1], 200);
    }
    EXPECT_GT(image.texels[4 + 3], 100) << "the middle is half covered";
}

TEST(PictureGeometry, ScaleRoundsEachSideAndKeepsOneTexel) {
    for (const auto& [scale, width, height] :
         {std::tuple{0.5, 7u, 2u}, {2.0, 26u, 6u}, {0.01, 1u, 1u}, {1.0, 13u, 3u}}) {
        Picture picture = makePicture(13, 3, std::vector<uint8_t>(13 * 3 * 4, 9));
        PictureOptions options;
        options.scale = scale;
        ASSERT_TRUE(cli::runPictureSteps(picture, options, std::nullopt));
        EXPECT_EQ(picture.width, width);
        EXPECT_EQ(picture.height, height);
    }
}

TEST(PictureGeometry, SizesBeyondTheLimitsAreRefusedBeforeMemoryIsTaken) {
    Picture picture = makePicture(13, 3, std::vector<uint8_t>(13 * 3 * 4, 9));
    for (const double scale : {6000.0, 1e300}) {
        PictureOptions options;
        options.scale = scale;
        EXPECT_EQ(cli::runPictureSteps(picture, options, std::nullopt).error().code, ErrorCode::Unsupported);
    }
    PictureOptions options;
    options.size = cli::PictureSize{65536, 65536};
    EXPECT_EQ(cli::runPictureSteps(picture, options, std::nullopt).error().code, ErrorCode::Unsupported);
}

} // namespace
} // namespace astcslang::test

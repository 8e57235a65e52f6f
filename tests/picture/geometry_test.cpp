// SPDX-License-Identifier: Apache-2.0
// If these fail, pictures come out turned or mirrored.

#include <gtest/gtest.h>

#include "image_reader.h"
#include "make_picture.h"
#include "picture_geometry.h"
#include "picture_steps.h"
#include "tagged_files.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::PictureOptions;

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

TEST(PictureGeometry, SizesBeyondTheLimitsAreRefusedBeforeMemoryIsTaken) {
    Picture picture = makePicture(13, 3, std::vector<uint8_t>(13 * 3 * 4, 9));
    for (const double scale : {6000.0, 1e300}) {
        PictureOptions options;
        options.scale = scale;
        EXPECT_EQ(cli::runPictureSteps(picture, options, std::nullopt).error().code, ErrorCode::Unsupported);
    }
    PictureOptions options;
    options.size = cli::PictureSize{65536, 65536};
    const Error error = cli::runPictureSteps(picture, options, std::nullopt).error();
    EXPECT_EQ(error.code, ErrorCode::Unsupported);
    EXPECT_EQ(error.message, "resized to 65536x65536, it exceeds the limits of 65536 a side and 1073741824 in all");
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, .astc files that we write are unreadable elsewhere, or a bad file is believed.

#include <gtest/gtest.h>

#include <astcslang/validate.h>

#include "test_pictures.h"

namespace astcslang::container {
namespace {

std::vector<uint8_t> validFile() { return writeAstc(makePicture(5, 4, {4, 4})).value(); }

ErrorCode readError(const std::vector<uint8_t>& bytes) {
    const Result<CompressedImage> image = readAstc(bytes, Profile::Ldr);
    EXPECT_FALSE(image);
    return image ? ErrorCode::Cancelled : image.error().code;
}

TEST(AstcFile, HeaderIsMagicBlockAndPictureDimensions) {
    CompressedImage image{0x012345, 1, {12, 10}, Profile::Ldr, {}};
    image.blocks.resize(size_t{(0x012345 + 11) / 12} * 16, 9);
    const std::vector<uint8_t> bytes = writeAstc(image).value();
    const std::vector<uint8_t> header = {0x13, 0xAB, 0xA1, 0x5C, 12, 10, 1, 0x45, 0x23, 0x01, 1, 0, 0, 1, 0, 0};
    EXPECT_EQ(std::vector<uint8_t>(bytes.begin(), bytes.begin() + 16), header);
    EXPECT_EQ(bytes.size(), 16 + image.blocks.size());
}

TEST(AstcFile, RoundTripsEveryFootprintAndOddSizes) {
    for (Footprint footprint : kAllFootprints) {
        for (uint32_t side : {1u, 4u, 13u, 25u}) {
            const CompressedImage image = makePicture(side, 2 * side + 1, footprint);
            const Result<CompressedImage> read = readAstc(writeAstc(image).value(), Profile::LdrSrgb);
            ASSERT_TRUE(read) << read.error().message;
            EXPECT_EQ(read->width, image.width);
            EXPECT_EQ(read->height, image.height);
            EXPECT_EQ(read->footprint, footprint);
            EXPECT_EQ(read->profile, Profile::LdrSrgb);
            EXPECT_EQ(read->blocks, image.blocks);
        }
    }
}

TEST(AstcFile, WriterRefusesWhatIsNotAPicture) {
    CompressedImage image = makePicture(5, 4, {4, 4});
    image.blocks.pop_back();
    EXPECT_EQ(writeAstc(image).error().code, ErrorCode::InvalidArgument);
    image = makePicture(5, 4, {4, 4});
    image.width = 0;
    EXPECT_EQ(writeAstc(image).error().code, ErrorCode::InvalidArgument);
    image = makePicture(8, 8, {4, 4});
    image.footprint = {4, 5};
    EXPECT_EQ(writeAstc(image).error().code, ErrorCode::InvalidArgument);
    image.footprint = {0, 0};
    EXPECT_EQ(writeAstc(image).error().code, ErrorCode::InvalidArgument);
}

TEST(AstcFile, WriterRefusesSidesThatDoNotFitIntoThreeBytes) {
    CompressedImage image{1u << 24, 1, {12, 12}, Profile::Ldr, {}};
    image.blocks.resize(size_t{((1u << 24) + 11) / 12} * 16);
    EXPECT_EQ(writeAstc(image).error().code, ErrorCode::InvalidArgument);
    image.width -= 4; // one block less
    image.blocks.resize(image.blocks.size() - 16);
    EXPECT_TRUE(writeAstc(image));
}

TEST(AstcFile, TruncationAtEveryLengthIsInvalidData) {
    const std::vector<uint8_t> bytes = validFile();
    for (size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_EQ(readError({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}),
                  ErrorCode::InvalidData)
            << length;
    }
}

// A changed byte gives a picture of the same count of blocks, which can be decoded, or an error (run it sanitized).
TEST(AstcFile, SurvivesEveryChangedByte) {
    const std::vector<uint8_t> valid = validFile();
    for (size_t place = 0; place < valid.size(); ++place) {
        for (unsigned value = 0; value < 256; ++value) {
            std::vector<uint8_t> bytes = valid;
            bytes[place] = static_cast<uint8_t>(value);
            const Result<CompressedImage> image = readAstc(bytes, Profile::Ldr);
            if (image) {
                ASSERT_EQ(image->blocks.size(), valid.size() - 16);
                ASSERT_TRUE(decode(*image));
                ASSERT_TRUE(analyzeBlocks(*image));
            } else {
                ASSERT_TRUE(image.error().code == ErrorCode::InvalidData ||
                            image.error().code == ErrorCode::Unsupported);
            }
            validateTexture(bytes);
        }
    }
}

TEST(AstcFile, BytesAfterTheLastBlockAreInvalidData) {
    std::vector<uint8_t> bytes = validFile();
    bytes.push_back(0);
    EXPECT_EQ(readError(bytes), ErrorCode::InvalidData);
}

TEST(AstcFile, ThreeDimensionsAreUnsupported) {
    std::vector<uint8_t> blocks3d = validFile();
    blocks3d[4] = blocks3d[5] = blocks3d[6] = 3;
    EXPECT_EQ(readError(blocks3d), ErrorCode::Unsupported);
    std::vector<uint8_t> slices = validFile();
    slices[13] = 2;
    EXPECT_EQ(readError(slices), ErrorCode::Unsupported);
}

TEST(AstcFile, IllegalFootprintsAndZeroSizesAreInvalidData) {
    for (size_t offset : {4, 5, 6, 7, 10, 13}) {
        std::vector<uint8_t> bytes = validFile();
        bytes[offset] = 0;
        EXPECT_EQ(readError(bytes), ErrorCode::InvalidData) << offset;
    }
    std::vector<uint8_t> bytes = validFile();
    bytes[4] = 7;
    EXPECT_EQ(readError(bytes), ErrorCode::InvalidData);
}

TEST(AstcFile, HugeDimensionsAreRefusedWithoutAllocation) {
    std::vector<uint8_t> bytes = validFile();
    for (size_t offset = 7; offset < 13; ++offset) bytes[offset] = 0xFF;
    EXPECT_EQ(readError(bytes), ErrorCode::InvalidData);
}

} // namespace
} // namespace astcslang::container

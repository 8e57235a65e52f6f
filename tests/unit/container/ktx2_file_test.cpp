// SPDX-License-Identifier: Apache-2.0
// If these fail, KTX2 files that we write are not valid KTX 2.0, or a bad file is believed.

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <string>

#include "container/byte_order.h"
#include "container/data_format_descriptor.h"
#include "container/key_value_data.h"
#include "container/ktx2_layout.h"
#include "test_pictures.h"

namespace astcslang::container {
namespace {

// Places in the files of one level that writeKtx2() makes.
constexpr size_t kVkFormat = 12, kTypeSize = 16, kWidth = 20, kHeight = 24, kDepth = 28, kLayers = 32, kFaces = 36,
                 kLevels = 40, kSupercompression = 44, kDescriptorOffset = 48, kDescriptorLength = 52,
                 kKeyValueOffset = 56, kKeyValueLength = 60, kGlobalDataLength = 72, kLevelOffset = 80,
                 kLevelLength = 88, kLevelRawLength = 96, kDescriptor = 104, kKeyValues = 148;

std::vector<uint8_t> validFile() { return writeKtx2(makePicture(5, 4, {4, 4})).value(); }

void set32(std::vector<uint8_t>& bytes, size_t offset, uint32_t value) {
    for (size_t byte = 0; byte < 4; ++byte) bytes[offset + byte] = static_cast<uint8_t>(value >> (8 * byte));
}

ErrorCode readError(const std::vector<uint8_t>& bytes) {
    const Result<CompressedImage> image = readKtx2(bytes);
    EXPECT_FALSE(image);
    return image ? ErrorCode::Cancelled : image.error().code;
}

ErrorCode readErrorWith(size_t offset, uint32_t value) {
    std::vector<uint8_t> bytes = validFile();
    set32(bytes, offset, value);
    return readError(bytes);
}

// Every byte before the blocks, derived by hand from KTX 2.0 and the Khronos Data Format Specification.
TEST(Ktx2File, IsByteForByteWhatTheSpecificationSays) {
    const CompressedImage image = makePicture(5, 4, {4, 4}, Profile::LdrSrgb);
    std::vector<uint8_t> expected = {
        0xAB, 'K',  'T',  'X',  ' ',  '2',  '0',  0xBB,
        '\r', '\n', 0x1A, '\n', 158,  0,    0,    0, // vkFormat: ASTC_4x4_SRGB_BLOCK
        1,    0,    0,    0,                         // typeSize
        5,    0,    0,    0,    4,    0,    0,    0, // pixelWidth, pixelHeight
        0,    0,    0,    0,    0,    0,    0,    0, // pixelDepth, layerCount
        1,    0,    0,    0,    1,    0,    0,    0, // faceCount, levelCount
        0,    0,    0,    0,                         // supercompressionScheme
        104,  0,    0,    0,    44,   0,    0,    0, // dfdByteOffset, dfdByteLength
        148,  0,    0,    0,    56,   0,    0,    0, // kvdByteOffset, kvdByteLength
        0,    0,    0,    0,    0,    0,    0,    0,
        0,    0,    0,    0,    0,    0,    0,    0, // sgdByteOffset, sgdByteLength
        208,  0,    0,    0,    0,    0,    0,    0, // level 0: byteOffset, a multiple of 16
        32,   0,    0,    0,    0,    0,    0,    0,
        32,   0,    0,    0,    0,    0,    0,    0,     // byteLength, uncompressedByteLength
        44,   0,    0,    0,                             // dfdTotalSize
        0,    0,    0,    0,                             // vendorId, descriptorType
        2,    0,    40,   0,                             // versionNumber, descriptorBlockSize
        162,  1,    2,    0,                             // KHR_DF_MODEL_ASTC, BT709, sRGB, straight alpha
        3,    3,    0,    0,                             // texelBlockDimension, less one
        16,   0,    0,    0,    0,    0,    0,    0,     // bytesPlane
        0,    0,    127,  0,                             // bitOffset, bitLength less one, channelType
        0,    0,    0,    0,                             // samplePosition
        0,    0,    0,    0,    0xFF, 0xFF, 0xFF, 0xFF}; // sampleLower, sampleUpper
    const auto appendText = [&](const char* text, size_t size) { expected.insert(expected.end(), text, text + size); };
    appendText("\x12\0\0\0"
               "KTXorientation\0rd\0"
               "\0\0",
               24);
    appendText("\x1A\0\0\0"
               "KTXwriter\0astcslang 1.2.3\0"
               "\0\0",
               32);
    expected.resize(208); // mipPadding
    expected.insert(expected.end(), image.blocks.begin(), image.blocks.end());
    EXPECT_EQ(writeKtx2(image).value(), expected);
}

TEST(Ktx2File, LinearFilesSayUnormAndLinear) {
    const std::vector<uint8_t> bytes = validFile();
    EXPECT_EQ(bytes[kVkFormat], 157);
    EXPECT_EQ(bytes[kDescriptor + 14], 1); // KHR_DF_TRANSFER_LINEAR
}

TEST(Ktx2File, RoundTripsEveryFootprintProfileAndOddSizes) {
    for (Footprint footprint : kAllFootprints) {
        for (Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
            const CompressedImage image = makePicture(13, 25, footprint, profile);
            const std::vector<uint8_t> bytes = writeKtx2(image).value();
            EXPECT_EQ(load64(bytes, kLevelOffset) % 16, 0u);
            const Result<CompressedImage> read = readKtx2(bytes);
            ASSERT_TRUE(read) << read.error().message;
            EXPECT_EQ(read->width, image.width);
            EXPECT_EQ(read->height, image.height);
            EXPECT_EQ(read->footprint, footprint);
            EXPECT_EQ(read->profile, profile);
            EXPECT_EQ(read->blocks, image.blocks);
        }
    }
}

TEST(Ktx2File, NamesTheGivenWriter) {
    const std::vector<uint8_t> bytes = writeKtx2(makePicture(4, 4, {4, 4}), {"someone 7"}).value();
    const auto layout = parseKtx2Layout(bytes);
    const auto entries = parseKeyValueData(layout->keyValueData).value();
    ASSERT_EQ(entries.size(), 2u);
    EXPECT_EQ(entries[0].key, "KTXorientation");
    EXPECT_EQ(entries[1].key, "KTXwriter");
    EXPECT_EQ(entries[1].value, std::string("someone 7\0", 10));
    const Ktx2WriteOptions withNul{std::string("a\0b", 3)};
    EXPECT_EQ(writeKtx2(makePicture(4, 4, {4, 4}), withNul).error().code, ErrorCode::InvalidArgument);
}

TEST(Ktx2File, WriterRefusesAWrongCountOfBytes) {
    CompressedImage image = makePicture(5, 4, {4, 4});
    image.blocks.push_back(0);
    EXPECT_EQ(writeKtx2(image).error().code, ErrorCode::InvalidArgument);
}

TEST(Ktx2File, TruncationAtEveryLengthIsInvalidData) {
    const std::vector<uint8_t> bytes = validFile();
    for (size_t length = 0; length < bytes.size(); ++length) {
        EXPECT_EQ(readError({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}),
                  ErrorCode::InvalidData)
            << length;
    }
}

TEST(Ktx2File, OtherFormatsAndSchemesAreUnsupported) {
    EXPECT_EQ(readErrorWith(kVkFormat, 0), ErrorCode::Unsupported);
    EXPECT_EQ(readErrorWith(kVkFormat, 37), ErrorCode::Unsupported);
    EXPECT_EQ(readErrorWith(kVkFormat, 1000066000), ErrorCode::Unsupported);
    EXPECT_EQ(readErrorWith(kSupercompression, 1), ErrorCode::Unsupported);
    EXPECT_EQ(readErrorWith(kSupercompression, 4), ErrorCode::Unsupported);
    EXPECT_EQ(readErrorWith(kDepth, 1), ErrorCode::Unsupported);
    EXPECT_EQ(readErrorWith(kHeight, 0), ErrorCode::Unsupported);
}

TEST(Ktx2File, ContradictoryHeaderFieldsAreInvalidData) {
    const std::pair<size_t, uint32_t> faults[] = {
        {kVkFormat, 159}, // 5x4, while the descriptor says 4x4
        {kVkFormat, 158}, // sRGB, while the descriptor says linear
        {kTypeSize, 2},
        {kWidth, 0},
        {kWidth, 9}, // needs a third block
        {kWidth, UINT32_MAX},
        {kHeight, UINT32_MAX},
        {kFaces, 0},
        {kFaces, 2},
        {kFaces, 6}, // not square
        {kLayers, 2},
        {kLayers, UINT32_MAX},
        {kLevels, 0}, // of blocks no loader could make the others
        {kLevels, 2},
        {kLevels, 4}, // 5x4 has three levels at most
        {kLevels, UINT32_MAX},
        {kDescriptorOffset, 0},
        {kDescriptorOffset, 4000},
        {kDescriptorOffset, UINT32_MAX},
        {kDescriptorLength, 0},
        {kDescriptorLength, 40},
        {kDescriptorLength, UINT32_MAX},
        {kKeyValueOffset, 90}, // inside the level index
        {kKeyValueOffset, UINT32_MAX},
        {kKeyValueLength, UINT32_MAX},
        {kKeyValueLength, 54},  // cuts the last entry
        {kSupercompression, 2}, // the blocks are no Zstandard stream,
        {kSupercompression, 3}, // nor one of zlib
        {kGlobalDataLength, 1},
        {kLevelOffset, 0},
        {kLevelOffset, UINT32_MAX},
        {kLevelOffset + 4, UINT32_MAX}, // offset + length overflows 64 bits
        {kLevelLength, 0},
        {kLevelLength, 16},
        {kLevelLength + 4, UINT32_MAX},
        {kLevelRawLength, 31},
        {kDescriptor, 40},
        {kDescriptor + 4, 1},
        {kDescriptor + 8, 2},            // block size 0
        {kDescriptor + 8, 2 | 48 << 16}, // not a whole count of samples
        {kDescriptor + 12, 0x01010100},  // colour model
        {kDescriptor + 16, 0x00000304},  // block dimensions
        {kDescriptor + 20, 8},           // bytesPlane0
        {kDescriptor + 28, 0x807F0000},  // a float sample
        {kKeyValues, 0},
        {kKeyValues, 1},
        {kKeyValues, 57},
        {kKeyValues, UINT32_MAX},
    };
    for (const auto& [offset, value] : faults) {
        EXPECT_EQ(readErrorWith(offset, value), ErrorCode::InvalidData) << offset << " = " << value;
    }
}

TEST(Ktx2File, ReadsAFileWithoutKeyValueData) {
    std::vector<uint8_t> bytes = validFile();
    set32(bytes, kKeyValueOffset, 0);
    set32(bytes, kKeyValueLength, 0);
    EXPECT_TRUE(readKtx2(bytes));
}

// Mip levels, layers and faces: readKtx2() takes the first picture of the largest level.
TEST(Ktx2File, ReadsTheFirstPictureOfACubeMapArrayWithMipLevels) {
    const std::vector<uint8_t> large(12 * 4 * 16, 1), middle(12 * 16, 2), small(12 * 16, 3);
    const std::vector<uint8_t> descriptor = makeDataFormatDescriptor({{4, 4}, Profile::Ldr});
    Ktx2Layout layout;
    layout.header = {157, 1, 8, 8, 0, 2, 6, 3, 0};
    layout.dataFormatDescriptor = descriptor;
    layout.levels = {{large, large.size()}, {middle, middle.size()}, {small, small.size()}};
    const std::vector<uint8_t> bytes = serializeKtx2Layout(layout, 16);
    EXPECT_LT(load64(bytes, 80 + 48), load64(bytes, 80 + 24)); // the smallest level stands first in the file
    EXPECT_LT(load64(bytes, 80 + 24), load64(bytes, 80));
    const Result<CompressedImage> image = readKtx2(bytes);
    ASSERT_TRUE(image) << image.error().message;
    EXPECT_EQ(image->blocks, std::vector<uint8_t>(4 * 16, 1));
}

TEST(Ktx2Layout, AlignsSupercompressionDataToEightBytes) {
    const std::vector<uint8_t> descriptor = makeDataFormatDescriptor({{4, 4}, Profile::Ldr});
    const std::vector<uint8_t> globalData(5, 0x77), level(3, 0x88);
    Ktx2Layout layout;
    layout.header = {157, 1, 4, 4, 0, 0, 1, 1, 2};
    layout.dataFormatDescriptor = descriptor;
    layout.supercompressionGlobalData = globalData;
    layout.levels = {{level, 16}};
    const std::vector<uint8_t> bytes = serializeKtx2Layout(layout, 1);
    EXPECT_EQ(load64(bytes, 64), 152u); // 104 + 44 = 148, rounded up
    const auto parsed = parseKtx2Layout(bytes);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(
        std::vector<uint8_t>(parsed->supercompressionGlobalData.begin(), parsed->supercompressionGlobalData.end()),
        globalData);
    EXPECT_EQ(parsed->levels[0].bytes.size(), 3u);
    EXPECT_EQ(parsed->levels[0].uncompressedByteLength, 16u);
}

// Any damage to the head gives a picture of the same file size or an error, never a fault (run it sanitized).
TEST(Ktx2File, SurvivesRandomDamage) {
    const std::vector<uint8_t> valid = validFile();
    std::mt19937 random(1);
    for (int round = 0; round < 50000; ++round) {
        std::vector<uint8_t> bytes = valid;
        for (unsigned change = random() % 4; change < 4; ++change) {
            bytes[random() % 208] = static_cast<uint8_t>(random() % 3 == 0 ? 0xFF : random());
        }
        const Result<CompressedImage> image = readKtx2(bytes);
        if (image) {
            ASSERT_LE(image->blocks.size(), bytes.size());
        } else {
            ASSERT_TRUE(image.error().code == ErrorCode::InvalidData || image.error().code == ErrorCode::Unsupported);
        }
    }
}

} // namespace
} // namespace astcslang::container

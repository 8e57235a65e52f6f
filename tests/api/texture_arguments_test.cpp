// SPDX-License-Identifier: Apache-2.0
// The free functions of the public face (no device): bad arguments one by one, then the good call.

#include <gtest/gtest.h>

#include <astcslang/astcslang.h>

#include "test_pictures.h"

namespace astcslang::test {
namespace {

/// 5x3 texels in two void-extent blocks of one colour.
CompressedImage makeTexture() {
    CompressedImage image{5, 3, {4, 4}, Profile::Ldr, {}};
    for (int block = 0; block < 2; ++block)
        for (const uint8_t byte : {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 2, 2, 3, 3, 255, 255})
            image.blocks.push_back(byte);
    return image;
}

template <typename T> ErrorCode errorOf(const Result<T>& result) {
    EXPECT_FALSE(result);
    return result ? ErrorCode{255} : result.error().code;
}

/// What every function that takes a texture must refuse.
const std::vector<void (*)(CompressedImage&)> kFaults = {
    [](CompressedImage& image) { image.blocks.pop_back(); },  [](CompressedImage& image) { image.blocks.resize(16); },
    [](CompressedImage& image) { image.blocks.clear(); },     [](CompressedImage& image) { image.blocks.resize(48); },
    [](CompressedImage& image) { image.width = 9; },          [](CompressedImage& image) { image.height = 5; },
    [](CompressedImage& image) { image.width = 0; },          [](CompressedImage& image) { image.height = 0; },
    [](CompressedImage& image) { image.footprint = {4, 3}; }, [](CompressedImage& image) { image.footprint = {0, 4}; },
};

TEST(Decode, TakesTheTextureOfTheOtherTests) {
    Result<Image> decoded = decode(makeTexture());
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->width, 5u);
    EXPECT_EQ(decoded->height, 3u);
    EXPECT_EQ(decoded->texels, makeConstant(5, 3, {1, 2, 3, 255}).texels);
}

TEST(Decode, RefusesWrongBlockCountsAndSizes) {
    for (size_t fault = 0; fault < kFaults.size(); ++fault) {
        CompressedImage image = makeTexture();
        kFaults[fault](image);
        EXPECT_EQ(errorOf(decode(image)), ErrorCode::InvalidArgument) << "fault " << fault;
    }
}

TEST(AnalyzeBlocks, RefusesWrongBlockCountsAndSizes) {
    Result<std::vector<BlockInfo>> good = analyzeBlocks(makeTexture());
    ASSERT_TRUE(good);
    ASSERT_EQ(good->size(), 2u);
    EXPECT_TRUE(good->front().isVoidExtent && !good->front().isError);
    for (size_t fault = 0; fault < kFaults.size(); ++fault) {
        CompressedImage image = makeTexture();
        kFaults[fault](image);
        EXPECT_EQ(errorOf(analyzeBlocks(image)), ErrorCode::InvalidArgument) << "fault " << fault;
    }
}

TEST(Containers, WritersRefuseWrongBlockCountsAndSizes) {
    EXPECT_TRUE(writeAstc(makeTexture()));
    EXPECT_TRUE(writeKtx2(makeTexture()));
    for (size_t fault = 0; fault < kFaults.size(); ++fault) {
        CompressedImage image = makeTexture();
        kFaults[fault](image);
        EXPECT_EQ(errorOf(writeAstc(image)), ErrorCode::InvalidArgument) << "fault " << fault;
        EXPECT_EQ(errorOf(writeKtx2(image)), ErrorCode::InvalidArgument) << "fault " << fault;
    }
}

TEST(Containers, GiveBackWhatWasWritten) {
    CompressedImage image = makeTexture();
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        image.profile = profile;
        Result<CompressedImage> fromAstc = readAstc(*writeAstc(image), profile);
        Result<CompressedImage> fromKtx2 = readKtx2(*writeKtx2(image));
        for (const Result<CompressedImage>* read : {&fromAstc, &fromKtx2}) {
            ASSERT_TRUE(*read);
            EXPECT_EQ((*read)->width, image.width);
            EXPECT_EQ((*read)->height, image.height);
            EXPECT_EQ((*read)->footprint, image.footprint);
            EXPECT_EQ((*read)->profile, image.profile);
            EXPECT_EQ((*read)->blocks, image.blocks);
        }
    }
}

TEST(Containers, ReadersRefuseEmptyForeignAndTruncatedBytes) {
    const std::vector<uint8_t> astc = *writeAstc(makeTexture());
    const std::vector<uint8_t> ktx2 = *writeKtx2(makeTexture());
    EXPECT_EQ(errorOf(readAstc({}, Profile::Ldr)), ErrorCode::InvalidData);
    EXPECT_EQ(errorOf(readKtx2({})), ErrorCode::InvalidData);
    EXPECT_EQ(errorOf(readAstc(ktx2, Profile::Ldr)), ErrorCode::InvalidData);
    EXPECT_EQ(errorOf(readKtx2(astc)), ErrorCode::InvalidData);
    EXPECT_EQ(errorOf(readAstc(std::span(astc).first(astc.size() - 1), Profile::Ldr)), ErrorCode::InvalidData);
    EXPECT_EQ(errorOf(readKtx2(std::span(ktx2).first(ktx2.size() - 1))), ErrorCode::InvalidData);
}

TEST(CompareImages, RefusesPicturesOfDifferentSizeAndShortOnes) {
    const Image a = makeGradient(16, 12, true);
    const Image b = makeGradient(12, 16, true);
    EXPECT_EQ(errorOf(compareImages(a.view(), b.view())), ErrorCode::InvalidArgument);
    ImageView isShort = a.view();
    isShort.texels = isShort.texels.first(isShort.texels.size() - 1);
    EXPECT_EQ(errorOf(compareImages(a.view(), isShort)), ErrorCode::InvalidArgument);
    EXPECT_EQ(errorOf(compareImages(isShort, a.view())), ErrorCode::InvalidArgument);
    EXPECT_TRUE(compareImages(a.view(), a.view()));
}

TEST(CompressedSizeBytes, CountsPartialBlocks) {
    EXPECT_EQ(compressedSizeBytes(1, 1, {4, 4}), 16u);
    EXPECT_EQ(compressedSizeBytes(5, 4, {4, 4}), 32u);
    EXPECT_EQ(compressedSizeBytes(65536, 65536, {4, 4}), uint64_t{1} << 32);
    EXPECT_EQ(compressedSizeBytes(13, 25, {12, 12}), 6u * 16u);
}

TEST(Version, IsThreeNumbers) { EXPECT_EQ(versionString(), ASTCSLANG_TEST_VERSION); }

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// The public decode(), analyzeBlocks() and compressedSizeBytes(): every bad argument by itself, then the good call.
#include <astcslang/texel_details.h>

#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

#include "astc/decode_block.h"
#include "astc/partitioning.h"
#include "astc/physical_block.h"
#include "random.h"
#include "stratified_blocks.h"

namespace astcslang {
namespace {

void append(CompressedImage& image, const astc::PhysicalBlock& block) {
    const auto bytes = block.toBytes();
    image.blocks.insert(image.blocks.end(), bytes.begin(), bytes.end());
}

astc::PhysicalBlock solid(uint8_t value) {
    astc::VoidExtentBlock block;
    block.color.fill(static_cast<uint16_t>(value << 8));
    return pack(block);
}

/// 7x5 texels in 4x4 blocks: two columns and two rows of solid blocks 10, 20, 30, 40.
CompressedImage smallImage() {
    CompressedImage image{7, 5, {4, 4}, Profile::Ldr, {}};
    for (const uint8_t value : {10, 20, 30, 40}) append(image, solid(value));
    return image;
}

void expectRejected(const CompressedImage& image) {
    const auto decoded = decode(image);
    const auto analyzed = analyzeBlocks(image);
    ASSERT_FALSE(decoded);
    ASSERT_FALSE(analyzed);
    EXPECT_EQ(decoded.error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(analyzed.error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(decoded.error().message.empty());
}

TEST(DecodeImage, RejectsEachBadArgument) {
    CompressedImage image = smallImage();
    image.width = 0;
    expectRejected(image);
    image = smallImage();
    image.height = 0;
    expectRejected(image);
    image = smallImage();
    image.width = 65537;
    expectRejected(image);
    image = smallImage();
    image.width = image.height = 0xFFFFFFFF; // 2^64 bytes of blocks, which wrap to none
    image.blocks.clear();
    expectRejected(image);
    image = smallImage();
    image.footprint = {4, 5};
    expectRejected(image);
    image = smallImage();
    image.footprint = {0, 0};
    expectRejected(image);
    image = smallImage();
    image.blocks.pop_back();
    expectRejected(image);
    image = smallImage();
    image.blocks.push_back(0);
    expectRejected(image);
    image = smallImage();
    image.blocks.erase(image.blocks.end() - 16, image.blocks.end());
    expectRejected(image);
    image = smallImage();
    image.blocks.clear();
    expectRejected(image);
    EXPECT_TRUE(decode(smallImage()));
}

TEST(DecodeImage, PlacesBlocksAndCropsTheEdges) {
    const auto image = decode(smallImage());
    ASSERT_TRUE(image);
    EXPECT_EQ(image->width, 7u);
    EXPECT_EQ(image->height, 5u);
    ASSERT_EQ(image->texels.size(), 7u * 5 * 4);
    for (uint32_t y = 0; y < 5; ++y) {
        for (uint32_t x = 0; x < 7; ++x) {
            for (uint32_t component = 0; component < 4; ++component)
                EXPECT_EQ(image->texels[(y * 7 + x) * 4 + component], 10 + 10 * (x / 4) + 20 * (y / 4));
        }
    }
}

TEST(DecodeImage, EveryFootprintDecodesAOneTexelPicture) {
    for (const Footprint footprint : astc::kFootprints) {
        CompressedImage image{1, 1, footprint, Profile::LdrSrgb, {}};
        append(image, solid(77));
        const auto decoded = decode(image);
        ASSERT_TRUE(decoded);
        EXPECT_EQ(decoded->texels, std::vector<uint8_t>(4, 77));
    }
}

TEST(DecodeImage, ReportsWhatEachBlockSays) {
    CompressedImage image{16, 4, {4, 4}, Profile::Ldr, {}};
    astc::SymbolicBlock block;
    const auto modes = astc::listLegalBlockModes(image.footprint);
    const auto numbered = std::ranges::find(modes, astc::BlockMode{4, 3, true, 1}, &astc::NumberedBlockMode::mode);
    ASSERT_NE(numbered, modes.end());
    block.blockMode = numbered->field;
    block.endpointModes = astc::EndpointModeList::of(
        std::array{astc::ColorEndpointMode::LdrLuminanceDirect, astc::ColorEndpointMode::HdrRgbBaseScale});
    block.partitionSeed = 1000;
    block.plane2Component = 3;
    astc::VoidExtentBlock hdr;
    hdr.isHdr = true;
    append(image, pack(block));
    append(image, solid(1));
    append(image, pack(hdr));
    append(image, astc::PhysicalBlock{});

    const auto infos = analyzeBlocks(image);
    ASSERT_TRUE(infos);
    ASSERT_EQ(infos->size(), 4u);
    const BlockInfo& info = infos->at(0);
    EXPECT_FALSE(info.isError);
    EXPECT_FALSE(info.isVoidExtent);
    EXPECT_TRUE(info.isDualPlane);
    EXPECT_EQ(info.plane2Component, 3);
    EXPECT_EQ(info.partitionCount, 2);
    EXPECT_EQ(info.partitionSeed, 1000);
    EXPECT_EQ(info.blockMode, numbered->field);
    EXPECT_EQ(info.weightGridWidth, 4);
    EXPECT_EQ(info.weightGridHeight, 3);
    EXPECT_EQ(info.weightLevelCount, 3);
    EXPECT_EQ(info.colorLevelCount, 256); // 128 - 31 - 39 - 2 = 56 bits for six values
    EXPECT_EQ(info.colorEndpointModes[0], 0);
    EXPECT_EQ(info.colorEndpointModes[1], 7);
    EXPECT_TRUE(infos->at(1).isVoidExtent);
    EXPECT_FALSE(infos->at(1).isError);
    EXPECT_TRUE(infos->at(2).isError) << "no LDR profile decodes an HDR void extent";
    EXPECT_TRUE(infos->at(3).isError);
    EXPECT_FALSE(infos->at(3).isVoidExtent);
}

// Bits of any kind are a block or none; what is none is the error colour (run it sanitized).
TEST(DecodeImage, RandomBlocksAreTexelsOrTheErrorColor) {
    constexpr uint32_t kBlockCount = 5000;
    astc::Random random(1);
    for (const Footprint footprint : astc::kFootprints) {
        CompressedImage image{footprint.width * kBlockCount, footprint.height, footprint, Profile::Ldr, {}};
        for (uint32_t byte = 0; byte < kBlockCount * 16; ++byte)
            image.blocks.push_back(static_cast<uint8_t>(random.below(256)));
        const auto decoded = decode(image);
        const auto infos = analyzeBlocks(image);
        ASSERT_TRUE(decoded && infos);
        uint32_t errorCount = 0;
        for (uint32_t block = 0; block < kBlockCount; ++block) {
            if (!infos->at(block).isError) continue;
            ++errorCount;
            const uint8_t* texel = &decoded->texels[size_t{4} * footprint.width * block];
            EXPECT_EQ(std::vector<uint8_t>(texel, texel + 4), (std::vector<uint8_t>{255, 0, 255, 255})) << block;
        }
        EXPECT_GT(errorCount, 0u);
        EXPECT_LT(errorCount, kBlockCount);
    }
}

TEST(CompressedSize, CountsWholeBlocksIn64Bits) {
    EXPECT_EQ(compressedSizeBytes(1, 1, {4, 4}), 16u);
    EXPECT_EQ(compressedSizeBytes(7, 5, {4, 4}), 64u);
    EXPECT_EQ(compressedSizeBytes(12, 12, {12, 12}), 16u);
    EXPECT_EQ(compressedSizeBytes(65536, 65536, {4, 4}), uint64_t{1} << 32);
}

TEST(TexelPartitions, AreThoseOfEachBlocksPattern) {
    constexpr Footprint kFootprint = {6, 5};
    CompressedImage image{18, 10, kFootprint, Profile::Ldr, {}};
    std::vector<std::optional<astc::Partitioning>> expected;
    for (const astc::PhysicalBlock& block : astc::makeStratifiedBlocks(kFootprint)) {
        const astc::UnpackedBlock unpacked = astc::unpack(block, kFootprint);
        const auto* symbolic = std::get_if<astc::SymbolicBlock>(&unpacked);
        const bool hasParts = symbolic != nullptr && symbolic->partitionCount() > 1;
        if (hasParts == (expected.size() == 4)) continue; // five with a pattern, then one without
        append(image, block);
        expected.emplace_back();
        if (hasParts)
            expected.back() =
                astc::computePartitioning(kFootprint, symbolic->partitionCount(), symbolic->partitionSeed);
        if (expected.size() == 6) break;
    }
    ASSERT_EQ(expected.size(), 6u);
    const std::vector<uint8_t> partitions = texelPartitions(image).value();
    for (size_t texel = 0; texel < partitions.size(); ++texel) {
        const size_t x = texel % 18, y = texel / 18;
        const auto& pattern = expected[y / 5 * 3 + x / 6];
        ASSERT_EQ(partitions[texel], pattern ? (*pattern)[y % 5 * 6 + x % 6] : 0);
    }
    image.width = 0;
    EXPECT_FALSE(texelPartitions(image));
    EXPECT_FALSE(decodeWide(image));
}

} // namespace
} // namespace astcslang

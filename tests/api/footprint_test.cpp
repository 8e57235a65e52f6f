// SPDX-License-Identifier: Apache-2.0
// Encodes with every footprint: blocks are legal, the reported error is the decoder's, sizes and dispatches do not
// matter, presets and partitions pay. If one fails, textures of that footprint are wrong or worse than asked for.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "astc/footprint.h"
#include "astc/partitioning.h"
#include "astc/physical_block.h"
#include "encode_rig.h"
#include "test_pictures.h"
#include "wide_decoder.h"

namespace astcslang::test {
namespace {

constexpr std::array<NamedQuality, 4> kQualities = {
    {{"draft", Draft}, {"fastest", Fastest}, {"medium", Medium}, {"verythorough", VeryThorough}}};
constexpr std::array<uint8_t, 8> kLdrEndpointModes = {0, 4, 6, 8, 9, 10, 12, 13};

std::string nameOf(Footprint footprint) {
    return std::to_string(footprint.width) + "x" + std::to_string(footprint.height);
}

/// A texture as if its picture had whole blocks, so that what overhangs is decoded too.
CompressedImage withWholeBlocks(CompressedImage image) {
    image.width = astc::blockCountX(image.width, image.footprint) * image.footprint.width;
    image.height = astc::blockCountY(image.height, image.footprint) * image.footprint.height;
    return image;
}

uint64_t squaredDistance(const Color& a, const Color& b) {
    uint64_t sum = 0;
    for (size_t c = 0; c < 4; ++c) sum += static_cast<uint64_t>((a[c] - b[c]) * (a[c] - b[c]));
    return sum;
}

/// Squared error of the block whose every texel is the mean colour, rounded.
uint64_t flatError(const std::vector<Color>& texels) {
    Color mean;
    for (size_t c = 0; c < 4; ++c) {
        size_t sum = texels.size() / 2;
        for (const Color& texel : texels) sum += texel[c];
        mean[c] = static_cast<uint8_t>(sum / texels.size());
    }
    uint64_t error = 0;
    for (const Color& texel : texels) error += squaredDistance(texel, mean);
    return error;
}

void expectLegalBlock(const CompressedImage& image, uint32_t index, int maxPartitionCount) {
    const std::span bytes = std::span(image.blocks).subspan(index * 16).first<16>();
    const astc::UnpackedBlock block = astc::unpack(astc::PhysicalBlock::fromBytes(bytes), image.footprint);
    if (const auto* fault = std::get_if<astc::BlockFault>(&block)) FAIL() << describe(*fault);
    const auto* symbolic = std::get_if<astc::SymbolicBlock>(&block);
    if (symbolic == nullptr) return;
    EXPECT_LE(symbolic->partitionCount(), maxPartitionCount);
    for (const astc::ColorEndpointMode mode : symbolic->endpointModes.used())
        EXPECT_NE(std::ranges::find(kLdrEndpointModes, static_cast<uint8_t>(mode)), kLdrEndpointModes.end())
            << "endpoint mode " << int(mode);
    EXPECT_EQ(astc::pack(*symbolic), astc::PhysicalBlock::fromBytes(bytes)) << "bits that no field uses are set";
}

/// Every block is legal and no worse than a single colour; their errors add up to the reported one.
void expectSoundTexture(const EncodeOptions& options, const Image& picture) {
    const EncodedImage encoded = encode(options, picture);
    const Image padded = padToBlocks(picture, options.footprint);
    const Image decoded = valueOf(decode(withWholeBlocks(encoded.image)));
    ASSERT_EQ(encoded.image.blocks.size(), compressedSizeBytes(picture.width, picture.height, options.footprint));
    uint64_t sum = 0;
    for (uint32_t index = 0; index < encoded.image.blocks.size() / 16; ++index) {
        SCOPED_TRACE("block " + std::to_string(index));
        expectLegalBlock(encoded.image, index, options.maxPartitionCount == 0 ? 4 : options.maxPartitionCount);
        const std::vector<Color> texels = blockTexels(padded, options.footprint, index);
        const std::vector<Color> shown = blockTexels(decoded, options.footprint, index);
        uint64_t error = 0;
        for (size_t texel = 0; texel < texels.size(); ++texel) error += squaredDistance(texels[texel], shown[texel]);
        EXPECT_LE(error, flatError(texels)) << "a single colour would be better";
        sum += error;
    }
    EXPECT_EQ(encoded.statistics.squaredError, static_cast<double>(sum));
}

class EveryFootprint : public testing::TestWithParam<Footprint> {
protected:
    EncodeOptions optionsFor(uint8_t quality, Profile profile = Profile::LdrSrgb) const {
        EncodeOptions options{.footprint = GetParam(), .profile = profile};
        options.quality = quality;
        return options;
    }
};

TEST_P(EveryFootprint, MakesSoundBlocksAtEveryQuality) {
    for (const NamedQuality& preset : kQualities)
        for (const bool hasAlpha : {false, true})
            for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
                const EncodeOptions options = optionsFor(preset.quality, profile);
                SCOPED_TRACE(describe(options) + (hasAlpha ? ", alpha" : ""));
                expectSoundTexture(options, makeMixture(48, 48, hasAlpha));
            }
}

TEST_P(EveryFootprint, MakesSoundBlocksAtTheExtremes) {
    for (const bool hasAlpha : {false, true})
        for (const uint8_t quality : {Fastest, Medium}) expectSoundTexture(optionsFor(quality), makeExtremes(hasAlpha));
}

TEST_P(EveryFootprint, KeepsToTheMostPartitionsThatAreAllowed) {
    for (uint8_t partitions = 1; partitions <= 3; ++partitions) {
        EncodeOptions options = optionsFor(Thorough);
        options.maxPartitionCount = partitions;
        SCOPED_TRACE(describe(options));
        expectSoundTexture(options, makeMixture(48, 48, false));
    }
}

TEST_P(EveryFootprint, ReportsTheErrorOfAllSixteenBitsForFloat16) {
    for (const bool hasAlpha : {false, true}) {
        EncodeOptions options = optionsFor(Medium, Profile::Ldr);
        options.decodeTarget = DecodeTarget::Float16;
        const Image picture = padToBlocks(makeGradient(48, 48, hasAlpha), GetParam());
        const EncodedImage encoded = encode(options, picture);
        const double error = wideError(encoded.image, picture);
        const double blockCount = static_cast<double>(encoded.statistics.blockCount);
        EXPECT_NEAR(encoded.statistics.squaredError, error, 0.51 * blockCount + 1e-3 * error);
    }
}

TEST_P(EveryFootprint, TakesPicturesOfAnySize) {
    for (const auto& [width, height] : {std::pair{50u, 37u}, {1u, 1u}, {13u, 200u}, {3u, 2u}})
        for (const bool hasAlpha : {false, true}) {
            SCOPED_TRACE(std::to_string(width) + "x" + std::to_string(height) + (hasAlpha ? ", alpha" : ""));
            const EncodeOptions options = optionsFor(Fastest);
            const Image picture = makeNatural(width, height, hasAlpha);
            expectSoundTexture(options, picture);
            const EncodedImage encoded = encode(options, picture);
            EXPECT_EQ(encoded.image.blocks, encode(options, padToBlocks(picture, GetParam())).image.blocks)
                << "the last column and row are not what overhangs";
            const Image decoded = valueOf(decode(encoded.image));
            EXPECT_EQ(std::pair(decoded.width, decoded.height), std::pair(width, height));
        }
}

TEST_P(EveryFootprint, GivesTheSameBytesInEveryRunAndDispatch) {
    const Image picture = makeMixture(50, 61, true);
    for (const NamedQuality& preset : kQualities) {
        SCOPED_TRACE(preset.name);
        EncodeOptions options = optionsFor(preset.quality);
        const EncodedImage usual = encode(options, picture);
        EXPECT_EQ(encode(options, picture).image.blocks, usual.image.blocks) << "a second run";
        for (const uint32_t blockCount : {1u, 7u, 29u}) {
            options.maxBlocksPerDispatch = blockCount;
            const EncodedImage encoded = encode(options, picture);
            EXPECT_EQ(encoded.image.blocks, usual.image.blocks) << blockCount << " blocks a dispatch";
            EXPECT_EQ(encoded.statistics.squaredError, usual.statistics.squaredError);
        }
    }
}

TEST_P(EveryFootprint, CollectsStatisticsWithoutChangingTheBytes) {
    const Image picture = makeMixture(48, 48, false);
    EncodeOptions options = optionsFor(Medium);
    const EncodedImage usual = encode(options, picture);
    options.collectStatistics = true;
    const EncodedImage encoded = encode(options, picture);
    EXPECT_EQ(encoded.image.blocks, usual.image.blocks);
    ASSERT_FALSE(encoded.statistics.squaredErrorByStep.empty());
    EXPECT_EQ(encoded.statistics.squaredErrorByStep.back().second, encoded.statistics.squaredError);
    EXPECT_GT(encoded.statistics.evaluationsPerBlock, 0.0);
}

TEST_P(EveryFootprint, StoresFlatBlocksAsVoidExtentsAmongOthers) {
    constexpr std::array<Color, 4> kColors = {
        {{0, 0, 0, 0}, {255, 254, 1, 255}, {13, 200, 77, 1}, {128, 129, 130, 254}}};
    const Footprint footprint = GetParam();
    Image picture = makeNoise(footprint.width * 8u, footprint.height, true, 3);
    for (uint32_t x = 0; x < picture.width; ++x)
        for (uint32_t y = 0; y < picture.height; ++y)
            if (const uint32_t block = x / footprint.width; block % 2 == 0) setTexel(picture, x, y, kColors[block / 2]);
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        const EncodedImage encoded = encode(optionsFor(Medium, profile), picture);
        const std::vector<BlockInfo> blocks = valueOf(analyzeBlocks(encoded.image));
        const Image decoded = valueOf(decode(encoded.image));
        ASSERT_EQ(blocks.size(), 8u);
        for (uint32_t block = 0; block < 8; ++block) {
            EXPECT_EQ(blocks[block].isVoidExtent, block % 2 == 0) << "block " << block;
            if (block % 2 != 0) continue;
            EXPECT_EQ(blockTexels(decoded, footprint, block), blockTexels(picture, footprint, block));
        }
    }
}

TEST_P(EveryFootprint, EncodesABlockWithoutRegardToItsNeighbours) {
    const Footprint footprint = GetParam();
    Image picture = padToBlocks(makeMixture(48, 40, true), footprint);
    // All blocks but the last are of one colour, so that it is the worst here as well as alone.
    for (uint32_t y = 0; y < picture.height; ++y)
        for (uint32_t x = 0; x < picture.width; ++x)
            if (x + footprint.width < picture.width || y + footprint.height < picture.height)
                setTexel(picture, x, y, {200, 100, 50, 250});
    const EncodedImage whole = encode(optionsFor(Fastest), picture);
    const uint32_t last = static_cast<uint32_t>(whole.image.blocks.size() / 16) - 1;
    Image block{footprint.width, footprint.height, {}};
    for (const Color& texel : blockTexels(picture, footprint, last))
        block.texels.insert(block.texels.end(), texel.begin(), texel.end());
    const EncodedImage alone = encode(optionsFor(Fastest), block);
    ASSERT_EQ(alone.image.blocks.size(), 16u);
    EXPECT_TRUE(std::equal(alone.image.blocks.begin(), alone.image.blocks.end(), whole.image.blocks.end() - 16));
}

INSTANTIATE_TEST_SUITE_P(, EveryFootprint, testing::ValuesIn(astc::kFootprints),
                         [](const auto& suite) { return nameOf(suite.param); });

// -------------------------------------------------------------------------------------------------------------------
// What more effort gains

class LargeFootprint : public testing::TestWithParam<Footprint> {
protected:
    double errorOf(uint8_t quality, uint8_t partitions, const Image& picture) const {
        EncodeOptions options{.footprint = GetParam(), .maxPartitionCount = partitions};
        options.quality = quality;
        return encode(options, picture).statistics.squaredError;
    }
};

TEST_P(LargeFootprint, EveryPresetUpLowersTheError) {
    const Image picture = makeNatural(96, 96, false);
    double before = INFINITY;
    for (const NamedQuality& preset : kPresets) {
        const double error = errorOf(preset.quality, 0, picture);
        EXPECT_LT(error, before) << preset.name;
        before = error;
    }
}

TEST_P(LargeFootprint, MorePartitionsHardlyEverCost) {
    for (const NamedQuality& preset : kQualities)
        for (const bool hasAlpha : {false, true}) {
            SCOPED_TRACE(std::string(preset.name) + (hasAlpha ? ", alpha" : ""));
            const Image picture = makeNatural(72, 72, hasAlpha);
            double before = INFINITY;
            for (uint8_t partitions = 1; partitions <= 4; ++partitions) {
                const double error = errorOf(preset.quality, partitions, picture);
                // Quick encodes are shared among more kinds of block, so that a little may be lost.
                EXPECT_LE(error, 1.002 * before)
                    << std::fixed << error - before << " with " << int(partitions) << " partitions";
                before = error;
            }
        }
}

/// Blocks that are patterns of the format with `count` partitions, each of one random colour.
Image makePatterns(Footprint footprint, int count) {
    const Image colors = makeNoise(4, 64, false, static_cast<uint32_t>(count));
    Image image = makeConstant(footprint.width * 8u, footprint.height * 8u, {});
    for (uint32_t block = 0; block < 64; ++block) {
        const auto seed = static_cast<uint16_t>(block * 16 + 5);
        const astc::Partitioning labels = astc::computePartitioning(footprint, count, seed);
        for (uint32_t i = 0; i < static_cast<uint32_t>(astc::texelCount(footprint)); ++i)
            setTexel(image, block % 8 * footprint.width + i % footprint.width,
                     block / 8 * footprint.height + i / footprint.width, texelOf(colors, labels[i], block));
    }
    return image;
}

TEST_P(LargeFootprint, EveryPartitionPaysWhereABlockHasAsManyColors) {
    for (int colorCount = 2; colorCount <= 4; ++colorCount) {
        const Image picture = makePatterns(GetParam(), colorCount);
        double before = INFINITY;
        for (int partitions = 1; partitions <= colorCount; ++partitions) {
            const double error = errorOf(Exhaustive, static_cast<uint8_t>(partitions), picture);
            EXPECT_LT(error, 0.95 * before) << partitions << " partitions for " << colorCount << " colours";
            before = error;
        }
    }
}

TEST_P(LargeFootprint, IsFarBetterThanAFlatBlockWhereThePictureIsSmooth) {
    for (const bool hasAlpha : {false, true}) {
        const Image picture = makeGradient(48, 48, hasAlpha);
        const EncodedImage encoded = encode({.footprint = GetParam(), .quality = Fastest}, picture);
        const Image decoded = valueOf(decode(encoded.image));
        EXPECT_GT(valueOf(compareImages(picture.view(), decoded.view())).psnrRgba, 30.0);
    }
}

INSTANTIATE_TEST_SUITE_P(, LargeFootprint, testing::Values(Footprint{6, 6}, Footprint{8, 8}),
                         [](const auto& suite) { return nameOf(suite.param); });

} // namespace
} // namespace astcslang::test

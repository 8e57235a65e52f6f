// SPDX-License-Identifier: Apache-2.0
// If these fail, `validate` passes files of other formats than ASTC that the specification forbids, or blames good
// ones.

#include <functional>
#include <random>
#include <set>

#include <astcslang/validate.h>
#include <gtest/gtest.h>

#include "other_ktx2.h"

namespace astcslang::container {
namespace {

using Ids = std::set<std::string>;

Ids idsOf(const OtherKtx2& file) {
    Ids ids;
    for (const Fault& fault : validateTexture(file.bytes())) ids.insert(fault.id);
    return ids;
}

Ids idsAfter(OtherKtx2 file, const std::function<void(OtherKtx2&)>& change) {
    EXPECT_EQ(idsOf(file), Ids()) << "before";
    change(file);
    return idsOf(file);
}

/// Every kind of number, of every size.
TEST(ValidateOtherFormats, ChannelsOfWholeBytesArePassed) {
    constexpr uint32_t kMinusOne = 0xBF800000, kOne = 0x3F800000; // as floats
    const OtherKtx2 files[] = {makePlainKtx2(9, "r", 8, 0, 0, 255),
                               makePlainKtx2(17, "rg", 8, 0x40, 0xFFFFFF81, 127), // SNORM
                               makePlainKtx2(30, "bgr", 8, 0, 0, 255),
                               makeRgba8(),
                               makePlainKtx2(44, "bgra", 8, 0, 0, 255),
                               makePlainKtx2(78, "rg", 16, 0x40, 0xFFFF8001, 32767),
                               makePlainKtx2(91, "rgba", 16, 0, 0, 65535),
                               makePlainKtx2(97, "rgba", 16, 0xC0, kMinusOne, kOne),
                               makePlainKtx2(106, "rgb", 32, 0xC0, kMinusOne, kOne),
                               makePlainKtx2(121, "rgba", 64, 0xC0, 1, 2)};
    for (const OtherKtx2& file : files) EXPECT_EQ(idsOf(file), Ids()) << file.header.vkFormat;
    for (const auto& [format, qualifiers, lower] : {std::tuple(41, 0, 0u), std::tuple(42, 0x40, UINT32_MAX)}) {
        OtherKtx2 data =
            makePlainKtx2(static_cast<uint32_t>(format), "rgba", 8, static_cast<uint8_t>(qualifiers), lower, 1);
        data.primaries = data.transfer = 0;
        EXPECT_EQ(idsOf(data), Ids()) << format;
    }
}

/// Channels of so many bits from bit 0 on, of one texel of `bytes` bytes.
OtherKtx2 makePackedKtx2(uint32_t vkFormat, uint8_t bytes, std::vector<OtherSample> samples) {
    OtherKtx2 file;
    file.header.vkFormat = vkFormat;
    file.header.typeSize = file.planes[0] = bytes;
    file.samples = std::move(samples);
    file.levelBytes = file.rawBytes = uint64_t{3} * 5 * bytes;
    return file;
}

/// As the specification's examples have them, or else by Vulkan's definition of the format.
TEST(ValidateOtherFormats, ChannelsOfPackedFormatsArePassed) {
    constexpr uint32_t kOne = 0x3F800000; // as a float
    const OtherKtx2 files[] = {
        makePackedKtx2(1, 1, {{0, 3, 1, 0, 0, 15}, {4, 3, 0, 0, 0, 15}}),
        makePackedKtx2(2, 2, {{0, 3, 15, 0, 0, 15}, {4, 3, 2, 0, 0, 15}, {8, 3, 1, 0, 0, 15}, {12, 3, 0, 0, 0, 15}}),
        makePackedKtx2(3, 2, {{0, 3, 15, 0, 0, 15}, {4, 3, 0, 0, 0, 15}, {8, 3, 1, 0, 0, 15}, {12, 3, 2, 0, 0, 15}}),
        makePackedKtx2(4, 2, {{0, 4, 2, 0, 0, 31}, {5, 5, 1, 0, 0, 63}, {11, 4, 0, 0, 0, 31}}), // R5G6B5
        makePackedKtx2(5, 2, {{0, 4, 0, 0, 0, 31}, {5, 5, 1, 0, 0, 63}, {11, 4, 2, 0, 0, 31}}),
        makePackedKtx2(6, 2, {{0, 0, 15, 0, 0, 1}, {1, 4, 2, 0, 0, 31}, {6, 4, 1, 0, 0, 31}, {11, 4, 0, 0, 0, 31}}),
        makePackedKtx2(7, 2, {{0, 0, 15, 0, 0, 1}, {1, 4, 0, 0, 0, 31}, {6, 4, 1, 0, 0, 31}, {11, 4, 2, 0, 0, 31}}),
        makePackedKtx2(8, 2, {{0, 4, 2, 0, 0, 31}, {5, 4, 1, 0, 0, 31}, {10, 4, 0, 0, 0, 31}, {15, 0, 15, 0, 0, 1}}),
        makePackedKtx2(58, 4, // A2R10G10B10_UNORM
                       {{0, 9, 2, 0, 0, 1023}, {10, 9, 1, 0, 0, 1023}, {20, 9, 0, 0, 0, 1023}, {30, 1, 15, 0, 0, 3}}),
        makePackedKtx2(65, 4, // A2B10G10R10_SNORM
                       {{0, 9, 0x40, 0, 0xFFFFFE01, 511},
                        {10, 9, 0x41, 0, 0xFFFFFE01, 511},
                        {20, 9, 0x42, 0, 0xFFFFFE01, 511},
                        {30, 1, 0x4F, 0, UINT32_MAX, 1}}),
        makePackedKtx2(122, 4, {{0, 10, 0x80, 0, 0, kOne}, {11, 10, 0x81, 0, 0, kOne}, {22, 9, 0x82, 0, 0, kOne}}),
        makePackedKtx2(123, 4, // E5B9G9R9
                       {{0, 8, 0, 0, 0, 8448},
                        {27, 4, 0x20, 0, 15, 31},
                        {9, 8, 1, 0, 0, 8448},
                        {27, 4, 0x21, 0, 15, 31},
                        {18, 8, 2, 0, 0, 8448},
                        {27, 4, 0x22, 0, 15, 31}})};
    for (const OtherKtx2& file : files) {
        for (size_t sample = 0; sample < file.samples.size(); ++sample) {
            SCOPED_TRACE(std::to_string(file.header.vkFormat) + ", sample " + std::to_string(sample));
            const Ids samples{"descriptor-samples"};
            EXPECT_EQ(idsAfter(file, [&](OtherKtx2& bad) { ++bad.samples[sample].bitOffset; }), samples);
            EXPECT_EQ(idsAfter(file, [&](OtherKtx2& bad) { ++bad.samples[sample].bitLength; }), samples);
            EXPECT_EQ(idsAfter(file, [&](OtherKtx2& bad) { bad.samples[sample].channel ^= 0x80; }), samples);
            EXPECT_EQ(idsAfter(file, [&](OtherKtx2& bad) { bad.samples[sample].channel ^= 0x20; }), samples);
            EXPECT_EQ(idsAfter(file, [&](OtherKtx2& bad) { ++bad.samples[sample].upper; }), samples);
        }
    }
}

TEST(ValidateOtherFormats, EveryFieldOfASampleIsThatOfTheFormat) {
    const std::function<void(OtherSample&)> changes[] = {
        [](OtherSample& sample) { sample.bitOffset = 8; }, [](OtherSample& sample) { sample.bitLength = 6; },
        [](OtherSample& sample) { sample.channel = 3; },   [](OtherSample& sample) { sample.channel |= 0x40; },
        [](OtherSample& sample) { sample.position = 1; },  [](OtherSample& sample) { sample.lower = 1; },
        [](OtherSample& sample) { sample.upper = 254; }};
    for (const auto& change : changes) {
        EXPECT_EQ(idsAfter(makeRgba8(), [&](OtherKtx2& file) { change(file.samples[0]); }), Ids{"descriptor-samples"});
    }
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.samples.pop_back(); }), Ids{"descriptor-samples"});
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.samples[1].channel |= 0x10; }), Ids()) << "linear";
}

TEST(ValidateOtherFormats, TexelBlocksAreThoseOfTheFormat) {
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.dimensions[0] = 2; }), Ids{"descriptor-dimensions"});
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.dimensions[3] = 2; }), Ids{"descriptor-dimensions"});
    EXPECT_TRUE(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.planes[0] = 8; }).contains("descriptor-bytes"));
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.planes[1] = 4; }), Ids{"descriptor-bytes"});
    OtherKtx2 bc1;
    bc1.header.vkFormat = 131;
    bc1.model = 128;
    bc1.dimensions = {4, 4, 1, 1};
    bc1.planes[0] = 8;
    bc1.samples = {{0, 63, 0, 0, 0, UINT32_MAX}};
    bc1.levelBytes = bc1.rawBytes = 16; // 3x5 texels
    EXPECT_EQ(idsAfter(bc1, [](OtherKtx2& file) { file.dimensions[1] = 8; }), Ids{"descriptor-dimensions"});
}

/// Writers tell BT.709 and linear of integers, so that this is a warning: `wrap` refused such files.
TEST(ValidateOtherFormats, DataHaveNoColorSpace) {
    OtherKtx2 data = makePlainKtx2(41, "rgba", 8, 0, 0, 1); // R8G8B8A8_UINT
    data.primaries = data.transfer = 0;
    EXPECT_EQ(idsAfter(data, [](OtherKtx2& file) { file.primaries = 1; }), Ids{"descriptor-data"});
    EXPECT_EQ(idsAfter(data, [](OtherKtx2& file) { file.transfer = 1; }), Ids{"descriptor-data"});
    data.transfer = 1;
    EXPECT_EQ(validateTexture(data.bytes()).at(0).severity, Severity::Warning);
    data.transfer = 0;
    OtherKtx2 depth = data;
    depth.header.vkFormat = 126; // D32_SFLOAT
    depth.header.typeSize = 4;
    EXPECT_EQ(idsAfter(depth, [](OtherKtx2& file) { file.transfer = 1; }), Ids{"descriptor-data"});
    EXPECT_EQ(idsAfter(depth,
                       [](OtherKtx2& file) {
                           file.entries = {{"KTXswizzle", std::string("r001", 5)}};
                       }),
              Ids{"swizzle-useless"});
}

TEST(ValidateOtherFormats, AlphaIsLinearBesideOtherColors) {
    OtherKtx2 srgb = makePlainKtx2(43, "rgba", 8, 0, 0, 255);
    srgb.transfer = 2;
    srgb.samples[3].channel |= 0x10;
    EXPECT_EQ(idsAfter(srgb, [](OtherKtx2& file) { file.samples[3].channel = 15; }), Ids{"descriptor-linear"});
    OtherKtx2 basis = makeBasisLz();
    basis.samples[1].channel = 15;
    EXPECT_EQ(idsOf(basis), (Ids{"descriptor-linear", "scheme-unchecked"}));
}

TEST(ValidateOtherFormats, NumbersOfColorsAndFlagsAreRegistered) {
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.transfer = 20; }),
              (Ids{"descriptor-linear", "descriptor-transfer"}));
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.transfer = 2; }),
              (Ids{"descriptor-linear", "descriptor-transfer-odd"}));
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.primaries = 12; }), Ids{"descriptor-primaries"});
    for (const int bit : {1, 2, 7}) {
        EXPECT_EQ(idsAfter(makeRgba8(), [&](OtherKtx2& file) { file.flags = static_cast<uint8_t>(1 << bit); }),
                  Ids{"descriptor-flags"});
    }
    EXPECT_EQ(idsAfter(makeRgba8(), [](OtherKtx2& file) { file.flags = 1; }), Ids()) << "premultiplied";
}

TEST(ValidateOtherFormats, FurtherDescriptorBlocksAreWhole) {
    OtherKtx2 file = makeRgba8();
    append32(file.furtherBlocks, 0x1234);   // a vendor
    append32(file.furtherBlocks, 12 << 16); // its bytes
    append32(file.furtherBlocks, 99);
    const Ids broken{"descriptor-further"};
    EXPECT_EQ(idsAfter(file, [](OtherKtx2& changed) { changed.furtherBlocks[6] = 8; }), broken) << "4 bytes left";
    EXPECT_EQ(idsAfter(file, [](OtherKtx2& changed) { changed.furtherBlocks[6] = 16; }), broken);
    EXPECT_EQ(idsAfter(file, [](OtherKtx2& changed) { changed.furtherBlocks[6] = 0; }), broken);
    EXPECT_EQ(idsAfter(file, [](OtherKtx2& changed) { changed.furtherBlocks[6] = 10; }), broken) << "not in fours";
    EXPECT_EQ(idsAfter(file, [](OtherKtx2& changed) { changed.furtherBlocks[0] = changed.furtherBlocks[1] = 0; }),
              broken)
        << "a second basic block";
}

TEST(ValidateOtherFormats, SwizzlesReadWhatIsThere) {
    OtherKtx2 file = makePlainKtx2(16, "rg", 8, 0, 0, 255);
    const auto swizzled = [&](const std::string& text) {
        return idsAfter(file, [&](OtherKtx2& changed) { changed.entries = {{"KTXswizzle", text + '\0'}}; });
    };
    EXPECT_EQ(swizzled("rrrg"), Ids());
    EXPECT_EQ(swizzled("rgb1"), Ids{"swizzle-value"});
    EXPECT_EQ(swizzled("rg0a"), Ids{"swizzle-value"});
}

TEST(ValidateOtherFormats, BasisLzIsFilledByItsParts) {
    const Ids broken{"basislz-data", "scheme-unchecked"};
    OtherKtx2 good = makeBasisLz();
    EXPECT_EQ(idsOf(good), Ids{"scheme-unchecked"});
    const auto changed = [&](size_t place, uint8_t value) {
        OtherKtx2 file = good;
        file.globalData[place] = value;
        return idsOf(file);
    };
    EXPECT_EQ(changed(4, 2), broken) << "endpoints' length";
    EXPECT_EQ(changed(20, 1), broken) << "imageFlags";
    EXPECT_EQ(changed(20, 2), broken) << "a P-frame in what is no animation";
    EXPECT_EQ(changed(0, 0), broken) << "no endpoints";
    EXPECT_EQ(changed(2, 0), broken) << "no selectors";
    for (const auto& [place, length] : {std::pair(4, 1), {8, 2}, {12, 3}}) {
        OtherKtx2 empty = good; // and the rest says so
        empty.globalData[static_cast<size_t>(place)] = 0;
        empty.globalData.resize(empty.globalData.size() - static_cast<size_t>(length));
        EXPECT_EQ(idsOf(empty), broken) << place;
    }
    OtherKtx2 animation = good;
    animation.header.layerCount = 1;
    animation.globalData[20] = 2; // a P-frame
    animation.entries = {{"KTXanimData", std::string(12, '\0')}};
    EXPECT_EQ(idsOf(animation), Ids{"scheme-unchecked"});
    EXPECT_EQ(changed(28, 0), broken) << "an empty slice";
    EXPECT_EQ(changed(24, 4), broken) << "a slice beyond the level";
    EXPECT_EQ(changed(36, 4), broken) << "the second slice beyond it";
    OtherKtx2 extended = good;
    extended.globalData[16] = 1;
    extended.globalData.push_back(0);
    EXPECT_EQ(idsOf(extended), broken);
    OtherKtx2 layers = good;
    layers.header.layerCount = 2;
    EXPECT_EQ(idsOf(layers), broken);
    OtherKtx2 tiny = good;
    tiny.globalData.resize(19);
    EXPECT_EQ(idsOf(tiny), broken);
    OtherKtx2 single = good;
    single.samples.pop_back();
    single.planes[1] = 0;
    EXPECT_EQ(idsOf(single), broken) << "a slice that the descriptor does not have";
}

TEST(ValidateOtherFormats, UniversalFormatsHaveTheirOwnDescriptor) {
    const Ids samples{"descriptor-samples"};
    EXPECT_EQ(idsAfter(makeUastc(), [](OtherKtx2& file) { file.samples[0].channel = 1; }), samples);
    EXPECT_EQ(idsAfter(makeUastc(), [](OtherKtx2& file) { file.samples[0].bitLength = 63; }), samples);
    EXPECT_EQ(idsAfter(makeUastc(), [](OtherKtx2& file) { file.samples[0].upper = 1; }), samples);
    EXPECT_EQ(idsAfter(makeUastc(), [](OtherKtx2& file) { file.samples.push_back(file.samples[0]); }), samples);
    EXPECT_EQ(idsAfter(makeUastc(), [](OtherKtx2& file) { file.dimensions[0] = 8; }), Ids{"descriptor-dimensions"});
    EXPECT_TRUE(idsAfter(makeUastc(), [](OtherKtx2& file) { file.planes[0] = 8; }).contains("descriptor-bytes"));
    EXPECT_EQ(idsAfter(makeUastc(), [](OtherKtx2& file) { file.levelBytes = file.rawBytes = 32; }),
              Ids{"level-length"});
    OtherKtx2 basis = makeBasisLz();
    basis.samples[1].channel = 4 | 0x10; // RGB and GGG
    EXPECT_TRUE(idsOf(basis).contains("descriptor-samples"));
    OtherKtx2 unpacked = makeBasisLz();
    unpacked.header.supercompressionScheme = 0;
    EXPECT_TRUE(idsOf(unpacked).contains("scheme-model")) << "ETC1S is always supercompressed";
}

TEST(ValidateOtherFormats, OpenGlFormatsOfBlocksHaveNoType) {
    OtherKtx2 file = makeUastc();
    const auto mapped = [&](char glFormat) {
        std::string value(12, '\0');
        value[4] = glFormat;
        return idsAfter(file, [&](OtherKtx2& changed) { changed.entries = {{"KTXglFormat", value}}; });
    };
    EXPECT_EQ(mapped(0), Ids());
    EXPECT_EQ(mapped(1), Ids{"format-mapping"});
}

/// Counts whose product does not fit 64 bits, damage of any byte and every length. Run it sanitized.
TEST(ValidateOtherFormats, SurvivesCountsThatDoNotFitAndRandomDamage) {
    OtherKtx2 file = makeBasisLz();
    file.header.layerCount = file.header.pixelDepth = UINT32_MAX;
    file.header.faceCount = 0x80000000;
    EXPECT_TRUE(idsOf(file).contains("basislz-data"));
    std::mt19937 random(1);
    for (const OtherKtx2& good : {makeBasisLz(), makeUastc(), makeRgba8()}) {
        const std::vector<uint8_t> valid = good.bytes();
        for (int round = 0; round < 20000; ++round) {
            std::vector<uint8_t> bytes = valid;
            for (unsigned change = random() % 6; change < 6; ++change) {
                bytes[random() % bytes.size()] = static_cast<uint8_t>(random() % 3 == 0 ? 0xFF : random());
            }
            ASSERT_LE(validateTexture(bytes).size(), 1001u);
        }
        for (size_t length = 0; length < valid.size(); ++length) {
            validateTexture({valid.data(), length});
        }
    }
}

} // namespace
} // namespace astcslang::container

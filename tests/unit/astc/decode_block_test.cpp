// SPDX-License-Identifier: Apache-2.0
// Blocks built field by field with colours worked out by hand. If these fail, the decoder that judges every encoder
// test is wrong; the agreement test against astcenc covers what these few blocks do not.
#include "astc/decode_block.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

using enum ColorEndpointMode;
using Texel = std::array<uint8_t, 4>;

constexpr Footprint k4x4 = {4, 4};

uint16_t findMode(const BlockMode& wanted) {
    for (const NumberedBlockMode& mode : listLegalBlockModes({12, 12})) {
        if (mode.mode == wanted) return mode.field;
    }
    ADD_FAILURE() << "no such block mode";
    return 0;
}

template <typename Block>
std::vector<Texel> decodeTexels(const Block& block, Profile profile, Footprint footprint = k4x4) {
    std::vector<uint8_t> bytes(texelBytes(footprint));
    decodeBlock(block, footprint, profile, bytes);
    std::vector<Texel> texels(bytes.size() / 4);
    for (size_t i = 0; i < bytes.size(); ++i) texels[i / 4][i % 4] = bytes[i];
    return texels;
}

SymbolicBlock makeBlock(const BlockMode& mode, std::vector<ColorEndpointMode> endpointModes,
                        std::vector<uint8_t> colorSymbols) {
    SymbolicBlock block;
    block.blockMode = findMode(mode);
    block.endpointModes = EndpointModeList::of(endpointModes);
    std::ranges::copy(colorSymbols, block.colorSymbols.begin());
    return block;
}

TEST(DecodeBlock, LinearEndpointsReplicateTheirBits) {
    SymbolicBlock block = makeBlock({4, 4, false, 2}, {LdrLuminanceDirect}, {0, 255}); // weights 0, 21, 43, 64
    block.weightSymbols = {0, 1, 2, 3};
    const auto texels = decodeTexels(block, Profile::Ldr);
    EXPECT_EQ(texels[0], (Texel{0, 0, 0, 255}));
    EXPECT_EQ(texels[1], (Texel{84, 84, 84, 255}));    // (65535 * 21 + 32) >> 6 = 21504
    EXPECT_EQ(texels[2], (Texel{171, 171, 171, 255})); // (65535 * 43 + 32) >> 6 = 44031, one below 172 * 256
    EXPECT_EQ(texels[3], (Texel{255, 255, 255, 255}));
}

TEST(DecodeBlock, SrgbEndpointsStandInTheMiddleOfTheirSteps) {
    SymbolicBlock block = makeBlock({4, 4, false, 2}, {LdrLuminanceAlphaDirect}, {0, 255, 0, 255});
    block.weightSymbols = {0, 1, 2, 3};
    const auto texels = decodeTexels(block, Profile::LdrSrgb);
    EXPECT_EQ(texels[0], (Texel{0, 0, 0, 0}));
    // 128 * 43 + 65408 * 21 = 1379072; + 32 >> 6 = 21548; 84. Alpha as in linear.
    EXPECT_EQ(texels[1], (Texel{84, 84, 84, 84}));
    // 128 * 21 + 65408 * 43 = 2815232 -> 43988: 171 in colour; alpha 44031 -> 171 too.
    EXPECT_EQ(texels[2], (Texel{171, 171, 171, 171}));
    EXPECT_EQ(texels[3], (Texel{255, 255, 255, 255}));
}

TEST(DecodeBlock, ProfilesDifferWhereTheLowByteDecides) {
    EXPECT_EQ(interpolate(expandEndpoint(0, 0, Profile::Ldr), expandEndpoint(2, 0, Profile::Ldr), 32), 1);
    EXPECT_EQ(interpolate(expandEndpoint(0, 0, Profile::Ldr), expandEndpoint(1, 0, Profile::Ldr), 63), 0);
    EXPECT_EQ(interpolate(expandEndpoint(0, 0, Profile::LdrSrgb), expandEndpoint(1, 0, Profile::LdrSrgb), 63), 1);
    EXPECT_EQ(interpolate(expandEndpoint(0, 3, Profile::LdrSrgb), expandEndpoint(1, 3, Profile::LdrSrgb), 63), 0);
}

TEST(DecodeBlock, EqualEndpointsGiveTheirColorAtEveryWeightInBothProfiles) {
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        for (int value = 0; value < 256; ++value) {
            for (int weight = 0; weight <= 64; ++weight) {
                const int wide = expandEndpoint(value, 0, profile);
                ASSERT_EQ(interpolate(wide, wide, weight), value);
            }
        }
    }
}

TEST(DecodeBlock, SecondPlaneDrivesOnlyItsComponent) {
    for (uint8_t component = 0; component < 4; ++component) {
        SymbolicBlock block = makeBlock({4, 4, true, 0}, {LdrRgbaDirect}, {0, 255, 0, 255, 0, 255, 0, 255});
        block.plane2Component = component;
        // Eight values in 77 bits: 256 levels. Texel 0: planes 0, 1; texel 1: planes 1, 0; the rest 0, 0.
        block.weightSymbols = {0, 1, 1, 0};
        const auto texels = decodeTexels(block, Profile::Ldr);
        Texel first = {0, 0, 0, 0}, second = {255, 255, 255, 255};
        first[component] = 255;
        second[component] = 0;
        EXPECT_EQ(texels[0], first);
        EXPECT_EQ(texels[1], second);
        EXPECT_EQ(texels[2], (Texel{0, 0, 0, 0}));
    }
}

/// Splits 4x4 texels in two.
constexpr int kSeed = 3;

TEST(DecodeBlock, PartitionsTakeTheirOwnEndpoints) {
    SymbolicBlock block =
        makeBlock({4, 4, false, 1}, {LdrLuminanceDirect, LdrLuminanceAlphaDirect}, {10, 10, 20, 20, 30, 30});
    block.partitionSeed = kSeed;
    const Partitioning partitioning = computePartitioning(k4x4, 2, kSeed);
    const auto texels = decodeTexels(block, Profile::LdrSrgb);
    ASSERT_NE(std::ranges::count(std::span(partitioning).first(16), 1), 0);
    ASSERT_NE(std::ranges::count(std::span(partitioning).first(16), 0), 0);
    for (int texel = 0; texel < 16; ++texel)
        EXPECT_EQ(texels[texel], partitioning[texel] ? (Texel{20, 20, 20, 30}) : (Texel{10, 10, 10, 255}));
}

TEST(DecodeBlock, OnlyTexelsOfAnHdrPartitionAreTheErrorColor) {
    SymbolicBlock block = makeBlock({4, 4, false, 1}, {LdrLuminanceDirect, HdrLuminanceLargeRange}, {10, 10, 20, 20});
    block.partitionSeed = kSeed;
    const Partitioning partitioning = computePartitioning(k4x4, 2, kSeed);
    const auto texels = decodeTexels(block, Profile::Ldr);
    ASSERT_NE(std::ranges::count(std::span(partitioning).first(16), 1), 0);
    for (int texel = 0; texel < 16; ++texel)
        EXPECT_EQ(texels[texel], partitioning[texel] ? kErrorColor : (Texel{10, 10, 10, 255}));
}

TEST(DecodeBlock, SmallGridIsStretchedOverTheFootprint) {
    // A 3x5 grid of six levels in 12x12 whose right column is 1 and the rest 0.
    SymbolicBlock block = makeBlock({3, 5, false, 4}, {LdrLuminanceDirect}, {0, 255});
    for (int row = 0; row < 5; ++row) block.weightSymbols[row * 3 + 2] = 1;
    const auto texels = decodeTexels(block, Profile::Ldr, {12, 12});
    for (int texel = 0; texel < 144; ++texel) {
        const int x = texel % 12;
        if (x <= 5) {
            EXPECT_EQ(texels[texel][0], 0);
        } else if (x == 11) {
            EXPECT_EQ(texels[texel][0], 255);
        } else {
            EXPECT_GT(texels[texel][0], texels[texel - 1][0]);
        }
    }
}

TEST(DecodeBlock, VoidExtentKeepsTheTopEightBits) {
    VoidExtentBlock block;
    block.color = {0x12FF, 0x3400, 0x5680, 0xFFFF};
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        for (const Texel& texel : decodeTexels(pack(block), profile, {10, 5}))
            EXPECT_EQ(texel, (Texel{0x12, 0x34, 0x56, 0xFF}));
    }
}

TEST(DecodeBlock, HdrVoidExtentAndIllegalBlocksAreTheErrorColor) {
    VoidExtentBlock hdr;
    hdr.isHdr = true;
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        for (const Texel& texel : decodeTexels(pack(hdr), profile)) EXPECT_EQ(texel, kErrorColor);
        for (const Texel& texel : decodeTexels(PhysicalBlock{}, profile, {12, 12})) EXPECT_EQ(texel, kErrorColor);
    }
}

} // namespace
} // namespace astcslang::astc

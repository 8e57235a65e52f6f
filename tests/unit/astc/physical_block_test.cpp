// SPDX-License-Identifier: Apache-2.0
// If these fail, fields are read from or written to wrong bits, or illegal blocks pass for legal ones.
#include "astc/physical_block.h"

#include <gtest/gtest.h>

#include "random.h"

namespace astcslang::astc {
namespace {

using enum ColorEndpointMode;

/// The first field whose mode satisfies `wanted`; such a mode must exist.
template <typename Predicate> uint16_t findMode(Predicate wanted) {
    for (uint16_t field = 0; field < kBlockModeCount; ++field) {
        const auto mode = decodeBlockMode(field);
        if (mode && wanted(*mode)) return field;
    }
    ADD_FAILURE() << "no such block mode";
    return 0;
}

uint16_t findMode(const BlockMode& wanted) {
    return findMode([&](const BlockMode& mode) { return mode == wanted; });
}

PhysicalBlock blockOf(uint16_t blockMode, uint32_t partitionCount) {
    PhysicalBlock block;
    block.bits.set(0, 11, blockMode);
    block.bits.set(11, 2, partitionCount - 1);
    return block;
}

void expectFault(const PhysicalBlock& block, Footprint footprint, BlockFault fault) {
    const UnpackedBlock unpacked = unpack(block, footprint);
    ASSERT_TRUE(std::holds_alternative<BlockFault>(unpacked));
    EXPECT_EQ(std::get<BlockFault>(unpacked), fault) << describe(std::get<BlockFault>(unpacked));
}

void expectLegal(const PhysicalBlock& block, Footprint footprint) {
    const UnpackedBlock unpacked = unpack(block, footprint);
    if (const auto* fault = std::get_if<BlockFault>(&unpacked)) ADD_FAILURE() << describe(*fault);
}

TEST(PhysicalBlock, BytesAndBitsAreLittleEndian) {
    std::array<uint8_t, 16> bytes{};
    for (int byte = 0; byte < 16; ++byte) bytes[byte] = static_cast<uint8_t>(16 + byte);
    const PhysicalBlock block = PhysicalBlock::fromBytes(bytes);
    for (int byte = 0; byte < 16; ++byte) EXPECT_EQ(block.bits.get(8 * byte, 8), bytes[byte]);
    EXPECT_EQ(block.toBytes(), bytes);
}

TEST(PhysicalBlock, OnePartitionFieldsStandWhereTheFigurePutsThem) {
    SymbolicBlock block;
    block.blockMode = findMode({4, 4, false, 2});
    block.endpointModes = EndpointModeList::of(std::array{LdrLuminanceDirect});
    block.colorSymbols = {0xA5, 0x3C}; // 79 bits are left for two values: 256 levels
    block.weightSymbols = {1, 2, 3};
    const Bits128 bits = pack(block).bits;
    EXPECT_EQ(bits.get(0, 11), block.blockMode);
    EXPECT_EQ(bits.get(11, 2), 0u);
    EXPECT_EQ(bits.get(13, 4), 0u);
    EXPECT_EQ(bits.get(17, 8), 0xA5u);
    EXPECT_EQ(bits.get(25, 8), 0x3Cu);
    EXPECT_EQ(bits.get(122, 6), 0b10'01'11u) << "weights run down from bit 127, each with its low bit on top";
    EXPECT_EQ(bits.get(96, 26), 0u);
}

TEST(PhysicalBlock, ThreePartitionFieldsStandWhereTheFigurePutsThem) {
    SymbolicBlock block;
    block.blockMode = findMode({4, 3, true, 0}); // 24 weights of 1 bit
    block.endpointModes =
        EndpointModeList::of(std::array{LdrLuminanceAlphaDirect, LdrRgbBaseScale, LdrLuminanceDirect});
    block.partitionSeed = 0x2A5;
    block.plane2Component = 2;
    const Bits128 bits = pack(block).bits;
    EXPECT_EQ(bits.get(11, 2), 2u);
    EXPECT_EQ(bits.get(13, 10), 0x2A5u);
    EXPECT_EQ(bits.get(23, 2), 1u) << "classes 0 and 1";
    EXPECT_EQ(bits.get(25, 3), 0b011u) << "class bits, partition 0 lowest";
    EXPECT_EQ(bits.get(28, 1), 0u) << "low bit of M0";
    EXPECT_EQ(bits.get(128 - 24 - 5, 5), 0b00'10'0u) << "M2, M1, high bit of M0 right below the weights";
    EXPECT_EQ(bits.get(128 - 24 - 5 - 2, 2), 2u) << "component selector below them";
}

TEST(PhysicalBlock, UnpackingPackedFieldsGivesThemBack) {
    Random random(1);
    for (const Footprint footprint : kFootprints) {
        int legalCount = 0;
        while (legalCount < 4000) {
            const UnpackedBlock unpacked = unpack({Bits128(random.next(), random.next())}, footprint);
            if (const auto* symbolic = std::get_if<SymbolicBlock>(&unpacked)) {
                ++legalCount;
                const UnpackedBlock again = unpack(pack(*symbolic), footprint);
                ASSERT_TRUE(std::holds_alternative<SymbolicBlock>(again));
                ASSERT_EQ(std::get<SymbolicBlock>(again), *symbolic);
            }
        }
    }
}

TEST(PhysicalBlock, UnusedBitsDoNotMatter) {
    SymbolicBlock block;
    block.blockMode = findMode({4, 4, false, 2});
    block.endpointModes = EndpointModeList::of(std::array{LdrLuminanceDirect});
    PhysicalBlock physical = pack(block);
    physical.bits.set(33, 32, 0xFFFFFFFF); // between two 8-bit colours and 32 bits of weights
    const UnpackedBlock unpacked = unpack(physical, {4, 4});
    ASSERT_TRUE(std::holds_alternative<SymbolicBlock>(unpacked));
    EXPECT_EQ(std::get<SymbolicBlock>(unpacked), block);
}

TEST(PhysicalBlock, ReservedModesAreFaults) {
    for (uint16_t field = 0; field < kBlockModeCount; ++field) {
        if (!decodeBlockMode(field) && !isVoidExtentMode(field))
            expectFault(blockOf(field, 1), {12, 12}, BlockFault::ReservedBlockMode);
    }
}

TEST(PhysicalBlock, GridLargerThanTheFootprintIsAFault) {
    const uint16_t wide = findMode({5, 4, false, 2}), high = findMode({4, 5, false, 2});
    expectFault(blockOf(wide, 1), {4, 4}, BlockFault::GridExceedsFootprint);
    expectLegal(blockOf(wide, 1), {5, 4});
    expectFault(blockOf(high, 1), {5, 4}, BlockFault::GridExceedsFootprint);
    expectLegal(blockOf(high, 1), {5, 5});
}

TEST(PhysicalBlock, WeightLimitsAreFaultsJustPastTheirEdges) {
    const auto modeWith = [](int weightCount, auto isWantedBits) {
        return findMode([&](const BlockMode& mode) {
            return fitsFootprint(mode, {12, 12}) && mode.weightCount() == weightCount &&
                   isWantedBits(mode.weightBits());
        });
    };
    const auto any = [](int) { return true; };
    expectLegal(blockOf(modeWith(64, [](int bits) { return bits == 64; }), 1), {12, 12});
    expectFault(blockOf(modeWith(66, any), 1), {12, 12}, BlockFault::TooManyWeights);
    expectLegal(blockOf(findMode([](const BlockMode& mode) { return mode.weightBits() == 24; }), 1), {12, 12});
    expectFault(blockOf(findMode([](const BlockMode& mode) { return mode.weightBits() == 23; }), 1), {12, 12},
                BlockFault::TooFewWeightBits);
    const auto isSmall = [](const BlockMode& mode) { return mode.weightCount() <= 64; };
    expectLegal(blockOf(findMode([&](const BlockMode& m) { return isSmall(m) && m.weightBits() == 96; }), 1), {12, 12});
    expectFault(blockOf(findMode([&](const BlockMode& m) { return isSmall(m) && m.weightBits() == 98; }), 1), {12, 12},
                BlockFault::TooManyWeightBits);
}

TEST(PhysicalBlock, DualPlaneWithFourPartitionsIsAFault) {
    const uint16_t field = findMode({4, 3, true, 0});
    expectLegal(blockOf(field, 3), {4, 4});
    expectFault(blockOf(field, 4), {4, 4}, BlockFault::DualPlaneWithFourPartitions);
}

TEST(PhysicalBlock, MoreThanEighteenColorValuesAreAFault) {
    const uint16_t field = findMode({4, 4, false, 1}); // 26 bits
    PhysicalBlock block = blockOf(field, 3);
    block.bits.set(25, 4, 8); // RGB in all: 18 values in 73 bits
    expectLegal(block, {4, 4});
    block.bits.set(25, 4, 12); // RGBA in all: 24 values
    expectFault(block, {4, 4}, BlockFault::TooManyColorValues);
    block = blockOf(field, 4);
    block.bits.set(25, 4, 8);
    expectFault(block, {4, 4}, BlockFault::TooManyColorValues);
}

TEST(PhysicalBlock, FewerBitsThanSixLevelsNeedAreAFault) {
    const auto modeWithBits = [](int bits) {
        return findMode([&](const BlockMode& mode) {
            return fitsFootprint(mode, {8, 8}) && mode.weightCount() <= 64 && !mode.isDualPlane &&
                   mode.weightBits() == bits;
        });
    };
    PhysicalBlock block = blockOf(modeWithBits(90), 1); // 21 bits are left; eight values need ceil(13 * 8 / 5) = 21
    block.bits.set(13, 4, 12);
    expectLegal(block, {8, 8});
    block = blockOf(modeWithBits(91), 1);
    block.bits.set(13, 4, 12);
    expectFault(block, {8, 8}, BlockFault::TooFewColorBits);
}

VoidExtentBlock voidExtent(uint16_t minS, uint16_t maxS, uint16_t minT, uint16_t maxT) {
    VoidExtentBlock block;
    block.color = {0x1234, 0x5678, 0x9ABC, 0xDEF0};
    block.minS = minS, block.maxS = maxS, block.minT = minT, block.maxT = maxT;
    return block;
}

TEST(PhysicalBlock, VoidExtentFieldsStandWhereTheFigurePutsThem) {
    const Bits128 bits = pack(voidExtent(1, 0x1ABC, 3, 0x1555)).bits;
    EXPECT_EQ(bits.get(0, 12), 0xDFCu);
    EXPECT_EQ(bits.get(12, 13), 1u);
    EXPECT_EQ(bits.get(25, 13), 0x1ABCu);
    EXPECT_EQ(bits.get(38, 13), 3u);
    EXPECT_EQ(bits.get(51, 13), 0x1555u);
    EXPECT_EQ(bits.high(), 0xDEF09ABC56781234u);
}

TEST(PhysicalBlock, VoidExtentsRoundTrip) {
    for (const bool isHdr : {false, true}) {
        for (VoidExtentBlock block : {voidExtent(0, 1, 0, 8191), voidExtent(8191, 8191, 8191, 8191)}) {
            block.isHdr = isHdr;
            const UnpackedBlock unpacked = unpack(pack(block), {6, 6});
            ASSERT_TRUE(std::holds_alternative<VoidExtentBlock>(unpacked));
            EXPECT_EQ(std::get<VoidExtentBlock>(unpacked), block);
        }
    }
}

TEST(PhysicalBlock, VoidExtentsWithoutAreaOrReservedBitsAreFaults) {
    const PhysicalBlock good = pack(voidExtent(1, 2, 3, 4));
    for (const int bit : {10, 11}) {
        PhysicalBlock block = good;
        block.bits.set(bit, 1, 0);
        expectFault(block, {4, 4}, BlockFault::VoidExtentReservedBits);
    }
    const auto with = [&](int offset, uint32_t coordinate) {
        PhysicalBlock block = good;
        block.bits.set(offset, 13, coordinate);
        return block;
    };
    expectLegal(with(12, 0), {4, 4});
    expectFault(with(12, 2), {4, 4}, BlockFault::VoidExtentWithoutArea);
    expectFault(with(12, 8191), {4, 4}, BlockFault::VoidExtentWithoutArea);
    expectFault(with(38, 4), {4, 4}, BlockFault::VoidExtentWithoutArea);
    expectFault(with(51, 0), {4, 4}, BlockFault::VoidExtentWithoutArea);
    PhysicalBlock almostPlain = pack(voidExtent(8191, 8191, 8191, 8191));
    almostPlain.bits.set(12, 1, 0);
    expectFault(almostPlain, {4, 4}, BlockFault::VoidExtentWithoutArea);
}

TEST(PhysicalBlock, EveryFaultHasItsOwnSentence) {
    for (int a = 0; a < kBlockFaultCount; ++a) {
        const auto text = describe(static_cast<BlockFault>(a));
        EXPECT_TRUE(text.ends_with('.'));
        for (int b = 0; b < a; ++b) EXPECT_NE(text, describe(static_cast<BlockFault>(b)));
    }
}

} // namespace
} // namespace astcslang::astc

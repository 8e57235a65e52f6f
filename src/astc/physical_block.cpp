// SPDX-License-Identifier: Apache-2.0
#include "astc/physical_block.h"

#include <cassert>

namespace astcslang::astc {

namespace {

// Bit offsets of fixed fields (Figures C.1 to C.4).
constexpr int kPartitionCountOffset = kBlockModeBits;
constexpr int kSingleEndpointModeOffset = 13; // one partition: 4 bits
constexpr int kPartitionSeedOffset = 13;      // more: 10 bits of seed, then 6 bits of endpoint modes
constexpr int kEndpointModesOffset = 23;

/// Places of the fields that stand, in this order, right below the weights.
struct FloatingFields {
    int extraEndpointModeOffset;
    int plane2ComponentOffset;
};

FloatingFields locateFloatingFields(const BlockMode& mode, int extraEndpointModeBitCount) {
    const int extraOffset = 128 - mode.weightBits() - extraEndpointModeBitCount;
    return {extraOffset, extraOffset - 2};
}

/// The weight stream runs down from bit 127 (C.2.16).
Bits128 packWeights(const SymbolicBlock& block, const BlockMode& mode) {
    Bits128 stream;
    encodeIse(std::span(block.weightSymbols).first(mode.weightCount()), mode.weightQuantMode, stream, 0);
    return stream.reversed();
}

EndpointModeList unpackEndpointModes(const Bits128& bits, const BlockMode& mode, int partitionCount) {
    if (partitionCount == 1) return decodeEndpointModes(bits.get(kSingleEndpointModeOffset, 4), 1);
    uint32_t field = bits.get(kEndpointModesOffset, 6);
    const int extraBits = extraEndpointModeBits(field, partitionCount);
    field |= bits.get(locateFloatingFields(mode, extraBits).extraEndpointModeOffset, extraBits) << 6;
    return decodeEndpointModes(field, partitionCount);
}

// Bit offsets of a void-extent block (Figure C.7).
constexpr int kVoidExtentHdrOffset = 9;
constexpr int kVoidExtentReservedOffset = 10;
constexpr int kVoidExtentCoordinatesOffset = 12; // minS, maxS, minT, maxT
constexpr int kVoidExtentCoordinateBits = 13;
constexpr int kVoidExtentColorOffset = 64;

UnpackedBlock unpackVoidExtent(const Bits128& bits) {
    if (bits.get(kVoidExtentReservedOffset, 2) != 3) return BlockFault::VoidExtentReservedBits;
    VoidExtentBlock block;
    block.isHdr = bits.get(kVoidExtentHdrOffset, 1) != 0;
    int offset = kVoidExtentCoordinatesOffset;
    for (uint16_t* coordinate : {&block.minS, &block.maxS, &block.minT, &block.maxT}) {
        *coordinate = static_cast<uint16_t>(bits.get(offset, kVoidExtentCoordinateBits));
        offset += kVoidExtentCoordinateBits;
    }
    for (int component = 0; component < 4; ++component)
        block.color[component] = static_cast<uint16_t>(bits.get(kVoidExtentColorOffset + 16 * component, 16));
    if (const auto fault = findFault(block)) return *fault;
    return block;
}

} // namespace

PhysicalBlock PhysicalBlock::fromBytes(std::span<const uint8_t, kBlockBytes> bytes) {
    uint64_t low = 0, high = 0;
    for (int byte = 7; byte >= 0; --byte) {
        low = low << 8 | bytes[byte];
        high = high << 8 | bytes[8 + byte];
    }
    return {Bits128(low, high)};
}

std::array<uint8_t, kBlockBytes> PhysicalBlock::toBytes() const {
    std::array<uint8_t, kBlockBytes> bytes{};
    for (int byte = 0; byte < 8; ++byte) {
        bytes[byte] = static_cast<uint8_t>(bits.low() >> (8 * byte));
        bytes[8 + byte] = static_cast<uint8_t>(bits.high() >> (8 * byte));
    }
    return bytes;
}

PhysicalBlock pack(const SymbolicBlock& block) {
    assert(!findFault(block, Footprint{12, 12}));
    const BlockMode mode = block.mode();
    const int partitionCount = block.partitionCount();
    const std::optional<uint32_t> endpointModes = encodeEndpointModes(block.endpointModes);
    assert(endpointModes);

    Bits128 bits = packWeights(block, mode);
    bits.set(0, kBlockModeBits, block.blockMode);
    bits.set(kPartitionCountOffset, 2, static_cast<uint32_t>(partitionCount - 1));
    const int extraBits = block.endpointModes.extraBits();
    const FloatingFields floating = locateFloatingFields(mode, extraBits);
    if (partitionCount == 1) {
        bits.set(kSingleEndpointModeOffset, 4, *endpointModes);
    } else {
        bits.set(kPartitionSeedOffset, 10, block.partitionSeed);
        bits.set(kEndpointModesOffset, 6, *endpointModes & 63);
        bits.set(floating.extraEndpointModeOffset, extraBits, *endpointModes >> 6);
    }
    if (mode.isDualPlane) bits.set(floating.plane2ComponentOffset, 2, block.plane2Component);

    const int colorValueCount = valueCount(block.endpointModes.used());
    encodeIse(std::span(block.colorSymbols).first(colorValueCount), block.colorQuantMode(), bits,
              colorBitOffset(partitionCount));
    return {bits};
}

PhysicalBlock pack(const VoidExtentBlock& block) {
    assert(!findFault(block));
    Bits128 bits;
    bits.set(0, 9, 0x1FC);
    bits.set(kVoidExtentHdrOffset, 1, block.isHdr);
    bits.set(kVoidExtentReservedOffset, 2, 3);
    int offset = kVoidExtentCoordinatesOffset;
    for (const uint16_t coordinate : {block.minS, block.maxS, block.minT, block.maxT}) {
        bits.set(offset, kVoidExtentCoordinateBits, coordinate);
        offset += kVoidExtentCoordinateBits;
    }
    for (int component = 0; component < 4; ++component)
        bits.set(kVoidExtentColorOffset + 16 * component, 16, block.color[component]);
    return {bits};
}

UnpackedBlock unpack(const PhysicalBlock& physical, Footprint footprint) {
    const Bits128& bits = physical.bits;
    SymbolicBlock block;
    block.blockMode = static_cast<uint16_t>(bits.get(0, kBlockModeBits));
    if (isVoidExtentMode(block.blockMode)) return unpackVoidExtent(bits);

    const int partitionCount = static_cast<int>(bits.get(kPartitionCountOffset, 2)) + 1;
    const std::optional<BlockMode> mode = decodeBlockMode(block.blockMode);
    // The endpoint modes' place depends on the weights, so it is sure only once the weights are known to be legal.
    if (mode && isLegalBlockMode(*mode, footprint))
        block.endpointModes = unpackEndpointModes(bits, *mode, partitionCount);
    if (const auto fault = findFault(block, footprint)) return *fault;

    if (partitionCount > 1) block.partitionSeed = static_cast<uint16_t>(bits.get(kPartitionSeedOffset, 10));
    if (mode->isDualPlane) {
        const int offset = locateFloatingFields(*mode, block.endpointModes.extraBits()).plane2ComponentOffset;
        block.plane2Component = static_cast<uint8_t>(bits.get(offset, 2));
    }
    decodeIse(bits, colorBitOffset(partitionCount), block.colorQuantMode(),
              std::span(block.colorSymbols).first(valueCount(block.endpointModes.used())));
    decodeIse(bits.reversed(), 0, mode->weightQuantMode, std::span(block.weightSymbols).first(mode->weightCount()));
    return block;
}

} // namespace astcslang::astc

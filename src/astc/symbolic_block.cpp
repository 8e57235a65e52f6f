// SPDX-License-Identifier: Apache-2.0
#include "astc/symbolic_block.h"

namespace astcslang::astc {

std::string_view describe(BlockFault fault) {
    switch (fault) {
    case BlockFault::ReservedBlockMode:
        return "The block mode is reserved.";
    case BlockFault::GridExceedsFootprint:
        return "The weight grid is larger than the footprint.";
    case BlockFault::TooManyWeights:
        return "The weight grid has more than 64 weights.";
    case BlockFault::TooFewWeightBits:
        return "The weights take fewer than 24 bits.";
    case BlockFault::TooManyWeightBits:
        return "The weights take more than 96 bits.";
    case BlockFault::DualPlaneWithFourPartitions:
        return "Two planes of weights are combined with four partitions.";
    case BlockFault::TooManyColorValues:
        return "The endpoint modes ask for more than 18 colour values.";
    case BlockFault::TooFewColorBits:
        return "The colour values have too few bits for six levels.";
    case BlockFault::VoidExtentReservedBits:
        return "A reserved bit of the void extent is not 1.";
    case BlockFault::VoidExtentWithoutArea:
        return "The void extent's minimum is not below its maximum.";
    }
    return "";
}

std::optional<BlockFault> findFault(const SymbolicBlock& block, Footprint footprint) {
    const std::optional<BlockMode> mode = decodeBlockMode(block.blockMode);
    if (!mode) return BlockFault::ReservedBlockMode;
    if (!fitsFootprint(*mode, footprint)) return BlockFault::GridExceedsFootprint;
    if (mode->weightCount() > kMaxWeightCount) return BlockFault::TooManyWeights;
    if (mode->weightBits() < kMinWeightBits) return BlockFault::TooFewWeightBits;
    if (mode->weightBits() > kMaxWeightBits) return BlockFault::TooManyWeightBits;
    if (mode->isDualPlane && block.partitionCount() == 4) return BlockFault::DualPlaneWithFourPartitions;
    if (valueCount(block.endpointModes.used()) > kMaxColorValueCount) return BlockFault::TooManyColorValues;
    if (!chooseColorQuantMode(*mode, block.endpointModes)) return BlockFault::TooFewColorBits;
    return std::nullopt;
}

std::optional<BlockFault> findFault(const VoidExtentBlock& block) {
    constexpr uint16_t kNone = VoidExtentBlock::kNoExtent;
    const bool isPlain = block.minS == kNone && block.maxS == kNone && block.minT == kNone && block.maxT == kNone;
    if (!isPlain && (block.minS >= block.maxS || block.minT >= block.maxT)) return BlockFault::VoidExtentWithoutArea;
    return std::nullopt;
}

} // namespace astcslang::astc

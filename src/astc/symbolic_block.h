// SPDX-License-Identifier: Apache-2.0
// A block with every field unpacked and every value still quantized: what an encoder decides and a decoder reads.
// Ordinary blocks and void-extent blocks (C.2.23) share no field, so they are two types.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "astc/block_mode.h"
#include "astc/color_budget.h"
#include "astc/color_endpoint_mode.h"
#include "astc/footprint.h"
#include "astc/partitioning.h"
#include "astc/quant_mode.h"

namespace astcslang::astc {

/// Why a block is illegal (C.2.24); every texel of it decodes to the error colour.
enum class BlockFault : uint8_t {
    ReservedBlockMode,
    GridExceedsFootprint,
    TooManyWeights,
    TooFewWeightBits,
    TooManyWeightBits,
    DualPlaneWithFourPartitions,
    TooManyColorValues,
    TooFewColorBits,
    VoidExtentReservedBits,
    VoidExtentWithoutArea,
};

inline constexpr int kBlockFaultCount = static_cast<int>(BlockFault::VoidExtentWithoutArea) + 1;

/// One sentence without a trailing newline.
std::string_view describe(BlockFault fault);

struct SymbolicBlock {
    uint16_t blockMode = 0; ///< The 11-bit field, decodable.
    EndpointModeList endpointModes;
    uint16_t partitionSeed = 0;  ///< 0..1023, 0 for one partition.
    uint8_t plane2Component = 0; ///< 0..3: R, G, B, A; 0 for a single plane.
    /// valueCount(endpointModes.used()) symbols of colorQuantMode(), partition after partition.
    std::array<uint8_t, kMaxColorValueCount> colorSymbols{};
    /// weightCount() symbols in grid raster order; two planes interleave (C.2.16).
    std::array<uint8_t, kMaxWeightCount> weightSymbols{};

    int partitionCount() const { return endpointModes.partitionCount; }
    /// Requires a decodable block mode, as findFault() checks.
    BlockMode mode() const { return *decodeBlockMode(blockMode); }
    /// Requires a block without fault. The quantization is never stored: it follows from the bits left (C.2.22).
    QuantMode colorQuantMode() const { return *chooseColorQuantMode(mode(), endpointModes); }

    bool operator==(const SymbolicBlock&) const = default;
};

/// The first rule of C.2.24 that these fields break, if any.
std::optional<BlockFault> findFault(const SymbolicBlock& block, Footprint footprint);

/// One colour for the whole block.
struct VoidExtentBlock {
    static constexpr uint16_t kNoExtent = 0x1FFF;

    bool isHdr = false;              ///< Colour is FP16, which no LDR profile decodes; else UNORM16.
    std::array<uint16_t, 4> color{}; ///< R, G, B, A
    /// Extent in units of 1 / 8191 of the picture; all kNoExtent: no claim beyond this block.
    uint16_t minS = kNoExtent, maxS = kNoExtent, minT = kNoExtent, maxT = kNoExtent;

    bool operator==(const VoidExtentBlock&) const = default;
};

std::optional<BlockFault> findFault(const VoidExtentBlock& block);

} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// The 128 bits of a block and the way from and to its fields: layout of C.2.9 and C.2.11 (Figures C.1 to C.4) and
// C.2.23.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <variant>

#include "astc/bits128.h"
#include "astc/symbolic_block.h"

namespace astcslang::astc {

inline constexpr int kBlockBytes = 16;

struct PhysicalBlock {
    Bits128 bits;

    static PhysicalBlock fromBytes(std::span<const uint8_t, kBlockBytes> bytes);
    std::array<uint8_t, kBlockBytes> toBytes() const;

    bool operator==(const PhysicalBlock&) const = default;
};

/// For tests alone, which judge by it what kernels pack. `block` must be without fault for some footprint, and its
/// endpoint modes must be expressible (encodeEndpointModes). Bits that no field uses are 0.
PhysicalBlock pack(const SymbolicBlock& block);
PhysicalBlock pack(const VoidExtentBlock& block);

using UnpackedBlock = std::variant<SymbolicBlock, VoidExtentBlock, BlockFault>;

/// Takes any 128 bits.
UnpackedBlock unpack(const PhysicalBlock& block, Footprint footprint);

} // namespace astcslang::astc

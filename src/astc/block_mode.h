// SPDX-License-Identifier: Apache-2.0
// The 11-bit block mode (C.2.10): size of the weight grid, planes and quantization of weights.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "astc/footprint.h"
#include "astc/ise.h"
#include "astc/quant_mode.h"

namespace astcslang::astc {

inline constexpr int kBlockModeBits = 11;
inline constexpr int kBlockModeCount = 1 << kBlockModeBits;

// Limits of a legal block (C.2.24).
inline constexpr int kMaxWeightCount = 64;
inline constexpr int kMinWeightBits = 24;
inline constexpr int kMaxWeightBits = 96;

struct BlockMode {
    uint8_t gridWidth = 0;  ///< 2..12
    uint8_t gridHeight = 0; ///< 2..12
    bool isDualPlane = false;
    QuantMode weightQuantMode = 0; ///< 0..11

    constexpr int planeCount() const { return isDualPlane ? 2 : 1; }
    constexpr int weightCount() const { return gridWidth * gridHeight * planeCount(); }
    constexpr int weightBits() const { return iseBitCount(weightCount(), weightQuantMode); }
    constexpr bool operator==(const BlockMode&) const = default;
};

/// True where the field marks a void-extent block; only its low nine bits count.
constexpr bool isVoidExtentMode(uint32_t field) { return (field & 0x1FF) == 0x1FC; }

/// What the 11-bit field says by Table C.2.8, or nothing where the table says "reserved" or "void extent".
constexpr std::optional<BlockMode> decodeBlockMode(uint32_t field) {
    const auto bit = [field](int index) { return field >> index & 1; };
    const uint32_t a = field >> 5 & 3; // bits 6:5
    const uint32_t b = field >> 7 & 3; // bits 8:7
    uint32_t width = 0, height = 0, r = bit(4);
    bool isDualPlane = bit(10), isHighPrecision = bit(9);

    if ((field & 3) != 0) { // first five rows: R2 R1 in bits 1:0
        r |= (field & 3) << 1;
        switch (field >> 2 & 3) {
        case 0:
            width = b + 4, height = a + 2;
            break;
        case 1:
            width = b + 8, height = a + 2;
            break;
        case 2:
            width = a + 2, height = b + 8;
            break;
        default:
            if (bit(8)) {
                width = (b & 1) + 2, height = a + 2;
            } else {
                width = a + 2, height = (b & 1) + 6;
            }
        }
    } else { // R2 R1 in bits 3:2
        r |= (field >> 2 & 3) << 1;
        if ((field & 0xF) == 0) return std::nullopt;
        switch (b) {
        case 0:
            width = 12, height = a + 2;
            break;
        case 1:
            width = a + 2, height = 12;
            break;
        case 2: // bits 10:9 are the height here, so neither flag exists
            width = a + 6, height = (field >> 9 & 3) + 6;
            isDualPlane = isHighPrecision = false;
            break;
        default:
            if (a > 1) return std::nullopt;
            width = a == 0 ? 6 : 10, height = a == 0 ? 10 : 6;
        }
    }
    // Table C.2.7: R is 2..7 here; the high-precision rows continue the low-precision ones.
    return BlockMode{static_cast<uint8_t>(width), static_cast<uint8_t>(height), isDualPlane,
                     static_cast<QuantMode>(r - 2 + (isHighPrecision ? 6 : 0))};
}

constexpr bool fitsFootprint(const BlockMode& mode, Footprint footprint) {
    return mode.gridWidth <= footprint.width && mode.gridHeight <= footprint.height;
}

/// All limits of C.2.24 that the mode decides alone.
constexpr bool isLegalBlockMode(const BlockMode& mode, Footprint footprint) {
    return fitsFootprint(mode, footprint) && mode.weightCount() <= kMaxWeightCount &&
           mode.weightBits() >= kMinWeightBits && mode.weightBits() <= kMaxWeightBits;
}

struct NumberedBlockMode {
    uint16_t field = 0; ///< The 11 bits; no two legal fields describe the same mode.
    BlockMode mode;
};

/// Every legal mode of the footprint, by ascending field.
std::vector<NumberedBlockMode> listLegalBlockModes(Footprint footprint);

} // namespace astcslang::astc

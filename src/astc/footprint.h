// SPDX-License-Identifier: Apache-2.0
// The 2D block footprints (Table C.2.2) and how many of them cover a picture.

#pragma once

#include <array>
#include <cstdint>

#include <astcslang/astcslang.h>

namespace astcslang::astc {

inline constexpr int kMaxTexelCount = 12 * 12;

/// Every legal 2D footprint, from most to fewest bits per texel (Table C.2.2).
inline constexpr std::array<Footprint, 14> kFootprints = {{{4, 4},
                                                           {5, 4},
                                                           {5, 5},
                                                           {6, 5},
                                                           {6, 6},
                                                           {8, 5},
                                                           {8, 6},
                                                           {10, 5},
                                                           {10, 6},
                                                           {8, 8},
                                                           {10, 8},
                                                           {10, 10},
                                                           {12, 10},
                                                           {12, 12}}};

constexpr bool isLegalFootprint(Footprint footprint) {
    for (const Footprint legal : kFootprints) {
        if (legal == footprint) return true;
    }
    return false;
}

constexpr int texelCount(Footprint footprint) { return footprint.width * footprint.height; }

/// Blocks in one row of a picture that is `widthTexels` wide.
constexpr uint32_t blockCountX(uint32_t widthTexels, Footprint footprint) {
    return widthTexels / footprint.width + (widthTexels % footprint.width != 0);
}

/// Rows of blocks in a picture that is `heightTexels` high.
constexpr uint32_t blockCountY(uint32_t heightTexels, Footprint footprint) {
    return heightTexels / footprint.height + (heightTexels % footprint.height != 0);
}

constexpr uint64_t blockCount(uint32_t widthTexels, uint32_t heightTexels, Footprint footprint) {
    return uint64_t{blockCountX(widthTexels, footprint)} * blockCountY(heightTexels, footprint);
}

} // namespace astcslang::astc

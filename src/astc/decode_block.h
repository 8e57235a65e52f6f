// SPDX-License-Identifier: Apache-2.0
// From a block to RGBA texels (C.2.19, C.2.20). To 8 bits by the top-8-bits rule: the 16-bit result of interpolation
// loses its low byte. This is decode_unorm8 of the decode-mode extension, and the only rule for sRGB. Or to all 16.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "astc/physical_block.h"
#include "astc/symbolic_block.h"

namespace astcslang::astc {

/// Opaque magenta: illegal blocks, HDR void extents and texels of HDR partitions.
inline constexpr std::array<uint8_t, 4> kErrorColor = {255, 0, 255, 255};

/// An 8-bit endpoint component widened to 16 bits for interpolation. `component` 0..3 is R, G, B, A.
constexpr int expandEndpoint(int value, int component, Profile profile) {
    const bool isSrgb = profile == Profile::LdrSrgb && component != 3;
    return value << 8 | (isSrgb ? 0x80 : value);
}

/// Interpolation of widened components at weight 0..64.
constexpr uint16_t interpolateWide(int low, int high, int weight) {
    return static_cast<uint16_t>((low * (64 - weight) + high * weight + 32) >> 6);
}

/// The same, reduced to 8 bits.
constexpr uint8_t interpolate(int low, int high, int weight) {
    return static_cast<uint8_t>(interpolateWide(low, high, weight) >> 8);
}

/// Bytes of a block's RGBA texels.
constexpr size_t texelBytes(Footprint footprint) { return static_cast<size_t>(texelCount(footprint)) * 4; }

/// Writes RGBA texels in raster order; `texels` is texelBytes(footprint) long. Takes any 128 bits.
void decodeBlock(const PhysicalBlock& block, Footprint footprint, Profile profile, std::span<uint8_t> texels);

/// To all 16 bits. With LdrSrgb, only the upper 8 bits of colours mean something.
void decodeBlockWide(const PhysicalBlock& block, Footprint footprint, Profile profile, std::span<uint16_t> texels);

/// The same for blocks without fault. Both profiles decode a void extent alike, whatever the footprint.
void decodeBlock(const SymbolicBlock& block, Footprint footprint, Profile profile, std::span<uint8_t> texels);
void decodeBlock(const VoidExtentBlock& block, std::span<uint8_t> texels);

} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// From unquantized colour values to a pair of RGBA endpoints: the LDR modes of C.2.14.

#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <span>

#include "astc/color_endpoint_mode.h"

namespace astcslang::astc {

/// R, G, B, A; each 0..255 once decoded.
using Rgba = std::array<int, 4>;

struct EndpointPair {
    Rgba low{};  ///< e0, at weight 0
    Rgba high{}; ///< e1, at weight 64
    constexpr bool operator==(const EndpointPair&) const = default;
};

/// Undoes the change of base by which colours near grey keep one more bit in red and green.
constexpr Rgba blueContract(const Rgba& c) { return {(c[0] + c[2]) >> 1, (c[1] + c[2]) >> 1, c[2], c[3]}; }

/// Moves the top bit of `offset` to `base` and makes `offset` a signed number in -32..31.
constexpr void bitTransferSigned(int& offset, int& base) {
    base = base >> 1 | (offset & 0x80);
    offset = offset >> 1 & 0x3F;
    if (offset & 0x20) offset -= 0x40;
}

constexpr Rgba clampUnorm8(Rgba c) {
    for (int& component : c) component = std::clamp(component, 0, 255);
    return c;
}

namespace detail {

constexpr Rgba grey(int luminance, int alpha) { return {luminance, luminance, luminance, alpha}; }

constexpr Rgba scaled(const Rgba& c, int scale, int alpha) {
    return {c[0] * scale >> 8, c[1] * scale >> 8, c[2] * scale >> 8, alpha};
}

constexpr int sumRgb(const Rgba& c) { return c[0] + c[1] + c[2]; }

/// Modes 8 and 12: swapped ends announce blue contraction.
constexpr EndpointPair decodeDirect(const Rgba& low, const Rgba& high) {
    if (sumRgb(high) >= sumRgb(low)) return {low, high};
    return {blueContract(high), blueContract(low)};
}

/// Modes 9 and 13: a negative sum of offsets announces blue contraction.
constexpr EndpointPair decodeBaseOffset(Rgba base, Rgba offset, int componentCount) {
    for (int component = 0; component < componentCount; ++component)
        bitTransferSigned(offset[component], base[component]);
    Rgba sum = base;
    for (int component = 0; component < 4; ++component) sum[component] += offset[component];
    if (sumRgb(offset) >= 0) return {clampUnorm8(base), clampUnorm8(sum)};
    return {clampUnorm8(blueContract(sum)), clampUnorm8(blueContract(base))};
}

} // namespace detail

/// `values` are valueCount(mode) colour values 0..255; `mode` is an LDR mode.
constexpr EndpointPair decodeEndpoints(ColorEndpointMode mode, std::span<const uint8_t> values) {
    assert(values.size() == static_cast<size_t>(valueCount(mode)) && !isHdr(mode));
    Rgba low = {0, 0, 0, 255}, high = {0, 0, 0, 255}; // v0 v2 v4 v6 and v1 v3 v5 v7
    for (size_t i = 0; i < values.size(); ++i) (i % 2 == 0 ? low : high)[i / 2] = values[i];

    switch (mode) {
    case ColorEndpointMode::LdrLuminanceDirect:
        return {detail::grey(low[0], 255), detail::grey(high[0], 255)};
    case ColorEndpointMode::LdrLuminanceBaseOffset: {
        const int luminance = low[0] >> 2 | (high[0] & 0xC0);
        return {detail::grey(luminance, 255), detail::grey(std::min(luminance + (high[0] & 0x3F), 255), 255)};
    }
    case ColorEndpointMode::LdrLuminanceAlphaDirect:
        return {detail::grey(low[0], low[1]), detail::grey(high[0], high[1])};
    case ColorEndpointMode::LdrLuminanceAlphaBaseOffset: {
        bitTransferSigned(high[0], low[0]);
        bitTransferSigned(high[1], low[1]);
        return {detail::grey(low[0], low[1]), clampUnorm8(detail::grey(low[0] + high[0], low[1] + high[1]))};
    }
    case ColorEndpointMode::LdrRgbBaseScale:
    case ColorEndpointMode::LdrRgbBaseScaleTwoA: { // v0 v1 v2 are the colour, v3 the scale, v4 v5 the alphas
        const bool hasAlpha = mode == ColorEndpointMode::LdrRgbBaseScaleTwoA;
        const Rgba base = {values[0], values[1], values[2], hasAlpha ? values[5] : 255};
        return {detail::scaled(base, values[3], hasAlpha ? values[4] : 255), base};
    }
    case ColorEndpointMode::LdrRgbDirect:
    case ColorEndpointMode::LdrRgbaDirect:
        return detail::decodeDirect(low, high);
    case ColorEndpointMode::LdrRgbBaseOffset:
        return detail::decodeBaseOffset(low, {high[0], high[1], high[2], 0}, 3);
    case ColorEndpointMode::LdrRgbaBaseOffset:
        return detail::decodeBaseOffset(low, high, 4);
    default:
        return {};
    }
}

} // namespace astcslang::astc

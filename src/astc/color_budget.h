// SPDX-License-Identifier: Apache-2.0
// How many bits of a block are left for colours, and which quantization they allow (C.2.22).

#pragma once

#include <optional>

#include "astc/block_mode.h"
#include "astc/color_endpoint_mode.h"
#include "astc/ise.h"

namespace astcslang::astc {

/// Block bit at which colour values start: after mode, partition count, seed and endpoint modes (Figures C.2, C.3).
constexpr int colorBitOffset(int partitionCount) { return partitionCount == 1 ? 17 : 29; }

/// Bits between those fields and whatever stands above the colours: component selector, more endpoint modes, weights.
/// Negative where the fields alone are too long.
constexpr int computeColorBits(const BlockMode& mode, const EndpointModeList& endpointModes) {
    return 128 - colorBitOffset(endpointModes.partitionCount) - mode.weightBits() - endpointModes.extraBits() -
           (mode.isDualPlane ? 2 : 0);
}

/// The finest quantization at which `colorValueCount` values fit, or nothing if not even six levels do: illegal.
constexpr std::optional<QuantMode> chooseColorQuantMode(int colorValueCount, int colorBits) {
    for (int mode = kMaxColorQuantMode; mode >= kMinColorQuantMode; --mode) {
        if (iseBitCount(colorValueCount, static_cast<QuantMode>(mode)) <= colorBits)
            return static_cast<QuantMode>(mode);
    }
    return std::nullopt;
}

constexpr std::optional<QuantMode> chooseColorQuantMode(const BlockMode& mode, const EndpointModeList& endpointModes) {
    return chooseColorQuantMode(valueCount(endpointModes.used()), computeColorBits(mode, endpointModes));
}

} // namespace astcslang::astc

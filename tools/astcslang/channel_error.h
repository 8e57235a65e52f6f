// SPDX-License-Identifier: Apache-2.0
// Errors of each channel by itself, from exact integer sums.

#pragma once

#include <array>
#include <cstdint>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

struct ChannelError {
    double psnr = 0;         ///< dB; infinity where the channel is equal.
    double meanAbsolute = 0; ///< 8-bit steps, 0 .. 255.
    uint8_t maxAbsolute = 0;
};

/// Of R, G, B and A. Precondition: pictures of one size that is not 0.
std::array<ChannelError, 4> measureChannelErrors(const Image& a, const Image& b);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0

#include "channel_error.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>

#include "block_error.h"

namespace astcslang::cli {

std::array<ChannelError, 4> measureChannelErrors(const Image& a, const Image& b) {
    assert(a.width == b.width && a.height == b.height && !a.texels.empty());
    std::array<uint64_t, 4> absoluteSums{}, squaredSums{};
    std::array<uint8_t, 4> most{};
    for (size_t i = 0; i < a.texels.size(); ++i) {
        const int difference = std::abs(int{a.texels[i]} - int{b.texels[i]});
        absoluteSums[i % 4] += static_cast<uint64_t>(difference);
        squaredSums[i % 4] += static_cast<uint64_t>(difference * difference);
        most[i % 4] = std::max(most[i % 4], static_cast<uint8_t>(difference));
    }
    const double texelCount = static_cast<double>(a.texels.size() / 4);
    std::array<ChannelError, 4> errors;
    for (size_t channel = 0; channel < 4; ++channel) {
        errors[channel] = {psnrOf(static_cast<double>(squaredSums[channel]) / texelCount),
                           static_cast<double>(absoluteSums[channel]) / texelCount, most[channel]};
    }
    return errors;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// A texel with 0 and 255 appended makes every source an index.

#include "swizzle.h"

#include <algorithm>

namespace astcslang::cli {
namespace {

constexpr std::string_view kSources = "rgba01";

} // namespace

std::optional<Swizzle> parseSwizzle(std::string_view text) {
    Swizzle swizzle;
    if (text.size() != swizzle.sources.size() || text.find_first_not_of(kSources) != text.npos) return std::nullopt;
    std::copy(text.begin(), text.end(), swizzle.sources.begin());
    return swizzle;
}

void applySwizzle(Image& image, const Swizzle& swizzle) {
    std::array<size_t, 4> indices{};
    for (size_t channel = 0; channel < 4; ++channel) indices[channel] = kSources.find(swizzle.sources[channel]);
    for (size_t i = 0; i + 4 <= image.texels.size(); i += 4) {
        uint8_t* texel = &image.texels[i];
        const std::array<uint8_t, 6> values = {texel[0], texel[1], texel[2], texel[3], 0, 255};
        for (size_t channel = 0; channel < 4; ++channel) texel[channel] = values[indices[channel]];
    }
}

} // namespace astcslang::cli

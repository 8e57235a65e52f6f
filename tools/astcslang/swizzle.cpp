// SPDX-License-Identifier: Apache-2.0
// A texel with 0 and 1 appended makes every source an index.

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

void applySwizzle(Picture& picture, const Swizzle& swizzle) {
    std::array<size_t, 4> indices{};
    for (size_t channel = 0; channel < 4; ++channel) indices[channel] = kSources.find(swizzle.sources[channel]);
    std::visit(
        [&](auto& samples) {
            using Sample = typename std::decay_t<decltype(samples)>::value_type;
            for (size_t i = 0; i + 4 <= samples.size(); i += 4) {
                Sample* texel = &samples[i];
                const std::array<Sample, 6> values = {texel[0], texel[1],  texel[2],
                                                      texel[3], Sample{0}, kFullScale<Sample>};
                for (size_t channel = 0; channel < 4; ++channel) texel[channel] = values[indices[channel]];
            }
        },
        picture.samples);
}

} // namespace astcslang::cli

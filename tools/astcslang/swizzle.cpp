// SPDX-License-Identifier: Apache-2.0
// A texel with 0, 1 and z appended makes every source an index.

#include "swizzle.h"

#include <algorithm>
#include <cmath>

#include "normal_vector.h"

namespace astcslang::cli {
namespace {

template <typename Sample> Sample rebuildZ(Sample x, Sample y) {
    constexpr double kLargest = kFullScale<Sample>;
    const double stored = (rebuildNormal(x / kLargest, y / kLargest)[2] + 1) / 2;
    if constexpr (std::is_same_v<Sample, float>) {
        return static_cast<float>(stored);
    } else {
        return static_cast<Sample>(std::lround(stored * kLargest));
    }
}

template <typename Sample> void reorder(std::vector<Sample>& samples, const Swizzle& swizzle) {
    if (swizzle.isIdentity()) return;
    std::array<size_t, 4> indices{};
    for (size_t channel = 0; channel < 4; ++channel) indices[channel] = kDecodeSources.find(swizzle.sources[channel]);
    const bool isZWanted = swizzle.text().find('z') != std::string_view::npos;
    for (size_t i = 0; i + 4 <= samples.size(); i += 4) {
        Sample* texel = &samples[i];
        const Sample z = isZWanted ? rebuildZ(texel[0], texel[3]) : Sample{0};
        const std::array<Sample, 7> values = {texel[0], texel[1], texel[2], texel[3], Sample{0}, kFullScale<Sample>, z};
        for (size_t channel = 0; channel < 4; ++channel) texel[channel] = values[indices[channel]];
    }
}

} // namespace

std::optional<Swizzle> parseSwizzle(std::string_view text, std::string_view sources) {
    Swizzle swizzle;
    if (text.size() != swizzle.sources.size() || text.find_first_not_of(sources) != text.npos) return std::nullopt;
    std::copy(text.begin(), text.end(), swizzle.sources.begin());
    return swizzle;
}

void applySwizzle(Picture& picture, const Swizzle& swizzle) {
    std::visit([&](auto& samples) { reorder(samples, swizzle); }, picture.samples);
    if (swizzle.sources[3] != 'a') picture.isPremultiplied = false;
}

void applySwizzle(Image& image, const Swizzle& swizzle) { reorder(image.texels, swizzle); }

} // namespace astcslang::cli

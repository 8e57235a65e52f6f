// SPDX-License-Identifier: Apache-2.0
#include "picture_codes.h"

#include <cstring>
#include <utility>

namespace astcslang::cli {
namespace {

template <typename Sample, typename Convert> void replaceSamples(Picture& picture, const Convert& convert) {
    const auto* samples = std::get_if<std::vector<Sample>>(&picture.samples);
    if (samples == nullptr) return;
    std::vector<uint16_t> codes;
    codes.reserve(samples->size());
    for (const Sample sample : *samples) codes.push_back(convert(sample));
    picture.samples = std::move(codes);
}

} // namespace

void roundFloats(Picture& picture) {
    replaceSamples<float>(picture, [](float value) { return static_cast<uint16_t>(double{value} * 65535 + 0.5); });
}

void widenTo16Bits(Picture& picture) {
    roundFloats(picture);
    replaceSamples<uint8_t>(picture, [](uint8_t code) { return static_cast<uint16_t>(code * 257); });
}

ImageView viewOf(const Picture& picture) {
    if (const auto* codes = std::get_if<std::vector<uint8_t>>(&picture.samples)) {
        return {*codes, picture.width, picture.height, 0, TexelFormat::Rgba8};
    }
    const auto& codes = std::get<std::vector<uint16_t>>(picture.samples);
    const auto* bytes = reinterpret_cast<const uint8_t*>(codes.data());
    return {{bytes, 2 * codes.size()}, picture.width, picture.height, 0, TexelFormat::Rgba16};
}

Samples samplesOf(ResampledImage&& image) {
    if (image.format == TexelFormat::Rgba8) return std::move(image.texels);
    std::vector<uint16_t> codes(image.texels.size() / 2);
    std::memcpy(codes.data(), image.texels.data(), image.texels.size());
    return codes;
}

} // namespace astcslang::cli

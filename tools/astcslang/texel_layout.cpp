// SPDX-License-Identifier: Apache-2.0
// The numbers are those of VkFormat and DXGI_FORMAT.

#include "texel_layout.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "byte_reader.h"

namespace astcslang::cli {
namespace {

constexpr TexelLayout kLayouts[] = {
    {"R8_UNORM", 9, 61, "r", ChannelType::Unorm8, false},
    {"R8_SRGB", 15, 0, "r", ChannelType::Unorm8, true},
    {"R8G8_UNORM", 16, 49, "rg", ChannelType::Unorm8, false},
    {"R8G8_SRGB", 22, 0, "rg", ChannelType::Unorm8, true},
    {"R8G8B8_UNORM", 23, 0, "rgb", ChannelType::Unorm8, false},
    {"R8G8B8_SRGB", 29, 0, "rgb", ChannelType::Unorm8, true},
    {"B8G8R8_UNORM", 30, 0, "bgr", ChannelType::Unorm8, false},
    {"B8G8R8_SRGB", 36, 0, "bgr", ChannelType::Unorm8, true},
    {"R8G8B8A8_UNORM", 37, 28, "rgba", ChannelType::Unorm8, false},
    {"R8G8B8A8_SRGB", 43, 29, "rgba", ChannelType::Unorm8, true},
    {"B8G8R8A8_UNORM", 44, 87, "bgra", ChannelType::Unorm8, false},
    {"B8G8R8A8_SRGB", 50, 91, "bgra", ChannelType::Unorm8, true},
    {"B8G8R8X8_UNORM", 0, 88, "bgrx", ChannelType::Unorm8, false},
    {"B8G8R8X8_SRGB", 0, 93, "bgrx", ChannelType::Unorm8, true},
    {"R8G8B8X8_UNORM", 0, 0, "rgbx", ChannelType::Unorm8, false},
    {"R16_UNORM", 70, 56, "r", ChannelType::Unorm16, false},
    {"R16G16_UNORM", 77, 35, "rg", ChannelType::Unorm16, false},
    {"R16G16B16_UNORM", 84, 0, "rgb", ChannelType::Unorm16, false},
    {"R16G16B16A16_UNORM", 91, 11, "rgba", ChannelType::Unorm16, false},
    {"R16_SFLOAT", 76, 54, "r", ChannelType::Float16, false},
    {"R16G16_SFLOAT", 83, 34, "rg", ChannelType::Float16, false},
    {"R16G16B16_SFLOAT", 90, 0, "rgb", ChannelType::Float16, false},
    {"R16G16B16A16_SFLOAT", 97, 10, "rgba", ChannelType::Float16, false},
    {"R32_SFLOAT", 100, 41, "r", ChannelType::Float32, false},
    {"R32G32_SFLOAT", 103, 16, "rg", ChannelType::Float32, false},
    {"R32G32B32_SFLOAT", 106, 6, "rgb", ChannelType::Float32, false},
    {"R32G32B32A32_SFLOAT", 109, 2, "rgba", ChannelType::Float32, false},
};

template <typename Matches> const TexelLayout* findLayout(const Matches& matches) {
    const auto* found = std::find_if(std::begin(kLayouts), std::end(kLayouts), matches);
    return found == std::end(kLayouts) ? nullptr : found;
}

/// IEEE 754 binary16.
float halfToFloat(uint16_t half) {
    const int exponent = half >> 10 & 0x1F;
    const int fraction = half & 0x3FF;
    float magnitude = 0;
    if (exponent == 0x1F) {
        magnitude = fraction == 0 ? INFINITY : NAN;
    } else {
        magnitude = exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                  : std::ldexp(static_cast<float>(fraction + 0x400), exponent - 25);
    }
    return (half & 0x8000) != 0 ? -magnitude : magnitude;
}

template <typename Sample> Sample loadSample(const uint8_t* bytes, ChannelType type) {
    if constexpr (std::is_same_v<Sample, uint8_t>) return *bytes;
    const auto low = static_cast<uint16_t>(bytes[0] | bytes[1] << 8);
    if constexpr (std::is_same_v<Sample, uint16_t>) return low;
    if constexpr (std::is_same_v<Sample, float>) {
        if (type == ChannelType::Float16) return halfToFloat(low);
        return std::bit_cast<float>(static_cast<uint32_t>(loadLittle({bytes, 4}, 0, 4)));
    }
}

/// Where a channel of RGBA is stored, as an index into the layout's channels; nothing if it is not.
std::array<std::optional<size_t>, 4> findChannels(const TexelLayout& layout, bool isGrey) {
    std::array<std::optional<size_t>, 4> places;
    for (size_t channel = 0; channel < 4; ++channel) {
        const size_t place = layout.channels.find("rgba"[channel]);
        if (place != layout.channels.npos) places[channel] = place;
    }
    if (isGrey) places[1] = places[2] = places[0];
    return places;
}

template <typename Sample>
Result<void> unpackAs(std::span<const uint8_t> bytes, const TexelLayout& layout, uint64_t rowPitch, bool isGrey,
                      Picture& picture) {
    if (Result<void> allocated = allocatePicture<Sample>(picture); !allocated) return allocated;
    auto& samples = std::get<std::vector<Sample>>(picture.samples);
    const std::array<std::optional<size_t>, 4> places = findChannels(layout, isGrey);
    const size_t channelBytes = layout.channelBytes(), texelBytes = layout.texelBytes();
    for (size_t y = 0; y < picture.height; ++y) {
        const uint8_t* texel = bytes.data() + y * rowPitch;
        Sample* target = &samples[y * picture.width * 4];
        for (size_t x = 0; x < picture.width; ++x, texel += texelBytes, target += 4) {
            for (size_t channel = 0; channel < 4; ++channel) {
                target[channel] = places[channel]
                                      ? loadSample<Sample>(texel + *places[channel] * channelBytes, layout.type)
                                      : (channel == 3 ? kFullScale<Sample> : Sample{0});
            }
        }
    }
    return {};
}

} // namespace

uint32_t TexelLayout::channelBytes() const {
    return type == ChannelType::Unorm8 ? 1 : type == ChannelType::Float32 ? 4 : 2;
}

const TexelLayout* findLayoutByVkFormat(uint32_t vkFormat) {
    return findLayout([&](const TexelLayout& layout) { return layout.vkFormat != 0 && layout.vkFormat == vkFormat; });
}

const TexelLayout* findLayoutByDxgiFormat(uint32_t dxgiFormat) {
    return findLayout(
        [&](const TexelLayout& layout) { return layout.dxgiFormat != 0 && layout.dxgiFormat == dxgiFormat; });
}

const TexelLayout* findLayoutByName(std::string_view name) {
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    constexpr std::string_view kPrefix = "VK_FORMAT_";
    if (upper.starts_with(kPrefix)) upper.erase(0, kPrefix.size());
    return findLayout([&](const TexelLayout& layout) { return layout.name == upper; });
}

Result<void> unpackTexels(std::span<const uint8_t> bytes, const TexelLayout& layout, uint64_t rowPitch, bool isGrey,
                          Picture& picture) {
    const Result<void> unpacked = [&] {
        switch (layout.type) {
        case ChannelType::Unorm8:
            return unpackAs<uint8_t>(bytes, layout, rowPitch, isGrey, picture);
        case ChannelType::Unorm16:
            return unpackAs<uint16_t>(bytes, layout, rowPitch, isGrey, picture);
        default:
            return unpackAs<float>(bytes, layout, rowPitch, isGrey, picture);
        }
    }();
    if (!unpacked) return unpacked;
    picture.storedBits = static_cast<uint8_t>(8 * layout.channelBytes());
    picture.hasAlpha = layout.channels.find('a') != layout.channels.npos;
    picture.channelCount = static_cast<uint8_t>(layout.channels.size() - (layout.channels.ends_with('x') ? 1 : 0));
    picture.transfer = {layout.isSrgb ? TransferKind::Srgb : TransferKind::Linear, 0, {}};
    picture.transferReason = fmt::format("format {}", layout.name);
    picture.isTransferTagged = true;
    return {};
}

} // namespace astcslang::cli

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
#include "vk_format_name.h"

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
    {"A8_UNORM", 1000470001, 65, "a", ChannelType::Unorm8, false},
    {"A8B8G8R8_UNORM_PACK32", 51, 0, "rgba", ChannelType::Unorm8, false},
    {"A8B8G8R8_SRGB_PACK32", 57, 0, "rgba", ChannelType::Unorm8, true},
    // Vulkan names fields from the highest bits down, DXGI from the lowest up.
    {"R4G4B4A4_UNORM_PACK16", 2, 0, "rgba", ChannelType::Packed16, false, {{{12, 4}, {8, 4}, {4, 4}, {0, 4}}}},
    {"B4G4R4A4_UNORM_PACK16", 3, 0, "bgra", ChannelType::Packed16, false, {{{12, 4}, {8, 4}, {4, 4}, {0, 4}}}},
    {"A4R4G4B4_UNORM_PACK16",
     1000340000,
     115,
     "argb",
     ChannelType::Packed16,
     false,
     {{{12, 4}, {8, 4}, {4, 4}, {0, 4}}}},
    {"A4B4G4R4_UNORM_PACK16", 1000340001, 0, "abgr", ChannelType::Packed16, false, {{{12, 4}, {8, 4}, {4, 4}, {0, 4}}}},
    {"R5G6B5_UNORM_PACK16", 4, 85, "rgb", ChannelType::Packed16, false, {{{11, 5}, {5, 6}, {0, 5}}}},
    {"B5G6R5_UNORM_PACK16", 5, 0, "bgr", ChannelType::Packed16, false, {{{11, 5}, {5, 6}, {0, 5}}}},
    {"R5G5B5A1_UNORM_PACK16", 6, 0, "rgba", ChannelType::Packed16, false, {{{11, 5}, {6, 5}, {1, 5}, {0, 1}}}},
    {"B5G5R5A1_UNORM_PACK16", 7, 0, "bgra", ChannelType::Packed16, false, {{{11, 5}, {6, 5}, {1, 5}, {0, 1}}}},
    {"A1R5G5B5_UNORM_PACK16", 8, 86, "argb", ChannelType::Packed16, false, {{{15, 1}, {10, 5}, {5, 5}, {0, 5}}}},
    {"X1R5G5B5_UNORM_PACK16", 0, 0, "rgb", ChannelType::Packed16, false, {{{10, 5}, {5, 5}, {0, 5}}}},
    {"A1B5G5R5_UNORM_PACK16",
     1000470000,
     0,
     "abgr",
     ChannelType::Packed16,
     false,
     {{{15, 1}, {10, 5}, {5, 5}, {0, 5}}}},
    {"A2R10G10B10_UNORM_PACK32", 58, 0, "argb", ChannelType::Packed32, false, {{{30, 2}, {20, 10}, {10, 10}, {0, 10}}}},
    {"A2B10G10R10_UNORM_PACK32",
     64,
     24,
     "abgr",
     ChannelType::Packed32,
     false,
     {{{30, 2}, {20, 10}, {10, 10}, {0, 10}}}},
    {"B10G11R11_UFLOAT_PACK32", 122, 26, "bgr", ChannelType::PackedFloat, false, {{{22, 10}, {11, 11}, {0, 11}}}},
    {"E5B9G9R9_UFLOAT_PACK32", 123, 67, "bgr", ChannelType::SharedExponent, false, {{{18, 9}, {9, 9}, {0, 9}}}},
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

/// A field of a texel's number.
template <typename Sample> Sample loadField(uint32_t number, BitField field, ChannelType type) {
    const uint32_t most = (1u << field.bits) - 1;
    const uint32_t value = number >> field.shift & most;
    if constexpr (!std::is_same_v<Sample, float>)
        return static_cast<Sample>((value * kFullScale<Sample> + most / 2) / most);
    constexpr int kExponentShift = 27, kExponentBias = 15, kFractionBits = 9; // of SharedExponent
    if (type == ChannelType::SharedExponent) {
        const int exponent = static_cast<int>(number >> kExponentShift) - kExponentBias - kFractionBits;
        return static_cast<Sample>(std::ldexp(static_cast<float>(value), exponent));
    }
    return static_cast<Sample>(halfToFloat(static_cast<uint16_t>(value << (15 - field.bits))));
}

template <typename Sample> Sample loadSample(const uint8_t* texel, const TexelLayout& layout, size_t place) {
    const uint32_t texelBytes = layout.texelBytes();
    if (layout.fields[place].bits != 0) {
        const auto number = static_cast<uint32_t>(loadLittle({texel, texelBytes}, 0, texelBytes));
        return loadField<Sample>(number, layout.fields[place], layout.type);
    }
    const uint8_t* bytes = texel + place * (texelBytes / layout.channels.size());
    if constexpr (std::is_same_v<Sample, uint8_t>) return *bytes;
    const auto low = static_cast<uint16_t>(bytes[0] | bytes[1] << 8);
    if constexpr (std::is_same_v<Sample, uint16_t>) return low;
    if constexpr (std::is_same_v<Sample, float>) {
        if (layout.type == ChannelType::Float16) return halfToFloat(low);
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
    const size_t texelBytes = layout.texelBytes();
    for (size_t y = 0; y < picture.height; ++y) {
        const uint8_t* texel = bytes.data() + y * rowPitch;
        Sample* target = &samples[y * picture.width * 4];
        for (size_t x = 0; x < picture.width; ++x, texel += texelBytes, target += 4) {
            for (size_t channel = 0; channel < 4; ++channel) {
                target[channel] = places[channel] ? loadSample<Sample>(texel, layout, *places[channel])
                                                  : (channel == 3 ? kFullScale<Sample> : Sample{0});
            }
        }
    }
    return {};
}

} // namespace

bool TexelLayout::isFloat() const {
    return type == ChannelType::Float16 || type == ChannelType::Float32 || type == ChannelType::PackedFloat ||
           type == ChannelType::SharedExponent;
}

uint32_t TexelLayout::channelBits() const {
    uint32_t most = type == ChannelType::Unorm8 ? 8 : type == ChannelType::Float32 ? 32 : 16;
    if (fields[0].bits != 0) most = 0;
    for (const BitField field : fields) most = std::max<uint32_t>(most, field.bits);
    return most;
}

uint32_t TexelLayout::texelBytes() const {
    if (type == ChannelType::Packed16) return 2;
    if (fields[0].bits != 0) return 4;
    return channelBits() / 8 * static_cast<uint32_t>(channels.size());
}

const TexelLayout* findLayoutByVkFormat(uint32_t vkFormat) {
    return findLayout([&](const TexelLayout& layout) { return layout.vkFormat != 0 && layout.vkFormat == vkFormat; });
}

const TexelLayout* findLayoutByDxgiFormat(uint32_t dxgiFormat) {
    return findLayout(
        [&](const TexelLayout& layout) { return layout.dxgiFormat != 0 && layout.dxgiFormat == dxgiFormat; });
}

const TexelLayout* findLayoutByName(std::string_view name) {
    const std::string bare = bareFormatName(name);
    return findLayout([&](const TexelLayout& layout) { return layout.name == bare; });
}

Result<void> unpackTexels(std::span<const uint8_t> bytes, const TexelLayout& layout, uint64_t rowPitch, bool isGrey,
                          Picture& picture) {
    const Result<void> unpacked = [&] {
        if (layout.isFloat()) return unpackAs<float>(bytes, layout, rowPitch, isGrey, picture);
        if (layout.channelBits() > 8) return unpackAs<uint16_t>(bytes, layout, rowPitch, isGrey, picture);
        return unpackAs<uint8_t>(bytes, layout, rowPitch, isGrey, picture);
    }();
    if (!unpacked) return unpacked;
    picture.storedBits = static_cast<uint8_t>(layout.channelBits());
    picture.hasAlpha = layout.channels.find('a') != layout.channels.npos;
    picture.isGrey = isGrey;
    const size_t lastColor = std::string_view("rgb").find_last_of(layout.channels); // one before it may be 0 throughout
    picture.channelCount =
        static_cast<uint8_t>((lastColor == layout.channels.npos ? 0 : lastColor + 1) + (picture.hasAlpha ? 1 : 0));
    picture.transfer = {layout.isSrgb ? TransferKind::Srgb : TransferKind::Linear, 0, {}};
    picture.transferReason = fmt::format("format {}", layout.name);
    picture.isTransferTagged = true;
    return {};
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Formats come in runs of one layout, with a number type each; see vk_format_facts.cpp. Bounds of samples: Khronos Data
// Format Specification 1.3, 5.14 (sampleLower and sampleUpper).

#include "container/vk_format_texels.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>
#include <string_view>
#include <utility>

#include "container/descriptor_places.h"
#include "container/texture_format.h"
#include "container/vk_format_ranges.h"

namespace astcslang::container {
namespace {

/// Formats up to `last`, from where the run before ends.
struct BlockRun {
    uint32_t last;
    TexelBlock block;
};
constexpr BlockRun kBlockRuns[] = {
    {1, {1, 1, 1, 1}},    {8, {1, 1, 1, 2}},    {15, {1, 1, 1, 1}},   {22, {1, 1, 1, 2}},   {36, {1, 1, 1, 3}},
    {69, {1, 1, 1, 4}},   {76, {1, 1, 1, 2}},   {83, {1, 1, 1, 4}},   {90, {1, 1, 1, 6}},   {97, {1, 1, 1, 8}},
    {100, {1, 1, 1, 4}},  {103, {1, 1, 1, 8}},  {106, {1, 1, 1, 12}}, {109, {1, 1, 1, 16}}, {112, {1, 1, 1, 8}},
    {115, {1, 1, 1, 16}}, {118, {1, 1, 1, 24}}, {121, {1, 1, 1, 32}}, {123, {1, 1, 1, 4}},  // packed floats
    {124, {1, 1, 1, 2}},  {126, {1, 1, 1, 4}},  {127, {1, 1, 1, 1}},                        // depth, stencil
    {129, {1, 1, 1, 4}},  {130, {1, 1, 1, 8}},                                              // both
    {134, {4, 4, 1, 8}},  {138, {4, 4, 1, 16}}, {140, {4, 4, 1, 8}},  {146, {4, 4, 1, 16}}, // BC
    {150, {4, 4, 1, 8}},  {152, {4, 4, 1, 16}}, {154, {4, 4, 1, 8}},  {156, {4, 4, 1, 16}}, // ETC2, EAC
};
constexpr uint32_t kAstcBytes = 16;
/// Of 3D ASTC, with three formats each.
constexpr std::array<TexelBlock, 10> kAstc3d = {{{3, 3, 3, kAstcBytes},
                                                 {4, 3, 3, kAstcBytes},
                                                 {4, 4, 3, kAstcBytes},
                                                 {4, 4, 4, kAstcBytes},
                                                 {5, 4, 4, kAstcBytes},
                                                 {5, 5, 4, kAstcBytes},
                                                 {5, 5, 5, kAstcBytes},
                                                 {6, 5, 5, kAstcBytes},
                                                 {6, 6, 5, kAstcBytes},
                                                 {6, 6, 6, kAstcBytes}}};

enum class NumberType : uint8_t { Unorm, Snorm, Uscaled, Sscaled, Uint, Sint, Sfloat, Srgb, Ufloat };

using ChannelBits = std::array<uint8_t, 4>;

/// Channels of a format from bit 0 on: their order, bits and numbers.
struct TexelFormat {
    std::string_view order; ///< "rgba", "bgr" ...
    ChannelBits bits = {};
    NumberType type = NumberType::Unorm;
};

/// Formats whose channels have 8, 16, 32 or 64 bits each.
std::optional<TexelFormat> plainFormatOf(uint32_t vkFormat) {
    constexpr std::string_view kOrdersOf8[] = {"r", "rg", "rgb", "bgr", "rgba", "bgra", "rgba"}; // the last is packed
    constexpr std::string_view kOrders[] = {"r", "rg", "rgb", "rgba"};
    constexpr NumberType kTypesOfWide[] = {NumberType::Uint, NumberType::Sint, NumberType::Sfloat};
    const auto makeFormat = [](std::string_view order, uint8_t bits, NumberType type) {
        return TexelFormat{order, {bits, bits, bits, bits}, type};
    };
    if (vkFormat >= 9 && vkFormat <= 57) {
        const uint32_t place = (vkFormat - 9) % 7;
        return makeFormat(kOrdersOf8[(vkFormat - 9) / 7], 8, place == 6 ? NumberType::Srgb : NumberType(place));
    }
    if (vkFormat >= 70 && vkFormat <= 97) {
        return makeFormat(kOrders[(vkFormat - 70) / 7], 16, NumberType((vkFormat - 70) % 7));
    }
    if (vkFormat >= 98 && vkFormat <= 121) {
        const uint32_t run = (vkFormat - 98) / 3;
        return makeFormat(kOrders[run % 4], run < 4 ? 32 : 64, kTypesOfWide[(vkFormat - 98) % 3]);
    }
    return std::nullopt;
}

/// Formats named _PACK8, _PACK16 and _PACK32, but for those of four bytes and the shared exponent. Vulkan names
/// channels from the highest bit down.
std::optional<TexelFormat> packedFormatOf(uint32_t vkFormat) {
    constexpr ChannelBits k4444 = {4, 4, 4, 4}, k1555 = {1, 5, 5, 5}, k5551 = {5, 5, 5, 1}, k1010102 = {10, 10, 10, 2};
    constexpr std::pair<uint32_t, TexelFormat> kFormats[] = {
        {1, {"gr", {4, 4}}},                              // R4G4
        {2, {"abgr", k4444}},                             // R4G4B4A4
        {3, {"argb", k4444}},                             // B4G4R4A4
        {4, {"bgr", {5, 6, 5}}},                          // R5G6B5
        {5, {"rgb", {5, 6, 5}}},                          // B5G6R5
        {6, {"abgr", k1555}},                             // R5G5B5A1
        {7, {"argb", k1555}},                             // B5G5R5A1
        {8, {"bgra", k5551}},                             // A1R5G5B5
        {122, {"rgb", {11, 11, 10}, NumberType::Ufloat}}, // B10G11R11
        {1000340000, {"bgra", k4444}},                    // A4R4G4B4
        {1000340001, {"rgba", k4444}},                    // A4B4G4R4
        {1000470000, {"rgba", k5551}},                    // A1B5G5R5
        {1000470001, {"a", {8}}}};                        // A8
    if (vkFormat >= 58 && vkFormat <= 69) {               // A2R10G10B10, then A2B10G10R10
        return TexelFormat{vkFormat < 64 ? "bgra" : "rgba", k1010102, NumberType((vkFormat - 58) % 6)};
    }
    const auto* format = std::find_if(std::begin(kFormats), std::end(kFormats),
                                      [&](const auto& known) { return known.first == vkFormat; });
    return format == std::end(kFormats) ? std::nullopt : std::optional(format->second);
}

/// Qualifiers and bounds of a number.
ChannelSample sampleOf(NumberType type, uint32_t bits) {
    ChannelSample sample;
    const uint32_t most = bits >= 32 ? UINT32_MAX : (1u << bits) - 1;
    switch (type) {
    case NumberType::Unorm:
    case NumberType::Srgb:
        sample.upper = most;
        break;
    case NumberType::Snorm:
        sample.qualifiers = descriptor::kSampleSigned;
        sample.upper = most >> 1;
        sample.lower = 0u - sample.upper;
        break;
    case NumberType::Uint:
    case NumberType::Uscaled:
        sample.upper = 1;
        break;
    case NumberType::Sint:
    case NumberType::Sscaled:
        sample.qualifiers = descriptor::kSampleSigned;
        sample.lower = UINT32_MAX;
        sample.upper = 1;
        break;
    case NumberType::Sfloat:
        sample.qualifiers = descriptor::kSampleSigned | descriptor::kSampleFloat;
        sample.lower = std::bit_cast<uint32_t>(-1.0f);
        sample.upper = std::bit_cast<uint32_t>(1.0f);
        break;
    case NumberType::Ufloat:
        sample.qualifiers = descriptor::kSampleFloat;
        sample.upper = std::bit_cast<uint32_t>(1.0f);
        break;
    }
    return sample;
}

/// E5B9G9R9: each mantissa with the exponent that all of them share; bounds as in the specification's example of it.
std::vector<ChannelSample> sharedExponentSamples() {
    std::vector<ChannelSample> samples;
    for (uint8_t color = 0; color < 3; ++color) {
        samples.push_back({static_cast<uint16_t>(9 * color), 8, color, 0, 0, 8448});
        samples.push_back({27, 4, color, descriptor::kSampleExponent, 15, 31});
    }
    return samples;
}

} // namespace

std::optional<TexelBlock> texelBlockOf(uint32_t vkFormat) {
    if (vkFormat >= kFirstAstcHdr && vkFormat <= kLastAstcHdr) vkFormat = kFirstAstc + 2 * (vkFormat - kFirstAstcHdr);
    if (vkFormat >= kFirstAstc && vkFormat <= kLastAstc) {
        const Footprint footprint = fromVkFormat(vkFormat)->footprint;
        return TexelBlock{footprint.width, footprint.height, 1, kAstcBytes};
    }
    if (vkFormat >= kFirstAstc3d && vkFormat <= kLastAstc3d) return kAstc3d[(vkFormat - kFirstAstc3d) / 3];
    if (vkFormat >= kFirstPvrtc && vkFormat <= kLastPvrtc) {
        return TexelBlock{(vkFormat - kFirstPvrtc) % 2 == 0 ? 8u : 4u, 4, 1, 8}; // of 2 and 4 bits a texel
    }
    if (vkFormat == 0 || vkFormat > std::rbegin(kBlockRuns)->last) return std::nullopt;
    return std::find_if(std::begin(kBlockRuns), std::end(kBlockRuns),
                        [&](const BlockRun& run) { return vkFormat <= run.last; })
        ->block;
}

std::vector<ChannelSample> channelSamplesOf(uint32_t vkFormat) {
    constexpr std::string_view kChannels = "rgb";
    constexpr uint32_t kSharedExponent = 123; // E5B9G9R9_UFLOAT_PACK32
    if (vkFormat == kSharedExponent) return sharedExponentSamples();
    std::vector<ChannelSample> samples;
    std::optional<TexelFormat> format = plainFormatOf(vkFormat);
    if (!format) format = packedFormatOf(vkFormat);
    if (!format) return samples;
    uint32_t bitOffset = 0;
    for (size_t i = 0; i < format->order.size(); ++i) {
        ChannelSample sample = sampleOf(format->type, format->bits[i]);
        sample.bitOffset = static_cast<uint16_t>(bitOffset);
        sample.bitLength = static_cast<uint8_t>(format->bits[i] - 1);
        bitOffset += format->bits[i];
        const size_t color = kChannels.find(format->order[i]);
        sample.channel = color == std::string_view::npos ? descriptor::kChannelAlpha : static_cast<uint8_t>(color);
        samples.push_back(sample);
    }
    return samples;
}

} // namespace astcslang::container

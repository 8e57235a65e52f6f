// SPDX-License-Identifier: Apache-2.0
// Uncompressed texels as KTX2, DDS, TGA, BMP and raw files store them: which channels in which order, of how many bits,
// and how they become the samples of a Picture.

#pragma once

#include <array>
#include <span>
#include <string_view>

#include "picture.h"

namespace astcslang::cli {

enum class ChannelType : uint8_t {
    Unorm8,
    Unorm16,
    Float16,
    Float32,
    Packed16,       ///< Fields of a 16-bit number, each of 1 to 16 bits and standing for 0 to 1.
    Packed32,       ///< The same of 32 bits.
    PackedFloat,    ///< Fields of a 32-bit number: floats without sign, with 5 bits of exponent.
    SharedExponent, ///< Fractions of 9 bits below one exponent of 5 bits.
};

/// Where a channel lies in a texel's number.
struct BitField {
    uint8_t shift = 0;
    uint8_t bits = 0;
};

/// Channels one after the other, or as fields of one number; little-endian, without gaps between texels.
struct TexelLayout {
    std::string_view name;     ///< Vulkan's without VK_FORMAT_, e.g. "R8G8B8A8_UNORM".
    uint32_t vkFormat = 0;     ///< 0 where Vulkan has none.
    uint32_t dxgiFormat = 0;   ///< 0 where DXGI has none.
    std::string_view channels; ///< Of r, g, b, a, x, in stored order; x is skipped.
    ChannelType type = ChannelType::Unorm8;
    bool isSrgb = false;
    std::array<BitField, 4> fields = {}; ///< Of a packed type, one a channel in their order; they may leave bits.

    bool isFloat() const;
    uint32_t texelBytes() const;
    /// Of the widest channel.
    uint32_t channelBits() const;
};

/// Those that are read, for messages.
inline constexpr const char* kReadTexels =
    "UNORM and SRGB of 8 bits, UNORM of 16, SFLOAT of 16 and 32, and packed UNORM and UFLOAT";

/// nullptr for formats that are not read.
const TexelLayout* findLayoutByVkFormat(uint32_t vkFormat);
const TexelLayout* findLayoutByDxgiFormat(uint32_t dxgiFormat);
/// With or without VK_FORMAT_, in any case.
const TexelLayout* findLayoutByName(std::string_view name);

/// Fills the samples, channel count, alpha and transfer function (the layout's) of a picture whose size has been
/// checked. Missing colours are 0, a missing alpha is 1; if `isGrey`, green and blue repeat red. `rowPitch` is the
/// distance between rows in bytes. Precondition: `bytes` hold all rows.
Result<void> unpackTexels(std::span<const uint8_t> bytes, const TexelLayout& layout, uint64_t rowPitch, bool isGrey,
                          Picture& picture);

} // namespace astcslang::cli

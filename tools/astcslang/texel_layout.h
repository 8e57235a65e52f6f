// SPDX-License-Identifier: Apache-2.0
// Uncompressed texels as KTX2, DDS and raw files store them: which channels in which order, of how many bits, and how
// they become the samples of a Picture.

#pragma once

#include <span>
#include <string_view>

#include "picture.h"

namespace astcslang::cli {

enum class ChannelType : uint8_t { Unorm8, Unorm16, Float16, Float32 };

/// Channels one after the other, little-endian, without gaps between texels.
struct TexelLayout {
    std::string_view name;     ///< Vulkan's without VK_FORMAT_, e.g. "R8G8B8A8_UNORM".
    uint32_t vkFormat = 0;     ///< 0 where Vulkan has none.
    uint32_t dxgiFormat = 0;   ///< 0 where DXGI has none.
    std::string_view channels; ///< Of r, g, b, a, x, in stored order; x is skipped.
    ChannelType type = ChannelType::Unorm8;
    bool isSrgb = false;

    uint32_t channelBytes() const;
    uint32_t texelBytes() const { return channelBytes() * static_cast<uint32_t>(channels.size()); }
};

/// nullptr for formats that are not read.
const TexelLayout* findLayoutByVkFormat(uint32_t vkFormat);
const TexelLayout* findLayoutByDxgiFormat(uint32_t dxgiFormat);
/// With or without VK_FORMAT_, in any case.
const TexelLayout* findLayoutByName(std::string_view name);

/// Fills the samples, channel count, alpha and transfer function (the layout's) of a picture whose size has been
/// checked. Missing green and blue are 0, a missing alpha is 1; a single channel is grey if `isGrey`. `rowPitch` is the
/// distance between rows in bytes. Precondition: `bytes` hold all rows.
Result<void> unpackTexels(std::span<const uint8_t> bytes, const TexelLayout& layout, uint64_t rowPitch, bool isGrey,
                          Picture& picture);

} // namespace astcslang::cli

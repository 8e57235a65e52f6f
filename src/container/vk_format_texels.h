// SPDX-License-Identifier: Apache-2.0
// Texel blocks and samples of VkFormats, as a data format descriptor has to describe them.

#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace astcslang::container {

struct TexelBlock {
    uint32_t width = 1, height = 1, depth = 1;
    uint32_t bytes = 0;
    bool operator==(const TexelBlock&) const = default;
};

/// Of core formats with a depth or stencil part too, of PVRTC and of HDR and 3D ASTC. Empty for other extensions' and
/// for VK_FORMAT_UNDEFINED.
std::optional<TexelBlock> texelBlockOf(uint32_t vkFormat);

/// What a channel of a format's numbers is. Fields are those of the descriptor's sample.
struct ChannelSample {
    uint16_t bitOffset = 0;
    uint8_t bitLength = 0;  ///< Less one.
    uint8_t channel = 0;    ///< KHR_DF_CHANNEL_RGBSDA_*: 0 to 2, and 15 for alpha.
    uint8_t qualifiers = 0; ///< Signed, float; without KHR_DF_SAMPLE_DATATYPE_LINEAR.
    uint32_t lower = 0, upper = 0;
};

/// Of colour formats of one texel, those of extensions among them whose channels are packed without gaps; nothing for
/// others. Bounds are those of 32-bit numbers, which 64-bit channels do not have.
std::vector<ChannelSample> channelSamplesOf(uint32_t vkFormat);

} // namespace astcslang::container

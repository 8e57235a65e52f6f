// SPDX-License-Identifier: Apache-2.0
// The 2D LDR ASTC formats: footprints, their VkFormat numbers and the bytes that a picture takes. Sizes come from
// files, so every product is checked.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <astcslang/texture.h>

namespace astcslang::container {

inline constexpr uint32_t kBlockBytes = 16;
inline constexpr uint32_t kAstcMagic = 0x5CA1AB13; ///< The first 4 bytes of an .astc file,
inline constexpr uint32_t kAstcHeaderBytes = 16;   ///< and how many precede its blocks.

struct TextureFormat {
    Footprint footprint;
    Profile profile = Profile::Ldr;
};

bool isLegalFootprint(Footprint footprint);

/// VK_FORMAT_ASTC_{W}x{H}_{UNORM,SRGB}_BLOCK. Precondition: a legal footprint.
uint32_t toVkFormat(TextureFormat format);

/// Empty if `vkFormat` is not a 2D LDR ASTC format.
std::optional<TextureFormat> fromVkFormat(uint32_t vkFormat);

/// What a format that fromVkFormat() refuses is, for messages: "ASTC HDR", "ASTC 3D", "VkFormat 37".
std::string describeVkFormat(uint32_t vkFormat);

/// Bytes of the blocks of one picture; empty if the product overflows 64 bits. Precondition: footprint not 0 wide or
/// high.
std::optional<uint64_t> blockBytes(uint32_t width, uint32_t height, Footprint footprint);

} // namespace astcslang::container

// SPDX-License-Identifier: Apache-2.0
// Names of formats that textures are seen in.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace astcslang::cli {

/// Vulkan's name without "VK_FORMAT_": of all formats of Vulkan 1.0, ASTC of SFLOAT, PVRTC, and what texel_layout.h
/// has. "UNDEFINED" for 0, which Basis Universal has; "VkFormat N" for others.
std::string vkFormatName(uint32_t vkFormat);

/// Whether vkFormatName() gives this name to some format.
bool isVkFormatName(std::string_view name);

/// Whether texels of the format stand for themselves, read or not; depth and stencil too.
bool isUncompressedVkFormat(uint32_t vkFormat);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Names of formats that textures are seen in.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace astcslang::cli {

/// In capital letters and without "VK_FORMAT_", as all names here are.
std::string bareFormatName(std::string_view name);

/// Vulkan's name: of all formats of Vulkan 1.3 but 3D ASTC, and what texel_layout.h has. "UNDEFINED" for 0, which Basis
/// Universal has; "VkFormat N" for others.
std::string vkFormatName(uint32_t vkFormat);

/// Whether vkFormatName() gives this name to some format.
bool isVkFormatName(std::string_view name);

/// Whether texels of the format stand for themselves, read or not; depth and stencil too.
bool isUncompressedVkFormat(uint32_t vkFormat);

} // namespace astcslang::cli

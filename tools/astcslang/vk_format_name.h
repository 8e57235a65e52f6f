// SPDX-License-Identifier: Apache-2.0
// Names of formats that textures are seen in.

#pragma once

#include <cstdint>
#include <string>

namespace astcslang::cli {

/// Vulkan's name without "VK_FORMAT_": of most uncompressed formats, and of BC, ETC2, EAC and 2D
/// ASTC. "UNDEFINED" for 0, which Basis Universal has; "VkFormat N" for others.
std::string vkFormatName(uint32_t vkFormat);

/// Whether texels of the format stand for themselves, read or not; depth and stencil too.
bool isUncompressedVkFormat(uint32_t vkFormat);

} // namespace astcslang::cli

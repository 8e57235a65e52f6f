// SPDX-License-Identifier: Apache-2.0
// Footprints and texture formats by the names that users type.

#pragma once

#include <string>
#include <utility>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// "WxH" or "WXH". Fails with InvalidArgument, or with Unsupported for a footprint of three dimensions, which is legal
/// ASTC.
Result<Footprint> parseFootprint(const std::string& text);

/// Every footprint under the name that parseFootprint() takes.
std::vector<std::pair<std::string, Footprint>> footprintNames();

struct TextureFormat {
    Footprint footprint;
    Profile profile = Profile::LdrSrgb;
};

/// Vulkan's name of a format, "ASTC_6x6_SRGB_BLOCK", with or without "VK_FORMAT_", in any case. Fails with
/// InvalidArgument, or with Unsupported for blocks of three dimensions and for SFLOAT (HDR).
Result<TextureFormat> parseTextureFormat(const std::string& text);

/// Every format that parseTextureFormat() takes, without the prefix.
std::vector<std::pair<std::string, TextureFormat>> textureFormatNames();

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// What the command line says of mip levels that are made, in the words of `ktx create` where it has them.

#pragma once

#include <optional>
#include <string>

#include <astcslang/astcslang.h>
#include <astcslang/mipmap.h>

#include "picture_resize.h"
#include "swizzle.h"

namespace CLI {
class App;
}

namespace astcslang::cli {

struct GenerationOptions {
    bool isWanted = false;
    bool isNormalMap = false; ///< Vectors are made unit length on every level.
    MipmapOptions mipmap;     ///< But for the profile, the channels and the number of levels.
};

/// Precondition: `app` has the options of addTextureOptions().
void addGenerationOptions(CLI::App& app, GenerationOptions& options);

/// --resize-filter and its like, which have the names of --mipmap-filter.
void addResizeFilterOptions(CLI::App& app, std::optional<ResizeFilter>& filter);

/// Those of them that are not as without a word.
std::string resizeFilterWords(const std::optional<ResizeFilter>& filter);

/// The options as words of a command line: "--generate-mipmap --mipmap-filter box"; empty if no levels are made.
std::string generationWords(const GenerationOptions& options);

/// What the channels of a normal map hold when they come as `order` says: r, g and b of the picture are x, y and z.
ChannelContents normalChannels(const Swizzle& order);

} // namespace astcslang::cli

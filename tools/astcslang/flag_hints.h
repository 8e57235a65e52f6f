// SPDX-License-Identifier: Apache-2.0
// What to use instead of flags of other tools, where several of them have the same.

#pragma once

#include <string_view>

namespace astcslang::cli {

inline constexpr std::string_view kOnlyAstc = "textures are ASTC; --block and --quality choose them";
inline constexpr std::string_view kLdr = "blocks are of low dynamic range; --rgbm stores light beyond 1 in them";

} // namespace astcslang::cli

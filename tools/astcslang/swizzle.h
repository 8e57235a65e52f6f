// SPDX-License-Identifier: Apache-2.0
// A new order of a picture's channels, before it is encoded.

#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "picture.h"

namespace astcslang::cli {

/// What the new R, G, B and A are: 'r', 'g', 'b' or 'a' for an old channel, '0' or '1' for 0 or 1.
struct Swizzle {
    std::array<char, 4> sources = {'r', 'g', 'b', 'a'};
    std::string_view text() const { return {sources.data(), sources.size()}; }
};

/// Four of the characters rgba01, nothing for other text.
std::optional<Swizzle> parseSwizzle(std::string_view text);

void applySwizzle(Picture& picture, const Swizzle& swizzle);

} // namespace astcslang::cli

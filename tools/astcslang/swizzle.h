// SPDX-License-Identifier: Apache-2.0
// A new order of a picture's channels, before it is encoded or after it was decoded.

#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "picture.h"

namespace astcslang::cli {

/// What the new R, G, B and A are: 'r', 'g', 'b' or 'a' for an old channel, '0' or '1' for 0 or 1, and 'z' for the
/// third side of a unit normal whose x is in red and whose y is in alpha, stored as x and y are.
struct Swizzle {
    std::array<char, 4> sources = {'r', 'g', 'b', 'a'};
    std::string_view text() const { return {sources.data(), sources.size()}; }
    bool operator==(const Swizzle&) const = default;
    bool isIdentity() const { return text() == "rgba"; }
};

inline constexpr std::string_view kEncodeSources = "rgba01";
inline constexpr std::string_view kDecodeSources = "rgba01z";

/// Four of these characters, nothing for other text.
std::optional<Swizzle> parseSwizzle(std::string_view text, std::string_view sources = kEncodeSources);

/// Colours count as premultiplied no longer where alpha is not the old one.
void applySwizzle(Picture& picture, const Swizzle& swizzle);
void applySwizzle(Image& image, const Swizzle& swizzle);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Numbers from words, as options, headers and metadata have them.

#pragma once

#include <charconv>
#include <optional>
#include <string_view>

namespace astcslang::cli {

/// Empty unless all of `text` is a number of that type, without spaces or a plus sign.
template <typename Number> std::optional<Number> parseNumber(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

} // namespace astcslang::cli

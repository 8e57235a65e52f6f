// SPDX-License-Identifier: Apache-2.0
// Words that mean the same in any case.

#pragma once

#include <algorithm>
#include <string>

namespace astcslang::cli {

/// Of ASCII letters; other bytes stay.
inline std::string lowerCase(std::string text) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::transform(text.begin(), text.end(), text.begin(), lower);
    return text;
}

inline std::string upperCase(std::string text) {
    const auto upper = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; };
    std::transform(text.begin(), text.end(), text.begin(), upper);
    return text;
}

} // namespace astcslang::cli

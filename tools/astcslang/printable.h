// SPDX-License-Identifier: Apache-2.0
// Names of files' own in messages, which are one line.

#pragma once

#include <algorithm>
#include <string>

namespace astcslang::cli {

/// With '?' in place of control characters.
inline std::string printable(std::string text) {
    const auto isControl = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    std::replace_if(text.begin(), text.end(), isControl, '?');
    return text;
}

} // namespace astcslang::cli

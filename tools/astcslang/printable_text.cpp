// SPDX-License-Identifier: Apache-2.0
#include "printable_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <fmt/format.h>

namespace astcslang::cli {
namespace {

/// Bytes of the character at the beginning of `text`; 0 if it is not one of UTF-8, or a control character (C0, DEL,
/// C1).
size_t printableBytes(std::string_view text) {
    const auto byteAt = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0}; };
    const uint8_t first = byteAt(0);
    if (first < 0x80) return first >= 0x20 && first != 0x7F ? 1 : 0;
    const size_t count = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4) return 0;
    for (size_t i = 1; i < count; ++i) {
        if ((byteAt(i) & 0xC0) != 0x80) return 0;
    }
    const uint8_t second = byteAt(1);
    const bool isOverlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool isBeyond =
        (first == 0xED && second >= 0xA0) || (first == 0xF4 && second >= 0x90); // surrogates, U+110000
    const bool isControl = first == 0xC2 && second < 0xA0;
    return isOverlong || isBeyond || isControl ? 0 : count;
}

} // namespace

bool isPrintable(std::string_view text) {
    while (!text.empty()) {
        const size_t count = printableBytes(text);
        if (count == 0) return false;
        text.remove_prefix(count);
    }
    return true;
}

std::string escapeText(std::string_view text) {
    std::string escaped;
    while (!text.empty()) {
        const size_t count = printableBytes(text);
        if (count == 0) escaped += fmt::format("\\x{:02x}", static_cast<uint8_t>(text[0]));
        escaped += text.substr(0, count);
        text.remove_prefix(std::max<size_t>(count, 1));
    }
    return escaped;
}

} // namespace astcslang::cli

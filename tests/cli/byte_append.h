// SPDX-License-Identifier: Apache-2.0
// Integers and bytes at the end of a file that a test makes.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace astcslang::test {

/// The lowest `byteCount` bytes of `value`, 1 to 8, lowest first.
inline void appendLittle(std::vector<uint8_t>& bytes, uint64_t value, size_t byteCount) {
    for (size_t byte = 0; byte < byteCount; ++byte) bytes.push_back(static_cast<uint8_t>(value >> (8 * byte)));
}

/// The same, highest first.
inline void appendBig(std::vector<uint8_t>& bytes, uint64_t value, size_t byteCount) {
    for (size_t byte = byteCount; byte-- > 0;) bytes.push_back(static_cast<uint8_t>(value >> (8 * byte)));
}

inline void appendText(std::vector<uint8_t>& bytes, std::string_view text) {
    for (const char c : text) bytes.push_back(static_cast<uint8_t>(c));
}

inline void appendBytes(std::vector<uint8_t>& bytes, const std::vector<uint8_t>& more) {
    for (const uint8_t byte : more) bytes.push_back(byte);
}

} // namespace astcslang::test

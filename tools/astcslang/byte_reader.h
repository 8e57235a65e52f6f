// SPDX-License-Identifier: Apache-2.0
// Integers from bytes at any place. Preconditions: they lie inside.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace astcslang::cli {

inline uint64_t loadLittle(std::span<const uint8_t> bytes, size_t offset, size_t byteCount) {
    uint64_t value = 0;
    for (size_t byte = 0; byte < byteCount; ++byte) value |= uint64_t{bytes[offset + byte]} << (8 * byte);
    return value;
}

inline uint64_t loadBig(std::span<const uint8_t> bytes, size_t offset, size_t byteCount) {
    uint64_t value = 0;
    for (size_t byte = 0; byte < byteCount; ++byte) value = value << 8 | bytes[offset + byte];
    return value;
}

/// Whether `byteCount` bytes lie at `offset`.
inline bool holds(std::span<const uint8_t> bytes, uint64_t offset, uint64_t byteCount) {
    return offset <= bytes.size() && byteCount <= bytes.size() - offset;
}

} // namespace astcslang::cli

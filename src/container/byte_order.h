// SPDX-License-Identifier: Apache-2.0
// Little-endian integers in byte sequences, independent of the host's byte order. Both containers are little-endian.

#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace astcslang::container {

/// The `byteCount` (1..8) bytes at `offset` as an unsigned integer. Precondition: they lie inside `bytes`.
inline uint64_t loadLittleEndian(std::span<const uint8_t> bytes, size_t offset, size_t byteCount) {
    assert(offset <= bytes.size() && byteCount <= bytes.size() - offset);
    uint64_t value = 0;
    for (size_t byte = 0; byte < byteCount; ++byte) value |= uint64_t{bytes[offset + byte]} << (8 * byte);
    return value;
}

inline uint16_t load16(std::span<const uint8_t> bytes, size_t offset) {
    return static_cast<uint16_t>(loadLittleEndian(bytes, offset, 2));
}

inline uint32_t load32(std::span<const uint8_t> bytes, size_t offset) {
    return static_cast<uint32_t>(loadLittleEndian(bytes, offset, 4));
}

inline uint64_t load64(std::span<const uint8_t> bytes, size_t offset) { return loadLittleEndian(bytes, offset, 8); }

/// Appends the low `byteCount` bytes of `value`.
inline void appendLittleEndian(std::vector<uint8_t>& bytes, uint64_t value, size_t byteCount) {
    for (size_t byte = 0; byte < byteCount; ++byte) bytes.push_back(static_cast<uint8_t>(value >> (8 * byte)));
}

inline void append32(std::vector<uint8_t>& bytes, uint32_t value) { appendLittleEndian(bytes, value, 4); }

inline void append64(std::vector<uint8_t>& bytes, uint64_t value) { appendLittleEndian(bytes, value, 8); }

inline void append(std::vector<uint8_t>& bytes, std::span<const uint8_t> more) {
    const size_t oldSize = bytes.size();
    bytes.resize(oldSize + more.size());
    std::copy(more.begin(), more.end(), bytes.begin() + static_cast<std::ptrdiff_t>(oldSize));
}

/// Appends zeros until the size is a multiple of `alignment` (> 0).
inline void appendPadding(std::vector<uint8_t>& bytes, size_t alignment) {
    bytes.resize((bytes.size() + alignment - 1) / alignment * alignment);
}

} // namespace astcslang::container

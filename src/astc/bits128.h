// SPDX-License-Identifier: Apache-2.0
// A row of 128 bits; bit 0 is the lowest bit of byte 0, as in every figure of C.2.

#pragma once

#include <array>
#include <cassert>
#include <cstdint>

namespace astcslang::astc {

class Bits128 {
public:
    constexpr Bits128() = default;
    constexpr Bits128(uint64_t low, uint64_t high) : words_{low, high} {}

    constexpr uint64_t low() const { return words_[0]; }
    constexpr uint64_t high() const { return words_[1]; }

    /// Reads `count` bits (0..32) from bit `offset`; offset + count <= 128.
    constexpr uint32_t get(int offset, int count) const {
        assert(offset >= 0 && count >= 0 && count <= 32 && offset + count <= 128);
        if (count == 0) return 0;
        const int word = offset / 64, shift = offset % 64;
        uint64_t bits = words_[word] >> shift;
        if (shift + count > 64) bits |= words_[1] << (64 - shift);
        return static_cast<uint32_t>(bits & maskOf(count));
    }

    /// Replaces `count` bits (0..32) at bit `offset` by the low bits of `value`, which must fit.
    constexpr void set(int offset, int count, uint32_t value) {
        assert(offset >= 0 && count >= 0 && count <= 32 && offset + count <= 128 && (value & ~maskOf(count)) == 0);
        if (count == 0) return;
        const int word = offset / 64, shift = offset % 64;
        words_[word] = (words_[word] & ~(maskOf(count) << shift)) | uint64_t{value} << shift;
        if (shift + count > 64) {
            const int done = 64 - shift;
            words_[1] = (words_[1] & ~(maskOf(count) >> done)) | uint64_t{value} >> done;
        }
    }

    /// Bit n of the result is bit 127 - n of this.
    constexpr Bits128 reversed() const { return {reverse(words_[1]), reverse(words_[0])}; }

    constexpr Bits128 operator|(const Bits128& other) const {
        return {words_[0] | other.words_[0], words_[1] | other.words_[1]};
    }
    constexpr bool operator==(const Bits128&) const = default;

private:
    static constexpr uint64_t maskOf(int count) { return (uint64_t{1} << count) - 1; }

    static constexpr uint64_t reverse(uint64_t word) {
        constexpr uint64_t kMasks[] = {0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F,
                                       0x00FF00FF00FF00FF, 0x0000FFFF0000FFFF, 0x00000000FFFFFFFF};
        int shift = 1;
        for (const uint64_t mask : kMasks) {
            word = (word >> shift & mask) | (word & mask) << shift;
            shift *= 2;
        }
        return word;
    }

    std::array<uint64_t, 2> words_{};
};

} // namespace astcslang::astc

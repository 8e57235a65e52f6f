// SPDX-License-Identifier: Apache-2.0
// Integer sequence encoding (C.2.12; "BISE" elsewhere): symbols of one quantization mode as a dense stream of bits.
// Five trits share 8 bits, three quints share 7; each symbol's low bits stand between the pieces of that code.

#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <span>

#include "astc/bits128.h"
#include "astc/quant_mode.h"

namespace astcslang::astc {

/// Bits that `count` symbols take (C.2.22). A last, unfilled group stores only the bits it needs.
constexpr int iseBitCount(int count, QuantMode mode) {
    const SymbolForm form = kSymbolForms[mode];
    return count * form.bits + (form.trits * 8 * count + 4) / 5 + (form.quints * 7 * count + 2) / 3;
}

using Trits = std::array<uint8_t, 5>;
using Quints = std::array<uint8_t, 3>;

namespace detail {

/// Field [high:low] of `bits`.
constexpr int field(int bits, int high, int low) { return bits >> low & ((1 << (high - low + 1)) - 1); }

/// The five trits of an 8-bit code T, by the pseudo-code of C.2.12.
constexpr Trits decodeTrits(int t) {
    int t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, c = 0;
    if (field(t, 4, 2) == 0b111) {
        c = field(t, 7, 5) << 2 | field(t, 1, 0);
        t4 = t3 = 2;
    } else {
        c = field(t, 4, 0);
        if (field(t, 6, 5) == 0b11) {
            t4 = 2;
            t3 = field(t, 7, 7);
        } else {
            t4 = field(t, 7, 7);
            t3 = field(t, 6, 5);
        }
    }
    if (field(c, 1, 0) == 0b11) {
        t2 = 2;
        t1 = field(c, 4, 4);
        t0 = field(c, 3, 3) << 1 | (field(c, 2, 2) & ~field(c, 3, 3));
    } else if (field(c, 3, 2) == 0b11) {
        t2 = t1 = 2;
        t0 = field(c, 1, 0);
    } else {
        t2 = field(c, 4, 4);
        t1 = field(c, 3, 2);
        t0 = field(c, 1, 1) << 1 | (field(c, 0, 0) & ~field(c, 1, 1));
    }
    return {static_cast<uint8_t>(t0), static_cast<uint8_t>(t1), static_cast<uint8_t>(t2), static_cast<uint8_t>(t3),
            static_cast<uint8_t>(t4)};
}

/// The three quints of a 7-bit code Q, by the pseudo-code of C.2.12.
constexpr Quints decodeQuints(int q) {
    int q0 = 0, q1 = 0, q2 = 0;
    if (field(q, 2, 1) == 0b11 && field(q, 6, 5) == 0) {
        const int notQ0 = 1 - field(q, 0, 0);
        q2 = field(q, 0, 0) << 2 | (field(q, 4, 4) & notQ0) << 1 | (field(q, 3, 3) & notQ0);
        q1 = q0 = 4;
    } else {
        int c = 0;
        if (field(q, 2, 1) == 0b11) {
            q2 = 4;
            c = field(q, 4, 3) << 3 | (~field(q, 6, 5) & 0b11) << 1 | field(q, 0, 0);
        } else {
            q2 = field(q, 6, 5);
            c = field(q, 4, 0);
        }
        if (field(c, 2, 0) == 0b101) {
            q1 = 4;
            q0 = field(c, 4, 3);
        } else {
            q1 = field(c, 4, 3);
            q0 = field(c, 2, 0);
        }
    }
    return {static_cast<uint8_t>(q0), static_cast<uint8_t>(q1), static_cast<uint8_t>(q2)};
}

} // namespace detail

/// Digits as one number: t0 + 3 t1 + 9 t2 + 27 t3 + 81 t4, or q0 + 5 q1 + 25 q2.
template <size_t N> constexpr int digitsToNumber(const std::array<uint8_t, N>& digits) {
    constexpr int kBase = N == 5 ? 3 : 5;
    int number = 0;
    for (size_t digit = N; digit-- > 0;) number = number * kBase + digits[digit];
    return number;
}

/// The trits that each 8-bit code stands for.
inline constexpr std::array<Trits, 256> kTritsOfCode = [] {
    std::array<Trits, 256> table{};
    for (int code = 0; code < 256; ++code) table[code] = detail::decodeTrits(code);
    return table;
}();

/// The quints that each 7-bit code stands for.
inline constexpr std::array<Quints, 128> kQuintsOfCode = [] {
    std::array<Quints, 128> table{};
    for (int code = 0; code < 128; ++code) table[code] = detail::decodeQuints(code);
    return table;
}();

/// The code of each digitsToNumber(trits). Some trits have two codes; the smaller one has zeros where an unfilled
/// group drops bits, so it serves groups of every size.
inline constexpr std::array<uint8_t, 243> kCodeOfTrits = [] {
    std::array<uint8_t, 243> table{};
    for (int code = 255; code >= 0; --code) table[digitsToNumber(kTritsOfCode[code])] = static_cast<uint8_t>(code);
    return table;
}();

/// The code of each digitsToNumber(quints), chosen likewise.
inline constexpr std::array<uint8_t, 125> kCodeOfQuints = [] {
    std::array<uint8_t, 125> table{};
    for (int code = 127; code >= 0; --code) table[digitsToNumber(kQuintsOfCode[code])] = static_cast<uint8_t>(code);
    return table;
}();

/// How a group's code is cut: `codeBits[i]` of its bits follow the low bits of symbol i (Figures C.5 and C.6).
struct IseGroup {
    int symbolCount;
    std::array<uint8_t, 5> codeBits;
};

inline constexpr IseGroup kTritGroup = {5, {2, 2, 1, 2, 1}};
inline constexpr IseGroup kQuintGroup = {3, {3, 2, 2, 0, 0}};
inline constexpr IseGroup kBitGroup = {1, {0, 0, 0, 0, 0}};

constexpr const IseGroup& iseGroup(QuantMode mode) {
    return kSymbolForms[mode].trits ? kTritGroup : kSymbolForms[mode].quints ? kQuintGroup : kBitGroup;
}

/// Writes `symbols` from bit `bitOffset` on; takes iseBitCount(symbols.size(), mode) bits and no other bit changes.
constexpr void encodeIse(std::span<const uint8_t> symbols, QuantMode mode, Bits128& bits, int bitOffset) {
    const SymbolForm form = kSymbolForms[mode];
    const IseGroup& group = iseGroup(mode);
    for (size_t first = 0; first < symbols.size(); first += group.symbolCount) {
        const auto members = symbols.subspan(first, std::min<size_t>(group.symbolCount, symbols.size() - first));
        Trits digits{};
        for (size_t i = 0; i < members.size(); ++i) {
            assert(members[i] < levelCount(mode));
            digits[i] = static_cast<uint8_t>(members[i] >> form.bits);
        }
        uint32_t code = 0;
        if (form.trits) code = kCodeOfTrits[digitsToNumber(digits)];
        if (form.quints) code = kCodeOfQuints[digitsToNumber(Quints{digits[0], digits[1], digits[2]})];
        for (size_t i = 0; i < members.size(); ++i) {
            const int codeBits = group.codeBits[i];
            bits.set(bitOffset, form.bits, members[i] & ((1u << form.bits) - 1));
            bits.set(bitOffset + form.bits, codeBits, code & ((1u << codeBits) - 1));
            code >>= codeBits;
            bitOffset += form.bits + codeBits;
        }
    }
}

/// Reads symbols.size() symbols that start at bit `bitOffset`; bits that an unfilled group lacks count as 0.
constexpr void decodeIse(const Bits128& bits, int bitOffset, QuantMode mode, std::span<uint8_t> symbols) {
    const SymbolForm form = kSymbolForms[mode];
    const IseGroup& group = iseGroup(mode);
    for (size_t first = 0; first < symbols.size(); first += group.symbolCount) {
        const auto members = symbols.subspan(first, std::min<size_t>(group.symbolCount, symbols.size() - first));
        uint32_t code = 0;
        int codeShift = 0;
        for (size_t i = 0; i < members.size(); ++i) {
            const int codeBits = group.codeBits[i];
            members[i] = static_cast<uint8_t>(bits.get(bitOffset, form.bits));
            code |= bits.get(bitOffset + form.bits, codeBits) << codeShift;
            codeShift += codeBits;
            bitOffset += form.bits + codeBits;
        }
        for (size_t i = 0; i < members.size() && codeShift > 0; ++i) {
            const int digit = form.trits ? kTritsOfCode[code][i] : kQuintsOfCode[code][i];
            members[i] = static_cast<uint8_t>(members[i] | digit << form.bits);
        }
    }
}

} // namespace astcslang::astc

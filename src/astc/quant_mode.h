// SPDX-License-Identifier: Apache-2.0
// The 21 quantization modes: how many levels each has (Table C.2.13), and what a stored symbol stands for as a
// weight 0..64 (C.2.17) or as a colour value 0..255 (C.2.13). Trit and quint modes scramble the order of their
// symbols; a rank is a symbol's place when symbols are sorted by unquantized value, so ranks may be stepped by one.

#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <string_view>

namespace astcslang::astc {

/// Row 0..20 of the table below.
using QuantMode = uint8_t;

inline constexpr int kQuantModeCount = 21;
/// Weights use modes 0..11 (2..32 levels), colours modes 4..20 (6..256 levels).
inline constexpr int kWeightQuantModeCount = 12;
inline constexpr QuantMode kMinColorQuantMode = 4;
inline constexpr QuantMode kMaxColorQuantMode = 20;

/// A symbol is `digit << bits | low bits`, where the digit is a trit, a quint or absent.
struct SymbolForm {
    uint8_t trits;  ///< 0 or 1
    uint8_t quints; ///< 0 or 1
    uint8_t bits;   ///< 0..8
    constexpr int levelCount() const { return (trits ? 3 : quints ? 5 : 1) << bits; }
};

/// Table C.2.13 written out for every range that the format uses.
inline constexpr std::array<SymbolForm, kQuantModeCount> kSymbolForms = {{
    {0, 0, 1}, // 2 levels
    {1, 0, 0}, // 3
    {0, 0, 2}, // 4
    {0, 1, 0}, // 5
    {1, 0, 1}, // 6
    {0, 0, 3}, // 8
    {0, 1, 1}, // 10
    {1, 0, 2}, // 12
    {0, 0, 4}, // 16
    {0, 1, 2}, // 20
    {1, 0, 3}, // 24
    {0, 0, 5}, // 32
    {0, 1, 3}, // 40
    {1, 0, 4}, // 48
    {0, 0, 6}, // 64
    {0, 1, 4}, // 80
    {1, 0, 5}, // 96
    {0, 0, 7}, // 128
    {0, 1, 5}, // 160
    {1, 0, 6}, // 192
    {0, 0, 8}, // 256
}};

constexpr int levelCount(QuantMode mode) { return kSymbolForms[mode].levelCount(); }

namespace detail {

/// Parameters B and C of Tables C.2.16 and C.2.26. `b` names the source bit of each bit of B, highest first:
/// 'a' is the symbol's lowest bit, '0' a constant zero.
struct UnquantizeRow {
    QuantMode mode;
    std::string_view b;
    int c;
};

/// Table C.2.16, colours; 9 bits wide.
inline constexpr std::array<UnquantizeRow, 11> kColorRows = {{{4, "000000000", 204},
                                                              {6, "000000000", 113},
                                                              {7, "b000b0bb0", 93},
                                                              {9, "b0000bb00", 54},
                                                              {10, "cb000cbcb", 44},
                                                              {12, "cb0000cbc", 26},
                                                              {13, "dcb000dcb", 22},
                                                              {15, "dcb0000dc", 13},
                                                              {16, "edcb000ed", 11},
                                                              {18, "edcb0000e", 6},
                                                              {19, "fedcb000f", 5}}};

/// Table C.2.26, weights; 7 bits wide.
inline constexpr std::array<UnquantizeRow, 5> kWeightRows = {
    {{4, "0000000", 50}, {6, "0000000", 28}, {7, "b000b0b", 23}, {9, "b0000b0", 13}, {10, "cb000cb", 11}}};

constexpr int gatherBits(std::string_view pattern, int symbol) {
    int result = 0;
    for (const char source : pattern) result = result << 1 | (source == '0' ? 0 : symbol >> (source - 'a') & 1);
    return result;
}

/// Repeats the `bits` bits of `symbol` from the top of a field of `width` bits.
constexpr int replicateBits(int symbol, int bits, int width) {
    int result = 0;
    for (int shift = width - bits; shift > -bits; shift -= bits)
        result |= shift >= 0 ? symbol << shift : symbol >> -shift;
    return result;
}

/// The bit manipulation shared by C.2.13 (width 8) and C.2.17 (width 6).
template <size_t N>
constexpr int unquantize(const std::array<UnquantizeRow, N>& rows, QuantMode mode, int symbol, int width) {
    const SymbolForm form = kSymbolForms[mode];
    if (!form.trits && !form.quints) return replicateBits(symbol, form.bits, width);
    for (const UnquantizeRow& row : rows) {
        if (row.mode != mode) continue;
        const int a = symbol & 1 ? (1 << (width + 1)) - 1 : 0;
        const int t = ((symbol >> form.bits) * row.c + gatherBits(row.b, symbol)) ^ a;
        return (a & 1 << (width - 1)) | t >> 2;
    }
    return 0;
}

constexpr int computeWeight(QuantMode mode, int symbol) {
    constexpr int kThreeLevels[] = {0, 32, 63}; // Table C.2.25
    constexpr int kFiveLevels[] = {0, 16, 32, 47, 63};
    const int value = mode == 1   ? kThreeLevels[symbol]
                      : mode == 3 ? kFiveLevels[symbol]
                                  : unquantize(kWeightRows, mode, symbol, 6);
    return value > 32 ? value + 1 : value;
}

constexpr int computeColor(QuantMode mode, int symbol) { return unquantize(kColorRows, mode, symbol, 8); }

/// One mode's symbols, their values and their order. Unused entries are 0.
template <size_t MaxLevelCount> struct LevelTable {
    std::array<uint8_t, MaxLevelCount> valueOfSymbol{};
    std::array<uint8_t, MaxLevelCount> rankOfSymbol{};
    std::array<uint8_t, MaxLevelCount> symbolOfRank{};
};

template <size_t MaxLevelCount> constexpr auto makeLevelTable(QuantMode mode, int (*compute)(QuantMode, int)) {
    LevelTable<MaxLevelCount> table;
    std::array<int, 256> symbolOfValue{};
    for (int symbol = 0; symbol < levelCount(mode); ++symbol) {
        const int value = compute(mode, symbol);
        table.valueOfSymbol[symbol] = static_cast<uint8_t>(value);
        symbolOfValue[value] = symbol + 1; // 0: no symbol has this value
    }
    uint8_t rank = 0;
    for (const int symbol : symbolOfValue) {
        if (symbol == 0) continue;
        table.rankOfSymbol[symbol - 1] = rank;
        table.symbolOfRank[rank++] = static_cast<uint8_t>(symbol - 1);
    }
    return table;
}

inline constexpr auto kWeightLevels = [] {
    std::array<LevelTable<32>, kWeightQuantModeCount> tables;
    for (QuantMode mode = 0; mode < kWeightQuantModeCount; ++mode)
        tables[mode] = makeLevelTable<32>(mode, computeWeight);
    return tables;
}();

inline constexpr auto kColorLevels = [] {
    std::array<LevelTable<256>, kQuantModeCount> tables;
    for (QuantMode mode = kMinColorQuantMode; mode <= kMaxColorQuantMode; ++mode)
        tables[mode] = makeLevelTable<256>(mode, computeColor);
    return tables;
}();

} // namespace detail

constexpr bool isWeightQuantMode(int mode) { return mode >= 0 && mode < kWeightQuantModeCount; }
constexpr bool isColorQuantMode(int mode) { return mode >= kMinColorQuantMode && mode <= kMaxColorQuantMode; }

/// Weight 0..64 of a stored symbol 0..levelCount-1. `mode` is 0..11.
constexpr int unquantizeWeight(QuantMode mode, int symbol) {
    assert(isWeightQuantMode(mode) && symbol >= 0 && symbol < levelCount(mode));
    return detail::kWeightLevels[mode].valueOfSymbol[symbol];
}

/// Colour value 0..255 of a stored symbol 0..levelCount-1. `mode` is 4..20.
constexpr int unquantizeColor(QuantMode mode, int symbol) {
    assert(isColorQuantMode(mode) && symbol >= 0 && symbol < levelCount(mode));
    return detail::kColorLevels[mode].valueOfSymbol[symbol];
}

/// Symbols by rank and back; rank r has the r-th smallest unquantized value. Same intervals as above.
constexpr int weightRankOfSymbol(QuantMode mode, int symbol) {
    return detail::kWeightLevels[mode].rankOfSymbol[symbol];
}
constexpr int weightSymbolOfRank(QuantMode mode, int rank) { return detail::kWeightLevels[mode].symbolOfRank[rank]; }
constexpr int colorRankOfSymbol(QuantMode mode, int symbol) { return detail::kColorLevels[mode].rankOfSymbol[symbol]; }
constexpr int colorSymbolOfRank(QuantMode mode, int rank) { return detail::kColorLevels[mode].symbolOfRank[rank]; }

} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// Which entry of a 4x4 partition table belongs to an assignment of 16 texels to 2 or 3 labels, and how entries are
// packed. Assignments that differ by a renaming of labels share one entry. shaders/astc/partition_lut.slang holds the
// same formulas and must change with these; luts/README.md derives them.

#pragma once

#include <bit>
#include <cstdint>
#include <span>

namespace astcslang::encode {

inline constexpr uint32_t kLutTexelCount = 16;          // 4x4, texel = y * 4 + x
inline constexpr uint32_t kPartitionLut2Size = 32768;   // 2^15
inline constexpr uint32_t kPartitionLut3Size = 7174454; // (3^15 + 1) / 2

inline constexpr uint32_t kLutEntryBits = 10; // A pattern index; there are fewer than 1,024 seeds' worth of them.
inline constexpr uint32_t kLutEntriesPerWord = 3;

/// 32-bit words that a table of `entryCount` entries takes.
constexpr uint32_t lutWordCount(uint32_t entryCount) {
    return (entryCount + kLutEntriesPerWord - 1) / kLutEntriesPerWord;
}

/// Entry `index` of a packed table: a position in the list of partitionPatterns().
constexpr uint32_t lutEntry(std::span<const uint32_t> words, uint32_t index) {
    const uint32_t shift = kLutEntryBits * (index % kLutEntriesPerWord);
    return words[index / kLutEntriesPerWord] >> shift & ((1u << kLutEntryBits) - 1);
}

/// Bit n of a 16-bit mask moves to bit 2n.
constexpr uint32_t spreadBits(uint32_t mask) {
    mask = (mask | mask << 8) & 0x00ff00ff;
    mask = (mask | mask << 4) & 0x0f0f0f0f;
    mask = (mask | mask << 2) & 0x33333333;
    return (mask | mask << 1) & 0x55555555;
}

/// Sum over n of digit n * 3^n for 16 digits 0..2 of two bits each. Neighbours are joined pairwise in place: fields
/// of 4, 8, 16 and 32 bits reach 8, 80, 6560 and 3^16 - 1.
constexpr uint32_t base3Value(uint32_t digits) {
    digits = (digits & 0x33333333) + 3 * (digits >> 2 & 0x33333333);
    digits = (digits & 0x0f0f0f0f) + 9 * (digits >> 4 & 0x0f0f0f0f);
    digits = (digits & 0x00ff00ff) + 81 * (digits >> 8 & 0x00ff00ff);
    return (digits & 0xffff) + 6561 * (digits >> 16);
}

/// Index in the 2-partition table. Bit n of `mask1` says that texel n has label 1; no bit above 15 is set.
constexpr uint32_t partitionIndex2(uint32_t mask1) { return mask1 >> 15 != 0 ? mask1 ^ 0xffff : mask1; }

/// Index in the 3-partition table. Bit n of `mask1` or `mask2` says that texel n has label 1 or 2, of neither that it
/// has label 0; the masks are disjoint with no bit above 15.
/// From texel 15 down, labels are renamed in order of appearance. The renamed labels, read as a base-3 number with
/// texel n worth 3^n, are 0 or have leading digit 1; taking off the (3^top - 1) / 2 numbers with leading digit 2 below
/// leaves no gaps.
constexpr uint32_t partitionIndex3(uint32_t mask1, uint32_t mask2) {
    const uint32_t mask0 = ~(mask1 | mask2) & 0xffff;
    const auto maskWithTexel = [=](uint32_t texel) {
        return (mask1 >> texel & 1) != 0 ? mask1 : (mask2 >> texel & 1) != 0 ? mask2 : mask0;
    };
    const uint32_t others = ~maskWithTexel(15) & 0xffff;
    if (others == 0) return 0;
    const uint32_t top = static_cast<uint32_t>(std::bit_width(others)) - 1;
    const uint32_t second = maskWithTexel(top);
    const uint32_t third = others & ~second;
    return base3Value(spreadBits(second) | spreadBits(third) << 1) - base3Value(spreadBits((1u << top) - 1));
}

} // namespace astcslang::encode

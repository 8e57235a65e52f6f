// SPDX-License-Identifier: Apache-2.0
// If these fail, masks are looked up in the wrong entries of the partition tables.

#include <algorithm>
#include <array>
#include <vector>

#include <gtest/gtest.h>

#include "encode/partition_index.h"

namespace astcslang::encode {
namespace {

/// Calls visit(masks of labels 0, 1, 2) for every split of 16 texels in at most `labelLimit` sets, once each: texel 15
/// down to 0 take labels in lexicographic order, a label being used only when all lower ones are.
template <typename Visit>
void forEachSplit(int labelLimit, Visit&& visit, int texel = 15, int usedLabels = 0,
                  std::array<uint32_t, 3> masks = {}) {
    if (texel < 0) {
        visit(masks);
        return;
    }
    for (int label = 0; label < std::min(usedLabels + 1, labelLimit); ++label) {
        std::array<uint32_t, 3> next = masks;
        next[label] |= 1u << texel;
        forEachSplit(labelLimit, visit, texel - 1, std::max(usedLabels, label + 1), next);
    }
}

TEST(PartitionIndex, NumbersEverySplitInTwoWithoutGaps) {
    uint32_t expected = 0;
    forEachSplit(2, [&](const std::array<uint32_t, 3>& masks) {
        ASSERT_EQ(partitionIndex2(masks[1]), expected);
        ASSERT_EQ(partitionIndex2(masks[0]), expected);
        ++expected;
    });
    EXPECT_EQ(expected, kPartitionLut2Size);
}

TEST(PartitionIndex, NumbersEverySplitInThreeWithoutGapsUnderEveryRenaming) {
    uint32_t expected = 0;
    uint32_t wrongCount = 0;
    forEachSplit(3, [&](const std::array<uint32_t, 3>& masks) {
        for (uint32_t a = 0; a < 3; ++a) {
            for (uint32_t b = 0; b < 3; ++b) {
                if (a != b && partitionIndex3(masks[a], masks[b]) != expected) ++wrongCount;
            }
        }
        ++expected;
    });
    EXPECT_EQ(expected, kPartitionLut3Size);
    EXPECT_EQ(wrongCount, 0u);
}

TEST(PartitionIndex, SpreadBitsMovesBitNToBit2N) {
    for (uint32_t mask = 0; mask < 0x10000; ++mask) {
        uint32_t expected = 0;
        for (uint32_t bit = 0; bit < 16; ++bit) expected |= (mask >> bit & 1) << (2 * bit);
        ASSERT_EQ(spreadBits(mask), expected);
    }
}

TEST(PartitionIndex, Base3ValueWeighsDigitNByThreeToTheN) {
    uint32_t weight = 1;
    for (uint32_t n = 0; n < 16; ++n, weight *= 3) {
        EXPECT_EQ(base3Value(1u << (2 * n)), weight);
        EXPECT_EQ(base3Value(2u << (2 * n)), 2 * weight);
    }
    EXPECT_EQ(base3Value(0xaaaaaaaa), weight - 1);
}

TEST(PartitionIndex, EntriesLieThreeInAWordFromTheLowestBits) {
    const std::vector<uint32_t> words = {1u | 1023u << 10 | 7u << 20, 500u};
    EXPECT_EQ(lutEntry(words, 0), 1u);
    EXPECT_EQ(lutEntry(words, 1), 1023u);
    EXPECT_EQ(lutEntry(words, 2), 7u);
    EXPECT_EQ(lutEntry(words, 3), 500u);
    EXPECT_EQ(lutWordCount(3), 1u);
    EXPECT_EQ(lutWordCount(4), 2u);
}

} // namespace
} // namespace astcslang::encode

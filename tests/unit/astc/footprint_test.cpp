// SPDX-License-Identifier: Apache-2.0
// If these fail, pictures get the wrong number of blocks or an impossible footprint is let in.
#include "astc/footprint.h"

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

TEST(Footprint, ExactlyTheListedOnesAreLegal) {
    int legalCount = 0;
    for (int width = 0; width < 256; ++width) {
        for (int height = 0; height < 256; ++height)
            legalCount += isLegalFootprint({static_cast<uint8_t>(width), static_cast<uint8_t>(height)});
    }
    EXPECT_EQ(legalCount, 14);
    EXPECT_TRUE(isLegalFootprint({10, 5}));
    EXPECT_FALSE(isLegalFootprint({5, 10}));
    EXPECT_FALSE(isLegalFootprint({12, 8}));
}

TEST(Footprint, ListGrowsInTexelsAndEndsAtTheLargestBlock) {
    for (size_t i = 1; i < kFootprints.size(); ++i)
        EXPECT_LT(texelCount(kFootprints[i - 1]), texelCount(kFootprints[i]));
    EXPECT_EQ(texelCount(kFootprints.back()), kMaxTexelCount);
}

TEST(Footprint, PartialBlocksCountAsWhole) {
    EXPECT_EQ(blockCountX(1, {4, 4}), 1u);
    EXPECT_EQ(blockCountX(4, {4, 4}), 1u);
    EXPECT_EQ(blockCountX(5, {4, 4}), 2u);
    EXPECT_EQ(blockCountY(11, {10, 5}), 3u);
    EXPECT_EQ(blockCount(12, 12, {12, 12}), 1u);
    EXPECT_EQ(blockCount(13, 13, {12, 12}), 4u);
}

TEST(Footprint, BlockCountsDoNotOverflow) {
    EXPECT_EQ(blockCountX(0xFFFFFFFF, {4, 4}), 0x40000000u);
    EXPECT_EQ(blockCount(0xFFFFFFFF, 0xFFFFFFFF, {4, 4}), uint64_t{1} << 60);
}

} // namespace
} // namespace astcslang::astc

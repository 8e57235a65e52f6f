// SPDX-License-Identifier: Apache-2.0
// Every pattern against the specification's function in its own shape: twelve seeds and four sums for a texel x, y, z.
// If these fail, texels get the endpoints of another partition.
#include "astc/partitioning.h"

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

/// C.2.21 for z = 0, with no shortcut.
int selectPartition(int seed, int x, int y, int partitionCount, bool isSmall) {
    const int z = 0;
    if (isSmall) x *= 2, y *= 2;
    const uint32_t random = hash52(static_cast<uint32_t>(seed + (partitionCount - 1) * 1024));
    constexpr int kSeedShifts[12] = {0, 4, 8, 12, 16, 20, 24, 28, 18, 22, 26, 30};
    int seeds[12];
    for (int i = 0; i < 12; ++i) {
        const uint32_t rotated = kSeedShifts[i] == 30 ? random >> 30 | random << 2 : random >> kSeedShifts[i];
        seeds[i] = static_cast<int>((rotated & 15) * (rotated & 15));
    }
    int sh1 = partitionCount == 3 ? 6 : 5;
    int sh2 = (seed & 2) != 0 ? 4 : 5;
    if (seed & 1) std::swap(sh1, sh2);
    const int sh3 = (seed & 16) != 0 ? sh1 : sh2;
    for (int i = 0; i < 12; ++i) seeds[i] >>= i >= 8 ? sh3 : i % 2 == 0 ? sh1 : sh2;

    const int extraSeeds[4] = {10, 11, 8, 9}; // seed11, seed12, seed9, seed10
    int sums[4];
    for (int i = 0; i < 4; ++i) {
        sums[i] = seeds[2 * i] * x + seeds[2 * i + 1] * y + seeds[extraSeeds[i]] * z +
                  static_cast<int>(random >> (14 - 4 * i) & 0x3F);
        sums[i] = i < partitionCount ? sums[i] & 0x3F : 0;
    }
    if (sums[0] >= sums[1] && sums[0] >= sums[2] && sums[0] >= sums[3]) return 0;
    if (sums[1] >= sums[2] && sums[1] >= sums[3]) return 1;
    return sums[2] >= sums[3] ? 2 : 3;
}

TEST(Partitioning, EverySeedGivesTheSpecifiedPattern) {
    for (const Footprint footprint : kFootprints) {
        for (int count = 2; count <= 4; ++count) {
            for (int seed = 0; seed < kPartitionSeedCount; ++seed) {
                const Partitioning partitioning = computePartitioning(footprint, count, seed);
                for (int texel = 0; texel < texelCount(footprint); ++texel) {
                    const int x = texel % footprint.width, y = texel / footprint.width;
                    const bool isSmall = footprint.width * footprint.height < 31;
                    ASSERT_EQ(partitioning[texel], selectPartition(seed, x, y, count, isSmall))
                        << "seed " << seed << ", " << count << " partitions, texel " << x << ", " << y;
                }
            }
        }
    }
}

TEST(Partitioning, OnePartitionHoldsEveryTexel) { EXPECT_EQ(computePartitioning({12, 12}, 1, 77), Partitioning{}); }

TEST(Partitioning, BlocksOfThirtyTexelsAreSmallAndOfThirtySixNot) {
    EXPECT_TRUE(isSmallBlock({6, 5}));
    EXPECT_FALSE(isSmallBlock({6, 6}));
}

} // namespace
} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// If these fail, the tables send an ideal assignment to a pattern that is not the nearest. The expected answers come
// from the definition: all 1,024 seeds, texel by texel, under every renaming.

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "astc/partitioning.h"
#include "encode/partition_luts.h"
#include "encode/partition_patterns.h"

namespace astcslang::encode {
namespace {

using Labels = std::array<int, 16>;

struct SeedLabels {
    int seed;
    Labels labels;
};

/// Every seed whose partitioning of 4x4 texels leaves no partition empty.
std::vector<SeedLabels> allSeeds(int partitionCount) {
    std::vector<SeedLabels> seeds;
    for (int seed = 0; seed < astc::kPartitionSeedCount; ++seed) {
        const astc::Partitioning partitioning = astc::computePartitioning({4, 4}, partitionCount, seed);
        Labels labels;
        std::copy_n(partitioning.begin(), labels.size(), labels.begin());
        if (std::set<int>(labels.begin(), labels.end()).size() == static_cast<size_t>(partitionCount)) {
            seeds.push_back({seed, labels});
        }
    }
    return seeds;
}

int hammingTexels(const Labels& a, const Labels& b, int partitionCount) {
    std::array<int, 3> names = {0, 1, 2};
    int least = 16;
    do {
        int differing = 0;
        for (int texel = 0; texel < 16; ++texel) differing += names[a[texel]] != b[texel];
        least = std::min(least, differing);
    } while (std::next_permutation(names.begin(), names.begin() + partitionCount));
    return least;
}

int nearestSeed(const std::vector<SeedLabels>& seeds, const Labels& labels, int partitionCount) {
    int bestSeed = -1;
    int bestTexels = 17;
    for (const SeedLabels& candidate : seeds) {
        const int texels = hammingTexels(candidate.labels, labels, partitionCount);
        if (texels < bestTexels) {
            bestTexels = texels;
            bestSeed = candidate.seed;
        }
    }
    return bestSeed;
}

int seedFromTable3(const Labels& labels) {
    uint32_t masks[3] = {};
    for (int texel = 0; texel < 16; ++texel) masks[labels[texel]] |= 1u << texel;
    return partitionPatterns({4, 4}, 3)[lutEntry(partitionLut3(), partitionIndex3(masks[1], masks[2]))].seed;
}

TEST(PartitionLuts, SizesAreThoseOfTheIndexRanges) {
    EXPECT_EQ(partitionLut2().size(), lutWordCount(kPartitionLut2Size));
    EXPECT_EQ(partitionLut3().size(), lutWordCount(kPartitionLut3Size));
}

TEST(PartitionLuts, EverySplitInTwoLeadsToTheNearestSeed) {
    const std::vector<SeedLabels> seeds = allSeeds(2);
    // The masks with bit 15 set share their complements' entries, see the tests of PartitionIndex.
    for (uint32_t mask = 0; mask < kPartitionLut2Size; ++mask) {
        Labels labels;
        for (int texel = 0; texel < 16; ++texel) labels[texel] = mask >> texel & 1;
        const uint32_t entry = lutEntry(partitionLut2(), partitionIndex2(mask));
        ASSERT_EQ(partitionPatterns({4, 4}, 2).at(entry).seed, nearestSeed(seeds, labels, 2)) << "mask " << mask;
    }
}

TEST(PartitionLuts, EveryPatternInThreeIsItsOwnNearest) {
    for (const PartitionPattern& pattern : partitionPatterns({4, 4}, 3)) {
        Labels labels;
        std::copy(pattern.labels.begin(), pattern.labels.end(), labels.begin());
        ASSERT_EQ(seedFromTable3(labels), pattern.seed);
    }
}

TEST(PartitionLuts, RandomSplitsInThreeLeadToTheNearestSeed) {
    const std::vector<SeedLabels> seeds = allSeeds(3);
    std::mt19937 random(3);
    for (int trial = 0; trial < 10000; ++trial) {
        Labels labels;
        for (int& label : labels) label = static_cast<int>(random() % 3);
        ASSERT_EQ(seedFromTable3(labels), nearestSeed(seeds, labels, 3)) << "trial " << trial;
    }
}

// Few texels away from a pattern, where real pictures' assignments lie.
TEST(PartitionLuts, SplitsNearAPatternLeadToTheNearestSeed) {
    const std::vector<SeedLabels> seeds = allSeeds(3);
    std::mt19937 random(4);
    for (int trial = 0; trial < 10000; ++trial) {
        Labels labels = seeds[random() % seeds.size()].labels;
        for (int change = 0; change < 1 + trial % 4; ++change) labels[random() % 16] = static_cast<int>(random() % 3);
        ASSERT_EQ(seedFromTable3(labels), nearestSeed(seeds, labels, 3)) << "trial " << trial;
    }
}

// One label only, one or two texels apart from the rest, only two labels, and both ends of the table.
TEST(PartitionLuts, DegenerateSplitsLeadToTheNearestSeed) {
    const std::vector<SeedLabels> seeds = allSeeds(3);
    std::vector<Labels> splits;
    for (int texel = 0; texel < 16; ++texel) {
        for (int other = 0; other < 16; ++other) {
            Labels labels{};
            labels[texel] = 1;
            splits.push_back(labels);
            labels[other] = 2;
            splits.push_back(labels);
        }
    }
    splits.push_back({});
    Labels last;
    last.fill(2);
    last[15] = 0;
    last[14] = 1;
    splits.push_back(last);
    for (int bits = 0; bits < 0x8000; bits += 37) {
        Labels labels;
        for (int texel = 0; texel < 16; ++texel) labels[texel] = bits >> texel & 1;
        splits.push_back(labels);
    }
    for (const Labels& labels : splits) ASSERT_EQ(seedFromTable3(labels), nearestSeed(seeds, labels, 3));
}

TEST(PartitionLuts, EveryEntryNamesAPattern) {
    const std::span<const uint32_t> table = partitionLut3();
    const size_t patternCount = partitionPatterns({4, 4}, 3).size();
    uint32_t outsideCount = 0;
    for (uint32_t index = 0; index < kPartitionLut3Size; ++index)
        outsideCount += lutEntry(table, index) >= patternCount;
    EXPECT_EQ(outsideCount, 0u);
}

} // namespace
} // namespace astcslang::encode

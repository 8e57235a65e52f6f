// SPDX-License-Identifier: Apache-2.0
// If these fail, the encoder tries partitionings twice, misses some, or writes seeds that mean something else.

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "astc/partitioning.h"
#include "encode/partition_patterns.h"

namespace astcslang::encode {
namespace {

std::vector<uint8_t> labelsOfSeed(Footprint footprint, int partitionCount, int seed) {
    const astc::Partitioning partitioning = astc::computePartitioning(footprint, partitionCount, seed);
    return {partitioning.begin(), partitioning.begin() + astc::texelCount(footprint)};
}

/// True if some one-to-one renaming turns `a` into `b`.
bool isSameSplit(const std::vector<uint8_t>& a, const std::vector<uint8_t>& b) {
    std::map<int, int> forth;
    std::map<int, int> back;
    for (size_t texel = 0; texel < a.size(); ++texel) {
        if (forth.try_emplace(a[texel], b[texel]).first->second != b[texel]) return false;
        if (back.try_emplace(b[texel], a[texel]).first->second != a[texel]) return false;
    }
    return true;
}

TEST(PartitionPatterns, CountsAreThoseOfTheFormat) {
    const struct {
        Footprint footprint;
        size_t counts[3];
    } kExpected[] = {
        {{4, 4}, {437, 329, 321}}, {{5, 5}, {659, 486, 482}},   {{6, 6}, {521, 333, 305}},
        {{8, 8}, {701, 476, 464}}, {{12, 12}, {838, 626, 644}},
    };
    for (const auto& [footprint, counts] : kExpected) {
        for (int partitionCount = 2; partitionCount <= 4; ++partitionCount) {
            EXPECT_EQ(partitionPatterns(footprint, partitionCount).size(), counts[partitionCount - 2])
                << int{footprint.width} << "x" << int{footprint.height} << ", " << partitionCount << " partitions";
        }
    }
}

TEST(PartitionPatterns, LabelsAreThoseOfTheSeedAndUseEveryPartition) {
    for (const Footprint footprint : astc::kFootprints) {
        for (int partitionCount = 2; partitionCount <= 4; ++partitionCount) {
            for (const PartitionPattern& pattern : partitionPatterns(footprint, partitionCount)) {
                ASSERT_EQ(pattern.labels, labelsOfSeed(footprint, partitionCount, pattern.seed));
                const std::set<uint8_t> used(pattern.labels.begin(), pattern.labels.end());
                ASSERT_EQ(used.size(), static_cast<size_t>(partitionCount));
            }
        }
    }
}

// By the definition: each new split is compared with all before it.
TEST(PartitionPatterns, ListsHoldTheLowestSeedOfEverySplitInOrder) {
    for (const Footprint footprint : {Footprint{4, 4}, Footprint{6, 6}, Footprint{12, 12}}) {
        for (int partitionCount = 2; partitionCount <= 4; ++partitionCount) {
            std::vector<int> seeds;
            std::vector<std::vector<uint8_t>> splits;
            for (int seed = 0; seed < astc::kPartitionSeedCount; ++seed) {
                const std::vector<uint8_t> labels = labelsOfSeed(footprint, partitionCount, seed);
                if (std::set<uint8_t>(labels.begin(), labels.end()).size() != static_cast<size_t>(partitionCount)) {
                    continue;
                }
                if (std::any_of(splits.begin(), splits.end(),
                                [&](const auto& split) { return isSameSplit(split, labels); })) {
                    continue;
                }
                seeds.push_back(seed);
                splits.push_back(labels);
            }
            std::vector<int> listed;
            for (const PartitionPattern& pattern : partitionPatterns(footprint, partitionCount)) {
                listed.push_back(pattern.seed);
            }
            EXPECT_EQ(listed, seeds);
        }
    }
}

TEST(PartitionPatterns, SecondCallReturnsTheSameList) {
    EXPECT_EQ(&partitionPatterns({6, 6}, 3), &partitionPatterns({6, 6}, 3));
}

} // namespace
} // namespace astcslang::encode

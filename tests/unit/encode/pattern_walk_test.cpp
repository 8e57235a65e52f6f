// SPDX-License-Identifier: Apache-2.0
// If these fail, the ranking of patterns judges other splits than those that it then names.
#include "encode/pattern_walk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <set>
#include <span>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "encode/partition_patterns.h"

namespace astcslang::encode {
namespace {

/// Whether two labellings are the same split under a renaming.
bool isSameSplit(const std::vector<uint8_t>& a, const std::vector<uint8_t>& b) {
    std::array<int, 4> names{-1, -1, -1, -1};
    std::set<int> used;
    for (size_t texel = 0; texel < a.size(); ++texel) {
        int& name = names[a[texel]];
        if (name < 0) {
            name = b[texel];
            if (!used.insert(name).second) return false;
        }
        if (name != b[texel]) return false;
    }
    return true;
}

/// Texels that keep their partition under the renaming that keeps most.
int commonTexels(const std::vector<uint8_t>& a, const std::vector<uint8_t>& b) {
    std::array<int, 4> names{0, 1, 2, 3};
    int most = 0;
    do {
        int common = 0;
        for (size_t texel = 0; texel < a.size(); ++texel) common += a[texel] == names[b[texel]];
        most = std::max(most, common);
    } while (std::next_permutation(names.begin(), names.end()));
    return most;
}

/// `walk` by trying every pattern at every step.
void expectNearestFirst(std::span<const PartitionPattern> patterns, int partitions, std::span<const uint32_t> walk) {
    std::vector<uint8_t> now(patterns.front().labels.size(), 0);
    std::set<uint32_t> unvisited;
    for (uint32_t index = 0; index < patterns.size(); ++index) unvisited.insert(index);
    for (size_t at = 0; at < walk.size(); at += (partitions == 4 ? 8 : 4) + 4 * (walk[at] >> 16)) {
        uint32_t nearest = 0;
        int most = -1;
        for (const uint32_t index : unvisited)
            if (const int common = commonTexels(now, patterns[index].labels); common > most) {
                most = common;
                nearest = index;
            }
        ASSERT_EQ(walk[at] & 0xFFFF, nearest);
        now = patterns[nearest].labels;
        unvisited.erase(nearest);
    }
    EXPECT_TRUE(unvisited.empty());
}

TEST(PatternWalk, GoesToTheNearestPatternThatItHasNotVisited) {
    for (const int partitions : {2, 4})
        expectNearestFirst(partitionPatterns({5, 4}, partitions), partitions, patternWalk({5, 4}, partitions));
}

/// Texels are compared 64 at a time: as many, one word more or less, and the most that there are.
TEST(PatternWalk, GoesToTheNearestPatternOfLargeFootprints) {
    for (const Footprint footprint : {Footprint{8, 8}, {10, 6}, {10, 8}, {12, 12}})
        for (int partitions = 2; partitions <= 4; ++partitions) {
            SCOPED_TRACE(std::to_string(footprint.width) + " wide, " + std::to_string(partitions) + " partitions");
            const auto some = std::span(partitionPatterns(footprint, partitions)).first(150);
            expectNearestFirst(some, partitions, walkThrough(some, partitions));
        }
}

TEST(PatternWalk, VisitsEveryPatternOnceByMovesFromItsPredecessor) {
    for (const Footprint footprint : {Footprint{4, 4}, Footprint{6, 5}, Footprint{12, 12}})
        for (int partitions = 2; partitions <= 4; ++partitions) {
            const auto& patterns = partitionPatterns(footprint, partitions);
            const std::vector<uint32_t>& walk = patternWalk(footprint, partitions);
            std::vector<uint8_t> labels(patterns.front().labels.size(), 0);
            std::set<uint32_t> visited;
            size_t moveCount = 0;
            for (size_t at = 0; at < walk.size();) {
                const uint32_t index = walk[at] & 0xFFFF;
                const size_t firstMove = at + (partitions == 4 ? 8 : 4);
                const size_t end = firstMove + 4 * (walk[at] >> 16);
                ASSERT_LE(end, walk.size());
                for (size_t half = 2 * firstMove; half < 2 * end; ++half) {
                    const uint32_t move = walk[half / 2] >> (16 * (half % 2)) & 0xFFFF;
                    const uint32_t before = move >> 8 & 3, after = move >> 10 & 3;
                    if (before == after) {
                        EXPECT_EQ(move, 0u);
                        continue;
                    }
                    uint8_t& label = labels[move & 255];
                    ASSERT_EQ(label, before);
                    label = static_cast<uint8_t>(after);
                    ++moveCount;
                }
                ASSERT_TRUE(isSameSplit(labels, patterns[index].labels)) << "pattern " << index;
                for (int p = 0; p < partitions; ++p) {
                    const auto count = static_cast<float>(std::count(labels.begin(), labels.end(), p));
                    EXPECT_EQ(std::bit_cast<float>(walk[at + 1 + static_cast<size_t>(p)]), 1 / count);
                }
                EXPECT_TRUE(visited.insert(index).second);
                at = end;
            }
            EXPECT_EQ(visited.size(), patterns.size());
            EXPECT_LT(moveCount, patterns.size() * labels.size() / 2) << "summing anew would be as good";
        }
}

} // namespace
} // namespace astcslang::encode

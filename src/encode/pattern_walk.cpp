// SPDX-License-Identifier: Apache-2.0
// A greedy walk, by bounds that leave most patterns out of most comparisons.

#include "encode/pattern_walk.h"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <mutex>
#include <numeric>
#include <tuple>

#include "gpu_types.h"

namespace astcslang::encode {
namespace {

constexpr size_t kMaxPartitions = 4;
constexpr size_t kMovesPerGroup = 2 * kWalkGroupWords;
using Names = std::array<uint8_t, kMaxPartitions>;             ///< New name of each partition.
using Mask = std::array<uint64_t, (kMaxTexelCount + 63) / 64>; ///< A bit a texel.
using Masks = std::array<Mask, kMaxPartitions>;                ///< Texels of each partition.

Masks masksOf(const std::vector<uint8_t>& labels) {
    Masks masks{};
    for (size_t texel = 0; texel < labels.size(); ++texel)
        masks[labels[texel]][texel / 64] |= uint64_t{1} << (texel % 64);
    return masks;
}

/// Texels that both have of the first 64 * `words`. std::popcount would be a call: not every x86 has the instruction.
int countCommon(const Mask& a, const Mask& b, size_t words) {
    uint64_t bytes = 0; // eight sums
    for (size_t word = 0; word < words; ++word) {
        uint64_t bits = a[word] & b[word];
        bits -= bits >> 1 & 0x5555555555555555;
        bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
        bytes += (bits + (bits >> 4)) & 0x0f0f0f0f0f0f0f0f;
    }
    return static_cast<int>(bytes * 0x0101010101010101 >> 56);
}

/// All ways to name `partitionCount` partitions anew.
std::vector<Names> allNames(int partitionCount) {
    Names names{};
    std::iota(names.begin(), names.end(), uint8_t{0});
    std::vector<Names> all;
    do all.push_back(names);
    while (std::next_permutation(names.begin(), names.begin() + partitionCount));
    return all;
}

struct Nearness {
    int commonTexels = -1; ///< Texels that stay where they are.
    Names names{};
};

/// How many texels two patterns have in common under the best names for `next`. Where that is no more than `bar`, it
/// may be less than what is returned, which is not above `bar` either.
Nearness nearnessOf(const Masks& now, const Masks& next, const std::vector<Names>& allOfThem, int partitionCount,
                    size_t words, int bar) {
    std::array<std::array<int, kMaxPartitions>, kMaxPartitions> common{};
    for (int p = 0; p < partitionCount; ++p)
        for (int q = 0; q < partitionCount; ++q) common[p][q] = countCommon(next[p], now[q], words);
    int most = 0; // if every partition had the name that suits it best
    for (int p = 0; p < partitionCount; ++p) most += *std::max_element(common[p].begin(), common[p].end());
    if (most <= bar) return {most, {}};
    Nearness best;
    for (const Names& names : allOfThem) {
        int sum = 0;
        for (int p = 0; p < partitionCount; ++p) sum += common[p][names[p]];
        if (sum > best.commonTexels) best = {sum, names};
    }
    return best;
}

/// A pattern that the walk has not come to.
struct Unvisited {
    uint32_t index = 0;
    int mostCommon = 0; ///< It has no more texels in common with where the walk is.
};

} // namespace

std::vector<uint32_t> walkThrough(std::span<const PartitionPattern> patterns, int partitionCount) {
    const std::vector<Names> names = allNames(partitionCount);
    std::vector<Masks> masks;
    for (const PartitionPattern& pattern : patterns) masks.push_back(masksOf(pattern.labels));
    const size_t texelCount = patterns.front().labels.size();
    const size_t words = (texelCount + 63) / 64;
    std::vector<Unvisited> unvisited;
    for (uint32_t index = 0; index < patterns.size(); ++index)
        unvisited.push_back({index, static_cast<int>(texelCount)});

    std::vector<uint32_t> walk;
    std::vector<uint8_t> labels(texelCount, 0);
    while (!unvisited.empty()) {
        const Masks now = masksOf(labels);
        Nearness nearest;
        size_t place = 0;
        for (size_t i = 0; i < unvisited.size(); ++i) {
            auto& [candidate, mostCommon] = unvisited[i];
            if (mostCommon <= nearest.commonTexels) continue;
            const Nearness nearness =
                nearnessOf(now, masks[candidate], names, partitionCount, words, nearest.commonTexels);
            mostCommon = nearness.commonTexels;
            if (nearness.commonTexels > nearest.commonTexels) {
                nearest = nearness;
                place = i;
            }
        }
        const uint32_t index = unvisited[place].index;
        unvisited.erase(unvisited.begin() + static_cast<std::ptrdiff_t>(place));
        // A step of so many texels brings no pattern nearer by more.
        for (Unvisited& other : unvisited) other.mostCommon += static_cast<int>(texelCount) - nearest.commonTexels;
        std::vector<uint32_t> moves;
        std::array<int, kMaxPartitions> counts{};
        for (size_t texel = 0; texel < labels.size(); ++texel) {
            const uint8_t before = labels[texel];
            const uint8_t after = nearest.names[patterns[index].labels[texel]];
            ++counts[after];
            labels[texel] = after;
            if (before != after)
                moves.push_back(static_cast<uint32_t>(texel) | uint32_t{before} << 8 | uint32_t{after} << 10);
        }
        const size_t moveGroups = (moves.size() + kMovesPerGroup - 1) / kMovesPerGroup;
        walk.push_back(index | static_cast<uint32_t>(moveGroups) << 16);
        for (int p = 0; p < partitionCount; ++p)
            walk.push_back(std::bit_cast<uint32_t>(1.0f / static_cast<float>(counts[p])));
        walk.resize((walk.size() + kWalkGroupWords - 1) / kWalkGroupWords * kWalkGroupWords, 0);
        moves.resize(moveGroups * kMovesPerGroup, 0);
        for (size_t i = 0; i < moves.size(); i += 2) walk.push_back(moves[i] | moves[i + 1] << 16);
    }
    return walk;
}

const std::vector<uint32_t>& patternWalk(Footprint footprint, int partitionCount) {
    static std::mutex mutex;
    static std::map<std::tuple<int, int, int>, std::vector<uint32_t>> cache; // Nodes never move.
    const std::lock_guard lock(mutex);
    auto& walk = cache[{footprint.width, footprint.height, partitionCount}];
    if (walk.empty()) walk = walkThrough(partitionPatterns(footprint, partitionCount), partitionCount);
    return walk;
}

} // namespace astcslang::encode

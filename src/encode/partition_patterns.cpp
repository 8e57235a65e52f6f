// SPDX-License-Identifier: Apache-2.0

#include "encode/partition_patterns.h"

#include <array>
#include <cassert>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "astc/partitioning.h"

namespace astcslang::encode {
namespace {

constexpr int kSeedCount = 1024;
constexpr uint8_t kUnnamed = 0xff;

std::vector<uint8_t> labelsOfSeed(Footprint footprint, int partitionCount, int seed) {
    const bool isSmallBlock = footprint.width * footprint.height < 31; // C.2.21
    std::vector<uint8_t> labels;
    for (int y = 0; y < footprint.height; ++y) {
        for (int x = 0; x < footprint.width; ++x) {
            labels.push_back(static_cast<uint8_t>(astc::selectPartition(seed, x, y, 0, partitionCount, isSmallBlock)));
        }
    }
    return labels;
}

/// The labels renamed in order of appearance, equal for labellings that mean the same split; and how many there are.
std::pair<std::string, int> renamedInOrder(const std::vector<uint8_t>& labels) {
    std::array<uint8_t, 4> names;
    names.fill(kUnnamed);
    uint8_t nameCount = 0;
    std::string renamed;
    for (const uint8_t label : labels) {
        if (names[label] == kUnnamed) names[label] = nameCount++;
        renamed.push_back(static_cast<char>('0' + names[label]));
    }
    return {std::move(renamed), nameCount};
}

std::vector<PartitionPattern> computePatterns(Footprint footprint, int partitionCount) {
    std::vector<PartitionPattern> patterns;
    std::set<std::string> seen;
    for (int seed = 0; seed < kSeedCount; ++seed) {
        std::vector<uint8_t> labels = labelsOfSeed(footprint, partitionCount, seed);
        auto [split, usedCount] = renamedInOrder(labels);
        if (usedCount == partitionCount && seen.insert(std::move(split)).second) {
            patterns.push_back({static_cast<uint16_t>(seed), std::move(labels)});
        }
    }
    return patterns;
}

} // namespace

const std::vector<PartitionPattern>& partitionPatterns(Footprint footprint, int partitionCount) {
    assert(partitionCount >= 2 && partitionCount <= 4);
    static std::mutex mutex;
    static std::map<std::tuple<int, int, int>, std::vector<PartitionPattern>> cache; // Nodes never move.
    const std::lock_guard lock(mutex);
    auto& patterns = cache[{footprint.width, footprint.height, partitionCount}];
    if (patterns.empty()) patterns = computePatterns(footprint, partitionCount);
    return patterns;
}

} // namespace astcslang::encode

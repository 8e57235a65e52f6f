// SPDX-License-Identifier: Apache-2.0
// Collects the distinct partitionings of C.2.21 by a name that does not depend on how partitions are numbered.

#include "encode/partition_patterns.h"

#include <array>
#include <cassert>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "astc/partitioning.h"

namespace astcslang::encode {
namespace {

constexpr uint8_t kUnnamed = 0xff;

/// The labels renamed in order of appearance, equal for labellings that mean the same split; and how many there are.
std::pair<std::string, int> renamedInOrder(std::span<const uint8_t> labels) {
    std::array<uint8_t, astc::kMaxPartitionCount> names;
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
    for (int seed = 0; seed < astc::kPartitionSeedCount; ++seed) {
        const astc::Partitioning partitioning = astc::computePartitioning(footprint, partitionCount, seed);
        const std::span labels(partitioning.data(), static_cast<size_t>(astc::texelCount(footprint)));
        auto [split, usedCount] = renamedInOrder(labels);
        if (usedCount == partitionCount && seen.insert(std::move(split)).second) {
            patterns.push_back({static_cast<uint16_t>(seed), {labels.begin(), labels.end()}});
        }
    }
    return patterns;
}

} // namespace

const std::vector<PartitionPattern>& partitionPatterns(Footprint footprint, int partitionCount) {
    assert(astc::isLegalFootprint(footprint) && partitionCount >= 2 && partitionCount <= astc::kMaxPartitionCount);
    static std::mutex mutex;
    static std::map<std::tuple<int, int, int>, std::vector<PartitionPattern>> cache; // Nodes never move.
    const std::lock_guard lock(mutex);
    auto& patterns = cache[{footprint.width, footprint.height, partitionCount}];
    if (patterns.empty()) patterns = computePatterns(footprint, partitionCount);
    return patterns;
}

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// All patterns of a footprint in an order in which each differs little from the one before, so that a kernel that sums
// over partitions need not start anew with every pattern.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/astcslang.h>

#include "encode/partition_patterns.h"

namespace astcslang::encode {

/// Words that kernels read at once.
constexpr size_t kWalkGroupWords = 4;

/// A walk through patterns of one footprint and `partitionCount` partitions, at least one, from all texels in partition
/// 0: each time to the nearest that it has not come to. For each pattern, in groups of kWalkGroupWords:
///   its index | count of groups of moves << 16, then for each partition 1 / its count of texels after the moves, the
///   bits of a float, and zeros up to the group's end;
///   the moves, 16 bits each: texel | partition before << 8 | partition after << 10, and zeros, which move nothing.
/// Partitions are named as needs the fewest moves, not as the format numbers them.
std::vector<uint32_t> walkThrough(std::span<const PartitionPattern> patterns, int partitionCount);

/// The walk through partitionPatterns(footprint, partitionCount). Computed at the first call and kept; thread-safe.
const std::vector<uint32_t>& patternWalk(Footprint footprint, int partitionCount);

} // namespace astcslang::encode

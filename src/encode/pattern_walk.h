// SPDX-License-Identifier: Apache-2.0
// All patterns of a footprint in an order in which each differs little from the one before, so that a kernel that sums
// over partitions need not start anew with every pattern.

#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

/// Words that kernels read at once.
constexpr size_t kWalkGroupWords = 4;

/// The walk through partitionPatterns(footprint, partitionCount), from all texels in partition 0. For each pattern, in
/// groups of kWalkGroupWords:
///   its index | count of groups of moves << 16, then for each partition 1 / its count of texels after the moves, the
///   bits of a float, and zeros up to the group's end;
///   the moves, 16 bits each: texel | partition before << 8 | partition after << 10, and zeros, which move nothing.
/// Partitions are named as needs the fewest moves, not as the format numbers them. Computed at the first call and kept;
/// thread-safe.
const std::vector<uint32_t>& patternWalk(Footprint footprint, int partitionCount);

} // namespace astcslang::encode

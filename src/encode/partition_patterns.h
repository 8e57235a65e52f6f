// SPDX-License-Identifier: Apache-2.0
// The partitionings worth trying for a footprint: of the 1,024 seeds (C.2.21) many leave a partition empty or
// repeat another seed's split under other names; these are left out.

#pragma once

#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

/// One partitioning that differs from every other in the list by more than a renaming of its partitions.
struct PartitionPattern {
    uint16_t seed = 0;           ///< 0..1023, the lowest seed that yields this split.
    std::vector<uint8_t> labels; ///< Partition of each texel in raster order, as the specification numbers them.
};

/// All patterns of a footprint in order of their seeds; each uses every partition 0..partitionCount-1.
/// Computed at the first call and kept; thread-safe. Preconditions: a legal footprint, partitionCount in 2..4.
const std::vector<PartitionPattern>& partitionPatterns(Footprint footprint, int partitionCount);

} // namespace astcslang::encode

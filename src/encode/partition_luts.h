// SPDX-License-Identifier: Apache-2.0
// The partition tables of the 4x4 footprint, made by luts/ at build time and embedded. Indices come from
// partitionIndex2/3, entries are read by lutEntry() and name a pattern of partitionPatterns().

#pragma once

#include <cstdint>
#include <span>

#include "encode/partition_index.h"

namespace astcslang::encode {

/// kPartitionLut2Size entries: the nearest 2-partition pattern of every split of 16 texels in two.
std::span<const uint32_t> partitionLut2();

/// kPartitionLut3Size entries: the nearest 3-partition pattern of every split of 16 texels in up to three.
std::span<const uint32_t> partitionLut3();

} // namespace astcslang::encode

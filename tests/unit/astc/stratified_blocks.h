// SPDX-License-Identifier: Apache-2.0
// Random blocks that meet every rule of the format: fields that choose a way through the decoder take each of their
// values in turn, all other bits are random. Same blocks on every run.

#pragma once

#include <vector>

#include "astc/physical_block.h"

namespace astcslang::astc {

/// Holds, at least once each:
/// - every legal block mode with one to four partitions and each class of endpoint modes, and all 2,048 fields;
/// - every endpoint mode with each number of partitions; every multi-partition field of endpoint modes;
/// - every seed with two to four partitions; every component of the second plane;
/// - void extents, good and bad in each way; bits without any structure.
std::vector<PhysicalBlock> makeStratifiedBlocks(Footprint footprint);

} // namespace astcslang::astc

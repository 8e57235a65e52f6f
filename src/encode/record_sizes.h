// SPDX-License-Identifier: Apache-2.0
// How much device memory the records of a plan's blocks take. Pure arithmetic; no device.

#pragma once

#include <cstdint>

#include "encode/block_stages.h"
#include "encode/encode_plan.h"
#include "encode/strips.h"

namespace astcslang::encode {

inline constexpr uint64_t kWordBytes = 4;
/// Words of Slot::Statistics.
inline constexpr uint64_t kStatisticsWords = 2 * kSumCount;
/// Slots before this one hold tables, the others records.
inline constexpr Slot kFirstRecord = Slot::Image;

/// What a block takes of the records that grow with their count.
RecordBytes recordBytes(const EncodePlan& plan);

/// Words of a record for strips up to `largest`.
uint64_t recordWords(const EncodePlan& plan, Slot slot, StripLimits largest);

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
#include "encode/record_sizes.h"

#include <algorithm>

namespace astcslang::encode {
namespace {

/// Words of a block's result: 128 bits and its error.
constexpr uint64_t kResultWords = 5;

/// Words that a record takes for every block; 0 for those of another size.
uint64_t wordsPerBlock(const EncodePlan& plan, Slot slot) {
    switch (slot) {
    case Slot::Texels:
        return uint64_t{4} * texelGroups(plan.footprint.width) * plan.footprint.height;
    case Slot::BlockFlags:
        return 1;
    case Slot::PatternSlots:
        return plan.patternSlotCount;
    case Slot::Fits:
        return uint64_t{plan.fitSlots.size()} * plan.fitStrideWords();
    case Slot::ModeKeys:
    case Slot::ModeChoices:
        return uint64_t{plan.fitSlots.size()} * kModesPerFit;
    case Slot::Trials:
    case Slot::CandidateKeys:
        return plan.trialCount;
    case Slot::Candidates:
        return uint64_t{plan.trialCount} * sizeof(SymbolicBlock) / kWordBytes;
    case Slot::Weights:
        return uint64_t{plan.trialCount} * plan.weightWords();
    case Slot::WorkList:
        return uint64_t{plan.trialCount} * kWorkListCount;
    case Slot::Results:
        return kResultWords;
    default:
        return 0;
    }
}

/// Words that a record takes beside those of its blocks.
uint64_t spareWords(const EncodePlan& plan, Slot slot) {
    if (slot == Slot::WorkList) return kListItemsAt;
    if (slot == Slot::Texels) return (kTexelTile - 1) * wordsPerBlock(plan, slot);
    return 0;
}

} // namespace

uint64_t recordWords(const EncodePlan& plan, Slot slot, StripLimits largest) {
    if (slot == Slot::Image) return largest.texelCount;
    if (slot == Slot::Statistics) return kStatisticsWords;
    return wordsPerBlock(plan, slot) * largest.blockCount + spareWords(plan, slot);
}

RecordBytes recordBytes(const EncodePlan& plan) {
    RecordBytes bytes;
    for (size_t slot = static_cast<size_t>(kFirstRecord); slot < static_cast<size_t>(Slot::Count); ++slot) {
        const uint64_t ofSlot = wordsPerBlock(plan, static_cast<Slot>(slot)) * kWordBytes;
        bytes.header = std::max(bytes.header, spareWords(plan, static_cast<Slot>(slot)) * kWordBytes);
        bytes.largest = std::max(bytes.largest, ofSlot);
        bytes.sum += ofSlot;
    }
    return bytes;
}

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
#include "encode/workspace.h"

#include <algorithm>
#include <span>

#include "encode/partition_luts.h"
#include "gpu/upload.h"

namespace astcslang::encode {
namespace {

constexpr uint64_t kWordBytes = 4;
/// Words before a work list's items: per list one counter and three dispatch arguments (work_list.slang).
constexpr uint64_t kListHeaderWords = 4 * kWorkListCount;
/// Words of a block's result: 128 bits and its error.
constexpr uint64_t kResultWords = 5;

/// Words that a record takes for every block; 0 for tables.
uint64_t wordsPerBlock(const EncodePlan& plan, Slot slot) {
    switch (slot) {
    case Slot::Texels:
        return plan.texelCount();
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

/// The bytes of a table that kernels read; empty for records.
std::span<const std::byte> tableOf(const EncodePlan& plan, Slot slot) {
    const auto isLookedUp = [&](size_t index) {
        return plan.patternPlans[index].keptCount > 0 &&
               (plan.patternPlans[index].isSnapped || plan.collectsStatistics);
    };
    switch (slot) {
    case Slot::FormatTable:
        return std::as_bytes(std::span(plan.formatTable));
    case Slot::Modes:
        return std::as_bytes(std::span(plan.modes));
    case Slot::Patterns:
        return std::as_bytes(std::span(plan.patterns));
    case Slot::PatternWalks:
        return std::as_bytes(std::span(plan.patternWalks));
    case Slot::FitSlots:
        return std::as_bytes(std::span(plan.fitSlots));
    case Slot::GridTable:
        return std::as_bytes(std::span(plan.gridTable));
    case Slot::PartitionLut2:
        return isLookedUp(0) ? std::as_bytes(partitionLut2()) : std::span<const std::byte>{};
    case Slot::PartitionLut3:
        return isLookedUp(1) ? std::as_bytes(partitionLut3()) : std::span<const std::byte>{};
    default:
        return {};
    }
}

} // namespace

uint32_t Workspace::maxBlockCount(const EncodePlan& plan, uint64_t maxBufferBytes, uint64_t maxBytes) {
    uint64_t largest = 1;
    uint64_t sum = 0;
    for (size_t slot = 0; slot < static_cast<size_t>(Slot::Count); ++slot) {
        const uint64_t words = wordsPerBlock(plan, static_cast<Slot>(slot));
        largest = std::max(largest, words);
        sum += words;
    }
    return static_cast<uint32_t>(
        std::min<uint64_t>({maxBufferBytes / kWordBytes / largest, maxBytes / kWordBytes / sum, 1u << kItemSlotShift}));
}

Result<Workspace> Workspace::create(const gpu::Device& device, const EncodePlan& plan, uint32_t blockCount,
                                    uint64_t texelCount) {
    Workspace workspace;
    const auto make = [&](gpu::Buffer& buffer, gpu::BufferKind kind, uint64_t bytes) -> Result<void> {
        Result<gpu::Buffer> made = gpu::Buffer::create(device, kind, std::max(bytes, kWordBytes));
        if (!made) return made.error();
        buffer = std::move(*made);
        return {};
    };
    Result<gpu::CommandStream> stream = gpu::CommandStream::create(device);
    if (!stream) return stream.error();
    for (size_t index = 0; index < static_cast<size_t>(Slot::Count); ++index) {
        const Slot slot = static_cast<Slot>(index);
        const std::span<const std::byte> table = tableOf(plan, slot);
        uint64_t words = wordsPerBlock(plan, slot) * blockCount;
        if (slot == Slot::WorkList) words += kListHeaderWords;
        if (slot == Slot::Image) words = texelCount;
        if (slot == Slot::Statistics) words = kStatisticsWords;
        const uint64_t bytes = std::max<uint64_t>(words * kWordBytes, table.size());
        if (Result<void> made = make(workspace.buffers_[index], gpu::BufferKind::DeviceLocal, bytes); !made)
            return made.error();
        if (table.empty()) continue;
        if (Result<void> done = gpu::upload(device, *stream, table, workspace.buffers_[index]); !done)
            return done.error();
    }
    if (Result<void> made = make(workspace.imageUpload_, gpu::BufferKind::Upload, texelCount * kWordBytes); !made)
        return made.error();
    const uint64_t resultBytes = kResultWords * kWordBytes * blockCount + kStatisticsWords * kWordBytes;
    if (Result<void> made = make(workspace.readback_, gpu::BufferKind::Readback, resultBytes); !made)
        return made.error();
    return workspace;
}

} // namespace astcslang::encode

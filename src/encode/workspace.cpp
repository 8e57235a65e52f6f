// SPDX-License-Identifier: Apache-2.0
#include "encode/workspace.h"

#include <algorithm>
#include <span>

#include "encode/partition_luts.h"
#include "gpu/command_stream.h"
#include "gpu/upload.h"

namespace astcslang::encode {
namespace {

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

/// Lets `buffer` have at least `words` words, one at least.
Result<void> growTo(gpu::Buffer& buffer, const gpu::Device& device, gpu::BufferKind kind, uint64_t words) {
    const uint64_t bytes = std::max<uint64_t>(words, 1) * kWordBytes;
    if (buffer.sizeBytes() >= bytes) return {};
    buffer = {}; // so that both are never there at the same time
    Result<gpu::Buffer> made = gpu::Buffer::create(device, kind, bytes);
    if (!made) return made.error();
    buffer = std::move(*made);
    return {};
}

} // namespace

Result<PlanTables> PlanTables::create(const gpu::Device& device, const EncodePlan& plan) {
    Result<gpu::CommandStream> stream = gpu::CommandStream::create(device);
    if (!stream) return stream.error();
    PlanTables tables;
    for (size_t index = 0; index < tables.buffers_.size(); ++index) {
        const std::span<const std::byte> table = tableOf(plan, static_cast<Slot>(index));
        gpu::Buffer& buffer = tables.buffers_[index];
        Result<void> made = growTo(buffer, device, gpu::BufferKind::DeviceLocal, table.size() / kWordBytes);
        if (made && !table.empty()) made = gpu::upload(device, *stream, table, buffer);
        if (!made) return made.error();
    }
    return tables;
}

Result<void> Workspace::reserve(const gpu::Device& device, const EncodePlan& plan, StripLimits largest) {
    Result<void> grown = grow(device, plan, largest);
    if (!grown) *this = {};
    return grown;
}

Result<void> Workspace::grow(const gpu::Device& device, const EncodePlan& plan, StripLimits largest) {
    for (size_t index = static_cast<size_t>(kFirstRecord); index < buffers_.size(); ++index) {
        const uint64_t words = recordWords(plan, static_cast<Slot>(index), largest);
        if (Result<void> made = growTo(buffers_[index], device, gpu::BufferKind::DeviceLocal, words); !made)
            return made;
    }
    const uint64_t flagWords = recordWords(plan, Slot::BlockFlags, largest);
    const uint64_t uploadWords = largest.texelCount + (plan.takesFlags ? flagWords : 0);
    if (Result<void> made = growTo(upload_, device, gpu::BufferKind::Upload, uploadWords); !made) return made;
    return growTo(readback_, device, gpu::BufferKind::Readback,
                  recordWords(plan, Slot::Results, largest) + (plan.returnsFlags ? flagWords : 0) + kStatisticsWords);
}

} // namespace astcslang::encode

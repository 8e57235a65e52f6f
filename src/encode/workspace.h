// SPDX-License-Identifier: Apache-2.0
// The device memory of an encode: the tables of a plan, and the records that stages hand on for a strip's blocks.

#pragma once

#include <array>
#include <cstdint>

#include "encode/block_stages.h"
#include "encode/encode_plan.h"
#include "encode/record_sizes.h"
#include "encode/strips.h"
#include "gpu/buffer.h"

namespace astcslang::encode {

/// Tables that kernels of a plan read, uploaded.
class PlanTables {
public:
    static Result<PlanTables> create(const gpu::Device& device, const EncodePlan& plan);

    /// Precondition: `slot` is one of a table.
    const gpu::Buffer& buffer(Slot slot) const { return buffers_[static_cast<size_t>(slot)]; }

private:
    std::array<gpu::Buffer, static_cast<size_t>(kFirstRecord)> buffers_;
};

/// Records of one strip. Strips of all plans share one workspace, as they follow each other.
class Workspace {
public:
    /// Makes room for strips of a plan up to `largest`; what has room already is kept. After an error nothing is held.
    Result<void> reserve(const gpu::Device& device, const EncodePlan& plan, StripLimits largest);

    /// Precondition: `slot` is one of a record.
    const gpu::Buffer& buffer(Slot slot) const { return buffers_[static_cast<size_t>(slot)]; }
    const gpu::Buffer& upload() const { return upload_; }
    const gpu::Buffer& readback() const { return readback_; }

private:
    Result<void> grow(const gpu::Device& device, const EncodePlan& plan, StripLimits largest);

    std::array<gpu::Buffer, static_cast<size_t>(Slot::Count)> buffers_;
    gpu::Buffer upload_;   ///< Host memory: Slot::Image and, where the plan takes them, Slot::BlockFlags.
    gpu::Buffer readback_; ///< Host memory: Slot::Results, Slot::BlockFlags if the plan returns them, Slot::Statistics.
};

} // namespace astcslang::encode

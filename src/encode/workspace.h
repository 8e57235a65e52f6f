// SPDX-License-Identifier: Apache-2.0
// The device memory of an encode: tables of the plan, and the records that stages hand on for one dispatch's blocks.

#pragma once

#include <array>
#include <cstdint>

#include "encode/block_stages.h"
#include "encode/encode_plan.h"
#include "gpu/buffer.h"
#include "gpu/command_stream.h"

namespace astcslang::encode {

/// Words of Slot::Statistics.
inline constexpr uint64_t kStatisticsWords = 2 * kSumCount;

class Workspace {
public:
    /// Most blocks whose records fit in storage buffers of `maxBufferBytes` each and `maxBytes` together.
    static uint32_t maxBlockCount(const EncodePlan& plan, uint64_t maxBufferBytes, uint64_t maxBytes);

    /// Room for `blockCount` blocks of strips of up to `texelCount` texels; the plan's tables are uploaded.
    static Result<Workspace> create(const gpu::Device& device, const EncodePlan& plan, uint32_t blockCount,
                                    uint64_t texelCount);

    const gpu::Buffer& buffer(Slot slot) const { return buffers_[static_cast<size_t>(slot)]; }
    const gpu::Buffer& imageUpload() const { return imageUpload_; }
    const gpu::Buffer& readback() const { return readback_; }

private:
    std::array<gpu::Buffer, static_cast<size_t>(Slot::Count)> buffers_;
    gpu::Buffer imageUpload_; ///< Host memory, as Slot::Image.
    gpu::Buffer readback_;    ///< Host memory, as Slot::Results and, after them, Slot::Statistics.
};

} // namespace astcslang::encode

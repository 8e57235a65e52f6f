// SPDX-License-Identifier: Apache-2.0
// A storage buffer with memory of its own. We use few and big buffers, so there is no allocator underneath.

#pragma once

#include <cstddef>
#include <span>

#include "gpu/device.h"

namespace astcslang::gpu {

enum class BufferKind : uint8_t {
    DeviceLocal, ///< For kernels. Mapped as well where the device shares the host's memory.
    Upload,      ///< Host memory that the host writes in order and the device reads.
    Readback,    ///< Cached host memory that the device writes and the host reads.
};

/// Every kind can be a kernel's storage buffer, source and target of copies, and hold indirect arguments.
class Buffer {
public:
    /// OutOfMemory where the device cannot hold it or the host cannot map it. `sizeBytes` >= 1; rounded up to a
    /// multiple of 4.
    static Result<Buffer> create(const Device& device, BufferKind kind, uint64_t sizeBytes);

    VkBuffer handle() const { return buffer_.get(); }
    uint64_t sizeBytes() const { return sizeBytes_; }
    /// The bytes as the host sees them, coherently; empty where the host cannot.
    std::span<std::byte> mapped() const { return mapped_; }

private:
    // The destructor frees it after the buffer that lies in it, move assignment before, in order of members. Vulkan
    // permits both once no work uses the buffer.
    Owned<VkDeviceMemory> memory_;
    Owned<VkBuffer> buffer_;
    uint64_t sizeBytes_ = 0;
    std::span<std::byte> mapped_;
};

} // namespace astcslang::gpu

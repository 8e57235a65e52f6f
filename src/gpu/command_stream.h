// SPDX-License-Identifier: Apache-2.0
// Records kernels and copies, submits them, waits. Work of one stream runs in the order recorded as far as barriers
// say so; several streams on one device overlap freely, so that one can be filled while another runs.
// Recording does not return errors: the first one is kept and comes back from submit().

#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "gpu/buffer.h"
#include "gpu/pipeline.h"
#include "gpu/timestamps.h"

namespace astcslang::gpu {

/// A buffer, or a part of one, for a kernel. `offsetBytes` is a multiple of 256, which suits every device.
struct BufferBinding {
    BufferBinding(const Buffer& whole) : buffer(&whole) {}
    BufferBinding(const Buffer& of, uint64_t offset, uint64_t size)
        : buffer(&of), offsetBytes(offset), sizeBytes(size) {}

    const Buffer* buffer;
    uint64_t offsetBytes = 0;
    uint64_t sizeBytes = VK_WHOLE_SIZE;
};

/// Push constants as bytes.
template <typename T> std::span<const std::byte> bytesOf(const T& value) {
    static_assert(std::is_trivially_copyable_v<T>);
    return std::as_bytes(std::span(&value, 1));
}

struct GroupCounts {
    uint32_t x = 1;
    uint32_t y = 1;
    uint32_t z = 1;
};

class CommandStream {
public:
    static Result<CommandStream> create(const Device& device);
    CommandStream(CommandStream&&) noexcept = default;
    CommandStream& operator=(CommandStream&&) = delete;
    /// Waits for what was submitted.
    ~CommandStream();

    /// Starts an empty recording; waits for the previous one. What it uses must live until wait().
    Result<void> begin();

    void dispatch(const Pipeline& pipeline, const std::vector<BufferBinding>& buffers,
                  std::span<const std::byte> pushConstants, GroupCounts groups);
    /// Group counts are the three words at `offsetBytes` (a multiple of 4) of `arguments`.
    void dispatchIndirect(const Pipeline& pipeline, const std::vector<BufferBinding>& buffers,
                          std::span<const std::byte> pushConstants, const Buffer& arguments, uint64_t offsetBytes = 0);
    /// All earlier work, of earlier submissions on this device too, is done and visible before what follows.
    void barrier();
    void copy(const Buffer& source, uint64_t sourceOffsetBytes, const Buffer& target, uint64_t targetOffsetBytes,
              uint64_t sizeBytes);
    /// Offset and size are multiples of 4.
    void fill(const Buffer& target, uint64_t offsetBytes, uint64_t sizeBytes, uint32_t value);
    /// Encloses commands whose time is wanted. Stages do not nest; equal labels add up.
    void beginStage(std::string_view label);
    void endStage();

    /// Hands the recording to the device. What it wrote is visible to the host after wait().
    Result<void> submit();
    /// Returns when the submitted work is done; at once where there is none.
    Result<void> wait();
    /// Stages of the last recording that was waited for. Empty on devices without timestamps.
    const std::vector<StageTime>& stageTimes() const { return stageTimes_; }

private:
    explicit CommandStream(const Device& device) : device_(&device), timestamps_(device) {}
    Result<void> createObjects();
    bool bind(const Pipeline& pipeline, const std::vector<BufferBinding>& buffers,
              std::span<const std::byte> pushConstants);
    Result<VkDescriptorSet> allocateSet(VkDescriptorSetLayout layout);
    Result<void> addDescriptorPool();
    void memoryBarrier(VkPipelineStageFlags targetStages, VkAccessFlags targetAccess);
    void keepError(const Result<void>& result);

    const Device* device_;
    Owned<VkCommandPool> commandPool_;
    Owned<VkFence> fence_;
    std::vector<Owned<VkDescriptorPool>> descriptorPools_;
    size_t currentPool_ = 0;
    VkCommandBuffer commands_ = VK_NULL_HANDLE;
    Timestamps timestamps_;
    std::vector<StageTime> stageTimes_;
    std::optional<Error> error_;
    bool isInFlight_ = false;
};

} // namespace astcslang::gpu

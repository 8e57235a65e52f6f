// SPDX-License-Identifier: Apache-2.0
// Recording, submission and waiting.

#include "gpu/command_stream.h"

#include <cassert>

namespace astcslang::gpu {

namespace {

constexpr uint32_t kSetsPerPool = 64;

constexpr VkPipelineStageFlags kWorkStages = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT | VK_PIPELINE_STAGE_TRANSFER_BIT;
constexpr VkAccessFlags kWrites = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
constexpr VkAccessFlags kReads =
    VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_TRANSFER_READ_BIT | VK_ACCESS_INDIRECT_COMMAND_READ_BIT;

} // namespace

Result<CommandStream> CommandStream::create(const Device& device) {
    CommandStream stream(device);
    if (auto created = stream.createObjects(); !created) return std::move(created).error();
    return stream;
}

Result<void> CommandStream::createObjects() {
    const VolkDeviceTable& vk = device_->vk();
    VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    poolInfo.queueFamilyIndex = device_->physical().computeQueueFamily;
    VkCommandPool pool = VK_NULL_HANDLE;
    VkResult result = vk.vkCreateCommandPool(device_->handle(), &poolInfo, nullptr, &pool);
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreateCommandPool");
    commandPool_ = device_->own(pool, vk.vkDestroyCommandPool);

    VkCommandBufferAllocateInfo bufferInfo{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    bufferInfo.commandPool = pool;
    bufferInfo.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    bufferInfo.commandBufferCount = 1;
    result = vk.vkAllocateCommandBuffers(device_->handle(), &bufferInfo, &commands_);
    if (result != VK_SUCCESS) return vulkanError(result, "vkAllocateCommandBuffers");

    VkFenceCreateInfo fenceInfo{VK_STRUCTURE_TYPE_FENCE_CREATE_INFO};
    VkFence fence = VK_NULL_HANDLE;
    result = vk.vkCreateFence(device_->handle(), &fenceInfo, nullptr, &fence);
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreateFence");
    fence_ = device_->own(fence, vk.vkDestroyFence);
    return {};
}

CommandStream::~CommandStream() {
    // A moved-from stream has no fence. Nothing can be done about an error here.
    if (fence_ && isInFlight_) (void)wait();
}

Result<void> CommandStream::begin() {
    if (auto waited = wait(); !waited) return waited;
    const VolkDeviceTable& vk = device_->vk();
    error_.reset();
    for (const auto& pool : descriptorPools_) vk.vkResetDescriptorPool(device_->handle(), pool.get(), 0);
    currentPool_ = 0;
    VkResult result = vk.vkResetCommandPool(device_->handle(), commandPool_.get(), 0);
    if (result != VK_SUCCESS) return vulkanError(result, "vkResetCommandPool");
    VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    info.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    result = vk.vkBeginCommandBuffer(commands_, &info);
    if (result != VK_SUCCESS) return vulkanError(result, "vkBeginCommandBuffer");
    timestamps_.reset(commands_);
    return {};
}

void CommandStream::dispatch(const Pipeline& pipeline, const std::vector<BufferBinding>& buffers,
                             std::span<const std::byte> pushConstants, GroupCounts groups) {
    [[maybe_unused]] const uint32_t* limits = device_->limits().maxComputeWorkGroupCount;
    assert(groups.x <= limits[0] && groups.y <= limits[1] && groups.z <= limits[2]);
    if (!bind(pipeline, buffers, pushConstants)) return;
    device_->vk().vkCmdDispatch(commands_, groups.x, groups.y, groups.z);
}

void CommandStream::dispatchIndirect(const Pipeline& pipeline, const std::vector<BufferBinding>& buffers,
                                     std::span<const std::byte> pushConstants, const Buffer& arguments,
                                     uint64_t offsetBytes) {
    assert(offsetBytes % 4 == 0 && offsetBytes + sizeof(VkDispatchIndirectCommand) <= arguments.sizeBytes());
    if (!bind(pipeline, buffers, pushConstants)) return;
    device_->vk().vkCmdDispatchIndirect(commands_, arguments.handle(), offsetBytes);
}

void CommandStream::memoryBarrier(VkPipelineStageFlags targetStages, VkAccessFlags targetAccess) {
    VkMemoryBarrier barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER};
    barrier.srcAccessMask = kWrites;
    barrier.dstAccessMask = targetAccess;
    // Indirect reads come first too, so that arguments may be overwritten after their use.
    device_->vk().vkCmdPipelineBarrier(commands_, kWorkStages | VK_PIPELINE_STAGE_DRAW_INDIRECT_BIT, targetStages, 0, 1,
                                       &barrier, 0, nullptr, 0, nullptr);
}

void CommandStream::barrier() { memoryBarrier(kWorkStages | VK_PIPELINE_STAGE_DRAW_INDIRECT_BIT, kReads | kWrites); }

void CommandStream::copy(const Buffer& source, uint64_t sourceOffsetBytes, const Buffer& target,
                         uint64_t targetOffsetBytes, uint64_t sizeBytes) {
    assert(sourceOffsetBytes + sizeBytes <= source.sizeBytes());
    assert(targetOffsetBytes + sizeBytes <= target.sizeBytes());
    if (sizeBytes == 0) return;
    const VkBufferCopy region{sourceOffsetBytes, targetOffsetBytes, sizeBytes};
    device_->vk().vkCmdCopyBuffer(commands_, source.handle(), target.handle(), 1, &region);
}

void CommandStream::fill(const Buffer& target, uint64_t offsetBytes, uint64_t sizeBytes, uint32_t value) {
    assert(offsetBytes % 4 == 0 && sizeBytes % 4 == 0 && offsetBytes + sizeBytes <= target.sizeBytes());
    if (sizeBytes == 0) return;
    device_->vk().vkCmdFillBuffer(commands_, target.handle(), offsetBytes, sizeBytes, value);
}

void CommandStream::beginStage(std::string_view label) { keepError(timestamps_.begin(commands_, label)); }

void CommandStream::endStage() { keepError(timestamps_.end(commands_)); }

Result<void> CommandStream::submit() {
    const VolkDeviceTable& vk = device_->vk();
    memoryBarrier(VK_PIPELINE_STAGE_HOST_BIT, VK_ACCESS_HOST_READ_BIT);
    VkResult result = vk.vkEndCommandBuffer(commands_);
    if (error_) return *error_;
    if (result != VK_SUCCESS) return vulkanError(result, "vkEndCommandBuffer");
    VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commands_;
    result = vk.vkQueueSubmit(device_->queue(), 1, &info, fence_.get());
    if (result != VK_SUCCESS) return vulkanError(result, "vkQueueSubmit");
    isInFlight_ = true;
    return {};
}

Result<void> CommandStream::wait() {
    if (!isInFlight_) return {};
    const VolkDeviceTable& vk = device_->vk();
    isInFlight_ = false;
    VkFence fence = fence_.get();
    VkResult result = vk.vkWaitForFences(device_->handle(), 1, &fence, VK_TRUE, UINT64_MAX);
    if (result != VK_SUCCESS) return vulkanError(result, "vkWaitForFences");
    result = vk.vkResetFences(device_->handle(), 1, &fence);
    if (result != VK_SUCCESS) return vulkanError(result, "vkResetFences");
    Result<std::vector<StageTime>> times = timestamps_.read();
    if (!times) return std::move(times).error();
    stageTimes_ = *std::move(times);
    return {};
}

bool CommandStream::bind(const Pipeline& pipeline, const std::vector<BufferBinding>& buffers,
                         std::span<const std::byte> pushConstants) {
    assert(buffers.size() == pipeline.bufferCount() && pushConstants.size() == pipeline.pushConstantBytes());
    const VolkDeviceTable& vk = device_->vk();
    Result<VkDescriptorSet> set = allocateSet(pipeline.setLayout());
    if (!set) {
        keepError(set.error());
        return false;
    }

    std::vector<VkDescriptorBufferInfo> infos;
    for (const BufferBinding& binding : buffers)
        infos.push_back({binding.buffer->handle(), binding.offsetBytes, binding.sizeBytes});
    std::vector<VkWriteDescriptorSet> writes(buffers.size());
    for (uint32_t binding = 0; binding < writes.size(); ++binding) {
        writes[binding] = {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        writes[binding].dstSet = *set;
        writes[binding].dstBinding = binding;
        writes[binding].descriptorCount = 1;
        writes[binding].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
        writes[binding].pBufferInfo = &infos[binding];
    }
    vk.vkUpdateDescriptorSets(device_->handle(), static_cast<uint32_t>(writes.size()), writes.data(), 0, nullptr);

    vk.vkCmdBindPipeline(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.handle());
    vk.vkCmdBindDescriptorSets(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout(), 0, 1, &*set, 0, nullptr);
    if (!pushConstants.empty())
        vk.vkCmdPushConstants(commands_, pipeline.layout(), VK_SHADER_STAGE_COMPUTE_BIT, 0,
                              static_cast<uint32_t>(pushConstants.size()), pushConstants.data());
    return true;
}

Result<VkDescriptorSet> CommandStream::allocateSet(VkDescriptorSetLayout layout) {
    for (;; ++currentPool_) {
        bool isNewPool = currentPool_ == descriptorPools_.size();
        if (isNewPool)
            if (auto added = addDescriptorPool(); !added) return std::move(added).error();
        VkDescriptorSetAllocateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
        info.descriptorPool = descriptorPools_[currentPool_].get();
        info.descriptorSetCount = 1;
        info.pSetLayouts = &layout;
        VkDescriptorSet set = VK_NULL_HANDLE;
        VkResult result = device_->vk().vkAllocateDescriptorSets(device_->handle(), &info, &set);
        if (result == VK_SUCCESS) return set;
        bool isPoolFull = result == VK_ERROR_OUT_OF_POOL_MEMORY || result == VK_ERROR_FRAGMENTED_POOL;
        if (!isPoolFull || isNewPool) return vulkanError(result, "vkAllocateDescriptorSets");
    }
}

Result<void> CommandStream::addDescriptorPool() {
    const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, kSetsPerPool * kRequiredStorageBuffers};
    VkDescriptorPoolCreateInfo info{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    info.maxSets = kSetsPerPool;
    info.poolSizeCount = 1;
    info.pPoolSizes = &size;
    VkDescriptorPool pool = VK_NULL_HANDLE;
    VkResult result = device_->vk().vkCreateDescriptorPool(device_->handle(), &info, nullptr, &pool);
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreateDescriptorPool");
    descriptorPools_.push_back(device_->own(pool, device_->vk().vkDestroyDescriptorPool));
    return {};
}

void CommandStream::keepError(const Result<void>& result) {
    if (!result && !error_) error_ = result.error();
}

} // namespace astcslang::gpu

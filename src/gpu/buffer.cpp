// SPDX-License-Identifier: Apache-2.0
// Choice of memory types and creation of buffers.

#include "gpu/buffer.h"

#include <initializer_list>
#include <optional>
#include <string>

namespace astcslang::gpu {

namespace {

constexpr VkMemoryPropertyFlags kLocal = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
constexpr VkMemoryPropertyFlags kCached = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;
constexpr VkMemoryPropertyFlags kShared = VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
constexpr VkBufferUsageFlags kUsage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
                                      VK_BUFFER_USAGE_TRANSFER_DST_BIT | VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT;

struct MemoryWish {
    VkMemoryPropertyFlags has;
    VkMemoryPropertyFlags lacks;
};

/// First type, by falling wishes, that `typeBits` allows.
std::optional<uint32_t> findMemoryType(const VkPhysicalDeviceMemoryProperties& memory, uint32_t typeBits,
                                       std::initializer_list<MemoryWish> wishes) {
    for (const MemoryWish& wish : wishes)
        for (uint32_t type = 0; type < memory.memoryTypeCount; ++type) {
            VkMemoryPropertyFlags flags = memory.memoryTypes[type].propertyFlags;
            bool isAllowed = (typeBits >> type) & 1;
            if (isAllowed && (flags & wish.has) == wish.has && (flags & wish.lacks) == 0) return type;
        }
    return std::nullopt;
}

std::optional<uint32_t> chooseMemoryType(const Device& device, BufferKind kind, uint32_t typeBits) {
    const VkPhysicalDeviceMemoryProperties& memory = device.physical().memory;
    switch (kind) {
    case BufferKind::DeviceLocal:
        if (device.hasUnifiedMemory())
            return findMemoryType(memory, typeBits,
                                  {{kLocal | kShared | kCached, 0}, {kLocal | kShared, 0}, {kLocal, 0}, {0, 0}});
        // Local memory that the host sees may be a small window on a discrete GPU, so the plain one goes first.
        return findMemoryType(memory, typeBits, {{kLocal, kShared}, {kLocal, 0}, {0, 0}});
    case BufferKind::Upload:
        return findMemoryType(memory, typeBits, {{kShared, kLocal}, {kShared, 0}});
    case BufferKind::Readback:
        return findMemoryType(memory, typeBits, {{kShared | kCached, 0}, {kShared, 0}});
    }
    return std::nullopt;
}

Error outOfMemory(uint64_t sizeBytes, VkResult result) {
    return Error{ErrorCode::OutOfMemory, "no device memory for a buffer of " + std::to_string(sizeBytes) + " bytes",
                 result};
}

} // namespace

Result<Buffer> Buffer::create(const Device& device, BufferKind kind, uint64_t sizeBytes) {
    const VolkDeviceTable& vk = device.vk();
    if (sizeBytes > device.physical().maxAllocationBytes) return outOfMemory(sizeBytes, VK_ERROR_OUT_OF_DEVICE_MEMORY);
    Buffer made;
    made.sizeBytes_ = (sizeBytes + 3) & ~uint64_t{3};

    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = made.sizeBytes_;
    info.usage = kUsage;
    VkBuffer buffer = VK_NULL_HANDLE;
    if (auto checked = vkCheck(vk.vkCreateBuffer(device.handle(), &info, nullptr, &buffer), "vkCreateBuffer"); !checked)
        return std::move(checked).error();
    made.buffer_ = device.own(buffer, vk.vkDestroyBuffer);

    VkMemoryRequirements requirements{};
    vk.vkGetBufferMemoryRequirements(device.handle(), buffer, &requirements);
    std::optional<uint32_t> type = chooseMemoryType(device, kind, requirements.memoryTypeBits);
    if (!type) return vulkanError(VK_ERROR_FEATURE_NOT_PRESENT, "choice of memory for a buffer");

    VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    allocation.allocationSize = requirements.size;
    allocation.memoryTypeIndex = *type;
    VkDeviceMemory memory = VK_NULL_HANDLE;
    VkResult result = vk.vkAllocateMemory(device.handle(), &allocation, nullptr, &memory);
    if (isMemoryExhausted(result)) return outOfMemory(sizeBytes, result);
    if (result != VK_SUCCESS) return vulkanError(result, "vkAllocateMemory");
    made.memory_ = device.own(memory, vk.vkFreeMemory);
    result = vk.vkBindBufferMemory(device.handle(), buffer, memory, 0);
    if (result != VK_SUCCESS) return vulkanError(result, "vkBindBufferMemory");

    bool isHostVisible = (device.physical().memory.memoryTypes[*type].propertyFlags & kShared) == kShared;
    bool wantsMapping = kind != BufferKind::DeviceLocal || device.hasUnifiedMemory();
    if (isHostVisible && wantsMapping) {
        void* data = nullptr;
        result = vk.vkMapMemory(device.handle(), memory, 0, VK_WHOLE_SIZE, 0, &data);
        if (result != VK_SUCCESS) return vulkanError(result, "vkMapMemory");
        made.mapped_ = {static_cast<std::byte*>(data), made.sizeBytes_};
    }
    return made;
}

} // namespace astcslang::gpu

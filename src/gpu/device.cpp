// SPDX-License-Identifier: Apache-2.0
// Creation of the logical device.

#include "gpu/device.h"

namespace astcslang::gpu {

Result<std::unique_ptr<Device>> Device::create(const Instance& instance, const PhysicalDevice& physical) {
    std::unique_ptr<Device> device(new Device(physical));
    const float priority = 1.0f;
    VkDeviceQueueCreateInfo queueInfo{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queueInfo.queueFamilyIndex = device->physical_.computeQueueFamily;
    queueInfo.queueCount = 1;
    queueInfo.pQueuePriorities = &priority;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queueInfo;

    Result<VkDevice> handle = instance.createDevice(device->physical_, info, device->table_);
    if (!handle) return std::move(handle).error();
    device->device_ = *handle;
    device->table_.vkGetDeviceQueue(*handle, queueInfo.queueFamilyIndex, 0, &device->queue_);
    return device;
}

Device::~Device() {
    if (device_ != VK_NULL_HANDLE) table_.vkDestroyDevice(device_, nullptr);
}

bool Device::hasUnifiedMemory() const {
    VkPhysicalDeviceType type = physical_.properties.deviceType;
    return type == VK_PHYSICAL_DEVICE_TYPE_CPU || type == VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU;
}

} // namespace astcslang::gpu

// SPDX-License-Identifier: Apache-2.0
// A logical device with one compute queue. Objects made from it keep a pointer to it and must die first.

#pragma once

#include <memory>

#include "gpu/instance.h"
#include "gpu/vulkan.h"

namespace astcslang::gpu {

class Device {
public:
    /// `physical` is a usable device of `instance`, which must outlive the result.
    static Result<std::unique_ptr<Device>> create(const Instance& instance, const PhysicalDevice& physical);
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    const VolkDeviceTable& vk() const { return table_; }
    VkDevice handle() const { return device_; }
    VkQueue queue() const { return queue_; }
    const PhysicalDevice& physical() const { return physical_; }
    const DeviceInfo& info() const { return physical_.info; }
    const VkPhysicalDeviceLimits& limits() const { return physical_.properties.limits; }
    /// Whether device memory is host memory, so that copies between the two are a waste.
    bool hasUnifiedMemory() const;

    /// Takes ownership of what a vkCreate* function of this device made.
    template <typename Handle> Owned<Handle> own(Handle handle, typename Owned<Handle>::DestroyFunction destroy) const {
        return {device_, handle, destroy};
    }

private:
    explicit Device(const PhysicalDevice& physical) : physical_(physical) {}

    PhysicalDevice physical_;
    VkDevice device_ = VK_NULL_HANDLE;
    VkQueue queue_ = VK_NULL_HANDLE;
    VolkDeviceTable table_{};
};

} // namespace astcslang::gpu

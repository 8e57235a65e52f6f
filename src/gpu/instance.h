// SPDX-License-Identifier: Apache-2.0
// The Vulkan instance, with validation on demand, and the physical devices that it shows.

#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <vector>

#include <astcslang/astcslang.h>

#include "gpu/vulkan.h"

namespace astcslang::gpu {

/// What a device must offer; the public header's text of Context names these.
inline constexpr uint32_t kRequiredApiVersion = VK_API_VERSION_1_2;
inline constexpr uint32_t kRequiredStorageBufferBytes = 128u << 20;
inline constexpr uint32_t kRequiredSharedMemoryBytes = 32u << 10;
inline constexpr uint32_t kRequiredGroupInvocations = 128;
inline constexpr uint32_t kRequiredStorageBuffers = 16; ///< Per kernel.

/// A physical device, with all that is ever asked of it.
struct PhysicalDevice {
    VkPhysicalDevice handle = VK_NULL_HANDLE;
    VkPhysicalDeviceProperties properties{};
    VkPhysicalDeviceMemoryProperties memory{};
    uint64_t maxAllocationBytes = 0;
    uint32_t computeQueueFamily = 0; ///< Valid where info.isUsable.
    uint32_t timestampValidBits = 0; ///< Of that family; 0: no timestamps.
    DeviceInfo info;
};

/// Owns the VkInstance. Instances may be created and destroyed from any thread.
class Instance {
public:
    /// DeviceNotFound where no Vulkan loader or driver is installed or no device is present; Unsupported where
    /// validation is asked for and the Khronos layer is not installed.
    static Result<std::unique_ptr<Instance>> create(bool enableValidation);
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    /// All devices in the driver's order.
    const std::vector<PhysicalDevice>& physicalDevices() const { return physicalDevices_; }
    /// Warnings and errors of the validation layer so far.
    uint32_t validationMessageCount() const { return messageCount_.load(); }
    /// Makes a device and its function table; here because volk keeps the functions for this in globals.
    Result<VkDevice> createDevice(const PhysicalDevice& physicalDevice, const VkDeviceCreateInfo& info,
                                  VolkDeviceTable& table) const;

private:
    Instance() = default;
    Result<void> initialize(bool enableValidation);
    Result<void> createInstance(const VkInstanceCreateInfo& info);
    VkDebugUtilsMessengerCreateInfoEXT messengerInfo();
    Result<void> enumerateDevices();
    static VKAPI_ATTR VkBool32 VKAPI_CALL onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT severity,
                                                    VkDebugUtilsMessageTypeFlagsEXT types,
                                                    const VkDebugUtilsMessengerCallbackDataEXT* data, void* self);

    VkInstance instance_ = VK_NULL_HANDLE;
    PFN_vkDestroyInstance destroyInstance_ = nullptr;
    VkDebugUtilsMessengerEXT messenger_ = VK_NULL_HANDLE;
    PFN_vkDestroyDebugUtilsMessengerEXT destroyMessenger_ = nullptr;
    std::atomic<uint32_t> messageCount_ = 0;
    std::vector<PhysicalDevice> physicalDevices_;
};

} // namespace astcslang::gpu

// SPDX-License-Identifier: Apache-2.0
// Vulkan through volk: no driver library is linked, the loader is opened at run time. Device-level functions are
// called through Device::vk(), so that several devices can live in one process.

#pragma once

#include <string_view>
#include <utility>

#include "volk_prefix.h"

#include <volk.h>

#include <astcslang/result.h>

namespace astcslang::gpu {

/// Whether less at a time may succeed; a failed mapping is one for want of addresses.
bool isMemoryExhausted(VkResult result);

/// The error for a Vulkan call that returned `result`. `what` is the name of the call, or what it was for.
Error vulkanError(VkResult result, std::string_view what);

/// Success, or vulkanError. Positive results such as VK_INCOMPLETE are successes.
Result<void> vkCheck(VkResult result, std::string_view what);

/// Owns one object of a device. All vkDestroy* and vkFreeMemory functions share the signature used here.
template <typename Handle> class Owned {
public:
    using DestroyFunction = void(VKAPI_PTR*)(VkDevice, Handle, const VkAllocationCallbacks*);

    Owned() = default;
    Owned(VkDevice device, Handle handle, DestroyFunction destroy)
        : device_(device), handle_(handle), destroy_(destroy) {}
    Owned(Owned&& other) noexcept { swap(other); }
    Owned& operator=(Owned&& other) noexcept {
        Owned(std::move(other)).swap(*this);
        return *this;
    }
    ~Owned() {
        if (handle_ != VK_NULL_HANDLE) destroy_(device_, handle_, nullptr);
    }

    Handle get() const { return handle_; }
    explicit operator bool() const { return handle_ != VK_NULL_HANDLE; }

private:
    void swap(Owned& other) {
        std::swap(device_, other.device_);
        std::swap(handle_, other.handle_);
        std::swap(destroy_, other.destroy_);
    }

    VkDevice device_ = VK_NULL_HANDLE;
    Handle handle_ = VK_NULL_HANDLE;
    DestroyFunction destroy_ = nullptr;
};

} // namespace astcslang::gpu

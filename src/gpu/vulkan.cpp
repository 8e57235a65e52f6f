// SPDX-License-Identifier: Apache-2.0
// Errors of Vulkan calls, and the one place where volk's code is compiled.

#define VOLK_IMPLEMENTATION
#include "gpu/vulkan.h"

#include <string>

namespace astcslang::gpu {

namespace {

std::string resultName(VkResult result) {
    switch (result) {
    case VK_ERROR_OUT_OF_HOST_MEMORY:
        return "out of host memory";
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
        return "out of device memory";
    case VK_ERROR_INITIALIZATION_FAILED:
        return "initialization failed";
    case VK_ERROR_DEVICE_LOST:
        return "the device was lost";
    case VK_ERROR_MEMORY_MAP_FAILED:
        return "memory could not be mapped";
    case VK_ERROR_LAYER_NOT_PRESENT:
        return "layer not present";
    case VK_ERROR_EXTENSION_NOT_PRESENT:
        return "extension not present";
    case VK_ERROR_FEATURE_NOT_PRESENT:
        return "feature not present";
    case VK_ERROR_INCOMPATIBLE_DRIVER:
        return "incompatible driver";
    case VK_ERROR_TOO_MANY_OBJECTS:
        return "too many objects";
    case VK_ERROR_UNKNOWN:
        return "unknown error";
    default:
        return "VkResult " + std::to_string(result);
    }
}

} // namespace

bool isMemoryExhausted(VkResult result) {
    return result == VK_ERROR_OUT_OF_HOST_MEMORY || result == VK_ERROR_OUT_OF_DEVICE_MEMORY ||
           result == VK_ERROR_OUT_OF_POOL_MEMORY || result == VK_ERROR_MEMORY_MAP_FAILED ||
           result == VK_ERROR_TOO_MANY_OBJECTS;
}

Error vulkanError(VkResult result, std::string_view what) {
    ErrorCode code = isMemoryExhausted(result) ? ErrorCode::OutOfMemory : ErrorCode::DeviceFailure;
    return Error{code, std::string(what) + " failed: " + resultName(result), result};
}

Result<void> vkCheck(VkResult result, std::string_view what) {
    if (result < 0) return vulkanError(result, what);
    return {};
}

} // namespace astcslang::gpu

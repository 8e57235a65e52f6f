// SPDX-License-Identifier: Apache-2.0
// Facts about a physical device, whether it meets our requirements, and the choice of one by the user's words.

#pragma once

#include <span>
#include <string>
#include <string_view>

#include "gpu/instance.h"

namespace astcslang::gpu {

/// "1.2.131" from a Vulkan version number.
std::string versionText(uint32_t version);

/// Asks the driver; needs volk's instance-level functions, so only Instance calls it.
PhysicalDevice describeDevice(VkPhysicalDevice handle, uint32_t index);

/// The first requirement that `device` misses, as half a sentence; empty if it meets all. `computeQueueFound` tells
/// whether a queue family computes.
std::string findMissingRequirement(const VkPhysicalDeviceProperties& properties, bool computeQueueFound);

/// The device that `selection` asks for, by the rule of ContextOptions::device. `devices` is not empty.
Result<size_t> selectDevice(std::span<const PhysicalDevice> devices, std::string_view selection);

} // namespace astcslang::gpu

// SPDX-License-Identifier: Apache-2.0
// Facts about a physical device, whether it meets our requirements, and the choice of one by the user's words.

#include "gpu/describe_device.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace astcslang::gpu {

std::string versionText(uint32_t version) {
    return std::to_string(VK_API_VERSION_MAJOR(version)) + "." + std::to_string(VK_API_VERSION_MINOR(version)) + "." +
           std::to_string(VK_API_VERSION_PATCH(version));
}

std::string findMissingRequirement(const VkPhysicalDeviceProperties& properties, bool computeQueueFound) {
    const VkPhysicalDeviceLimits& limits = properties.limits;
    auto lacking = [](const char* what, uint32_t has, uint32_t needs) {
        return std::string(what) + " is " + std::to_string(has) + ", needed is " + std::to_string(needs);
    };
    if (properties.apiVersion < kRequiredApiVersion)
        return "it supports Vulkan " + versionText(properties.apiVersion) + ", needed is 1.2";
    if (!computeQueueFound) return "it has no compute queue";
    if (limits.maxStorageBufferRange < kRequiredStorageBufferBytes)
        return lacking("maxStorageBufferRange", limits.maxStorageBufferRange, kRequiredStorageBufferBytes);
    if (limits.maxComputeSharedMemorySize < kRequiredSharedMemoryBytes)
        return lacking("maxComputeSharedMemorySize", limits.maxComputeSharedMemorySize, kRequiredSharedMemoryBytes);
    uint32_t groupInvocations = std::min(limits.maxComputeWorkGroupInvocations, limits.maxComputeWorkGroupSize[0]);
    if (groupInvocations < kRequiredGroupInvocations)
        return lacking("maxComputeWorkGroupInvocations", groupInvocations, kRequiredGroupInvocations);
    if (limits.maxPerStageDescriptorStorageBuffers < kRequiredStorageBuffers)
        return lacking("maxPerStageDescriptorStorageBuffers", limits.maxPerStageDescriptorStorageBuffers,
                       kRequiredStorageBuffers);
    return {};
}

namespace {

/// Index of the first family that computes.
std::optional<uint32_t> findComputeQueueFamily(VkPhysicalDevice handle, uint32_t& timestampValidBits) {
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(handle, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(handle, &count, families.data());
    for (uint32_t family = 0; family < count; ++family) {
        if (!(families[family].queueFlags & VK_QUEUE_COMPUTE_BIT)) continue;
        timestampValidBits = families[family].timestampValidBits;
        return family;
    }
    return std::nullopt;
}

/// Driver name and version; the driver's own words exist from Vulkan 1.2 on.
std::string describeDriver(VkPhysicalDevice handle, const VkPhysicalDeviceProperties& properties,
                           uint64_t& maxAllocationBytes) {
    if (properties.apiVersion < VK_API_VERSION_1_2) return "version " + std::to_string(properties.driverVersion);
    VkPhysicalDeviceMaintenance3Properties maintenance{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MAINTENANCE_3_PROPERTIES};
    VkPhysicalDeviceDriverProperties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
    driver.pNext = &maintenance;
    VkPhysicalDeviceProperties2 properties2{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2};
    properties2.pNext = &driver;
    vkGetPhysicalDeviceProperties2(handle, &properties2);
    maxAllocationBytes = maintenance.maxMemoryAllocationSize;
    std::string name = driver.driverName;
    std::string version = driver.driverInfo;
    return version.empty() ? name : name + " " + version;
}

int preferenceOf(VkPhysicalDeviceType type) {
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return 4;
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return 3;
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return 2;
    case VK_PHYSICAL_DEVICE_TYPE_CPU:
        return 1;
    default:
        return 0;
    }
}

bool containsIgnoringCase(std::string_view text, std::string_view part) {
    auto equal = [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), equal) != text.end();
}

Error unusable(const PhysicalDevice& device) {
    return Error{ErrorCode::DeviceNotFound, "device " + std::to_string(device.info.index) + " (" + device.info.name +
                                                ") cannot be used: " + device.info.unusableBecause};
}

Result<size_t> selectByIndex(std::span<const PhysicalDevice> devices, std::string_view digits) {
    size_t index = 0;
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
    if (error != std::errc() || index >= devices.size())
        return Error{ErrorCode::DeviceNotFound, "there is no device " + std::string(digits) + "; the last one is " +
                                                    std::to_string(devices.size() - 1)};
    if (!devices[index].info.isUsable) return unusable(devices[index]);
    return index;
}

Result<size_t> selectByName(std::span<const PhysicalDevice> devices, std::string_view name) {
    const PhysicalDevice* refused = nullptr;
    for (size_t index = 0; index < devices.size(); ++index) {
        if (!containsIgnoringCase(devices[index].info.name, name)) continue;
        if (devices[index].info.isUsable) return index;
        if (!refused) refused = &devices[index];
    }
    if (refused) return unusable(*refused);
    return Error{ErrorCode::DeviceNotFound, "no device has a name with '" + std::string(name) + "' in it"};
}

} // namespace

PhysicalDevice describeDevice(VkPhysicalDevice handle, uint32_t index) {
    PhysicalDevice device;
    device.handle = handle;
    vkGetPhysicalDeviceProperties(handle, &device.properties);
    vkGetPhysicalDeviceMemoryProperties(handle, &device.memory);
    std::optional<uint32_t> family = findComputeQueueFamily(handle, device.timestampValidBits);
    device.computeQueueFamily = family.value_or(0);
    device.info.index = index;
    device.info.name = device.properties.deviceName;
    device.info.driver = describeDriver(handle, device.properties, device.maxAllocationBytes);
    device.info.isCpu = device.properties.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;
    device.info.unusableBecause = findMissingRequirement(device.properties, family.has_value());
    device.info.isUsable = device.info.unusableBecause.empty();
    return device;
}

Result<size_t> selectDevice(std::span<const PhysicalDevice> devices, std::string_view selection) {
    auto isDigit = [](unsigned char c) { return std::isdigit(c) != 0; };
    if (!selection.empty() && std::all_of(selection.begin(), selection.end(), isDigit))
        return selectByIndex(devices, selection);
    if (!selection.empty()) return selectByName(devices, selection);

    auto rank = [](const PhysicalDevice& device) {
        return device.info.isUsable ? preferenceOf(device.properties.deviceType) : -1;
    };
    auto best = std::max_element(devices.begin(), devices.end(),
                                 [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    if (!best->info.isUsable) return unusable(*best);
    return static_cast<size_t>(best - devices.begin());
}

} // namespace astcslang::gpu

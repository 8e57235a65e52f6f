// SPDX-License-Identifier: Apache-2.0
// If these fail, a machine with several devices encodes on the wrong one. No Vulkan needed.

#include <gtest/gtest.h>

#include "gpu/describe_device.h"

namespace astcslang::gpu {
namespace {

PhysicalDevice makeDevice(uint32_t index, const char* name, VkPhysicalDeviceType type, const char* missing = "") {
    PhysicalDevice device;
    device.properties.deviceType = type;
    device.info.index = index;
    device.info.name = name;
    device.info.unusableBecause = missing;
    device.info.isUsable = device.info.unusableBecause.empty();
    return device;
}

const std::vector<PhysicalDevice>& machine() {
    static const std::vector<PhysicalDevice> devices{
        makeDevice(0, "Software Rasterizer", VK_PHYSICAL_DEVICE_TYPE_CPU),
        makeDevice(1, "Small Graphics", VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU),
        makeDevice(2, "Old Card 100", VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU, "it has no compute queue"),
        makeDevice(3, "New Card 200", VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU),
        makeDevice(4, "New Card 300", VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU),
        makeDevice(5, "Cloud Card", VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU),
    };
    return devices;
}

size_t selected(std::span<const PhysicalDevice> devices, std::string_view selection) {
    Result<size_t> index = selectDevice(devices, selection);
    EXPECT_TRUE(index) << index.error().message;
    return index ? *index : ~size_t{0};
}

std::string refusal(std::string_view selection) {
    Result<size_t> index = selectDevice(machine(), selection);
    EXPECT_FALSE(index);
    if (index) return {};
    EXPECT_EQ(index.error().code, ErrorCode::DeviceNotFound);
    return index.error().message;
}

TEST(SelectDevice, PrefersDiscreteThenIntegratedThenVirtualThenSoftware) {
    EXPECT_EQ(selected(machine(), ""), 3u);
    std::vector<PhysicalDevice> rest{machine()[0], machine()[5], machine()[1]};
    EXPECT_EQ(selected(rest, ""), 2u);
    rest.pop_back();
    EXPECT_EQ(selected(rest, ""), 1u);
    rest.pop_back();
    EXPECT_EQ(selected(rest, ""), 0u);
}

TEST(SelectDevice, TakesNumbersAsIndices) {
    EXPECT_EQ(selected(machine(), "0"), 0u);
    EXPECT_EQ(selected(machine(), "4"), 4u);
    EXPECT_EQ(refusal("6"), "there is no device 6; the last one is 5");
}

TEST(SelectDevice, TakesTheFirstUsableNameThatMatchesInAnyCase) {
    EXPECT_EQ(selected(machine(), "new card"), 3u);
    EXPECT_EQ(selected(machine(), "cARD 3"), 4u);
}

TEST(SelectDevice, RefusesAnUnusableDeviceByName) {
    EXPECT_EQ(refusal("2"), "device 2 (Old Card 100) cannot be used: it has no compute queue");
    EXPECT_EQ(refusal("old"), "device 2 (Old Card 100) cannot be used: it has no compute queue");
    EXPECT_EQ(refusal("nonsense"), "no device has a name with 'nonsense' in it");
    std::vector<PhysicalDevice> only{machine()[2]};
    EXPECT_FALSE(selectDevice(only, ""));
}

VkPhysicalDeviceProperties sufficientProperties() {
    VkPhysicalDeviceProperties properties{};
    properties.apiVersion = VK_API_VERSION_1_2;
    properties.limits.maxStorageBufferRange = 128u << 20;
    properties.limits.maxComputeSharedMemorySize = 32u << 10;
    properties.limits.maxComputeWorkGroupInvocations = 128;
    properties.limits.maxComputeWorkGroupSize[0] = 128;
    properties.limits.maxPerStageDescriptorStorageBuffers = 16;
    return properties;
}

TEST(Requirements, NameTheFirstThatIsMissed) {
    EXPECT_EQ(findMissingRequirement(sufficientProperties(), true), "");
    EXPECT_EQ(findMissingRequirement(sufficientProperties(), false), "it has no compute queue");
    auto without = [](auto change) {
        VkPhysicalDeviceProperties properties = sufficientProperties();
        change(properties);
        return findMissingRequirement(properties, true);
    };
    EXPECT_EQ(without([](auto& p) { p.apiVersion = VK_MAKE_API_VERSION(0, 1, 1, 200); }),
              "it supports Vulkan 1.1.200, needed is 1.2");
    EXPECT_EQ(without([](auto& p) { p.limits.maxStorageBufferRange -= 1; }),
              "maxStorageBufferRange is 134217727, needed is 134217728");
    EXPECT_EQ(without([](auto& p) { p.limits.maxComputeSharedMemorySize = 16384; }),
              "maxComputeSharedMemorySize is 16384, needed is 32768");
    EXPECT_EQ(without([](auto& p) { p.limits.maxComputeWorkGroupInvocations = 64; }),
              "maxComputeWorkGroupInvocations is 64, needed is 128");
    EXPECT_EQ(without([](auto& p) { p.limits.maxPerStageDescriptorStorageBuffers = 4; }),
              "maxPerStageDescriptorStorageBuffers is 4, needed is 16");
}

TEST(VulkanError, KeepsTheResultAndTellsMemoryFromFailure) {
    Error lost = vulkanError(VK_ERROR_DEVICE_LOST, "vkQueueSubmit");
    EXPECT_EQ(lost.code, ErrorCode::DeviceFailure);
    EXPECT_EQ(lost.native, VK_ERROR_DEVICE_LOST);
    EXPECT_EQ(lost.message, "vkQueueSubmit failed: the device was lost");
    EXPECT_EQ(vulkanError(VK_ERROR_OUT_OF_HOST_MEMORY, "f").code, ErrorCode::OutOfMemory);
    EXPECT_EQ(vulkanError(VK_ERROR_OUT_OF_DEVICE_MEMORY, "f").code, ErrorCode::OutOfMemory);
    EXPECT_EQ(vulkanError(VK_ERROR_MEMORY_MAP_FAILED, "f").code, ErrorCode::OutOfMemory);
    EXPECT_FALSE(vkCheck(VK_ERROR_DEVICE_LOST, "f"));
    EXPECT_TRUE(vkCheck(VK_INCOMPLETE, "f"));
}

} // namespace
} // namespace astcslang::gpu

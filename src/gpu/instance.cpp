// SPDX-License-Identifier: Apache-2.0
// Creation of the instance. Function pointers of instance level lie in volk's globals, so whatever loads or calls
// them holds one mutex; everything after device creation goes through the table of that device.

#include "gpu/instance.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <mutex>

#include "gpu/describe_device.h"
#include "gpu/memory_limit.h"

namespace astcslang::gpu {

namespace {

constexpr char kValidationLayer[] = "VK_LAYER_KHRONOS_validation";

std::mutex& volkMutex() {
    static std::mutex mutex;
    return mutex;
}

bool isLayerInstalled(const char* name) {
    uint32_t count = 0;
    vkEnumerateInstanceLayerProperties(&count, nullptr);
    std::vector<VkLayerProperties> layers(count);
    vkEnumerateInstanceLayerProperties(&count, layers.data());
    return std::any_of(layers.begin(), layers.end(),
                       [&](const auto& layer) { return std::strcmp(layer.layerName, name) == 0; });
}

/// That something was not found, perhaps for want of memory.
Error notFound(const char* what, VkResult result) {
    return {ErrorCode::DeviceNotFound, what + describeMemoryLimit(), result};
}

/// That a driver could not begin its work, perhaps for want of memory.
Error notStarted(const char* call, VkResult result) {
    Error error = vulkanError(result, call);
    error.message += describeMemoryLimit();
    return error;
}

Result<void> loadVulkan() {
    if (volkInitialize() != VK_SUCCESS)
        return notFound("no Vulkan loader is installed (libvulkan.so.1)", VK_ERROR_INITIALIZATION_FAILED);
    uint32_t version = volkGetInstanceVersion();
    if (version < kRequiredApiVersion)
        return Error{ErrorCode::DeviceNotFound,
                     "the installed Vulkan loader is version " + versionText(version) + ", needed is 1.2",
                     VK_ERROR_INCOMPATIBLE_DRIVER};
    return {};
}

} // namespace

Result<std::unique_ptr<Instance>> Instance::create(bool enableValidation) {
    std::unique_ptr<Instance> instance(new Instance);
    std::lock_guard lock(volkMutex()); // After `instance`, whose destructor locks as well.
    if (auto loaded = loadVulkan(); !loaded) return std::move(loaded).error();
    if (auto made = instance->initialize(enableValidation); !made) return std::move(made).error();
    if (auto found = instance->enumerateDevices(); !found) return std::move(found).error();
    return instance;
}

Instance::~Instance() {
    std::lock_guard lock(volkMutex());
    if (messenger_ != VK_NULL_HANDLE) destroyMessenger_(instance_, messenger_, nullptr);
    if (instance_ != VK_NULL_HANDLE) destroyInstance_(instance_, nullptr);
}

VkDebugUtilsMessengerCreateInfoEXT Instance::messengerInfo() {
    // Messages of type GENERAL are the loader's remarks about the machine, not about us.
    VkDebugUtilsMessengerCreateInfoEXT info{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
    info.messageSeverity =
        VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    info.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    info.pfnUserCallback = onMessage;
    info.pUserData = this;
    return info;
}

Result<void> Instance::initialize(bool enableValidation) {
    if (enableValidation && !isLayerInstalled(kValidationLayer))
        return Error{ErrorCode::Unsupported, std::string("the layer ") + kValidationLayer + " is not installed",
                     VK_ERROR_LAYER_NOT_PRESENT};

    const VkDebugUtilsMessengerCreateInfoEXT messenger = messengerInfo();
    const VkValidationFeatureEnableEXT feature = VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT;
    VkValidationFeaturesEXT features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
    features.pNext = &messenger;
    features.enabledValidationFeatureCount = 1;
    features.pEnabledValidationFeatures = &feature;

    VkApplicationInfo application{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    application.pApplicationName = "astcslang";
    application.apiVersion = kRequiredApiVersion;

    const char* layers[] = {kValidationLayer};
    const char* extensions[] = {VK_EXT_DEBUG_UTILS_EXTENSION_NAME, VK_EXT_VALIDATION_FEATURES_EXTENSION_NAME};
    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    if (enableValidation) {
        info.pNext = &features;
        info.enabledLayerCount = 1;
        info.ppEnabledLayerNames = layers;
        info.enabledExtensionCount = 2;
        info.ppEnabledExtensionNames = extensions;
    }
    if (auto made = createInstance(info); !made) return made;
    if (!enableValidation) return {};

    destroyMessenger_ = vkDestroyDebugUtilsMessengerEXT;
    return vkCheck(vkCreateDebugUtilsMessengerEXT(instance_, &messenger, nullptr, &messenger_),
                   "vkCreateDebugUtilsMessengerEXT");
}

Result<void> Instance::createInstance(const VkInstanceCreateInfo& info) {
    VkResult result = vkCreateInstance(&info, nullptr, &instance_);
    if (result == VK_SUCCESS) {
        volkLoadInstanceOnly(instance_);
        destroyInstance_ = vkDestroyInstance;
        return {};
    }
    instance_ = VK_NULL_HANDLE;
    if (result == VK_ERROR_INCOMPATIBLE_DRIVER) return notFound("no Vulkan driver is installed", result);
    return notStarted("vkCreateInstance", result);
}

Result<void> Instance::enumerateDevices() {
    uint32_t count = 0;
    VkResult result = vkEnumeratePhysicalDevices(instance_, &count, nullptr);
    std::vector<VkPhysicalDevice> handles(count);
    if (result == VK_SUCCESS) result = vkEnumeratePhysicalDevices(instance_, &count, handles.data());
    // The loader says INITIALIZATION_FAILED where a driver is installed but finds no device to drive.
    if (count == 0 || result == VK_ERROR_INITIALIZATION_FAILED) return notFound("no Vulkan device is present", result);
    if (auto checked = vkCheck(result, "vkEnumeratePhysicalDevices"); !checked) return checked;
    handles.resize(count);
    for (uint32_t index = 0; index < count; ++index) physicalDevices_.push_back(describeDevice(handles[index], index));
    return {};
}

Result<VkDevice> Instance::createDevice(const PhysicalDevice& physicalDevice, const VkDeviceCreateInfo& info,
                                        VolkDeviceTable& table) const {
    std::lock_guard lock(volkMutex());
    volkLoadInstanceOnly(instance_);
    VkDevice device = VK_NULL_HANDLE;
    if (VkResult result = vkCreateDevice(physicalDevice.handle, &info, nullptr, &device); result != VK_SUCCESS)
        return notStarted("vkCreateDevice", result);
    volkLoadDeviceTable(&table, device);
    return device;
}

VkBool32 Instance::onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT,
                             const VkDebugUtilsMessengerCallbackDataEXT* data, void* self) {
    static_cast<Instance*>(self)->messageCount_.fetch_add(1);
    std::fprintf(stderr, "vulkan validation: %s\n", data->pMessage);
    return VK_FALSE;
}

} // namespace astcslang::gpu

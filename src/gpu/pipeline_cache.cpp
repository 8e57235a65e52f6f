// SPDX-License-Identifier: Apache-2.0
// The file: a magic number, the size and a hash of what follows, then the driver's own data. Drivers check their
// header but not always the rest, hence the hash.

#include "gpu/pipeline_cache.h"

#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace astcslang::gpu {

namespace {

struct FileHeader {
    char magic[8];
    uint64_t sizeBytes;
    uint64_t hash;
};
constexpr char kMagic[8] = {'a', 's', 't', 'c', 'p', 'c', '0', '1'};

/// FNV-1a.
uint64_t hashOf(std::span<const char> bytes) {
    uint64_t hash = 14695981039346656037u;
    for (char byte : bytes) hash = (hash ^ static_cast<uint8_t>(byte)) * 1099511628211u;
    return hash;
}

/// Vendor, device, driver version and the UUID by which the driver tells its caches apart.
std::string fileName(const VkPhysicalDeviceProperties& properties) {
    char text[64];
    std::snprintf(text, sizeof(text), "pipelines-%04x-%04x-%08x-", properties.vendorID, properties.deviceID,
                  properties.driverVersion);
    std::string name = text;
    for (uint8_t byte : properties.pipelineCacheUUID) {
        std::snprintf(text, sizeof(text), "%02x", byte);
        name += text;
    }
    return name + ".bin";
}

/// The driver's data in `path`; empty where the file is missing, cut short or changed.
std::vector<char> readCacheFile(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    FileHeader header{};
    if (!stream.read(reinterpret_cast<char*>(&header), sizeof(header))) return {};
    std::vector<char> data{std::istreambuf_iterator<char>(stream), {}};
    bool isWhole = std::memcmp(header.magic, kMagic, sizeof(kMagic)) == 0 && header.sizeBytes == data.size() &&
                   header.hash == hashOf(data);
    return isWhole ? data : std::vector<char>{};
}

bool writeCacheFile(const std::filesystem::path& path, std::span<const char> data) {
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);
    std::filesystem::path temporary = path;
    temporary += ".tmp" + std::to_string(std::random_device{}());
    FileHeader header{{}, data.size(), hashOf(data)};
    std::memcpy(header.magic, kMagic, sizeof(kMagic));
    std::ofstream stream(temporary, std::ios::binary);
    stream.write(reinterpret_cast<const char*>(&header), sizeof(header));
    stream.write(data.data(), static_cast<std::streamsize>(data.size()));
    stream.close();
    if (stream) std::filesystem::rename(temporary, path, error);
    if (stream && !error) return true;
    std::filesystem::remove(temporary, error);
    return false;
}

VkResult createCache(const Device& device, std::span<const char> data, VkPipelineCache& cache) {
    VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    info.initialDataSize = data.size();
    info.pInitialData = data.data();
    return device.vk().vkCreatePipelineCache(device.handle(), &info, nullptr, &cache);
}

} // namespace

Result<PipelineCache> PipelineCache::open(const Device& device, const std::filesystem::path& directory) {
    PipelineCache made;
    made.device_ = &device;
    std::vector<char> data;
    if (!directory.empty()) {
        made.file_ = directory / fileName(device.physical().properties);
        data = readCacheFile(made.file_);
    }
    VkPipelineCache cache = VK_NULL_HANDLE;
    VkResult result = createCache(device, data, cache);
    if (result != VK_SUCCESS && !data.empty()) { // Without the file, which a driver may refuse or have no room for.
        data.clear();
        result = createCache(device, data, cache);
    }
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreatePipelineCache");
    made.cache_ = device.own(cache, device.vk().vkDestroyPipelineCache);
    made.wasLoaded_ = !data.empty();
    made.savedBytes_ = data.size();
    return made;
}

bool PipelineCache::save() {
    if (file_.empty() || !cache_) return false;
    const VolkDeviceTable& vk = device_->vk();
    size_t sizeBytes = 0;
    if (vk.vkGetPipelineCacheData(device_->handle(), cache_.get(), &sizeBytes, nullptr) != VK_SUCCESS) return false;
    // Caches only grow, so an equal size is an equal cache.
    if (sizeBytes == savedBytes_) return true;
    std::vector<char> data(sizeBytes);
    if (vk.vkGetPipelineCacheData(device_->handle(), cache_.get(), &sizeBytes, data.data()) != VK_SUCCESS) return false;
    data.resize(sizeBytes);
    if (!writeCacheFile(file_, data)) return false;
    savedBytes_ = sizeBytes;
    return true;
}

} // namespace astcslang::gpu

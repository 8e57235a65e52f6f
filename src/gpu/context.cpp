// SPDX-License-Identifier: Apache-2.0
// The Context of the public header: device choice and the store of pipelines.

#include "gpu/context.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <new>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <vector>

#include "gpu/describe_device.h"

namespace astcslang {

namespace {

std::string keyOf(const gpu::KernelSource& source) {
    std::string key = source.name;
    for (uint32_t value : source.specialization) key += "/" + std::to_string(value);
    return key;
}

struct MissingPipeline {
    std::string key;
    const gpu::KernelSource* source;
};

/// Those of `sources` that `pipelines` has not, each key once.
std::vector<MissingPipeline> findMissing(std::span<const gpu::KernelSource> sources,
                                         const std::map<std::string, gpu::Pipeline>& pipelines) {
    std::vector<MissingPipeline> missing;
    std::set<std::string> seen;
    for (const gpu::KernelSource& source : sources) {
        std::string key = keyOf(source);
        if (!pipelines.contains(key) && seen.insert(key).second) missing.push_back({std::move(key), &source});
    }
    return missing;
}

/// Pipeline::create() without the exception that would end a thread, and the program.
Result<gpu::Pipeline> createPipeline(const gpu::Device& device, const gpu::PipelineCache& cache,
                                     const gpu::KernelSource& source) {
    try {
        return gpu::Pipeline::create(device, cache, source);
    } catch (const std::bad_alloc&) { // So short that its message needs no memory.
        return Error{ErrorCode::OutOfMemory, "no host memory", VK_ERROR_OUT_OF_HOST_MEMORY};
    }
}

} // namespace

Result<std::vector<DeviceInfo>> listDevices() {
    Result<std::unique_ptr<gpu::Instance>> instance = gpu::Instance::create(false);
    if (!instance) return std::move(instance).error();
    std::vector<DeviceInfo> infos;
    for (const gpu::PhysicalDevice& device : (*instance)->physicalDevices()) infos.push_back(device.info);
    return infos;
}

Context::Context(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Context::Context(Context&&) noexcept = default;
Context& Context::operator=(Context&&) noexcept = default;
Context::~Context() = default;

Result<Context> Context::create(const ContextOptions& options) {
    auto impl = std::make_unique<Impl>();
    Result<std::unique_ptr<gpu::Instance>> instance = gpu::Instance::create(options.enableValidation);
    if (!instance) return std::move(instance).error();
    impl->instance = *std::move(instance);
    const std::vector<gpu::PhysicalDevice>& present = impl->instance->physicalDevices();
    Result<size_t> selected = gpu::selectDevice(present, options.device);
    if (!selected) return std::move(selected).error();
    Result<std::unique_ptr<gpu::Device>> device = gpu::Device::create(*impl->instance, present[*selected]);
    if (!device) return std::move(device).error();
    impl->device = *std::move(device);
    Result<gpu::PipelineCache> cache = gpu::PipelineCache::open(*impl->device, options.pipelineCacheDirectory);
    if (!cache) return std::move(cache).error();
    impl->cache = *std::move(cache);
    return Context(std::move(impl));
}

const DeviceInfo& Context::device() const { return impl_->device->info(); }

uint32_t Context::validationMessageCount() const { return impl_->instance->validationMessageCount(); }

Result<void> Context::Impl::createPipelines(std::span<const gpu::KernelSource> sources) {
    std::vector<MissingPipeline> missing = findMissing(sources, pipelines);
    if (missing.empty()) return {};

    auto start = std::chrono::steady_clock::now();
    std::vector<std::optional<Result<gpu::Pipeline>>> made(missing.size());
    std::atomic<size_t> next = 0;
    auto work = [&] {
        for (size_t item = next++; item < missing.size(); item = next++)
            made[item] = createPipeline(*device, cache, *missing[item].source);
    };
    size_t threadCount = std::min<size_t>(missing.size(), std::max(1u, std::thread::hardware_concurrency()));
    {
        std::vector<std::jthread> threads;
        try {
            for (size_t thread = 1; thread < threadCount; ++thread) threads.emplace_back(work);
        } catch (const std::system_error&) { // Fewer threads than wished for do the same work.
        }
        work();
    }
    std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
    pipelineMilliseconds += spent.count();

    Result<void> created;
    for (size_t item = 0; item < made.size(); ++item) {
        if (*made[item])
            pipelines.emplace(std::move(missing[item].key), *std::move(*made[item]));
        else if (created)
            created = std::move(*made[item]).error();
    }
    cache.save();
    return created;
}

Result<const gpu::Pipeline*> Context::Impl::pipeline(const gpu::KernelSource& source) {
    if (auto created = createPipelines({&source, 1}); !created) return std::move(created).error();
    return &pipelines.at(keyOf(source));
}

} // namespace astcslang

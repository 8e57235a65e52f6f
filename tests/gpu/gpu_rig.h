// SPDX-License-Identifier: Apache-2.0
// Runs a test on every usable Vulkan device, under the validation layer where that is installed.

#pragma once

#include <cstring>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "gpu/command_stream.h"

namespace astcslang::gpu {

struct Rig {
    const Instance& instance;
    const Device& device;
    const PipelineCache& cache;
};

/// The instance of this test: with validation if possible.
inline std::unique_ptr<Instance> makeInstance() {
    Result<std::unique_ptr<Instance>> instance = Instance::create(true);
    if (!instance && instance.error().code == ErrorCode::Unsupported) instance = Instance::create(false);
    if (!instance) {
        ADD_FAILURE() << instance.error().message;
        return nullptr;
    }
    return *std::move(instance);
}

/// `test` gets each usable device; all it made must be gone when it returns.
inline void onEveryDevice(const std::function<void(Rig&)>& test) {
    std::unique_ptr<Instance> instance = makeInstance();
    if (!instance) return;
    bool ranOnAny = false;
    for (const PhysicalDevice& physical : instance->physicalDevices()) {
        if (!physical.info.isUsable) continue;
        SCOPED_TRACE(physical.info.name);
        {
            Result<std::unique_ptr<Device>> device = Device::create(*instance, physical);
            ASSERT_TRUE(device) << device.error().message;
            Result<PipelineCache> cache = PipelineCache::open(**device, {});
            ASSERT_TRUE(cache) << cache.error().message;
            Rig rig{*instance, **device, *cache};
            test(rig);
        }
        EXPECT_EQ(instance->validationMessageCount(), 0u) << "messages of the validation layer are on stderr";
        ranOnAny = true;
    }
    EXPECT_TRUE(ranOnAny) << "no usable device";
}

inline Pipeline makePipeline(Rig& rig, const KernelSource& source) {
    Result<Pipeline> pipeline = Pipeline::create(rig.device, rig.cache, source);
    EXPECT_TRUE(pipeline) << pipeline.error().message;
    return *std::move(pipeline);
}

inline Buffer makeBuffer(Rig& rig, BufferKind kind, size_t words) {
    Result<Buffer> buffer = Buffer::create(rig.device, kind, words * sizeof(uint32_t));
    EXPECT_TRUE(buffer) << buffer.error().message;
    return *std::move(buffer);
}

inline CommandStream makeStream(Rig& rig) {
    Result<CommandStream> stream = CommandStream::create(rig.device);
    EXPECT_TRUE(stream) << stream.error().message;
    return *std::move(stream);
}

/// An upload buffer with `words` in it.
inline Buffer makeUpload(Rig& rig, const std::vector<uint32_t>& words) {
    Buffer buffer = makeBuffer(rig, BufferKind::Upload, words.size());
    std::memcpy(buffer.mapped().data(), words.data(), words.size() * sizeof(uint32_t));
    return buffer;
}

inline std::vector<uint32_t> readWords(const Buffer& buffer) {
    std::vector<uint32_t> words(buffer.mapped().size() / sizeof(uint32_t));
    std::memcpy(words.data(), buffer.mapped().data(), words.size() * sizeof(uint32_t));
    return words;
}

inline void expectSuccess(const Result<void>& result) {
    EXPECT_TRUE(result) << (result ? std::string() : result.error().message);
}

inline void submitAndWait(CommandStream& stream) {
    expectSuccess(stream.submit());
    expectSuccess(stream.wait());
}

} // namespace astcslang::gpu

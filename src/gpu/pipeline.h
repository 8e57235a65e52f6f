// SPDX-License-Identifier: Apache-2.0
// A compute pipeline: one kernel with storage buffers at set 0, bindings 0 .. bufferCount - 1, and push constants.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "gpu/device.h"
#include "gpu/pipeline_cache.h"

namespace astcslang::gpu {

/// A kernel and the layout of what it reads. `name` and `specialization` together identify it within a context.
struct KernelSource {
    std::string name;
    std::span<const uint32_t> words; ///< SPIR-V with entry point `main`.
    uint32_t bufferCount = 0;
    uint32_t pushConstantBytes = 0;       ///< 0 .. 128, a multiple of 4.
    std::vector<uint32_t> specialization; ///< Values of the constants with ids 0, 1, 2 ...
};

class Pipeline {
public:
    /// May be called from several threads with one device and cache.
    static Result<Pipeline> create(const Device& device, const PipelineCache& cache, const KernelSource& source);

    VkPipeline handle() const { return pipeline_.get(); }
    VkPipelineLayout layout() const { return layout_.get(); }
    VkDescriptorSetLayout setLayout() const { return setLayout_.get(); }
    uint32_t bufferCount() const { return bufferCount_; }
    uint32_t pushConstantBytes() const { return pushConstantBytes_; }

private:
    Result<void> createLayout(const Device& device);

    Owned<VkDescriptorSetLayout> setLayout_;
    Owned<VkPipelineLayout> layout_;
    Owned<VkPipeline> pipeline_;
    uint32_t bufferCount_ = 0;
    uint32_t pushConstantBytes_ = 0;
};

} // namespace astcslang::gpu

// SPDX-License-Identifier: Apache-2.0
// What a Context holds: the device and the kernels that were asked for so far.

#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>

#include <astcslang/astcslang.h>

#include "gpu/device.h"
#include "gpu/pipeline.h"
#include "gpu/pipeline_cache.h"

namespace astcslang {

struct Context::Impl {
    std::unique_ptr<gpu::Instance> instance;
    std::unique_ptr<gpu::Device> device;
    gpu::PipelineCache cache;
    std::map<std::string, gpu::Pipeline> pipelines;
    double pipelineMilliseconds = 0; ///< Wall time of all pipeline creation so far.

    /// Creates those of `sources` that do not exist yet, equal ones once, on as many threads as the host has cores, and
    /// saves the cache. Done before the first dispatch, it saves most of a cold start. Where some fail, the others are
    /// kept, and the error is that of the first.
    Result<void> createPipelines(std::span<const gpu::KernelSource> sources);
    /// The pipeline of `source`, created now if need be; it lives as long as the context.
    Result<const gpu::Pipeline*> pipeline(const gpu::KernelSource& source);
};

} // namespace astcslang

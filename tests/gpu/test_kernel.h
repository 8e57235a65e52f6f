// SPDX-License-Identifier: Apache-2.0
// The kernels of these tests (kernels/).

#pragma once

#include <string>
#include <string_view>

#include "astcslang_gpu_test_kernels/shader_modules.h"
#include "gpu/pipeline.h"

namespace astcslang::gpu {

inline KernelSource testKernel(std::string_view name, uint32_t bufferCount, uint32_t pushConstantBytes) {
    return {std::string(name), gpu_test::shaderModule(name), bufferCount, pushConstantBytes, {}};
}

} // namespace astcslang::gpu

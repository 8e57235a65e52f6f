// SPDX-License-Identifier: Apache-2.0
// Runs kernels that call a stage and write out what it makes (stages/).

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <astcslang/astcslang.h>

#include "gpu_rig.h"
#include "gpu_types.h"

namespace astcslang::encode {

/// Of a footprint above 4x4: which variant serves it, "_a6" for sides up to 6 texels and so on.
std::string axisVariant(Footprint footprint);

template <typename T> std::span<const std::byte> bytesOfAll(const std::vector<T>& values) {
    return std::as_bytes(std::span(values));
}

/// Groups of kernel `name`, one of stages/ or of the product: they read `inputs` at bindings 0, 1 ... and write
/// `resultWords` words, 0 before, at the next. `specialization`: values of constants 0, 1 ...
std::vector<uint32_t> runStage(gpu::Rig& rig, const std::string& name, const DispatchParams& params,
                               const std::vector<std::span<const std::byte>>& inputs, size_t resultWords,
                               uint32_t groupCount = 1, const std::vector<uint32_t>& specialization = {});

} // namespace astcslang::encode

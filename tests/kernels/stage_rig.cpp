// SPDX-License-Identifier: Apache-2.0
#include "stage_rig.h"

#include <algorithm>

#include "astcslang_shaders/shader_modules.h"
#include "astcslang_stage_kernels/shader_modules.h"
#include "gpu/upload.h"

namespace astcslang::encode {

std::string axisVariant(Footprint footprint) {
    const int side = std::max(footprint.width, footprint.height);
    return side <= 6 ? "_a6" : side <= 8 ? "_a8" : "_a12";
}

std::vector<uint32_t> runStage(gpu::Rig& rig, const std::string& name, const DispatchParams& params,
                               const std::vector<std::span<const std::byte>>& inputs, size_t resultWords,
                               uint32_t groupCount, const std::vector<uint32_t>& specialization) {
    gpu::CommandStream stream = gpu::makeStream(rig);
    std::vector<gpu::Buffer> buffers;
    for (const std::span<const std::byte> bytes : inputs) {
        Result<gpu::Buffer> buffer = gpu::makeTable(rig.device, stream, bytes);
        EXPECT_TRUE(buffer) << buffer.error().message;
        buffers.push_back(*std::move(buffer));
    }
    const uint64_t resultBytes = resultWords * sizeof(uint32_t);
    buffers.push_back(gpu::makeBuffer(rig, gpu::BufferKind::DeviceLocal, resultWords));
    const gpu::Buffer readback = gpu::makeBuffer(rig, gpu::BufferKind::Readback, resultWords);
    const auto bufferCount = static_cast<uint32_t>(buffers.size());
    const std::span<const uint32_t> ofStage = stage_test::shaderModule(name);
    const gpu::Pipeline pipeline = gpu::makePipeline(rig, {name, ofStage.empty() ? shaderModule(name) : ofStage,
                                                           bufferCount, sizeof(DispatchParams), specialization});

    gpu::expectSuccess(stream.begin());
    stream.fill(buffers.back(), 0, resultBytes, 0);
    stream.barrier();
    stream.dispatch(pipeline, {buffers.begin(), buffers.end()}, gpu::bytesOf(params), {groupCount, 1, 1});
    stream.barrier();
    stream.copy(buffers.back(), 0, readback, 0, resultBytes);
    gpu::submitAndWait(stream);
    return gpu::readWords(readback);
}

} // namespace astcslang::encode

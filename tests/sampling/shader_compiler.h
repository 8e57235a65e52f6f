// SPDX-License-Identifier: Apache-2.0
// GLSL to SPIR-V by libshaderc.

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <astcslang/result.h>

namespace astcslang::test {

/// What the shader samples.
enum class SamplerKind : uint8_t { Picture, Array, Cube };

/// SPIR-V of a vertex shader whose three vertices cover the viewport.
Result<std::vector<uint32_t>> compileCoveringShader();

/// SPIR-V of a fragment shader. Binding 0 is the texture, binding 1 a buffer of vec4, SamplerPush the push constants.
/// The fragment of pixel (x, y) writes what lies at the centre of texel (x, y) to place y * width + x behind
/// `firstTexel`. Both fail with libshaderc's messages.
Result<std::vector<uint32_t>> compileSamplerShader(SamplerKind kind);

struct SamplerPush {
    uint32_t width;
    uint32_t height;
    uint32_t level;
    uint32_t layer; ///< Of an array; of a cube map the face.
    uint32_t firstTexel;
};

} // namespace astcslang::test

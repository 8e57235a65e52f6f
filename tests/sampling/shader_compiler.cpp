// SPDX-License-Identifier: Apache-2.0
// The shaders, and their compilation.

#include "shader_compiler.h"

#include <initializer_list>
#include <memory>
#include <string_view>
#include <utility>

#include <shaderc/shaderc.h>

namespace astcslang::test {

namespace {

constexpr std::string_view kCoveringSource = R"(#version 450
void main() { gl_Position = vec4(vec2(gl_VertexIndex & 1, gl_VertexIndex >> 1) * 4.0 - 1.0, 0.0, 1.0); }
)";

// The directions to a face's texels are those of the table of cube map faces in the Vulkan specification ("Cube Map
// Face Selection"), solved for r: s runs to the right and t down.
constexpr std::string_view kSamplingSource = R"(#version 450
layout(binding = 0) uniform SAMPLER source;
layout(binding = 1) writeonly buffer Target { vec4 texels[]; };
layout(push_constant) uniform Push { uvec2 size; uint level; uint layer; uint firstTexel; };

vec3 directionTo(uint face, vec2 at) {
    const float s = 2.0 * at.x - 1.0, t = 2.0 * at.y - 1.0;
    switch (face) {
    case 0: return vec3(1.0, -t, -s);
    case 1: return vec3(-1.0, -t, s);
    case 2: return vec3(s, 1.0, t);
    case 3: return vec3(s, -1.0, -t);
    case 4: return vec3(s, -t, 1.0);
    default: return vec3(-s, -t, -1.0);
    }
}

void main() {
    const uvec2 texel = uvec2(gl_FragCoord.xy);
    const vec2 at = (vec2(texel) + 0.5) / vec2(size);
    texels[firstTexel + texel.y * size.x + texel.x] = textureLod(source, PLACE, float(level));
}
)";

struct Words {
    const char* sampler;
    const char* place;
};

Words wordsOf(SamplerKind kind) {
    switch (kind) {
    case SamplerKind::Picture:
        return {"sampler2D", "at"};
    case SamplerKind::Array:
        return {"sampler2DArray", "vec3(at, float(layer))"};
    case SamplerKind::Cube:
        break;
    }
    return {"samplerCube", "directionTo(layer, at)"};
}

Result<std::vector<uint32_t>> compile(std::string_view source, shaderc_shader_kind stage, const char* name,
                                      std::initializer_list<std::pair<std::string_view, std::string_view>> macros) {
    const std::unique_ptr<shaderc_compiler, decltype(&shaderc_compiler_release)> compiler(shaderc_compiler_initialize(),
                                                                                          shaderc_compiler_release);
    const std::unique_ptr<shaderc_compile_options, decltype(&shaderc_compile_options_release)> options(
        shaderc_compile_options_initialize(), shaderc_compile_options_release);
    shaderc_compile_options_set_target_env(options.get(), shaderc_target_env_vulkan, shaderc_env_version_vulkan_1_2);
    for (const auto& [macro, value] : macros)
        shaderc_compile_options_add_macro_definition(options.get(), macro.data(), macro.size(), value.data(),
                                                     value.size());
    const std::unique_ptr<shaderc_compilation_result, decltype(&shaderc_result_release)> result(
        shaderc_compile_into_spv(compiler.get(), source.data(), source.size(), stage, name, "main", options.get()),
        shaderc_result_release);
    if (shaderc_result_get_compilation_status(result.get()) != shaderc_compilation_status_success)
        return Error{ErrorCode::InvalidData, shaderc_result_get_error_message(result.get())};
    const auto* first = reinterpret_cast<const uint32_t*>(shaderc_result_get_bytes(result.get()));
    return std::vector<uint32_t>(first, first + shaderc_result_get_length(result.get()) / sizeof(uint32_t));
}

} // namespace

Result<std::vector<uint32_t>> compileCoveringShader() {
    return compile(kCoveringSource, shaderc_vertex_shader, "covering", {});
}

Result<std::vector<uint32_t>> compileSamplerShader(SamplerKind kind) {
    const Words words = wordsOf(kind);
    return compile(kSamplingSource, shaderc_fragment_shader, words.sampler,
                   {{"SAMPLER", words.sampler}, {"PLACE", words.place}});
}

} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// Reads textures as a renderer does: a GLSL shader, compiled when the test runs, samples an ASTC image through a
// sampler of the driver. Whatever a driver refuses is thrown as std::runtime_error.

#pragma once

#include <array>
#include <map>
#include <vector>

#include <astcslang/texture.h>

#include "gpu/instance.h"
#include "shader_compiler.h"

namespace astcslang::test {

/// One picture of a texture as the shader saw it: rows from the top, RGBA. Colours of sRGB formats are linear light,
/// which is what samplers return.
using SampledTexels = std::vector<std::array<float, 4>>;

/// A logical device that draws. Drawing rather than compute: SwiftShader decodes the blocks of a texture when a draw
/// needs it, and a dispatch reads zeros.
class TextureSampler {
public:
    static bool isSupported(const gpu::PhysicalDevice& physical);

    /// Both must outlive the sampler; isSupported(physical).
    TextureSampler(const gpu::Instance& instance, const gpu::PhysicalDevice& physical);
    ~TextureSampler();
    TextureSampler(const TextureSampler&) = delete;
    TextureSampler& operator=(const TextureSampler&) = delete;

    /// Every picture of `texture`, sampled once at each texel's centre with the nearest filter: level by level, in a
    /// level layer by layer or face by face. Not for arrays of cube maps.
    std::vector<SampledTexels> sample(const Texture& texture, VkFormat format);

private:
    struct Buffer {
        gpu::Owned<VkDeviceMemory> memory; // Freed after what lies in it.
        gpu::Owned<VkBuffer> handle;
        void* mapped = nullptr;
    };
    struct Image {
        gpu::Owned<VkDeviceMemory> memory;
        gpu::Owned<VkImage> handle;
        gpu::Owned<VkImageView> view;
    };

    template <typename Handle, typename Function, typename Info>
    gpu::Owned<Handle> make(Function create, typename gpu::Owned<Handle>::DestroyFunction destroy, const Info& info,
                            const char* what);
    gpu::Owned<VkDeviceMemory> allocate(const VkMemoryRequirements& requirements, VkMemoryPropertyFlags flags);
    Buffer makeBuffer(VkDeviceSize bytes, VkBufferUsageFlags usage);
    Image makeImage(const Texture& texture, VkFormat format);
    void makeLayout();
    gpu::Owned<VkShaderModule> makeShader(const Result<std::vector<uint32_t>>& words);
    VkPipeline pipelineOf(SamplerKind kind);
    gpu::Owned<VkFramebuffer> makeFramebuffer(const Texture& texture);
    void bind(VkImageView view, VkBuffer target);

    void recordUpload(const Texture& texture, VkBuffer source, VkImage target);
    void recordSampling(const Texture& texture, VkFramebuffer framebuffer, VkPipeline pipeline);
    void submitAndWait();

    gpu::PhysicalDevice physical_;
    VolkDeviceTable vk_{};
    VkDevice device_ = VK_NULL_HANDLE;
    VkQueue queue_ = VK_NULL_HANDLE;
    VkCommandBuffer commands_ = VK_NULL_HANDLE;
    VkDescriptorSet set_ = VK_NULL_HANDLE;
    gpu::Owned<VkCommandPool> commandPool_;
    gpu::Owned<VkSampler> sampler_;
    gpu::Owned<VkDescriptorSetLayout> setLayout_;
    gpu::Owned<VkPipelineLayout> pipelineLayout_;
    gpu::Owned<VkRenderPass> renderPass_; ///< Without attachments: the shader writes to a buffer.
    gpu::Owned<VkDescriptorPool> descriptorPool_;
    std::map<SamplerKind, gpu::Owned<VkPipeline>> pipelines_;
};

} // namespace astcslang::test

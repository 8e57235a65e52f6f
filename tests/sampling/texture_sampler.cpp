// SPDX-License-Identifier: Apache-2.0
// The Vulkan calls of a renderer that has one texture: upload, bind, sample, read back.

#include "texture_sampler.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <string>

namespace astcslang::test {

namespace {

using gpu::Owned;

void check(VkResult result, const char* what) {
    if (const Result<void> checked = gpu::vkCheck(result, what); !checked)
        throw std::runtime_error(checked.error().message);
}

uint32_t pictureCount(const Texture& texture) { return std::max(1u, texture.layerCount) * texture.faceCount; }

SamplerKind kindOf(const Texture& texture) {
    if (texture.faceCount == 6) return SamplerKind::Cube;
    return texture.layerCount > 0 ? SamplerKind::Array : SamplerKind::Picture;
}

VkImageViewType viewTypeOf(SamplerKind kind) {
    switch (kind) {
    case SamplerKind::Picture:
        return VK_IMAGE_VIEW_TYPE_2D;
    case SamplerKind::Array:
        return VK_IMAGE_VIEW_TYPE_2D_ARRAY;
    case SamplerKind::Cube:
        break;
    }
    return VK_IMAGE_VIEW_TYPE_CUBE;
}

std::optional<uint32_t> findDrawingQueue(VkPhysicalDevice physical) {
    uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(physical, &count, families.data());
    for (uint32_t family = 0; family < count; ++family) {
        if (families[family].queueFlags & VK_QUEUE_GRAPHICS_BIT) return family;
    }
    return std::nullopt;
}

uint32_t texelCount(const Texture& texture) {
    uint32_t count = 0;
    for (uint32_t level = 0; level < texture.levels.size(); ++level)
        count += levelSide(texture.width, level) * levelSide(texture.height, level) * pictureCount(texture);
    return count;
}

} // namespace

bool TextureSampler::isSupported(const gpu::PhysicalDevice& physical) {
    VkPhysicalDeviceFeatures features{};
    vkGetPhysicalDeviceFeatures(physical.handle, &features);
    return features.textureCompressionASTC_LDR == VK_TRUE && features.fragmentStoresAndAtomics == VK_TRUE &&
           findDrawingQueue(physical.handle).has_value();
}

template <typename Handle, typename Function, typename Info>
Owned<Handle> TextureSampler::make(Function create, typename Owned<Handle>::DestroyFunction destroy, const Info& info,
                                   const char* what) {
    Handle handle = VK_NULL_HANDLE;
    check(create(device_, &info, nullptr, &handle), what);
    return {device_, handle, destroy};
}

TextureSampler::TextureSampler(const gpu::Instance& instance, const gpu::PhysicalDevice& physical)
    : physical_(physical) {
    const float priority = 1;
    VkDeviceQueueCreateInfo queueInfo{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queueInfo.queueFamilyIndex = *findDrawingQueue(physical.handle);
    queueInfo.queueCount = 1;
    queueInfo.pQueuePriorities = &priority;
    VkPhysicalDeviceFeatures features{};
    features.textureCompressionASTC_LDR = VK_TRUE;
    features.fragmentStoresAndAtomics = VK_TRUE;
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queueInfo;
    info.pEnabledFeatures = &features;
    const Result<VkDevice> device = instance.createDevice(physical, info, vk_);
    if (!device) throw std::runtime_error(device.error().message);
    device_ = *device;
    vk_.vkGetDeviceQueue(device_, queueInfo.queueFamilyIndex, 0, &queue_);

    VkCommandPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    poolInfo.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    poolInfo.queueFamilyIndex = queueInfo.queueFamilyIndex;
    commandPool_ =
        make<VkCommandPool>(vk_.vkCreateCommandPool, vk_.vkDestroyCommandPool, poolInfo, "vkCreateCommandPool");
    VkCommandBufferAllocateInfo commandsInfo{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    commandsInfo.commandPool = commandPool_.get();
    commandsInfo.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    commandsInfo.commandBufferCount = 1;
    check(vk_.vkAllocateCommandBuffers(device_, &commandsInfo, &commands_), "vkAllocateCommandBuffers");

    VkSamplerCreateInfo samplerInfo{VK_STRUCTURE_TYPE_SAMPLER_CREATE_INFO};
    samplerInfo.addressModeU = samplerInfo.addressModeV = samplerInfo.addressModeW =
        VK_SAMPLER_ADDRESS_MODE_CLAMP_TO_EDGE;
    samplerInfo.maxLod = VK_LOD_CLAMP_NONE; // filters and mipmap mode are nearest where nothing is said
    sampler_ = make<VkSampler>(vk_.vkCreateSampler, vk_.vkDestroySampler, samplerInfo, "vkCreateSampler");
    makeLayout();
}

TextureSampler::~TextureSampler() {
    pipelines_.clear();
    descriptorPool_ = {};
    renderPass_ = {};
    pipelineLayout_ = {};
    setLayout_ = {};
    sampler_ = {};
    commandPool_ = {};
    if (device_ != VK_NULL_HANDLE) vk_.vkDestroyDevice(device_, nullptr);
}

void TextureSampler::makeLayout() {
    VkDescriptorSetLayoutBinding bindings[2] = {};
    for (uint32_t binding = 0; binding < 2; ++binding) {
        bindings[binding].binding = binding;
        bindings[binding].descriptorCount = 1;
        bindings[binding].stageFlags = VK_SHADER_STAGE_FRAGMENT_BIT;
        bindings[binding].descriptorType =
            binding == 0 ? VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER : VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    }
    VkDescriptorSetLayoutCreateInfo setInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    setInfo.bindingCount = 2;
    setInfo.pBindings = bindings;
    setLayout_ = make<VkDescriptorSetLayout>(vk_.vkCreateDescriptorSetLayout, vk_.vkDestroyDescriptorSetLayout, setInfo,
                                             "vkCreateDescriptorSetLayout");
    const VkDescriptorSetLayout setLayout = setLayout_.get();
    const VkPushConstantRange range{VK_SHADER_STAGE_FRAGMENT_BIT, 0, sizeof(SamplerPush)};
    VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layoutInfo.setLayoutCount = 1;
    layoutInfo.pSetLayouts = &setLayout;
    layoutInfo.pushConstantRangeCount = 1;
    layoutInfo.pPushConstantRanges = &range;
    pipelineLayout_ = make<VkPipelineLayout>(vk_.vkCreatePipelineLayout, vk_.vkDestroyPipelineLayout, layoutInfo,
                                             "vkCreatePipelineLayout");

    VkSubpassDescription subpass{};
    subpass.pipelineBindPoint = VK_PIPELINE_BIND_POINT_GRAPHICS;
    VkRenderPassCreateInfo passInfo{VK_STRUCTURE_TYPE_RENDER_PASS_CREATE_INFO};
    passInfo.subpassCount = 1;
    passInfo.pSubpasses = &subpass;
    renderPass_ = make<VkRenderPass>(vk_.vkCreateRenderPass, vk_.vkDestroyRenderPass, passInfo, "vkCreateRenderPass");

    const VkDescriptorPoolSize sizes[] = {{VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 1},
                                          {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1}};
    VkDescriptorPoolCreateInfo poolInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
    poolInfo.maxSets = 1;
    poolInfo.poolSizeCount = 2;
    poolInfo.pPoolSizes = sizes;
    descriptorPool_ = make<VkDescriptorPool>(vk_.vkCreateDescriptorPool, vk_.vkDestroyDescriptorPool, poolInfo,
                                             "vkCreateDescriptorPool");
    VkDescriptorSetAllocateInfo allocation{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO};
    allocation.descriptorPool = descriptorPool_.get();
    allocation.descriptorSetCount = 1;
    allocation.pSetLayouts = &setLayout;
    check(vk_.vkAllocateDescriptorSets(device_, &allocation, &set_), "vkAllocateDescriptorSets");
}

Owned<VkShaderModule> TextureSampler::makeShader(const Result<std::vector<uint32_t>>& words) {
    if (!words) throw std::runtime_error(words.error().message);
    VkShaderModuleCreateInfo info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    info.codeSize = words->size() * sizeof(uint32_t);
    info.pCode = words->data();
    return make<VkShaderModule>(vk_.vkCreateShaderModule, vk_.vkDestroyShaderModule, info, "vkCreateShaderModule");
}

VkPipeline TextureSampler::pipelineOf(SamplerKind kind) {
    if (const auto found = pipelines_.find(kind); found != pipelines_.end()) return found->second.get();
    const Owned<VkShaderModule> covering = makeShader(compileCoveringShader());
    const Owned<VkShaderModule> sampling = makeShader(compileSamplerShader(kind));
    VkPipelineShaderStageCreateInfo stages[2] = {};
    for (VkPipelineShaderStageCreateInfo& stage : stages) {
        stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
        stage.pName = "main";
    }
    stages[0].stage = VK_SHADER_STAGE_VERTEX_BIT;
    stages[0].module = covering.get();
    stages[1].stage = VK_SHADER_STAGE_FRAGMENT_BIT;
    stages[1].module = sampling.get();
    VkPipelineVertexInputStateCreateInfo input{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO};
    VkPipelineInputAssemblyStateCreateInfo assembly{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO};
    assembly.topology = VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST;
    VkPipelineViewportStateCreateInfo viewport{VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO};
    viewport.viewportCount = viewport.scissorCount = 1;
    VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
    raster.lineWidth = 1;
    VkPipelineMultisampleStateCreateInfo samples{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
    samples.rasterizationSamples = VK_SAMPLE_COUNT_1_BIT;
    const VkDynamicState dynamicStates[] = {VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
    VkPipelineDynamicStateCreateInfo dynamic{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO};
    dynamic.dynamicStateCount = 2;
    dynamic.pDynamicStates = dynamicStates;

    VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO};
    info.stageCount = 2;
    info.pStages = stages;
    info.pVertexInputState = &input;
    info.pInputAssemblyState = &assembly;
    info.pViewportState = &viewport;
    info.pRasterizationState = &raster;
    info.pMultisampleState = &samples;
    info.pDynamicState = &dynamic;
    info.layout = pipelineLayout_.get();
    info.renderPass = renderPass_.get();
    VkPipeline pipeline = VK_NULL_HANDLE;
    check(vk_.vkCreateGraphicsPipelines(device_, VK_NULL_HANDLE, 1, &info, nullptr, &pipeline),
          "vkCreateGraphicsPipelines");
    pipelines_[kind] = {device_, pipeline, vk_.vkDestroyPipeline};
    return pipeline;
}

Owned<VkDeviceMemory> TextureSampler::allocate(const VkMemoryRequirements& requirements, VkMemoryPropertyFlags flags) {
    VkMemoryAllocateInfo info{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
    info.allocationSize = requirements.size;
    const auto isFit = [&](uint32_t type) {
        return (requirements.memoryTypeBits >> type & 1) != 0 &&
               (physical_.memory.memoryTypes[type].propertyFlags & flags) == flags;
    };
    while (info.memoryTypeIndex < physical_.memory.memoryTypeCount && !isFit(info.memoryTypeIndex))
        ++info.memoryTypeIndex;
    if (info.memoryTypeIndex == physical_.memory.memoryTypeCount) throw std::runtime_error("no fitting memory type");
    return make<VkDeviceMemory>(vk_.vkAllocateMemory, vk_.vkFreeMemory, info, "vkAllocateMemory");
}

TextureSampler::Buffer TextureSampler::makeBuffer(VkDeviceSize bytes, VkBufferUsageFlags usage) {
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = bytes;
    info.usage = usage;
    Buffer buffer;
    buffer.handle = make<VkBuffer>(vk_.vkCreateBuffer, vk_.vkDestroyBuffer, info, "vkCreateBuffer");
    VkMemoryRequirements requirements{};
    vk_.vkGetBufferMemoryRequirements(device_, buffer.handle.get(), &requirements);
    buffer.memory = allocate(requirements, VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT);
    check(vk_.vkBindBufferMemory(device_, buffer.handle.get(), buffer.memory.get(), 0), "vkBindBufferMemory");
    check(vk_.vkMapMemory(device_, buffer.memory.get(), 0, VK_WHOLE_SIZE, 0, &buffer.mapped), "vkMapMemory");
    return buffer;
}

TextureSampler::Image TextureSampler::makeImage(const Texture& texture, VkFormat format) {
    const SamplerKind kind = kindOf(texture);
    VkImageCreateInfo info{VK_STRUCTURE_TYPE_IMAGE_CREATE_INFO};
    info.flags = kind == SamplerKind::Cube ? VK_IMAGE_CREATE_CUBE_COMPATIBLE_BIT : 0;
    info.imageType = VK_IMAGE_TYPE_2D;
    info.format = format;
    info.extent = {texture.width, texture.height, 1};
    info.mipLevels = static_cast<uint32_t>(texture.levels.size());
    info.arrayLayers = pictureCount(texture);
    info.samples = VK_SAMPLE_COUNT_1_BIT;
    info.tiling = VK_IMAGE_TILING_OPTIMAL;
    info.usage = VK_IMAGE_USAGE_SAMPLED_BIT | VK_IMAGE_USAGE_TRANSFER_DST_BIT;
    Image image;
    image.handle = make<VkImage>(vk_.vkCreateImage, vk_.vkDestroyImage, info, "vkCreateImage");
    VkMemoryRequirements requirements{};
    vk_.vkGetImageMemoryRequirements(device_, image.handle.get(), &requirements);
    image.memory = allocate(requirements, 0);
    check(vk_.vkBindImageMemory(device_, image.handle.get(), image.memory.get(), 0), "vkBindImageMemory");
    VkImageViewCreateInfo viewInfo{VK_STRUCTURE_TYPE_IMAGE_VIEW_CREATE_INFO};
    viewInfo.image = image.handle.get();
    viewInfo.viewType = viewTypeOf(kind);
    viewInfo.format = format;
    viewInfo.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, info.mipLevels, 0, info.arrayLayers};
    image.view = make<VkImageView>(vk_.vkCreateImageView, vk_.vkDestroyImageView, viewInfo, "vkCreateImageView");
    return image;
}

Owned<VkFramebuffer> TextureSampler::makeFramebuffer(const Texture& texture) {
    VkFramebufferCreateInfo info{VK_STRUCTURE_TYPE_FRAMEBUFFER_CREATE_INFO};
    info.renderPass = renderPass_.get();
    info.width = texture.width;
    info.height = texture.height;
    info.layers = 1;
    return make<VkFramebuffer>(vk_.vkCreateFramebuffer, vk_.vkDestroyFramebuffer, info, "vkCreateFramebuffer");
}

void TextureSampler::bind(VkImageView view, VkBuffer target) {
    const VkDescriptorImageInfo imageInfo{sampler_.get(), view, VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL};
    const VkDescriptorBufferInfo bufferInfo{target, 0, VK_WHOLE_SIZE};
    VkWriteDescriptorSet writes[2] = {};
    for (uint32_t binding = 0; binding < 2; ++binding) {
        writes[binding].sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
        writes[binding].dstSet = set_;
        writes[binding].dstBinding = binding;
        writes[binding].descriptorCount = 1;
    }
    writes[0].descriptorType = VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
    writes[0].pImageInfo = &imageInfo;
    writes[1].descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    writes[1].pBufferInfo = &bufferInfo;
    vk_.vkUpdateDescriptorSets(device_, 2, writes, 0, nullptr);
}

void TextureSampler::recordUpload(const Texture& texture, VkBuffer source, VkImage target) {
    VkImageMemoryBarrier barrier{VK_STRUCTURE_TYPE_IMAGE_MEMORY_BARRIER};
    barrier.image = target;
    barrier.srcQueueFamilyIndex = barrier.dstQueueFamilyIndex = VK_QUEUE_FAMILY_IGNORED;
    barrier.subresourceRange = {VK_IMAGE_ASPECT_COLOR_BIT, 0, VK_REMAINING_MIP_LEVELS, 0, VK_REMAINING_ARRAY_LAYERS};
    barrier.newLayout = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    barrier.dstAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
    vk_.vkCmdPipelineBarrier(commands_, VK_PIPELINE_STAGE_TOP_OF_PIPE_BIT, VK_PIPELINE_STAGE_TRANSFER_BIT, 0, 0,
                             nullptr, 0, nullptr, 1, &barrier);
    std::vector<VkBufferImageCopy> regions;
    VkDeviceSize offset = 0;
    for (uint32_t level = 0; level < texture.levels.size(); ++level) {
        VkBufferImageCopy region{};
        region.bufferOffset = offset;
        region.imageSubresource = {VK_IMAGE_ASPECT_COLOR_BIT, level, 0, pictureCount(texture)};
        region.imageExtent = {levelSide(texture.width, level), levelSide(texture.height, level), 1};
        regions.push_back(region);
        offset += texture.levels[level].size();
    }
    vk_.vkCmdCopyBufferToImage(commands_, source, target, VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL,
                               static_cast<uint32_t>(regions.size()), regions.data());
    barrier.oldLayout = VK_IMAGE_LAYOUT_TRANSFER_DST_OPTIMAL;
    barrier.newLayout = VK_IMAGE_LAYOUT_SHADER_READ_ONLY_OPTIMAL;
    barrier.srcAccessMask = VK_ACCESS_TRANSFER_WRITE_BIT;
    barrier.dstAccessMask = VK_ACCESS_SHADER_READ_BIT;
    vk_.vkCmdPipelineBarrier(commands_, VK_PIPELINE_STAGE_TRANSFER_BIT, VK_PIPELINE_STAGE_FRAGMENT_SHADER_BIT, 0, 0,
                             nullptr, 0, nullptr, 1, &barrier);
}

void TextureSampler::recordSampling(const Texture& texture, VkFramebuffer framebuffer, VkPipeline pipeline) {
    VkRenderPassBeginInfo begin{VK_STRUCTURE_TYPE_RENDER_PASS_BEGIN_INFO};
    begin.renderPass = renderPass_.get();
    begin.framebuffer = framebuffer;
    begin.renderArea.extent = {texture.width, texture.height};
    vk_.vkCmdBeginRenderPass(commands_, &begin, VK_SUBPASS_CONTENTS_INLINE);
    vk_.vkCmdBindPipeline(commands_, VK_PIPELINE_BIND_POINT_GRAPHICS, pipeline);
    vk_.vkCmdBindDescriptorSets(commands_, VK_PIPELINE_BIND_POINT_GRAPHICS, pipelineLayout_.get(), 0, 1, &set_, 0,
                                nullptr);
    uint32_t firstTexel = 0;
    for (uint32_t level = 0; level < texture.levels.size(); ++level) {
        for (uint32_t picture = 0; picture < pictureCount(texture); ++picture) {
            const SamplerPush push{levelSide(texture.width, level), levelSide(texture.height, level), level, picture,
                                   firstTexel};
            vk_.vkCmdPushConstants(commands_, pipelineLayout_.get(), VK_SHADER_STAGE_FRAGMENT_BIT, 0, sizeof push,
                                   &push);
            const VkViewport viewport{0, 0, static_cast<float>(push.width), static_cast<float>(push.height), 0, 1};
            const VkRect2D scissor{{0, 0}, {push.width, push.height}};
            vk_.vkCmdSetViewport(commands_, 0, 1, &viewport);
            vk_.vkCmdSetScissor(commands_, 0, 1, &scissor);
            vk_.vkCmdDraw(commands_, 3, 1, 0, 0);
            firstTexel += push.width * push.height;
        }
    }
    vk_.vkCmdEndRenderPass(commands_);
    VkMemoryBarrier barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER};
    barrier.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT;
    barrier.dstAccessMask = VK_ACCESS_HOST_READ_BIT;
    vk_.vkCmdPipelineBarrier(commands_, VK_PIPELINE_STAGE_FRAGMENT_SHADER_BIT, VK_PIPELINE_STAGE_HOST_BIT, 0, 1,
                             &barrier, 0, nullptr, 0, nullptr);
}

void TextureSampler::submitAndWait() {
    VkSubmitInfo submit{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    submit.commandBufferCount = 1;
    submit.pCommandBuffers = &commands_;
    check(vk_.vkQueueSubmit(queue_, 1, &submit, VK_NULL_HANDLE), "vkQueueSubmit");
    check(vk_.vkQueueWaitIdle(queue_), "vkQueueWaitIdle");
}

std::vector<SampledTexels> TextureSampler::sample(const Texture& texture, VkFormat format) {
    size_t bytes = 0;
    for (const auto& level : texture.levels) bytes += level.size();
    const Buffer source = makeBuffer(bytes, VK_BUFFER_USAGE_TRANSFER_SRC_BIT);
    auto* place = static_cast<uint8_t*>(source.mapped);
    for (const auto& level : texture.levels) place = std::copy(level.begin(), level.end(), place);
    const Image image = makeImage(texture, format);
    const Buffer target =
        makeBuffer(texelCount(texture) * sizeof(SampledTexels::value_type), VK_BUFFER_USAGE_STORAGE_BUFFER_BIT);
    bind(image.view.get(), target.handle.get());

    VkCommandBufferBeginInfo begin{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    begin.flags = VK_COMMAND_BUFFER_USAGE_ONE_TIME_SUBMIT_BIT;
    check(vk_.vkBeginCommandBuffer(commands_, &begin), "vkBeginCommandBuffer");
    recordUpload(texture, source.handle.get(), image.handle.get());
    const Owned<VkFramebuffer> framebuffer = makeFramebuffer(texture);
    recordSampling(texture, framebuffer.get(), pipelineOf(kindOf(texture)));
    check(vk_.vkEndCommandBuffer(commands_), "vkEndCommandBuffer");
    submitAndWait();

    std::vector<SampledTexels> pictures;
    const auto* texels = static_cast<const SampledTexels::value_type*>(target.mapped);
    for (uint32_t level = 0; level < texture.levels.size(); ++level) {
        const size_t count = size_t{levelSide(texture.width, level)} * levelSide(texture.height, level);
        for (uint32_t picture = 0; picture < pictureCount(texture); ++picture, texels += count)
            pictures.emplace_back(texels, texels + count);
    }
    return pictures;
}

} // namespace astcslang::test

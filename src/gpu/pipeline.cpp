// SPDX-License-Identifier: Apache-2.0
// Creation of compute pipelines.

#include "gpu/pipeline.h"

#include <cassert>

namespace astcslang::gpu {

Result<void> Pipeline::createLayout(const Device& device) {
    const VolkDeviceTable& vk = device.vk();
    std::vector<VkDescriptorSetLayoutBinding> bindings(bufferCount_);
    for (uint32_t binding = 0; binding < bufferCount_; ++binding)
        bindings[binding] = {binding, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr};
    VkDescriptorSetLayoutCreateInfo setInfo{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    setInfo.bindingCount = bufferCount_;
    setInfo.pBindings = bindings.data();
    VkDescriptorSetLayout setLayout = VK_NULL_HANDLE;
    VkResult result = vk.vkCreateDescriptorSetLayout(device.handle(), &setInfo, nullptr, &setLayout);
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreateDescriptorSetLayout");
    setLayout_ = device.own(setLayout, vk.vkDestroyDescriptorSetLayout);

    const VkPushConstantRange range{VK_SHADER_STAGE_COMPUTE_BIT, 0, pushConstantBytes_};
    VkPipelineLayoutCreateInfo layoutInfo{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    layoutInfo.setLayoutCount = 1;
    layoutInfo.pSetLayouts = &setLayout;
    layoutInfo.pushConstantRangeCount = pushConstantBytes_ > 0 ? 1 : 0;
    layoutInfo.pPushConstantRanges = &range;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    result = vk.vkCreatePipelineLayout(device.handle(), &layoutInfo, nullptr, &layout);
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreatePipelineLayout");
    layout_ = device.own(layout, vk.vkDestroyPipelineLayout);
    return {};
}

Result<Pipeline> Pipeline::create(const Device& device, const PipelineCache& cache, const KernelSource& source) {
    assert(source.bufferCount <= kRequiredStorageBuffers);
    assert(source.pushConstantBytes <= 128 && source.pushConstantBytes % 4 == 0);
    if (source.words.empty()) return Error{ErrorCode::DeviceFailure, "this build has no kernel '" + source.name + "'"};
    const VolkDeviceTable& vk = device.vk();
    Pipeline made;
    made.bufferCount_ = source.bufferCount;
    made.pushConstantBytes_ = source.pushConstantBytes;
    if (auto created = made.createLayout(device); !created) return std::move(created).error();

    VkShaderModuleCreateInfo moduleInfo{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    moduleInfo.codeSize = source.words.size_bytes();
    moduleInfo.pCode = source.words.data();
    VkShaderModule module = VK_NULL_HANDLE;
    VkResult result = vk.vkCreateShaderModule(device.handle(), &moduleInfo, nullptr, &module);
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreateShaderModule for kernel '" + source.name + "'");
    Owned<VkShaderModule> ownedModule = device.own(module, vk.vkDestroyShaderModule);

    std::vector<VkSpecializationMapEntry> entries;
    for (uint32_t id = 0; id < source.specialization.size(); ++id)
        entries.push_back({id, id * static_cast<uint32_t>(sizeof(uint32_t)), sizeof(uint32_t)});
    const VkSpecializationInfo specialization{static_cast<uint32_t>(entries.size()), entries.data(),
                                              source.specialization.size() * sizeof(uint32_t),
                                              source.specialization.data()};

    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module;
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &specialization;
    info.layout = made.layout();
    VkPipeline pipeline = VK_NULL_HANDLE;
    result = vk.vkCreateComputePipelines(device.handle(), cache.handle(), 1, &info, nullptr, &pipeline);
    if (result != VK_SUCCESS) return vulkanError(result, "vkCreateComputePipelines for kernel '" + source.name + "'");
    made.pipeline_ = device.own(pipeline, vk.vkDestroyPipeline);
    return made;
}

} // namespace astcslang::gpu

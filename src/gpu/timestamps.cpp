// SPDX-License-Identifier: Apache-2.0
// Times of labelled stages, in as many query pools as they take.

#include "gpu/timestamps.h"

#include <algorithm>
#include <cassert>

namespace astcslang::gpu {

namespace {

constexpr uint32_t kMarksPerPool = 256;

} // namespace

void Timestamps::reset(VkCommandBuffer commands) {
    labels_.clear();
    markCount_ = 0;
    for (const auto& pool : pools_) device_->vk().vkCmdResetQueryPool(commands, pool.get(), 0, kMarksPerPool);
}

Result<void> Timestamps::begin(VkCommandBuffer commands, std::string_view label) {
    if (!areSupported()) return {};
    assert(markCount_ % 2 == 0 && "stages do not nest");
    labels_.emplace_back(label);
    return write(commands);
}

Result<void> Timestamps::end(VkCommandBuffer commands) {
    if (!areSupported()) return {};
    assert(markCount_ % 2 == 1 && "no stage has begun");
    return write(commands);
}

Result<void> Timestamps::write(VkCommandBuffer commands) {
    const VolkDeviceTable& vk = device_->vk();
    uint32_t poolIndex = markCount_ / kMarksPerPool;
    if (poolIndex == pools_.size()) {
        VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        info.queryType = VK_QUERY_TYPE_TIMESTAMP;
        info.queryCount = kMarksPerPool;
        VkQueryPool pool = VK_NULL_HANDLE;
        VkResult result = vk.vkCreateQueryPool(device_->handle(), &info, nullptr, &pool);
        if (result != VK_SUCCESS) return vulkanError(result, "vkCreateQueryPool");
        pools_.push_back(device_->own(pool, vk.vkDestroyQueryPool));
        vk.vkCmdResetQueryPool(commands, pool, 0, kMarksPerPool);
    }
    vk.vkCmdWriteTimestamp(commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, pools_[poolIndex].get(),
                           markCount_ % kMarksPerPool);
    ++markCount_;
    return {};
}

Result<std::vector<StageTime>> Timestamps::read() const {
    std::vector<uint64_t> marks(markCount_);
    for (uint32_t first = 0; first < markCount_; first += kMarksPerPool) {
        uint32_t count = std::min(markCount_ - first, kMarksPerPool);
        VkResult result = device_->vk().vkGetQueryPoolResults(
            device_->handle(), pools_[first / kMarksPerPool].get(), 0, count, count * sizeof(uint64_t), &marks[first],
            sizeof(uint64_t), VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT);
        if (result != VK_SUCCESS) return vulkanError(result, "vkGetQueryPoolResults");
    }

    // Counters of fewer than 64 bits wrap around; their difference within the valid bits is right all the same.
    uint32_t validBits = device_->physical().timestampValidBits;
    uint64_t validMask = validBits >= 64 ? ~uint64_t{0} : (uint64_t{1} << validBits) - 1;
    std::vector<StageTime> times;
    for (size_t stage = 0; 2 * stage + 1 < marks.size(); ++stage) {
        uint64_t ticks = (marks[2 * stage + 1] - marks[2 * stage]) & validMask;
        auto known = std::find_if(times.begin(), times.end(), [&](const auto& t) { return t.stage == labels_[stage]; });
        if (known == times.end()) known = times.insert(times.end(), StageTime{labels_[stage], 0});
        known->milliseconds += static_cast<double>(ticks) * device_->limits().timestampPeriod * 1e-6;
    }
    return times;
}

} // namespace astcslang::gpu

// SPDX-License-Identifier: Apache-2.0
// Times of labelled stages within one recording of a command stream.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gpu/device.h"

namespace astcslang::gpu {

class Timestamps {
public:
    explicit Timestamps(const Device& device) : device_(&device) {}

    /// False where the device's queue has none; then all else does nothing.
    bool areSupported() const { return device_->physical().timestampValidBits > 0; }

    /// Forgets all stages; to be recorded first.
    void reset(VkCommandBuffer commands);
    /// Records a mark that is passed once all earlier commands are done. A stage lasts from its begin to its end.
    Result<void> begin(VkCommandBuffer commands, std::string_view label);
    Result<void> end(VkCommandBuffer commands);

    /// Milliseconds by label, in the order of first appearance; after the commands have finished.
    Result<std::vector<StageTime>> read() const;

private:
    Result<void> write(VkCommandBuffer commands);

    const Device* device_;
    std::vector<Owned<VkQueryPool>> pools_;
    std::vector<std::string> labels_; ///< Of the stages; stage n has marks 2n and 2n + 1.
    uint32_t markCount_ = 0;
};

} // namespace astcslang::gpu

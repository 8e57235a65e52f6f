// SPDX-License-Identifier: Apache-2.0
// The driver's compiled kernels, kept on disk between runs. A cache is a convenience: what goes wrong with its file
// costs time and nothing else, so nothing here fails for that reason.

#pragma once

#include <filesystem>
#include <span>

#include "gpu/device.h"

namespace astcslang::gpu {

class PipelineCache {
public:
    /// Starts from the file of this device and driver in `directory`, where there is one that is whole; an empty
    /// `directory` means no disk.
    static Result<PipelineCache> open(const Device& device, const std::filesystem::path& directory);

    /// Writes the file anew, in one step, unless it holds the same already. Returns whether the disk now has it.
    bool save();

    VkPipelineCache handle() const { return cache_.get(); }
    /// Whether the file served when it was opened.
    bool wasLoaded() const { return wasLoaded_; }
    const std::filesystem::path& file() const { return file_; }

private:
    const Device* device_ = nullptr;
    Owned<VkPipelineCache> cache_;
    std::filesystem::path file_;
    bool wasLoaded_ = false;
    size_t savedBytes_ = 0; ///< Of the driver's data in the file.
};

} // namespace astcslang::gpu

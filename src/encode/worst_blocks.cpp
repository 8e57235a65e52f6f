// SPDX-License-Identifier: Apache-2.0
#include "encode/worst_blocks.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "image/image_view.h"

namespace astcslang::encode {

std::vector<uint32_t> worstBlocks(std::span<const uint32_t> errors, uint32_t percent) {
    std::vector<uint32_t> indices(errors.size());
    std::iota(indices.begin(), indices.end(), 0u);
    const size_t count = (errors.size() * percent + 99) / 100;
    const auto worse = [&](uint32_t a, uint32_t b) { return errors[a] != errors[b] ? errors[a] > errors[b] : a < b; };
    std::nth_element(indices.begin(), indices.begin() + static_cast<std::ptrdiff_t>(count), indices.end(), worse);
    indices.resize(count);
    std::erase_if(indices, [&](uint32_t index) { return errors[index] == 0; });
    std::sort(indices.begin(), indices.end());
    return indices;
}

Image gatherBlocks(const ImageView& image, Footprint footprint, std::span<const uint32_t> indices) {
    constexpr uint32_t kMostBlocksAcross = 1024;
    const uint32_t across = std::min(static_cast<uint32_t>(indices.size()), kMostBlocksAcross);
    const uint32_t down = (static_cast<uint32_t>(indices.size()) + across - 1) / across;
    const uint32_t blocksPerRow = (image.width + footprint.width - 1u) / footprint.width;
    Image gathered{across * footprint.width, down * footprint.height, {}};
    gathered.texels.resize(size_t{gathered.width} * gathered.height * 4, 255);
    std::vector<uint8_t> row(size_t{image.width} * 4);
    uint32_t heldRow = UINT32_MAX; // indices ascend, so blocks of one row share its texels
    for (uint32_t line = 0; line < footprint.height; ++line)
        for (size_t place = 0; place < indices.size(); ++place) {
            const uint32_t left = indices[place] % blocksPerRow * footprint.width;
            const uint32_t y = std::min(indices[place] / blocksPerRow * footprint.height + line, image.height - 1);
            if (y != heldRow) image::copyRow8(image, heldRow = y, row);
            const size_t targetRow = place / across * footprint.height + line;
            uint8_t* target = &gathered.texels[(targetRow * gathered.width + place % across * footprint.width) * 4];
            for (uint32_t s = 0; s < footprint.width; ++s)
                std::memcpy(target + 4 * size_t{s}, &row[4 * size_t{std::min(left + s, image.width - 1)}], 4);
        }
    return gathered;
}

} // namespace astcslang::encode

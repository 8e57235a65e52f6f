// SPDX-License-Identifier: Apache-2.0
#include "encode/worst_blocks.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "image/image_view.h"

namespace astcslang::encode {

uint64_t sumErrors(std::span<const uint32_t> errors) {
    return std::accumulate(errors.begin(), errors.end(), uint64_t{0});
}

uint64_t sumErrors(std::span<const uint32_t> errors, std::span<const uint32_t> indices) {
    return std::accumulate(indices.begin(), indices.end(), uint64_t{0},
                           [&](uint64_t sum, uint32_t index) { return sum + errors[index]; });
}

std::vector<uint32_t> worstBlocks(std::span<const uint32_t> errors, uint32_t errorPercent) {
    std::vector<uint32_t> indices(errors.size());
    std::iota(indices.begin(), indices.end(), 0u);
    const auto worse = [&](uint32_t a, uint32_t b) { return errors[a] != errors[b] ? errors[a] > errors[b] : a < b; };
    // The worst of the blocks from `first` on are found by halves, so that no more is sorted than needed.
    uint64_t missing = (sumErrors(errors) * errorPercent + 99) / 100;
    auto first = indices.begin();
    for (auto last = indices.end(); missing > 0 && first != last;) {
        const auto middle = first + (last - first + 1) / 2;
        std::nth_element(first, middle, last, worse);
        const uint64_t sum = sumErrors(errors, {first, middle});
        if (sum > missing && middle - first > 1) {
            last = middle;
            continue;
        }
        missing -= std::min(sum, missing);
        first = middle;
    }
    indices.erase(first, indices.end());
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

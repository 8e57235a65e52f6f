// SPDX-License-Identifier: Apache-2.0
#include "encode/second_look.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <numeric>

#include "gpu_types.h"
#include "image/image_view.h"

namespace astcslang::encode {

uint64_t sumErrors(std::span<const uint32_t> errors) {
    return std::accumulate(errors.begin(), errors.end(), uint64_t{0});
}

uint64_t sumErrors(std::span<const uint32_t> errors, std::span<const uint32_t> indices) {
    return std::accumulate(indices.begin(), indices.end(), uint64_t{0},
                           [&](uint64_t sum, uint32_t index) { return sum + errors[index]; });
}

std::vector<uint32_t> fewestBlocks(std::span<const uint32_t> errors, uint64_t sum) {
    uint64_t missing = sum;
    if (missing == 0) return {};
    // The lowest error that counts, found digit by digit from the highest: those with the digits found so far hold what
    // is missing, and those above them hold the rest.
    constexpr uint32_t kDigitBits = 11;
    uint32_t lowest = 0;
    for (uint32_t shift = 3 * kDigitBits; shift > 0;) {
        shift -= kDigitBits;
        std::array<uint64_t, 1 << kDigitBits> sums{};
        for (const uint32_t error : errors)
            if (uint64_t{error} >> shift >> kDigitBits == lowest) sums[error >> shift & (sums.size() - 1)] += error;
        auto digit = static_cast<uint32_t>(sums.size() - 1);
        for (; sums[digit] < missing; --digit) missing -= sums[digit];
        lowest = lowest << kDigitBits | digit;
    }
    uint64_t equals = (missing + lowest - 1) / lowest; // how many of that error are needed
    std::vector<uint32_t> indices;
    for (uint32_t index = 0; index < errors.size(); ++index)
        if (errors[index] > lowest || (errors[index] == lowest && equals > 0 && equals-- > 0)) indices.push_back(index);
    return indices;
}

std::vector<uint32_t> worstBlocks(std::span<const uint32_t> errors, uint32_t errorPercent) {
    return fewestBlocks(errors, (sumErrors(errors) * errorPercent + 99) / 100);
}

std::vector<uint32_t> offLineErrors(std::span<const uint32_t> flags) {
    std::vector<uint32_t> offLine(flags.size());
    std::transform(flags.begin(), flags.end(), offLine.begin(),
                   [](uint32_t ofBlock) { return static_cast<uint32_t>(std::bit_cast<float>(offLineBits(ofBlock))); });
    return offLine;
}

std::vector<uint32_t> offLineBlocks(std::span<const uint32_t> offLine, std::span<const uint32_t> errors,
                                    uint32_t errorPercent) {
    const uint64_t all = sumErrors(offLine);
    return fewestBlocks(offLine, all - std::min(all, sumErrors(errors) * errorPercent / 100));
}

GatheredBlocks gatherBlocks(const ImageView& image, Footprint footprint, std::span<const uint32_t> indices) {
    constexpr uint32_t kMostBlocksAcross = 1024;
    const uint32_t across = std::min(static_cast<uint32_t>(indices.size()), kMostBlocksAcross);
    const uint32_t down = (static_cast<uint32_t>(indices.size()) + across - 1) / across;
    const uint32_t blocksPerRow = (image.width + footprint.width - 1u) / footprint.width;
    GatheredBlocks gathered{across * footprint.width, down * footprint.height, {}};
    const size_t rowBytes = size_t{gathered.width} * 4, blockBytes = size_t{footprint.width} * 4;
    gathered.texels = std::make_unique_for_overwrite<uint8_t[]>(rowBytes * gathered.height);
    const size_t stripBytes = rowBytes * footprint.height; // of the last row of blocks some may be none of ours
    std::fill_n(&gathered.texels[(down - 1) * stripBytes], stripBytes, uint8_t{255});
    for (size_t place = 0; place < indices.size(); ++place) {
        const uint32_t left = indices[place] % blocksPerRow * footprint.width;
        const uint32_t top = indices[place] / blocksPerRow * footprint.height;
        uint8_t* target = &gathered.texels[place / across * stripBytes + place % across * blockBytes];
        const size_t heldBytes = std::min(blockBytes, size_t{image.width - left} * 4);
        for (uint32_t line = 0; line < footprint.height; ++line, target += rowBytes) {
            image::copyTexels8(image, std::min(top + line, image.height - 1), left, {target, heldBytes});
            for (size_t at = heldBytes; at < blockBytes; at += 4) std::memcpy(target + at, target + at - 4, 4);
        }
    }
    return gathered;
}

std::vector<uint32_t> gatherFlags(std::span<const uint32_t> flags, std::span<const uint32_t> indices) {
    std::vector<uint32_t> gathered;
    if (flags.empty()) return gathered;
    gathered.reserve(indices.size());
    for (const uint32_t index : indices) gathered.push_back(flags[index]);
    return gathered;
}

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// Small compressed pictures whose bytes are all different, so that a misplaced block shows.

#pragma once

#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::container {

inline CompressedImage makePicture(uint32_t width, uint32_t height, Footprint footprint,
                                   Profile profile = Profile::Ldr) {
    CompressedImage image{width, height, footprint, profile, {}};
    const size_t columns = (width + footprint.width - 1u) / footprint.width;
    const size_t rows = (height + footprint.height - 1u) / footprint.height;
    for (size_t byte = 0; byte < columns * rows * 16; ++byte)
        image.blocks.push_back(static_cast<uint8_t>(byte * 7 + 1));
    return image;
}

inline const Footprint kAllFootprints[] = {{4, 4},  {5, 4},  {5, 5}, {6, 5},  {6, 6},   {8, 5},   {8, 6},
                                           {10, 5}, {10, 6}, {8, 8}, {10, 8}, {10, 10}, {12, 10}, {12, 12}};

} // namespace astcslang::container

// SPDX-License-Identifier: Apache-2.0
// What the rules of KTX 2.0 need to know of every VkFormat. Numbers are those of the Vulkan 1.3 registry.

#pragma once

#include <cstdint>
#include <optional>

namespace astcslang::container {

struct VkFormatFacts {
    bool isKnown = false;
    bool isProhibited = false; ///< Scaled or multi-planar: not allowed in KTX2.
    bool isBlockCompressed = false;
    bool isDepthOrStencil = false;
    bool isSrgb = false;
    bool hasSrgbVariant = false; ///< A linear format that has an sRGB one beside it.
    bool isAstcHdr = false;
    bool is3dBlock = false;
    bool isData = false;    ///< Integers, depth or stencil: no colours.
    bool is422 = false;     ///< Subsampled YCbCr in one plane.
    uint8_t colorModel = 0; ///< KHR_DF_MODEL_* of its descriptor; 0: not known here.
    uint32_t typeSize = 0;  ///< What the header's field has to be; 0: not known here.
};

/// Facts of any number. 0 (VK_FORMAT_UNDEFINED) is known, of type size 1.
VkFormatFacts factsOf(uint32_t vkFormat);

} // namespace astcslang::container

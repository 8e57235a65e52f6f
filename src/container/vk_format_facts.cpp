// SPDX-License-Identifier: Apache-2.0
// Formats come in runs; within the runs of plain formats (R8 to B8G8R8A8) each has UNORM SNORM USCALED SSCALED UINT
// SINT SRGB, in the packed and wide ones the same without SRGB or with SFLOAT in its place.

#include "container/vk_format_facts.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "container/descriptor_places.h"
#include "container/vk_format_ranges.h"

namespace astcslang::container {
namespace {

constexpr uint32_t kFirstPlain = 9, kLastPlain = 57;           // R8_UNORM .. A8B8G8R8_SRGB_PACK32
constexpr uint32_t kPlainRun = 7;                              // formats of one layout
constexpr uint32_t kLastPacked10 = 69;                         // A2B10G10R10_SINT_PACK32
constexpr uint32_t kLast16 = 97, kLast32 = 109, kLast64 = 121; // of 16, 32 and 64 bits a channel
constexpr uint32_t kFirstDepth = 124, kLastDepth = 130;        // D16_UNORM .. D32_SFLOAT_S8_UINT
constexpr uint32_t kFirstBlock = 131, kLastBlock = 184;        // BC1_RGB_UNORM .. ASTC_12x12_SRGB
constexpr uint32_t kFirstYcbcr = 1000156000, kLastYcbcr = 1000156033;
constexpr uint32_t kFirstTwoPlane444 = 1000330000, kLastTwoPlane444 = 1000330003;

// One-plane formats among the YCbCr ones: _422_ and the padded 10 and 12 bit ones.
constexpr uint32_t kOnePlaneYcbcr[] = {1000156000, 1000156001, 1000156007, 1000156008, 1000156009,
                                       1000156010, 1000156011, 1000156017, 1000156018, 1000156019,
                                       1000156020, 1000156021, 1000156027, 1000156028};
constexpr uint32_t k422[] = {1000156000, 1000156001, 1000156010, 1000156011,
                             1000156020, 1000156021, 1000156027, 1000156028};
// Linear formats of blocks whose next number is their sRGB variant: BC1 to BC3, BC7, ETC2; ASTC follows in pairs.
constexpr uint32_t kLinearOfPairs[] = {131, 133, 135, 137, 145, 147, 149, 151};
// Type sizes of the depth formats, by KTX 2.0.
constexpr uint32_t kDepthTypeSizes[] = {2, 4, 4, 1, 2, 4, 4};

bool isIn(uint32_t value, uint32_t first, uint32_t last) { return value >= first && value <= last; }

template <typename Table> bool holds(const Table& table, uint32_t value) {
    return std::find(std::begin(table), std::end(table), value) != std::end(table);
}

VkFormatFacts plainFacts(uint32_t vkFormat) {
    VkFormatFacts facts;
    facts.isKnown = true;
    facts.colorModel = descriptor::kModelRgb;
    const uint32_t place = (vkFormat - kFirstPlain) % kPlainRun;
    facts.hasSrgbVariant = place == 0;
    facts.isProhibited = place == 2 || place == 3;
    facts.isData = place == 4 || place == 5;
    facts.isSrgb = place == 6;
    facts.typeSize = vkFormat > 50 ? 4 : 1; // A8B8G8R8_*_PACK32 come last
    return facts;
}

/// KHR_DF_MODEL_* of BC, ETC2 and EAC, and ASTC: the last format of each.
uint8_t blockModel(uint32_t vkFormat) {
    constexpr std::pair<uint32_t, uint8_t> kLastOf[] = {{134, 128}, {136, 129}, {138, 130},
                                                        {140, 131}, {142, 132}, {144, 133},
                                                        {146, 134}, {156, 161}, {kLastBlock, 162}};
    return std::find_if(std::begin(kLastOf), std::end(kLastOf), [&](const auto& run) { return vkFormat <= run.first; })
        ->second;
}

VkFormatFacts blockFacts(uint32_t vkFormat) {
    VkFormatFacts facts;
    facts.isKnown = facts.isBlockCompressed = true;
    facts.typeSize = 1;
    const bool isAstc = isIn(vkFormat, kFirstAstc, kLastAstc);
    facts.hasSrgbVariant = holds(kLinearOfPairs, vkFormat) || (isAstc && vkFormat % 2 == 1);
    facts.isSrgb = holds(kLinearOfPairs, vkFormat - 1) || (isAstc && vkFormat % 2 == 0);
    facts.colorModel = blockModel(vkFormat);
    return facts;
}

VkFormatFacts wideFacts(uint32_t vkFormat) {
    VkFormatFacts facts;
    facts.isKnown = true;
    facts.colorModel = descriptor::kModelRgb;
    if (vkFormat <= kLastPacked10) {
        const uint32_t place = (vkFormat - kLastPlain - 1) % 6;
        facts.isProhibited = place == 2 || place == 3;
        facts.isData = place >= 4;
        facts.typeSize = 4;
    } else if (vkFormat <= kLast16) {
        const uint32_t place = (vkFormat - kLastPacked10 - 1) % 7; // SFLOAT is the last
        facts.isProhibited = place == 2 || place == 3;
        facts.isData = place == 4 || place == 5;
        facts.typeSize = 2;
    } else {
        facts.isData = vkFormat <= kLast64 && (vkFormat - kLast16 - 1) % 3 < 2; // UINT, SINT, SFLOAT
        facts.typeSize = vkFormat <= kLast32 ? 4 : vkFormat <= kLast64 ? 8 : 4; // the last two are packed floats
    }
    return facts;
}

VkFormatFacts extensionFacts(uint32_t vkFormat) {
    VkFormatFacts facts;
    facts.isKnown = true;
    facts.isAstcHdr = isIn(vkFormat, kFirstAstcHdr, kLastAstcHdr);
    facts.is3dBlock = isIn(vkFormat, kFirstAstc3d, kLastAstc3d);
    const bool isPvrtc = isIn(vkFormat, kFirstPvrtc, kLastPvrtc);
    facts.isBlockCompressed = facts.isAstcHdr || facts.is3dBlock || isPvrtc;
    if (facts.isBlockCompressed) {
        facts.typeSize = 1;
        facts.isSrgb =
            (isPvrtc && vkFormat >= kFirstPvrtc + 4) || (facts.is3dBlock && (vkFormat - kFirstAstc3d) % 3 == 1);
        return facts;
    }
    const bool isYcbcr = isIn(vkFormat, kFirstYcbcr, kLastYcbcr);
    facts.isProhibited =
        (isYcbcr && !holds(kOnePlaneYcbcr, vkFormat)) || isIn(vkFormat, kFirstTwoPlane444, kLastTwoPlane444);
    facts.is422 = holds(k422, vkFormat);
    // A4R4G4B4 and A4B4G4R4 packed, R16G16_SFIXED5, A1B5G5R5 packed and A8.
    facts.isKnown = isYcbcr || facts.isProhibited || isIn(vkFormat, 1000340000, 1000340001) || vkFormat == 1000464000 ||
                    isIn(vkFormat, 1000470000, 1000470001);
    const bool hasBytes = vkFormat <= kFirstYcbcr + 1 || vkFormat == 1000470001; // G8B8G8R8, B8G8R8G8, A8
    if (facts.isKnown && !facts.isProhibited) facts.typeSize = hasBytes ? 1 : 2;
    return facts;
}

} // namespace

VkFormatFacts factsOf(uint32_t vkFormat) {
    VkFormatFacts facts;
    facts.isKnown = true;
    if (vkFormat == 0) {
        facts.typeSize = 1;
    } else if (vkFormat < kFirstPlain) { // R4G4_PACK8, then six formats of 16 bits
        facts.typeSize = vkFormat == 1 ? 1 : 2;
        facts.colorModel = descriptor::kModelRgb;
    } else if (vkFormat <= kLastPlain) {
        return plainFacts(vkFormat);
    } else if (vkFormat < kFirstDepth) {
        return wideFacts(vkFormat);
    } else if (vkFormat <= kLastDepth) {
        facts.isDepthOrStencil = facts.isData = true;
        facts.colorModel = descriptor::kModelRgb;
        facts.typeSize = kDepthTypeSizes[vkFormat - kFirstDepth];
    } else if (vkFormat <= kLastBlock) {
        return blockFacts(vkFormat);
    } else {
        return extensionFacts(vkFormat);
    }
    return facts;
}

} // namespace astcslang::container

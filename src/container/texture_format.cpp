// SPDX-License-Identifier: Apache-2.0
// VkFormat numbers are those of the Vulkan 1.3 registry; ASTC formats stand in pairs (UNORM, SRGB) per footprint.

#include "container/texture_format.h"

#include <algorithm>
#include <array>

#include "container/vk_format_facts.h"
#include "container/vk_format_ranges.h"

namespace astcslang::container {
namespace {

// In the order of VkFormat, which is not the order of areas.
constexpr std::array<Footprint, 14> kFootprints = {{{4, 4},
                                                    {5, 4},
                                                    {5, 5},
                                                    {6, 5},
                                                    {6, 6},
                                                    {8, 5},
                                                    {8, 6},
                                                    {8, 8},
                                                    {10, 5},
                                                    {10, 6},
                                                    {10, 8},
                                                    {10, 10},
                                                    {12, 10},
                                                    {12, 12}}};

constexpr uint32_t kFootprintCount = static_cast<uint32_t>(kFootprints.size());

} // namespace

bool isLegalFootprint(Footprint footprint) {
    return std::find(kFootprints.begin(), kFootprints.end(), footprint) != kFootprints.end();
}

uint32_t toVkFormat(TextureFormat format) {
    const auto place = std::find(kFootprints.begin(), kFootprints.end(), format.footprint) - kFootprints.begin();
    return kFirstAstc + 2 * static_cast<uint32_t>(place) + (format.profile == Profile::LdrSrgb ? 1 : 0);
}

std::optional<TextureFormat> fromVkFormat(uint32_t vkFormat) {
    if (vkFormat < kFirstAstc || vkFormat >= kFirstAstc + 2 * kFootprintCount) return std::nullopt;
    const uint32_t offset = vkFormat - kFirstAstc;
    return TextureFormat{kFootprints[offset / 2], offset % 2 == 1 ? Profile::LdrSrgb : Profile::Ldr};
}

std::string describeVkFormat(uint32_t vkFormat) {
    if (vkFormat == 0) return "a format without a VkFormat (such as Basis Universal)";
    const VkFormatFacts facts = factsOf(vkFormat);
    if (facts.isAstcHdr) return "ASTC HDR";
    if (facts.is3dBlock) return "ASTC 3D";
    return "VkFormat " + std::to_string(vkFormat);
}

std::optional<uint64_t> blockBytes(uint32_t width, uint32_t height, Footprint footprint) {
    const uint64_t columns = (uint64_t{width} + footprint.width - 1) / footprint.width;
    const uint64_t rows = (uint64_t{height} + footprint.height - 1) / footprint.height;
    if (rows != 0 && columns > UINT64_MAX / kBlockBytes / rows) return std::nullopt;
    return columns * rows * kBlockBytes;
}

} // namespace astcslang::container

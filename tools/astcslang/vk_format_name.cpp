// SPDX-License-Identifier: Apache-2.0
// Numbers are those of VkFormat in Vulkan 1.3.

#include "vk_format_name.h"

#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "texel_layout.h"

namespace astcslang::cli {
namespace {

constexpr uint32_t kFirstBlock = 131, kFirstAstc = 157, kFirstAstcHdr = 1000066000;

constexpr const char* kBlockNames[] = {
    "BC1_RGB_UNORM_BLOCK",       "BC1_RGB_SRGB_BLOCK",       "BC1_RGBA_UNORM_BLOCK",      "BC1_RGBA_SRGB_BLOCK",
    "BC2_UNORM_BLOCK",           "BC2_SRGB_BLOCK",           "BC3_UNORM_BLOCK",           "BC3_SRGB_BLOCK",
    "BC4_UNORM_BLOCK",           "BC4_SNORM_BLOCK",          "BC5_UNORM_BLOCK",           "BC5_SNORM_BLOCK",
    "BC6H_UFLOAT_BLOCK",         "BC6H_SFLOAT_BLOCK",        "BC7_UNORM_BLOCK",           "BC7_SRGB_BLOCK",
    "ETC2_R8G8B8_UNORM_BLOCK",   "ETC2_R8G8B8_SRGB_BLOCK",   "ETC2_R8G8B8A1_UNORM_BLOCK", "ETC2_R8G8B8A1_SRGB_BLOCK",
    "ETC2_R8G8B8A8_UNORM_BLOCK", "ETC2_R8G8B8A8_SRGB_BLOCK", "EAC_R11_UNORM_BLOCK",       "EAC_R11_SNORM_BLOCK",
    "EAC_R11G11_UNORM_BLOCK",    "EAC_R11G11_SNORM_BLOCK"};
static_assert(kFirstBlock + std::size(kBlockNames) == kFirstAstc);

constexpr const char* kAstcSides[] = {"4x4", "5x4",  "5x5",  "6x5",  "6x6",   "8x5",   "8x6",
                                      "8x8", "10x5", "10x6", "10x8", "10x10", "12x10", "12x12"};

/// Uncompressed ones that are not read.
constexpr std::pair<uint32_t, const char*> kOtherNames[] = {
    {10, "R8_SNORM"},  {17, "R8G8_SNORM"},   {24, "R8G8B8_SNORM"},    {38, "R8G8B8A8_SNORM"},
    {71, "R16_SNORM"}, {78, "R16G16_SNORM"}, {85, "R16G16B16_SNORM"}, {92, "R16G16B16A16_SNORM"}};

} // namespace

bool isUncompressedVkFormat(uint32_t vkFormat) {
    return findLayoutByVkFormat(vkFormat) != nullptr || (vkFormat != 0 && vkFormat < kFirstBlock);
}

std::string vkFormatName(uint32_t vkFormat) {
    if (vkFormat == 0) return "UNDEFINED";
    if (const TexelLayout* layout = findLayoutByVkFormat(vkFormat)) return std::string(layout->name);
    if (vkFormat >= kFirstBlock && vkFormat < kFirstAstc) return kBlockNames[vkFormat - kFirstBlock];
    if (vkFormat >= kFirstAstc && vkFormat < kFirstAstc + 2 * std::size(kAstcSides)) {
        const uint32_t place = vkFormat - kFirstAstc;
        return fmt::format("ASTC_{}_{}_BLOCK", kAstcSides[place / 2], place % 2 == 0 ? "UNORM" : "SRGB");
    }
    if (vkFormat >= kFirstAstcHdr && vkFormat < kFirstAstcHdr + std::size(kAstcSides))
        return fmt::format("ASTC_{}_SFLOAT_BLOCK", kAstcSides[vkFormat - kFirstAstcHdr]);
    for (const auto& [number, name] : kOtherNames) {
        if (number == vkFormat) return name;
    }
    return fmt::format("VkFormat {}", vkFormat);
}

} // namespace astcslang::cli

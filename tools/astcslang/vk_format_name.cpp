// SPDX-License-Identifier: Apache-2.0
// Numbers are those of VkFormat in Vulkan 1.3.

#include "vk_format_name.h"

#include <array>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "letter_case.h"
#include "texel_layout.h"

namespace astcslang::cli {
namespace {

constexpr uint32_t kFirstBlock = 131, kFirstAstc = 157, kFirstAstcHdr = 1000066000, kFirstPvrtc = 1000054000;

constexpr const char* kBlockNames[] = {
    "BC1_RGB_UNORM_BLOCK",       "BC1_RGB_SRGB_BLOCK",       "BC1_RGBA_UNORM_BLOCK",      "BC1_RGBA_SRGB_BLOCK",
    "BC2_UNORM_BLOCK",           "BC2_SRGB_BLOCK",           "BC3_UNORM_BLOCK",           "BC3_SRGB_BLOCK",
    "BC4_UNORM_BLOCK",           "BC4_SNORM_BLOCK",          "BC5_UNORM_BLOCK",           "BC5_SNORM_BLOCK",
    "BC6H_UFLOAT_BLOCK",         "BC6H_SFLOAT_BLOCK",        "BC7_UNORM_BLOCK",           "BC7_SRGB_BLOCK",
    "ETC2_R8G8B8_UNORM_BLOCK",   "ETC2_R8G8B8_SRGB_BLOCK",   "ETC2_R8G8B8A1_UNORM_BLOCK", "ETC2_R8G8B8A1_SRGB_BLOCK",
    "ETC2_R8G8B8A8_UNORM_BLOCK", "ETC2_R8G8B8A8_SRGB_BLOCK", "EAC_R11_UNORM_BLOCK",       "EAC_R11_SNORM_BLOCK",
    "EAC_R11G11_UNORM_BLOCK",    "EAC_R11G11_SNORM_BLOCK"};
static_assert(kFirstBlock + std::size(kBlockNames) == kFirstAstc);

constexpr uint32_t kFirstYcbcr = 1000156000, kFirstYcbcr444 = 1000330000, kFixedPoint = 1000464000;

/// Subsampled or of several planes, and channels of 10 and 12 bits.
constexpr const char* kYcbcrNames[] = {"G8B8G8R8_422_UNORM",
                                       "B8G8R8G8_422_UNORM",
                                       "G8_B8_R8_3PLANE_420_UNORM",
                                       "G8_B8R8_2PLANE_420_UNORM",
                                       "G8_B8_R8_3PLANE_422_UNORM",
                                       "G8_B8R8_2PLANE_422_UNORM",
                                       "G8_B8_R8_3PLANE_444_UNORM",
                                       "R10X6_UNORM_PACK16",
                                       "R10X6G10X6_UNORM_2PACK16",
                                       "R10X6G10X6B10X6A10X6_UNORM_4PACK16",
                                       "G10X6B10X6G10X6R10X6_422_UNORM_4PACK16",
                                       "B10X6G10X6R10X6G10X6_422_UNORM_4PACK16",
                                       "G10X6_B10X6_R10X6_3PLANE_420_UNORM_3PACK16",
                                       "G10X6_B10X6R10X6_2PLANE_420_UNORM_3PACK16",
                                       "G10X6_B10X6_R10X6_3PLANE_422_UNORM_3PACK16",
                                       "G10X6_B10X6R10X6_2PLANE_422_UNORM_3PACK16",
                                       "G10X6_B10X6_R10X6_3PLANE_444_UNORM_3PACK16",
                                       "R12X4_UNORM_PACK16",
                                       "R12X4G12X4_UNORM_2PACK16",
                                       "R12X4G12X4B12X4A12X4_UNORM_4PACK16",
                                       "G12X4B12X4G12X4R12X4_422_UNORM_4PACK16",
                                       "B12X4G12X4R12X4G12X4_422_UNORM_4PACK16",
                                       "G12X4_B12X4_R12X4_3PLANE_420_UNORM_3PACK16",
                                       "G12X4_B12X4R12X4_2PLANE_420_UNORM_3PACK16",
                                       "G12X4_B12X4_R12X4_3PLANE_422_UNORM_3PACK16",
                                       "G12X4_B12X4R12X4_2PLANE_422_UNORM_3PACK16",
                                       "G12X4_B12X4_R12X4_3PLANE_444_UNORM_3PACK16",
                                       "G16B16G16R16_422_UNORM",
                                       "B16G16R16G16_422_UNORM",
                                       "G16_B16_R16_3PLANE_420_UNORM",
                                       "G16_B16R16_2PLANE_420_UNORM",
                                       "G16_B16_R16_3PLANE_422_UNORM",
                                       "G16_B16R16_2PLANE_422_UNORM",
                                       "G16_B16_R16_3PLANE_444_UNORM"};

constexpr const char* kYcbcr444Names[] = {"G8_B8R8_2PLANE_444_UNORM", "G10X6_B10X6R10X6_2PLANE_444_UNORM_3PACK16",
                                          "G12X4_B12X4R12X4_2PLANE_444_UNORM_3PACK16", "G16_B16R16_2PLANE_444_UNORM"};

constexpr const char* kAstcSides[] = {"4x4", "5x4",  "5x5",  "6x5",  "6x6",   "8x5",   "8x6",
                                      "8x8", "10x5", "10x6", "10x8", "10x10", "12x10", "12x12"};

constexpr const char* kPvrtcNames[] = {"PVRTC1_2BPP_UNORM_BLOCK_IMG", "PVRTC1_4BPP_UNORM_BLOCK_IMG",
                                       "PVRTC2_2BPP_UNORM_BLOCK_IMG", "PVRTC2_4BPP_UNORM_BLOCK_IMG",
                                       "PVRTC1_2BPP_SRGB_BLOCK_IMG",  "PVRTC1_4BPP_SRGB_BLOCK_IMG",
                                       "PVRTC2_2BPP_SRGB_BLOCK_IMG",  "PVRTC2_4BPP_SRGB_BLOCK_IMG"};

/// Channels whose formats follow each other by what their numbers are, in this order.
struct Family {
    uint32_t first;
    const char* channels;
    const char* ending;
    std::array<const char*, 7> numbers;
};
constexpr std::array<const char*, 7> kBytes = {"UNORM", "SNORM", "USCALED", "SSCALED", "UINT", "SINT", "SRGB"};
constexpr std::array<const char*, 7> kTens = {"UNORM", "SNORM", "USCALED", "SSCALED", "UINT", "SINT"};
constexpr std::array<const char*, 7> kHalves = {"UNORM", "SNORM", "USCALED", "SSCALED", "UINT", "SINT", "SFLOAT"};
constexpr std::array<const char*, 7> kWords = {"UINT", "SINT", "SFLOAT"};
constexpr Family kFamilies[] = {{9, "R8", "", kBytes},
                                {16, "R8G8", "", kBytes},
                                {23, "R8G8B8", "", kBytes},
                                {30, "B8G8R8", "", kBytes},
                                {37, "R8G8B8A8", "", kBytes},
                                {44, "B8G8R8A8", "", kBytes},
                                {51, "A8B8G8R8", "_PACK32", kBytes},
                                {58, "A2R10G10B10", "_PACK32", kTens},
                                {64, "A2B10G10R10", "_PACK32", kTens},
                                {70, "R16", "", kHalves},
                                {77, "R16G16", "", kHalves},
                                {84, "R16G16B16", "", kHalves},
                                {91, "R16G16B16A16", "", kHalves},
                                {98, "R32", "", kWords},
                                {101, "R32G32", "", kWords},
                                {104, "R32G32B32", "", kWords},
                                {107, "R32G32B32A32", "", kWords},
                                {110, "R64", "", kWords},
                                {113, "R64G64", "", kWords},
                                {116, "R64G64B64", "", kWords},
                                {119, "R64G64B64A64", "", kWords}};

/// Uncompressed ones of no family that are not read.
constexpr std::pair<uint32_t, const char*> kOtherNames[] = {{1, "R4G4_UNORM_PACK8"},
                                                            {124, "D16_UNORM"},
                                                            {125, "X8_D24_UNORM_PACK32"},
                                                            {126, "D32_SFLOAT"},
                                                            {kFixedPoint, "R16G16_SFIXED5_NV"},
                                                            {127, "S8_UINT"},
                                                            {128, "D16_UNORM_S8_UINT"},
                                                            {129, "D24_UNORM_S8_UINT"},
                                                            {130, "D32_SFLOAT_S8_UINT"}};

std::string nameInFamilies(uint32_t vkFormat) {
    for (const Family& family : kFamilies) {
        const uint32_t place = vkFormat - family.first;
        if (vkFormat < family.first || place >= family.numbers.size() || family.numbers[place] == nullptr) continue;
        return fmt::format("{}_{}{}", family.channels, family.numbers[place], family.ending);
    }
    return {};
}

} // namespace

bool isUncompressedVkFormat(uint32_t vkFormat) {
    if (findLayoutByVkFormat(vkFormat) != nullptr || (vkFormat != 0 && vkFormat < kFirstBlock)) return true;
    return (vkFormat >= kFirstYcbcr && vkFormat < kFirstYcbcr + std::size(kYcbcrNames)) ||
           (vkFormat >= kFirstYcbcr444 && vkFormat < kFirstYcbcr444 + std::size(kYcbcr444Names)) ||
           vkFormat == kFixedPoint;
}

std::string bareFormatName(std::string_view name) {
    constexpr std::string_view kPrefix = "VK_FORMAT_";
    std::string bare = upperCase(std::string(name));
    if (bare.starts_with(kPrefix)) bare.erase(0, kPrefix.size());
    return bare;
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
    if (vkFormat >= kFirstPvrtc && vkFormat < kFirstPvrtc + std::size(kPvrtcNames))
        return kPvrtcNames[vkFormat - kFirstPvrtc];
    if (vkFormat >= kFirstYcbcr && vkFormat < kFirstYcbcr + std::size(kYcbcrNames))
        return kYcbcrNames[vkFormat - kFirstYcbcr];
    if (vkFormat >= kFirstYcbcr444 && vkFormat < kFirstYcbcr444 + std::size(kYcbcr444Names))
        return kYcbcr444Names[vkFormat - kFirstYcbcr444];
    for (const auto& [number, name] : kOtherNames) {
        if (number == vkFormat) return name;
    }
    if (std::string name = nameInFamilies(vkFormat); !name.empty()) return name;
    return fmt::format("VkFormat {}", vkFormat);
}

bool isVkFormatName(std::string_view name) {
    const uint32_t afterCore = kFirstAstc + 2 * static_cast<uint32_t>(std::size(kAstcSides));
    for (uint32_t number = 1; number < afterCore; ++number) {
        if (vkFormatName(number) == name) return true;
    }
    for (uint32_t place = 0; place < 64; ++place) {
        for (const uint32_t first : {kFirstAstcHdr, kFirstPvrtc, kFirstYcbcr, kFirstYcbcr444}) {
            if (vkFormatName(first + place) == name) return true;
        }
    }
    return vkFormatName(kFixedPoint) == name || findLayoutByName(name) != nullptr;
}

} // namespace astcslang::cli

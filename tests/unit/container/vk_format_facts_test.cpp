// SPDX-License-Identifier: Apache-2.0
// If these fail, good files of other formats than ASTC are called bad, or bad ones good. The numbers are taken from
// Vulkan's own header.

#include "container/vk_format_facts.h"

#include <gtest/gtest.h>
#include <vulkan/vulkan_core.h>

namespace astcslang::container {
namespace {

TEST(VkFormatFacts, KnowsTypeSizes) {
    const std::pair<VkFormat, uint32_t> sizes[] = {{VK_FORMAT_UNDEFINED, 1},
                                                   {VK_FORMAT_R4G4_UNORM_PACK8, 1},
                                                   {VK_FORMAT_R5G6B5_UNORM_PACK16, 2},
                                                   {VK_FORMAT_A1R5G5B5_UNORM_PACK16, 2},
                                                   {VK_FORMAT_R8_UNORM, 1},
                                                   {VK_FORMAT_B8G8R8A8_SRGB, 1},
                                                   {VK_FORMAT_A8B8G8R8_UNORM_PACK32, 4},
                                                   {VK_FORMAT_A8B8G8R8_SRGB_PACK32, 4},
                                                   {VK_FORMAT_A2B10G10R10_SINT_PACK32, 4},
                                                   {VK_FORMAT_R16_UNORM, 2},
                                                   {VK_FORMAT_R16G16B16A16_SFLOAT, 2},
                                                   {VK_FORMAT_R32G32B32A32_SFLOAT, 4},
                                                   {VK_FORMAT_R64G64B64A64_SFLOAT, 8},
                                                   {VK_FORMAT_B10G11R11_UFLOAT_PACK32, 4},
                                                   {VK_FORMAT_E5B9G9R9_UFLOAT_PACK32, 4},
                                                   {VK_FORMAT_D16_UNORM, 2},
                                                   {VK_FORMAT_S8_UINT, 1},
                                                   {VK_FORMAT_D16_UNORM_S8_UINT, 2},
                                                   {VK_FORMAT_D32_SFLOAT_S8_UINT, 4},
                                                   {VK_FORMAT_G8B8G8R8_422_UNORM, 1},
                                                   {VK_FORMAT_R10X6G10X6_UNORM_2PACK16, 2},
                                                   {VK_FORMAT_G16B16G16R16_422_UNORM, 2},
                                                   {VK_FORMAT_A4R4G4B4_UNORM_PACK16, 2},
                                                   {VK_FORMAT_BC1_RGB_UNORM_BLOCK, 1},
                                                   {VK_FORMAT_ASTC_12x12_SRGB_BLOCK, 1},
                                                   {VK_FORMAT_ASTC_4x4_SFLOAT_BLOCK, 1}};
    for (const auto& [format, size] : sizes) EXPECT_EQ(factsOf(format).typeSize, size) << format;
}

TEST(VkFormatFacts, KnowsWhatKtx2Prohibits) {
    for (const VkFormat format :
         {VK_FORMAT_R8_USCALED, VK_FORMAT_R8_SSCALED, VK_FORMAT_A8B8G8R8_SSCALED_PACK32,
          VK_FORMAT_A2R10G10B10_USCALED_PACK32, VK_FORMAT_A2B10G10R10_SSCALED_PACK32, VK_FORMAT_R16_USCALED,
          VK_FORMAT_R16G16B16A16_SSCALED, VK_FORMAT_G8_B8_R8_3PLANE_420_UNORM, VK_FORMAT_G16_B16_R16_3PLANE_444_UNORM,
          VK_FORMAT_G8_B8R8_2PLANE_444_UNORM}) {
        EXPECT_TRUE(factsOf(format).isProhibited) << format;
    }
    for (const VkFormat format :
         {VK_FORMAT_R8_UNORM, VK_FORMAT_R8_SINT, VK_FORMAT_R16G16B16A16_SFLOAT, VK_FORMAT_R32_SFLOAT,
          VK_FORMAT_G8B8G8R8_422_UNORM, VK_FORMAT_R10X6G10X6_UNORM_2PACK16, VK_FORMAT_G16B16G16R16_422_UNORM,
          VK_FORMAT_A2R10G10B10_SINT_PACK32, VK_FORMAT_ASTC_6x6_UNORM_BLOCK}) {
        EXPECT_FALSE(factsOf(format).isProhibited) << format;
        EXPECT_TRUE(factsOf(format).isKnown) << format;
    }
    EXPECT_FALSE(factsOf(185).isKnown);
    EXPECT_FALSE(factsOf(UINT32_MAX).isKnown);
}

/// Numbers are those of khr_df_model_e.
TEST(VkFormatFacts, KnowsColorModels) {
    const std::pair<VkFormat, int> models[] = {{VK_FORMAT_R8_UNORM, 1},
                                               {VK_FORMAT_R32G32B32A32_SFLOAT, 1},
                                               {VK_FORMAT_BC1_RGBA_SRGB_BLOCK, 128},
                                               {VK_FORMAT_BC2_UNORM_BLOCK, 129},
                                               {VK_FORMAT_BC3_SRGB_BLOCK, 130},
                                               {VK_FORMAT_BC4_SNORM_BLOCK, 131},
                                               {VK_FORMAT_BC5_UNORM_BLOCK, 132},
                                               {VK_FORMAT_BC6H_SFLOAT_BLOCK, 133},
                                               {VK_FORMAT_BC7_SRGB_BLOCK, 134},
                                               {VK_FORMAT_ETC2_R8G8B8_UNORM_BLOCK, 161},
                                               {VK_FORMAT_EAC_R11G11_SNORM_BLOCK, 161},
                                               {VK_FORMAT_ASTC_4x4_UNORM_BLOCK, 162},
                                               {VK_FORMAT_ASTC_12x12_SRGB_BLOCK, 162},
                                               {VK_FORMAT_UNDEFINED, 0}};
    for (const auto& [format, model] : models) EXPECT_EQ(factsOf(format).colorModel, model) << format;
}

TEST(VkFormatFacts, KnowsSrgbAndItsPartners) {
    const std::pair<VkFormat, VkFormat> pairs[] = {
        {VK_FORMAT_R8_UNORM, VK_FORMAT_R8_SRGB},
        {VK_FORMAT_R8G8B8A8_UNORM, VK_FORMAT_R8G8B8A8_SRGB},
        {VK_FORMAT_A8B8G8R8_UNORM_PACK32, VK_FORMAT_A8B8G8R8_SRGB_PACK32},
        {VK_FORMAT_BC1_RGBA_UNORM_BLOCK, VK_FORMAT_BC1_RGBA_SRGB_BLOCK},
        {VK_FORMAT_BC7_UNORM_BLOCK, VK_FORMAT_BC7_SRGB_BLOCK},
        {VK_FORMAT_ETC2_R8G8B8A8_UNORM_BLOCK, VK_FORMAT_ETC2_R8G8B8A8_SRGB_BLOCK},
        {VK_FORMAT_ASTC_4x4_UNORM_BLOCK, VK_FORMAT_ASTC_4x4_SRGB_BLOCK}};
    for (const auto& [linear, srgb] : pairs) {
        EXPECT_TRUE(factsOf(linear).hasSrgbVariant && !factsOf(linear).isSrgb) << linear;
        EXPECT_TRUE(factsOf(srgb).isSrgb && !factsOf(srgb).hasSrgbVariant) << srgb;
    }
    for (const VkFormat format : {VK_FORMAT_BC4_UNORM_BLOCK, VK_FORMAT_BC5_SNORM_BLOCK, VK_FORMAT_BC6H_SFLOAT_BLOCK,
                                  VK_FORMAT_EAC_R11_UNORM_BLOCK, VK_FORMAT_R16_UNORM, VK_FORMAT_R8_UINT}) {
        EXPECT_FALSE(factsOf(format).hasSrgbVariant || factsOf(format).isSrgb) << format;
    }
}

} // namespace
} // namespace astcslang::container

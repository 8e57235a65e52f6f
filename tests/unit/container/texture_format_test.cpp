// SPDX-License-Identifier: Apache-2.0
// If these fail, files name the wrong format or sizes from files overflow.

#include "container/texture_format.h"

#include <gtest/gtest.h>

#include "test_pictures.h"

namespace astcslang::container {
namespace {

TEST(TextureFormat, HasTheNumbersOfTheVulkanRegistry) {
    EXPECT_EQ(toVkFormat({{4, 4}, Profile::Ldr}), 157u);
    EXPECT_EQ(toVkFormat({{4, 4}, Profile::LdrSrgb}), 158u);
    EXPECT_EQ(toVkFormat({{6, 6}, Profile::Ldr}), 165u);
    EXPECT_EQ(toVkFormat({{8, 8}, Profile::LdrSrgb}), 172u);
    EXPECT_EQ(toVkFormat({{10, 5}, Profile::Ldr}), 173u);
    EXPECT_EQ(toVkFormat({{12, 12}, Profile::LdrSrgb}), 184u);
}

TEST(TextureFormat, RoundTripsEveryFootprintAndProfile) {
    for (Footprint footprint : kAllFootprints) {
        for (Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
            const auto format = fromVkFormat(toVkFormat({footprint, profile}));
            ASSERT_TRUE(format.has_value());
            EXPECT_EQ(format->footprint, footprint);
            EXPECT_EQ(format->profile, profile);
        }
    }
}

TEST(TextureFormat, RefusesFormatsThatAreNot2dLdrAstc) {
    for (uint32_t vkFormat : {0u, 37u, 156u, 185u, 1000066000u, 1000288000u, UINT32_MAX}) {
        EXPECT_FALSE(fromVkFormat(vkFormat).has_value()) << vkFormat;
    }
    EXPECT_EQ(describeVkFormat(1000066013), "ASTC HDR");
    EXPECT_EQ(describeVkFormat(1000288029), "ASTC 3D");
    EXPECT_EQ(describeVkFormat(37), "VkFormat 37");
}

TEST(TextureFormat, KnowsExactlyTheFourteenLegalFootprints) {
    int legalCount = 0;
    for (int width = 0; width < 256; ++width) {
        for (int height = 0; height < 256; ++height) {
            legalCount += isLegalFootprint({static_cast<uint8_t>(width), static_cast<uint8_t>(height)});
        }
    }
    EXPECT_EQ(legalCount, 14);
    for (Footprint footprint : kAllFootprints) EXPECT_TRUE(isLegalFootprint(footprint));
}

TEST(TextureFormat, CountsBytesOfPartialBlocksAndNoticesOverflow) {
    EXPECT_EQ(blockBytes(1, 1, {4, 4}), 16u);
    EXPECT_EQ(blockBytes(5, 4, {4, 4}), 32u);
    EXPECT_EQ(blockBytes(12, 13, {12, 12}), 32u);
    EXPECT_EQ(blockBytes(UINT32_MAX, 1, {4, 4}), 16ull << 30);
    EXPECT_EQ(blockBytes(UINT32_MAX, UINT32_MAX, {12, 12}), 16ull * 357913942 * 357913942);
    EXPECT_EQ(blockBytes(UINT32_MAX, UINT32_MAX, {4, 4}), std::nullopt);
}

} // namespace
} // namespace astcslang::container

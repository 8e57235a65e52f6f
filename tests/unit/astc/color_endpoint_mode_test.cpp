// SPDX-License-Identifier: Apache-2.0
// If these fail, partitions get each other's endpoint modes or a wrong number of colour values.
#include "astc/color_endpoint_mode.h"

#include <vector>

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

TEST(ColorEndpointMode, ValueCountsAndHdrModesAreThoseOfTheTable) {
    const std::vector<int> counts = {2, 2, 2, 2, 4, 4, 4, 4, 6, 6, 6, 6, 8, 8, 8, 8};
    const std::vector<int> hdrModes = {2, 3, 7, 11, 14, 15};
    for (int mode = 0; mode < kColorEndpointModeCount; ++mode) {
        EXPECT_EQ(valueCount(static_cast<ColorEndpointMode>(mode)), counts[mode]);
        EXPECT_EQ(isHdr(static_cast<ColorEndpointMode>(mode)), std::ranges::count(hdrModes, mode) == 1);
    }
}

TEST(ColorEndpointMode, FieldIsLaidOutAsInTheFigure) {
    // Selector 10: classes 1 and 2. Three partitions: C = 0, 1, 1 and M = 2, 0, 3, lowest first.
    const uint32_t field = 0b11'00'10'110'10;
    const EndpointModeList list = decodeEndpointModes(field, 3);
    EXPECT_FALSE(list.isShared);
    EXPECT_EQ(list.modes[0], ColorEndpointMode::LdrRgbBaseScale);
    EXPECT_EQ(list.modes[1], ColorEndpointMode::LdrRgbDirect);
    EXPECT_EQ(list.modes[2], ColorEndpointMode::HdrRgbDirect);
    EXPECT_EQ(list.extraBits(), 5);
    EXPECT_EQ(encodeEndpointModes(list), field);
}

TEST(ColorEndpointMode, SharedModeStandsInTheUpperFourOfSixBits) {
    for (int count = 2; count <= 4; ++count) {
        const EndpointModeList list = decodeEndpointModes(13 << 2, count);
        EXPECT_TRUE(list.isShared);
        EXPECT_EQ(list.extraBits(), 0);
        for (const ColorEndpointMode mode : list.used()) EXPECT_EQ(mode, ColorEndpointMode::LdrRgbaBaseOffset);
        EXPECT_EQ(encodeEndpointModes(list), 13u << 2);
    }
}

TEST(ColorEndpointMode, EveryCombinationRoundTripsOrSpansTooManyClasses) {
    for (int count = 1; count <= 4; ++count) {
        for (int combination = 0; combination < 1 << (4 * count); ++combination) {
            std::vector<ColorEndpointMode> modes;
            int lowest = 3, highest = 0;
            for (int partition = 0; partition < count; ++partition) {
                modes.push_back(static_cast<ColorEndpointMode>(combination >> (4 * partition) & 15));
                lowest = std::min(lowest, endpointClass(modes.back()));
                highest = std::max(highest, endpointClass(modes.back()));
            }
            const EndpointModeList list = EndpointModeList::of(modes);
            const auto field = encodeEndpointModes(list);
            ASSERT_EQ(field.has_value(), highest - lowest <= 1);
            if (!field) continue;
            ASSERT_LT(*field, 1u << (count == 1 ? 4 : 6 + list.extraBits()));
            ASSERT_EQ(decodeEndpointModes(*field, count), list);
            if (count > 1) {
                ASSERT_EQ(extraEndpointModeBits(*field & 63, count), list.extraBits());
            }
        }
    }
}

TEST(ColorEndpointMode, EqualModesWrittenOneByOneStayDistinctFromASharedOne) {
    const EndpointModeList list = decodeEndpointModes(0b00'00'00'01, 2);
    EXPECT_FALSE(list.isShared);
    EXPECT_EQ(list.modes[0], list.modes[1]);
    EXPECT_EQ(list.extraBits(), 2);
    EXPECT_NE(list, EndpointModeList::of(list.used()));
}

} // namespace
} // namespace astcslang::astc

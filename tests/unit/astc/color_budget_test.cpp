// SPDX-License-Identifier: Apache-2.0
// If these fail, encoder and decoder disagree on the quantization of colours, which no field states.
#include "astc/color_budget.h"

#include <vector>

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

using enum ColorEndpointMode;

EndpointModeList modes(std::vector<ColorEndpointMode> list) { return EndpointModeList::of(list); }

TEST(ColorBudget, CountsTheBitsOfEveryOtherField) {
    const BlockMode mode = {4, 4, false, 2}; // 16 weights of 2 bits
    EXPECT_EQ(computeColorBits(mode, modes({LdrRgbDirect})), 128 - 17 - 32);
    EXPECT_EQ(computeColorBits(mode, modes({LdrRgbDirect, LdrRgbDirect})), 128 - 29 - 32);
    EXPECT_EQ(computeColorBits(mode, modes({LdrRgbDirect, LdrRgbaDirect})), 128 - (25 + 6) - 32);
    EXPECT_EQ(computeColorBits(mode, modes({LdrRgbDirect, LdrRgbDirect, LdrRgbBaseOffset})), 128 - (25 + 9) - 32);
    EXPECT_EQ(computeColorBits(mode, modes({LdrRgbDirect, LdrRgbDirect, LdrRgbDirect, LdrRgbBaseOffset})),
              128 - (25 + 12) - 32);
    const BlockMode dual = {4, 4, true, 2};
    EXPECT_EQ(computeColorBits(dual, modes({LdrRgbaDirect})), 128 - 17 - 64 - 2);
}

TEST(ColorBudget, PicksTheFinestQuantizationThatFits) {
    for (int count = 2; count <= kMaxColorValueCount; count += 2) {
        for (int bits = -5; bits <= 111; ++bits) {
            const auto chosen = chooseColorQuantMode(count, bits);
            const int sixLevelBits = (13 * count + 4) / 5;
            ASSERT_EQ(chosen.has_value(), bits >= sixLevelBits);
            if (!chosen) continue;
            EXPECT_LE(iseBitCount(count, *chosen), bits);
            for (int finer = *chosen + 1; finer <= kMaxColorQuantMode; ++finer)
                EXPECT_GT(iseBitCount(count, static_cast<QuantMode>(finer)), bits);
        }
    }
}

} // namespace
} // namespace astcslang::astc

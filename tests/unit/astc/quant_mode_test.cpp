// SPDX-License-Identifier: Apache-2.0
// If these fail, stored symbols turn into wrong weights or colours, or an encoder that steps by rank goes astray.
#include "astc/quant_mode.h"

#include <cmath>
#include <set>
#include <vector>

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

std::vector<int> weightsOf(QuantMode mode) {
    std::vector<int> values;
    for (int symbol = 0; symbol < levelCount(mode); ++symbol) values.push_back(unquantizeWeight(mode, symbol));
    return values;
}

std::vector<int> colorsOf(QuantMode mode) {
    std::vector<int> values;
    for (int symbol = 0; symbol < levelCount(mode); ++symbol) values.push_back(unquantizeColor(mode, symbol));
    return values;
}

TEST(QuantMode, LevelCountsAreTheTwentyOneOfTheTable) {
    const std::vector<int> expected = {2,  3,  4,  5,  6,  8,  10,  12,  16,  20, 24,
                                       32, 40, 48, 64, 80, 96, 128, 160, 192, 256};
    ASSERT_EQ(expected.size(), static_cast<size_t>(kQuantModeCount));
    for (int mode = 0; mode < kQuantModeCount; ++mode)
        EXPECT_EQ(levelCount(static_cast<QuantMode>(mode)), expected[mode]);
}

TEST(QuantMode, WeightsOfSmallModesAreThoseWorkedOutByHand) {
    EXPECT_EQ(weightsOf(0), (std::vector{0, 64}));
    EXPECT_EQ(weightsOf(1), (std::vector{0, 32, 64}));
    EXPECT_EQ(weightsOf(2), (std::vector{0, 21, 43, 64}));
    EXPECT_EQ(weightsOf(3), (std::vector{0, 16, 32, 48, 64}));
    EXPECT_EQ(weightsOf(4), (std::vector{0, 64, 12, 52, 25, 39}));
    EXPECT_EQ(weightsOf(5), (std::vector{0, 9, 18, 27, 37, 46, 55, 64}));
    EXPECT_EQ(weightsOf(6), (std::vector{0, 64, 7, 57, 14, 50, 21, 43, 28, 36}));
    EXPECT_EQ(weightsOf(7), (std::vector{0, 64, 17, 47, 5, 59, 23, 41, 11, 53, 28, 36}));
}

TEST(QuantMode, ColorsOfSmallModesAreThoseWorkedOutByHand) {
    EXPECT_EQ(colorsOf(4), (std::vector{0, 255, 51, 204, 102, 153}));
    EXPECT_EQ(colorsOf(5), (std::vector{0, 36, 73, 109, 146, 182, 219, 255}));
    EXPECT_EQ(colorsOf(6), (std::vector{0, 255, 28, 227, 56, 199, 84, 171, 113, 142}));
    EXPECT_EQ(colorsOf(7), (std::vector{0, 255, 69, 186, 23, 232, 92, 163, 46, 209, 116, 139}));
    for (int symbol = 0; symbol < 256; ++symbol) EXPECT_EQ(unquantizeColor(20, symbol), symbol);
}

// True of every range by construction: the lowest bit mirrors, or bits replicate.
template <typename Unquantize, typename SymbolOfRank, typename RankOfSymbol>
void expectOrderedLevels(QuantMode mode, int maximum, Unquantize unquantize, SymbolOfRank symbolOfRank,
                         RankOfSymbol rankOfSymbol) {
    SCOPED_TRACE(testing::Message() << "mode " << int{mode});
    const int count = levelCount(mode);
    int previous = -1;
    for (int rank = 0; rank < count; ++rank) {
        const int symbol = symbolOfRank(mode, rank);
        const int value = unquantize(mode, symbol);
        EXPECT_EQ(rankOfSymbol(mode, symbol), rank);
        EXPECT_GT(value, previous) << "ranks sort by value";
        EXPECT_EQ(unquantize(mode, symbolOfRank(mode, count - 1 - rank)), maximum - value) << "levels are symmetric";
        EXPECT_LE(std::abs(value - rank * double(maximum) / (count - 1)), 1.5) << "levels are evenly spaced";
        previous = value;
    }
    EXPECT_EQ(unquantize(mode, symbolOfRank(mode, 0)), 0);
    EXPECT_EQ(previous, maximum);
}

TEST(QuantMode, WeightLevelsAreOrderedSymmetricAndEven) {
    for (QuantMode mode = 0; mode < kWeightQuantModeCount; ++mode)
        expectOrderedLevels(mode, 64, unquantizeWeight, weightSymbolOfRank, weightRankOfSymbol);
}

TEST(QuantMode, ColorLevelsAreOrderedSymmetricAndEven) {
    for (QuantMode mode = kMinColorQuantMode; mode <= kMaxColorQuantMode; ++mode)
        expectOrderedLevels(mode, 255, unquantizeColor, colorSymbolOfRank, colorRankOfSymbol);
}

TEST(QuantMode, OnlyWeightsMayHaveFewerThanSixLevelsAndOnlyColorsMoreThanThirtyTwo) {
    for (int mode = -1; mode <= kQuantModeCount; ++mode) {
        const int count = mode < 0 || mode >= kQuantModeCount ? 0 : levelCount(static_cast<QuantMode>(mode));
        EXPECT_EQ(isWeightQuantMode(mode), count >= 2 && count <= 32);
        EXPECT_EQ(isColorQuantMode(mode), count >= 6);
    }
}

} // namespace
} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// If these fail, kernels choose among other block modes than the format has for a kind of block.
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

#include "astc/color_budget.h"
#include "encode/format_tables.h"

namespace astcslang::encode {
namespace {

/// Of all modes of a grid that leave as many color levels, the one of finest weights: by grid and color quantization,
/// and then the mode's field and the weights' quantization.
using Modes = std::map<std::tuple<uint32_t, uint32_t, uint32_t>, std::pair<uint32_t, uint32_t>>;

Modes expectedModes(Footprint footprint, int partitions, int planes, bool isMixed, int values) {
    Modes finest;
    for (const auto& [field, mode] : astc::listLegalBlockModes(footprint)) {
        if (mode.planeCount() != planes) continue;
        const int taken = astc::colorBitOffset(partitions) + mode.weightBits() + (isMixed ? 3 * partitions - 4 : 0) +
                          (planes == 2 ? 2 : 0);
        const std::optional<astc::QuantMode> colors = astc::chooseColorQuantMode(values, 128 - taken);
        if (!colors) continue;
        const std::pair<uint32_t, uint32_t> found(field, mode.weightQuantMode);
        auto& best = finest.try_emplace({mode.gridHeight, mode.gridWidth, *colors}, found).first->second;
        if (best.second < found.second) best = found;
    }
    return finest;
}

void checkList(const ModeLists& lists, Footprint footprint, int partitions, int planes, bool isMixed, int values) {
    const ModeSpan span = modeSpanOf(lists.span(partitions, planes, isMixed, values));
    Modes found;
    std::set<uint32_t> grids; // that have begun
    uint32_t grid = UINT32_MAX;
    for (uint32_t i = 0; i < span.count; ++i) {
        const ModeRecord& mode = lists.records()[span.first + i];
        EXPECT_TRUE(mode.grid == grid || grids.insert(mode.grid).second) << "modes of a grid are not together";
        grid = mode.grid;
        found[{mode.gridHeight, mode.gridWidth, mode.colorQuant}] = {mode.blockMode, mode.weightQuant};
        EXPECT_EQ(mode.colorLevels, static_cast<float>(astc::levelCount(static_cast<uint8_t>(mode.colorQuant))));
        EXPECT_EQ(mode.weightLevels, static_cast<float>(astc::levelCount(static_cast<uint8_t>(mode.weightQuant))));
    }
    EXPECT_EQ(found.size(), span.count) << "a mode is there twice";
    EXPECT_EQ(found, expectedModes(footprint, partitions, planes, isMixed, values));
}

TEST(ModeLists, HoldTheFinestWeightsOfEveryGridAndColors) {
    for (const Footprint footprint : {Footprint{4, 4}, Footprint{6, 5}, Footprint{12, 12}})
        for (int partitions = 1; partitions <= 4; ++partitions)
            for (int planes = 1; planes <= (partitions == 4 ? 1 : 2); ++planes)
                for (const bool isMixed : {false, true})
                    for (int values = 2 * partitions; values <= 18 && (!isMixed || partitions > 1); values += 2) {
                        SCOPED_TRACE(testing::Message() << partitions << " partitions, " << planes << " planes, "
                                                        << values << (isMixed ? " mixed values" : " values"));
                        checkList(ModeLists::of(footprint, false), footprint, partitions, planes, isMixed, values);
                    }
}

TEST(ModeLists, AreShortEnoughForTheKeysOfKernels) {
    for (const Footprint footprint : astc::kFootprints) {
        const uint32_t mask = footprint == Footprint{4, 4} ? kModePlaceMask : kLargeModePlaceMask;
        const ModeLists& lists = ModeLists::of(footprint, false);
        for (int partitions = 1; partitions <= 4; ++partitions)
            for (int planes = 1; planes <= (partitions == 4 ? 1 : 2); ++planes)
                for (const bool isMixed : {false, true})
                    for (int values = 2 * partitions; values <= 18; values += 2)
                        EXPECT_LE(modeSpanOf(lists.span(partitions, planes, isMixed, values)).count, mask + 1)
                            << footprint.width << "x" << footprint.height;
    }
}

TEST(ModeLists, MayBeOfAWeightATexelAlone) {
    const ModeLists& lists = ModeLists::of({4, 4}, true);
    ASSERT_FALSE(lists.records().empty());
    for (const ModeRecord& mode : lists.records()) EXPECT_TRUE(mode.gridWidth == 4 && mode.gridHeight == 4);
}

TEST(ModeLists, AreMadeOnce) {
    EXPECT_EQ(&ModeLists::of({8, 5}, false), &ModeLists::of({8, 5}, false));
    EXPECT_NE(&ModeLists::of({8, 5}, false), &ModeLists::of({8, 5}, true));
    EXPECT_NE(&ModeLists::of({8, 5}, false), &ModeLists::of({8, 6}, false));
}

} // namespace
} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// Presets are steps of one ladder: each does at most 60% of the work of the next.

#include <string>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

std::string nameOf(const testing::TestParamInfo<Footprint>& info) {
    return std::to_string(info.param.width) + "x" + std::to_string(info.param.height);
}

class PresetWork : public testing::TestWithParam<Footprint> {};

/// `share`: the most that a preset may do of the next one's work.
void expectALadder(const Image& picture, Footprint footprint, double share) {
    double before = 0;
    for (const NamedQuality& preset : kPresets) {
        EncodeOptions options;
        options.footprint = footprint;
        options.quality = preset.quality;
        options.collectStatistics = true;
        const double work = encode(options, picture).statistics.evaluationsPerBlock;
        EXPECT_LE(before, share * work) << "of " << preset.name;
        before = work;
    }
}

TEST_P(PresetWork, IsAtMostThreeFifthsOfTheNextPresets) {
    expectALadder(makeNatural(192, 192, false), GetParam(), 0.6);
}

/// Where much is gained by looking at the worst blocks again, more and more blocks follow, and not at every preset.
TEST_P(PresetWork, OfADrawingIsAtMostSevenTenthsOfTheNextPresets) {
    expectALadder(makeDrawing(96, 96), GetParam(), 0.7);
}

INSTANTIATE_TEST_SUITE_P(Footprints, PresetWork,
                         testing::Values(Footprint{4, 4}, Footprint{5, 5}, Footprint{6, 6}, Footprint{8, 8}), nameOf);

} // namespace
} // namespace astcslang::test

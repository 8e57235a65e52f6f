// SPDX-License-Identifier: Apache-2.0
// Presets from fastest to exhaustive are steps of one ladder: each does at most 60% of the work of the next. Drafts do
// less than fastest, and quality 5 what lies between fastest and fast, but neither is a step of it.

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

double workOf(uint8_t quality, const Image& picture, Footprint footprint) {
    EncodeOptions options;
    options.footprint = footprint;
    options.quality = quality;
    options.collectStatistics = true;
    return encode(options, picture).statistics.evaluationsPerBlock;
}

/// `share`: the most that a preset may do of the next one's work.
void expectALadder(const Image& picture, Footprint footprint, double share) {
    double before = 0;
    for (const NamedQuality& preset : kLadder) {
        const double work = workOf(preset.quality, picture, footprint);
        EXPECT_LE(before, share * work) << "of " << preset.name;
        before = work;
    }
}

TEST_P(PresetWork, IsAtMostThreeFifthsOfTheNextPresets) {
    expectALadder(makeNatural(192, 192, false), GetParam(), 0.6);
}

/// Where much is gained by looking at the worst blocks again, more and more blocks follow, and not at every preset.
TEST_P(PresetWork, OfADrawingIsAtMostThreeFifthsOfTheNextPresets) {
    expectALadder(makeDrawing(96, 96), GetParam(), 0.6);
}

TEST_P(PresetWork, OfStepsBetweenLiesBetween) {
    const Image picture = makeNatural(192, 192, false);
    const double fastest = workOf(Fastest, picture, GetParam());
    EXPECT_LT(workOf(Draft, picture, GetParam()), fastest);
    EXPECT_GE(workOf(5, picture, GetParam()), fastest);
    EXPECT_LE(workOf(5, picture, GetParam()), workOf(Fast, picture, GetParam()));
}

/// It goes by lines, and all texels of a grey picture lie on one: grey drafts had no second look.
TEST(Draft, LooksAgainAtGreyPicturesToo) {
    Image picture = makeNatural(96, 96, false);
    for (size_t i = 0; i < picture.texels.size(); i += 4)
        picture.texels[i + 1] = picture.texels[i + 2] = picture.texels[i];
    for (const Footprint footprint : {Footprint{5, 5}, {8, 8}}) {
        const EncodeOptions options{.footprint = footprint, .quality = Draft, .collectStatistics = true};
        const auto steps = encode(options, picture).statistics.squaredErrorByStep;
        ASSERT_GE(steps.size(), 2u);
        EXPECT_EQ(steps.back().first, "second look");
        EXPECT_LT(steps.back().second, steps[steps.size() - 2].second);
    }
}

INSTANTIATE_TEST_SUITE_P(Footprints, PresetWork,
                         testing::Values(Footprint{4, 4}, Footprint{5, 5}, Footprint{6, 6}, Footprint{8, 8}), nameOf);

} // namespace
} // namespace astcslang::test

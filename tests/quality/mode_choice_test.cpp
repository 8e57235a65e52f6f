// SPDX-License-Identifier: Apache-2.0
// The closed forms for the choice of block modes, judged by a run that tries every mode (docs/mode-choice.md). If these
// fail, a form or the statistics that judge it are no longer what that page says.

#include <map>
#include <utility>

#include <gtest/gtest.h>

#include "pictures.h"

namespace astcslang::test {
namespace {

struct Outcome {
    double psnr = 0;
    EncodeStatistics statistics;
};

Outcome encodeCatAnew(ModeChoice choice, uint8_t partitions) {
    static const Image cat = readPicture("cat.jpg");
    static Result<Context> context = Context::create();
    EncodeOptions options;
    options.profile = Profile::Ldr;
    options.maxPartitionCount = partitions;
    options.modeChoice = choice;
    options.collectStatistics = true;
    Outcome outcome;
    if (!context) {
        ADD_FAILURE() << context.error().message;
        return outcome;
    }
    Result<EncodedImage> encoded = Encoder::create(*context, options)->encode(cat.view());
    if (!encoded) {
        ADD_FAILURE() << encoded.error().message;
        return outcome;
    }
    outcome.psnr = compareImages(cat.view(), decode(encoded->image)->view())->psnrRgb;
    outcome.statistics = encoded->statistics;
    return outcome;
}

/// cat.jpg at medium, each encode once.
const Outcome& encodeCat(ModeChoice choice, uint8_t partitions) {
    static std::map<std::pair<ModeChoice, uint8_t>, Outcome> outcomes;
    const auto [place, isNew] = outcomes.try_emplace({choice, partitions});
    if (isNew) place->second = encodeCatAnew(choice, partitions);
    return place->second;
}

TEST(ModeChoiceBars, OnePartitionWithinPoint45BitsAndPoint03Decibels) {
    const Outcome& full = encodeCat(ModeChoice::Full, 1);
    EXPECT_LE(full.statistics.meanModeBitsError[0], 0.45);
    EXPECT_GT(full.statistics.meanModeBitsError[0], 0.05) << "no form is that good: is anything judged?";
    EXPECT_LE(full.psnr - encodeCat(ModeChoice::Corrected, 1).psnr, 0.03);
}

TEST(ModeChoiceBars, TwoPartitionsWithinPoint10Decibels) {
    const double full = encodeCat(ModeChoice::Full, 2).psnr;
    EXPECT_LE(full - encodeCat(ModeChoice::Corrected, 2).psnr, 0.10);
}

TEST(ModeChoiceBars, TheCorrectedFormPassesThePublishedOneAndFallsShortOfTryingAll) {
    for (const uint8_t partitions : {uint8_t{1}, uint8_t{2}, uint8_t{3}}) {
        SCOPED_TRACE(int{partitions});
        const Outcome& full = encodeCat(ModeChoice::Full, partitions);
        const double corrected = encodeCat(ModeChoice::Corrected, partitions).psnr;
        EXPECT_LT(corrected, full.psnr);
        EXPECT_LT(encodeCat(ModeChoice::Published, partitions).psnr, corrected);
        EXPECT_LT(full.statistics.meanModeBitsError[partitions - 1],
                  full.statistics.meanPublishedModeBitsError[partitions - 1]);
    }
}

/// What the default's wider choice is for.
TEST(ModeChoiceBars, TheDefaultIsADecibelAboveEveryModeThatTheFormsKnow) {
    for (const uint8_t partitions : {uint8_t{1}, uint8_t{2}, uint8_t{3}})
        EXPECT_GT(encodeCat(ModeChoice::Screened, partitions).psnr, encodeCat(ModeChoice::Full, partitions).psnr + 1.0)
            << int{partitions};
}

} // namespace
} // namespace astcslang::test

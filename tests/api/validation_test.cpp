// SPDX-License-Identifier: Apache-2.0
// The validation layer (core and synchronization) has nothing to say about encodes.

#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "astc/footprint.h"
#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

constexpr NamedQuality kDraft = kPresets[0], kFastest = kPresets[1], kMedium = kPresets[3], kExhaustive = kPresets[6];

/// Encodes with one footprint under the validation layer, where that is installed, in strips of two block rows and of
/// parts of a row.
void expectNoMessages(Footprint footprint, uint8_t quality) {
    Result<Context> context = Context::create({.enableValidation = true});
    if (!context && context.error().code == ErrorCode::Unsupported)
        GTEST_SKIP() << "the Khronos validation layer is not installed";
    ASSERT_TRUE(context) << context.error().message;
    EncodeOptions options{.footprint = footprint, .maxPartitionCount = 4};
    options.quality = quality;
    const uint32_t blocksPerRow = (30u + footprint.width - 1) / footprint.width;
    for (const uint32_t blockCount : {2 * blocksPerRow, blocksPerRow - 1}) {
        options.maxBlocksPerDispatch = blockCount;
        Encoder encoder = *Encoder::create(*context, options);
        for (const bool hasAlpha : {false, true}) encode(encoder, makeMixture(30, 28, hasAlpha));
    }
    EXPECT_EQ(context->validationMessageCount(), 0u) << "the messages are on stderr";
}

/// What blocks are surrounded by is handed on to those that are encoded once more.
TEST(ValidationOfOptions, ReportsNothingWithAnAlphaRadius) {
    Result<Context> context = Context::create({.enableValidation = true});
    if (!context && context.error().code == ErrorCode::Unsupported)
        GTEST_SKIP() << "the Khronos validation layer is not installed";
    ASSERT_TRUE(context) << context.error().message;
    for (const uint8_t quality : {Draft, Fastest}) {
        const EncodeOptions options{
            .footprint = {6, 6}, .quality = quality, .alphaRadius = 3, .maxBlocksPerDispatch = 4};
        Encoder encoder = *Encoder::create(*context, options);
        encode(encoder, makeMixture(30, 28, true));
    }
    EXPECT_EQ(context->validationMessageCount(), 0u) << "the messages are on stderr";
}

/// Kernels that only such options use.
TEST(ValidationOfOptions, ReportsNothingWithStatisticsAndOtherFits) {
    Result<Context> context = Context::create({.enableValidation = true});
    if (!context && context.error().code == ErrorCode::Unsupported)
        GTEST_SKIP() << "the Khronos validation layer is not installed";
    ASSERT_TRUE(context) << context.error().message;
    for (const EndpointFit fit : {EndpointFit::LeastSquares, EndpointFit::Gradient})
        for (const ModeChoice choice : {ModeChoice::Screened, ModeChoice::Corrected}) {
            const EncodeOptions options{.quality = Fastest,
                                        .maxPartitionCount = 4,
                                        .endpointFit = fit,
                                        .modeChoice = choice,
                                        .collectStatistics = true,
                                        .maxBlocksPerDispatch = 24};
            Encoder encoder = *Encoder::create(*context, options);
            for (const bool hasAlpha : {false, true}) encode(encoder, makeMixture(30, 28, hasAlpha));
        }
    EXPECT_EQ(context->validationMessageCount(), 0u) << "the messages are on stderr";
}

class Validation : public testing::TestWithParam<NamedQuality> {};

TEST_P(Validation, ReportsNothingDuringEncodes) { expectNoMessages({4, 4}, GetParam().quality); }

INSTANTIATE_TEST_SUITE_P(, Validation, testing::Values(kDraft, kFastest, kMedium, kExhaustive),
                         [](const auto& suite) { return suite.param.name; });

class ValidationOfFootprints : public testing::TestWithParam<std::pair<Footprint, NamedQuality>> {};

TEST_P(ValidationOfFootprints, ReportsNothingDuringEncodes) {
    expectNoMessages(GetParam().first, GetParam().second.quality);
}

/// Every footprint above 4x4 at fastest, and one for each size of kernel at draft and at the slowest.
std::vector<std::pair<Footprint, NamedQuality>> footprintsAndPresets() {
    std::vector<std::pair<Footprint, NamedQuality>> all;
    for (const Footprint footprint : astc::kFootprints) {
        if (footprint != Footprint{4, 4}) all.emplace_back(footprint, kFastest);
    }
    for (const Footprint footprint : {Footprint{6, 5}, {8, 8}, {12, 10}})
        for (const NamedQuality& preset : {kDraft, kExhaustive}) all.emplace_back(footprint, preset);
    return all;
}

INSTANTIATE_TEST_SUITE_P(, ValidationOfFootprints, testing::ValuesIn(footprintsAndPresets()), [](const auto& suite) {
    const Footprint footprint = suite.param.first;
    return std::to_string(footprint.width) + "x" + std::to_string(footprint.height) + "_" + suite.param.second.name;
});

} // namespace
} // namespace astcslang::test

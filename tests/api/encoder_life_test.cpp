// SPDX-License-Identifier: Apache-2.0
// One encoder through its life: used again, cancelled, moved, beside others; and what must not change its bytes.

#include <algorithm>
#include <optional>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

const EncodeOptions kFast{.quality = Fast};

TEST(EncoderLife, TwoRunsGiveTheSameBytes) {
    const Image picture = makeMixture(48, 32, false);
    Encoder encoder = *Encoder::create(sharedContext(), {.quality = Medium, .maxPartitionCount = 4});
    const EncodedImage first = encode(encoder, picture);
    EXPECT_EQ(first.image.blocks, encode(encoder, picture).image.blocks);
    EXPECT_EQ(first.image.blocks, encode({.quality = Medium, .maxPartitionCount = 4}, picture).image.blocks);
}

TEST(EncoderLife, OpaqueAndTransparentPicturesInTurn) {
    const Image opaque = makeMixture(32, 32, false);
    const Image transparent = makeMixture(24, 40, true);
    const std::vector<uint8_t> opaqueBlocks = encode(kFast, opaque).image.blocks;
    const std::vector<uint8_t> transparentBlocks = encode(kFast, transparent).image.blocks;
    Encoder encoder = *Encoder::create(sharedContext(), kFast);
    for (int turn = 0; turn < 3; ++turn) {
        EXPECT_EQ(encode(encoder, opaque).image.blocks, opaqueBlocks) << "turn " << turn;
        EXPECT_EQ(encode(encoder, transparent).image.blocks, transparentBlocks) << "turn " << turn;
    }
}

TEST(EncoderLife, OpaquePicturesDecodeOpaque) {
    const Image decoded = valueOf(decode(encode(kFast, makeMixture(32, 32, false)).image));
    for (size_t i = 3; i < decoded.texels.size(); i += 4) ASSERT_EQ(decoded.texels[i], 255);
}

/// Of 11 by 15 blocks: parts of rows, whole rows, all of it. Some are encoded once more.
TEST(EncoderLife, DispatchSizeNeverChangesTheBytes) {
    const Image picture = makeMixture(44, 60, true);
    const EncodedImage usual = encode(kFast, picture);
    for (const uint32_t blockCount : {1u, 4u, 10u, 11u, 23u, 64u, 100u, 1u << 20}) {
        EncodeOptions options = kFast;
        options.maxBlocksPerDispatch = blockCount;
        const EncodedImage encoded = encode(options, picture);
        EXPECT_EQ(encoded.image.blocks, usual.image.blocks) << blockCount << " blocks a dispatch";
        EXPECT_EQ(encoded.statistics.squaredError, usual.statistics.squaredError);
    }
}

/// The worst blocks are chosen from the whole picture, whatever its strips; at exhaustive they are a quarter of it.
TEST(EncoderLife, DispatchSizeNeverChangesWhichBlocksAreEncodedOnceMore) {
    const Image picture = makeMixture(44, 24, false);
    uint64_t totalBlocks = 0;
    EncodeOptions options{.quality = Exhaustive, .progress = [&](uint64_t, uint64_t total) {
                              totalBlocks = total;
                              return true;
                          }};
    const EncodedImage usual = encode(options, picture);
    const uint64_t usualTotal = totalBlocks;
    EXPECT_GT(usualTotal, 11u * 6u) << "nothing was encoded once more";
    for (const uint32_t blockCount : {3u, 13u}) {
        options.maxBlocksPerDispatch = blockCount;
        EXPECT_EQ(encode(options, picture).image.blocks, usual.image.blocks) << blockCount << " blocks a dispatch";
        EXPECT_EQ(totalBlocks, usualTotal);
    }
}

TEST(EncoderLife, CollectingStatisticsNeverChangesTheBytes) {
    const Image picture = makeMixture(32, 32, false);
    EncodeOptions options = kFast;
    options.collectStatistics = true;
    EXPECT_EQ(encode(options, picture).image.blocks, encode(kFast, picture).image.blocks);
}

TEST(EncoderLife, MovedEncodersGoOn) {
    const Image picture = makeMixture(16, 16, false);
    Encoder first = *Encoder::create(sharedContext(), kFast);
    const std::vector<uint8_t> blocks = encode(first, picture).image.blocks;
    Encoder second = std::move(first);
    EXPECT_EQ(encode(second, picture).image.blocks, blocks);
    Encoder third = *Encoder::create(sharedContext(), {.quality = Fastest});
    third = std::move(second);
    EXPECT_EQ(encode(third, picture).image.blocks, blocks);
}

/// Encoders held the Context itself, of which a move leaves nothing.
TEST(EncoderLife, EncodersGoOnWhenTheirContextIsMoved) {
    const Image opaque = makeMixture(16, 16, false), transparent = makeMixture(16, 16, true);
    const std::vector<uint8_t> opaqueBlocks = encode(kFast, opaque).image.blocks;
    const ContextOptions sameDevice{.device = std::to_string(sharedContext().device().index)};
    Context first = *Context::create(sameDevice), third = *Context::create(sameDevice);
    std::optional<Context> second;
    Encoder encoder = *Encoder::create(first, kFast);
    EXPECT_EQ(encode(encoder, opaque).image.blocks, opaqueBlocks);
    second.emplace(std::move(first));
    EXPECT_EQ(encode(encoder, opaque).image.blocks, opaqueBlocks);
    EXPECT_EQ(encode(encoder, transparent).image.blocks, encode(kFast, transparent).image.blocks);
    third = *std::move(second);
    second.reset();
    EXPECT_EQ(encode(encoder, opaque).image.blocks, opaqueBlocks);
    Encoder other = *Encoder::create(third, kFast);
    EXPECT_EQ(encode(other, opaque).image.blocks, opaqueBlocks);
}

TEST(EncoderLife, ContextsAreIndependent) {
    const Image picture = makeMixture(16, 16, false);
    const std::vector<uint8_t> blocks = encode(kFast, picture).image.blocks;
    std::optional<Context> other = *Context::create({.device = std::to_string(sharedContext().device().index)});
    {
        Encoder encoder = *Encoder::create(*other, kFast);
        EXPECT_EQ(encode(encoder, picture).image.blocks, blocks);
    }
    other.reset();
    EXPECT_EQ(encode(kFast, picture).image.blocks, blocks);
}

/// A picture in strips of one block row.
EncodeOptions stripOptions(ProgressCallback progress) {
    EncodeOptions options = kFast;
    options.maxBlocksPerDispatch = 8;
    options.progress = std::move(progress);
    return options;
}

TEST(Progress, RisesToTheTotal) {
    std::vector<uint64_t> done;
    uint64_t total = 64;
    const EncodedImage encoded = encode(stripOptions([&](uint64_t doneBlocks, uint64_t totalBlocks) {
                                            EXPECT_GE(totalBlocks, total) << "it grows by what is done once more";
                                            total = totalBlocks;
                                            done.push_back(doneBlocks);
                                            return true;
                                        }),
                                        makeMixture(32, 32, false));
    ASSERT_GE(done.size(), 8u) << "it is called between dispatches";
    EXPECT_TRUE(std::ranges::is_sorted(done));
    EXPECT_EQ(done.back(), total);
    EXPECT_LT(total, 2 * 64u);
    EXPECT_EQ(encoded.image.blocks, encode(kFast, makeMixture(32, 32, false)).image.blocks);
}

/// More blocks are encoded once more than are gathered side by side: what fills the last row of such a
/// picture of blocks used to be counted as done.
TEST(Progress, StaysWithinTheTotalWhereManyBlocksAreEncodedOnceMore) {
    std::vector<uint64_t> done, totals;
    EncodeOptions options{.quality = Medium, .maxBlocksPerDispatch = 200};
    options.progress = [&](uint64_t doneBlocks, uint64_t totalBlocks) {
        EXPECT_LE(doneBlocks, totalBlocks);
        done.push_back(doneBlocks);
        if (totals.empty() || totals.back() != totalBlocks) totals.push_back(totalBlocks);
        return true;
    };
    encode(options, makeDrawing(320, 320));
    EXPECT_TRUE(std::ranges::is_sorted(done));
    EXPECT_TRUE(std::ranges::is_sorted(totals));
    EXPECT_EQ(done.back(), totals.back());
    bool isLastRowPartial = false;
    for (size_t round = 1; round < totals.size(); ++round) {
        const uint64_t count = totals[round] - totals[round - 1];
        isLastRowPartial |= count > 1024 && count % 1024 != 0;
    }
    EXPECT_TRUE(isLastRowPartial) << "too few blocks are encoded once more: " << testing::PrintToString(totals);
}

TEST(Progress, CancelsAtAnyCallAndTheEncoderGoesOn) {
    const Image picture = makeMixture(32, 32, false);
    const std::vector<uint8_t> blocks = encode(kFast, picture).image.blocks;
    int callsLeft = 0;
    Encoder encoder = *Encoder::create(sharedContext(), stripOptions([&](uint64_t done, uint64_t total) {
                                           return done == total || --callsLeft >= 0;
                                       }));
    for (const int calls : {0, 1, 5}) {
        callsLeft = calls;
        Result<EncodedImage> cancelled = encoder.encode(picture.view());
        ASSERT_FALSE(cancelled) << "after " << calls << " calls";
        EXPECT_EQ(cancelled.error().code, ErrorCode::Cancelled);
        callsLeft = 1000;
        EXPECT_EQ(encode(encoder, picture).image.blocks, blocks) << "after " << calls << " calls";
    }
}

TEST(Statistics, TellBlocksAndTimes) {
    const EncodedImage encoded = encode(kFast, makeMixture(32, 32, false));
    EXPECT_EQ(encoded.statistics.blockCount, 64u);
    EXPECT_GT(encoded.statistics.hostMilliseconds, 0.0);
    double sum = 0;
    for (const StageTime& stage : encoded.statistics.stages) {
        EXPECT_FALSE(stage.stage.empty());
        EXPECT_GE(stage.milliseconds, 0.0);
        sum += stage.milliseconds;
    }
    EXPECT_NEAR(sum, encoded.statistics.gpuMilliseconds, 1e-6 + 1e-9 * sum);
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, other blocks are encoded once more than a preset says, or other texels than theirs.
#include "encode/second_look.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "gpu_types.h"

namespace astcslang::encode {
namespace {

using Indices = std::vector<uint32_t>;

TEST(WorstBlocks, AreTheFewestThatHoldAShareOfTheErrorInTheirOrder) {
    const Indices errors = {5, 9, 0, 9, 7, 1, 1, 1, 1, 1}; // 35 in all
    EXPECT_EQ(worstBlocks(errors, 0), Indices{});
    EXPECT_EQ(worstBlocks(errors, 1), Indices{1}) << "the first of equals";
    EXPECT_EQ(worstBlocks(errors, 25), Indices{1}) << "9 of 8.75";
    EXPECT_EQ(worstBlocks(errors, 26), (Indices{1, 3})) << "9.1";
    EXPECT_EQ(worstBlocks(errors, 86), (Indices{0, 1, 3, 4, 5})) << "30.1: 9 + 9 + 7 + 5 and one more";
    EXPECT_EQ(worstBlocks(errors, 100).size(), 9u) << "what is exact gains nothing";
    EXPECT_EQ(worstBlocks(Indices(100, 0), 50), Indices{});
    EXPECT_EQ(worstBlocks({}, 50), Indices{});
}

TEST(WorstBlocks, AreThoseThatSortingFindsAndHoldAsMuchError) {
    std::mt19937 random(1);
    for (int round = 0; round < 3000; ++round) {
        Indices errors(1 + random() % 40);
        const uint32_t most = round % 3 == 0 ? 5 : round % 3 == 1 ? 1000 : UINT32_MAX;
        for (uint32_t& error : errors) error = static_cast<uint32_t>(random()) % most;
        if (round % 5 == 0) errors.front() = UINT32_MAX;
        const uint32_t percent = random() % 101;
        Indices sorted(errors.size());
        std::iota(sorted.begin(), sorted.end(), 0u);
        std::stable_sort(sorted.begin(), sorted.end(), [&](uint32_t a, uint32_t b) { return errors[a] > errors[b]; });
        const auto all = std::accumulate(errors.begin(), errors.end(), uint64_t{0});
        Indices expected;
        uint64_t held = 0;
        for (; 100 * held < percent * all; held += errors[expected.back()]) expected.push_back(sorted[expected.size()]);
        std::sort(expected.begin(), expected.end());
        const Indices worst = worstBlocks(errors, percent);
        ASSERT_EQ(worst, expected) << percent << "% in round " << round;
        ASSERT_EQ(sumErrors(errors), all);
        ASSERT_EQ(sumErrors(errors, worst), held);
    }
}

TEST(WorstBlocks, OfADraftLeaveNoMoreBesideLinesThanAShareOfTheError) {
    const Indices errors = {100, 100, 100, 100}, offLine = {10, 60, 0, 30};
    EXPECT_EQ(offLineBlocks(offLine, errors, 25), Indices{}) << "100 of 400";
    EXPECT_EQ(offLineBlocks(offLine, errors, 24), Indices{1}) << "40 are left, 96 may be";
    EXPECT_EQ(offLineBlocks(offLine, errors, 9), (Indices{1, 3})) << "10 are left, 36 may be";
    EXPECT_EQ(offLineBlocks(offLine, errors, 0), (Indices{0, 1, 3}));
    EXPECT_EQ(offLineBlocks(Indices(4, 0), errors, 0), Indices{}) << "grey pictures lie on a line";
}

TEST(OffLineErrors, AreWhatFlagsTellCutToAnInteger) {
    const uint32_t others = kBlockHasAlpha | 255u << kBlockAlphaShift | 2u << kBlockColorShift;
    Indices flags;
    for (const float error : {0.0f, 0.75f, 1.0f, 126.0f, 127.0f, 1000.0f, 9.0e6f})
        flags.push_back(others | offLineFlags(std::bit_cast<uint32_t>(error)));
    // Of the mantissa, 6 bits and the hidden one are left.
    EXPECT_EQ(offLineErrors(flags), (Indices{0, 0, 1, 126, 127, 1000, 8912896}));
    EXPECT_EQ(offLineErrors({}), Indices{});
}

TEST(Flags, AreGatheredInTheOrderOfTheBlocks) {
    const Indices flags = {10, 11, 12, 13};
    EXPECT_EQ(gatherFlags(flags, Indices{1, 3}), (Indices{11, 13}));
    EXPECT_EQ(gatherFlags({}, Indices{1, 3}), Indices{}) << "no flags were read back";
}

TEST(WorstBlocks, AreGatheredAsTheEncoderSeesThem) {
    // 2,500 by 9 texels of 4x4 blocks: more than fit beside each other, and cut at the right and lower edge.
    const uint32_t width = 2501, height = 9;
    Image picture{width, height, std::vector<uint8_t>(size_t{width} * height * 4)};
    for (size_t i = 0; i < picture.texels.size(); ++i) picture.texels[i] = static_cast<uint8_t>(i * 7 + i / 251);
    const uint32_t blocksPerRow = (width + 3) / 4;
    Indices indices;
    for (uint32_t index = 0; index < 3 * blocksPerRow; index += index % 3 + 1) indices.push_back(index);
    indices.push_back(3 * blocksPerRow - 1);
    const GatheredBlocks gathered = gatherBlocks(picture.view(), {4, 4}, indices);
    const uint32_t across = gathered.width / 4;
    ASSERT_GE(across * (gathered.height / 4), indices.size());
    for (size_t place = 0; place < indices.size(); ++place)
        for (uint32_t texel = 0; texel < 64; ++texel) {
            const uint32_t s = texel / 4 % 4, t = texel / 16, channel = texel % 4;
            const uint32_t x = std::min(indices[place] % blocksPerRow * 4 + s, width - 1);
            const uint32_t y = std::min(indices[place] / blocksPerRow * 4 + t, height - 1);
            const size_t gx = place % across * 4 + s, gy = place / across * 4 + t;
            ASSERT_EQ(gathered.texels[(gy * gathered.width + gx) * 4 + channel],
                      picture.texels[(size_t{y} * width + x) * 4 + channel])
                << "block " << indices[place];
        }
    const size_t spareBlocks = across * (gathered.height / 4) - indices.size();
    ASSERT_GT(spareBlocks, 0u);
    const std::span<const uint8_t> lastRow = gathered.view().texels.last(spareBlocks * 16);
    EXPECT_TRUE(std::all_of(lastRow.begin(), lastRow.end(), [](uint8_t channel) { return channel == 255; }));
}

TEST(WorstBlocks, AreGatheredInEightBits) {
    std::vector<uint8_t> bytes;
    for (uint32_t channel = 0; channel < 9 * 7 * 4; ++channel) {
        const uint32_t value = channel * 251;
        bytes.insert(bytes.end(), {static_cast<uint8_t>(value), static_cast<uint8_t>(value >> 8)});
    }
    const GatheredBlocks gathered = gatherBlocks({bytes, 9, 7, 0, TexelFormat::Rgba16}, {6, 5}, Indices{0, 3});
    ASSERT_EQ(std::pair(gathered.width, gathered.height), std::pair(12u, 5u));
    const auto channelAt = [](uint32_t x, uint32_t y) { return ((y * 9 + x) * 4 * 251 + 128) / 257; };
    for (uint32_t y = 0; y < 5; ++y)
        for (uint32_t x = 0; x < 6; ++x) {
            EXPECT_EQ(gathered.texels[(y * 12 + x) * 4], channelAt(x, y));
            EXPECT_EQ(gathered.texels[(y * 12 + x + 6) * 4], channelAt(std::min(x + 6, 8u), std::min(y + 5, 6u)));
        }
}

} // namespace
} // namespace astcslang::encode

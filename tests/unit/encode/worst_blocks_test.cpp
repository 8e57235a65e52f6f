// SPDX-License-Identifier: Apache-2.0
// If these fail, other blocks than the worst are encoded once more, or other texels than theirs.
#include "encode/worst_blocks.h"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

namespace astcslang::encode {
namespace {

using Indices = std::vector<uint32_t>;

TEST(WorstBlocks, AreThoseOfMostErrorInTheirOrder) {
    const Indices errors = {5, 9, 0, 9, 7, 1, 1, 1, 1, 1};
    EXPECT_EQ(worstBlocks(errors, 0), Indices{});
    EXPECT_EQ(worstBlocks(errors, 1), Indices{1}) << "rounded up, and the first of equals";
    EXPECT_EQ(worstBlocks(errors, 30), (Indices{1, 3, 4}));
    EXPECT_EQ(worstBlocks(errors, 50), (Indices{0, 1, 3, 4, 5}));
    EXPECT_EQ(worstBlocks(errors, 100).size(), 9u) << "what is exact gains nothing";
    EXPECT_EQ(worstBlocks(Indices(100, 0), 50), Indices{});
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
    const Image gathered = gatherBlocks(picture.view(), {4, 4}, indices);
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
}

} // namespace
} // namespace astcslang::encode

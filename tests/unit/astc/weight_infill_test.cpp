// SPDX-License-Identifier: Apache-2.0
// If these fail, texels take the weights of other places of the grid.
#include "astc/weight_infill.h"

#include <cmath>
#include <vector>

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

template <typename Visit> void forEachGrid(Visit visit) {
    for (const Footprint footprint : kFootprints) {
        for (int width = 2; width <= footprint.width; ++width) {
            for (int height = 2; height <= footprint.height; ++height) visit(footprint, width, height);
        }
    }
}

TEST(WeightInfill, FactorsAddUpToSixteenAndIndicesStayInTheGrid) {
    forEachGrid([](Footprint footprint, int width, int height) {
        const WeightInfill infill = computeWeightInfill(footprint, width, height);
        for (int texel = 0; texel < texelCount(footprint); ++texel) {
            int sum = 0;
            for (int k = 0; k < 4; ++k) {
                sum += infill[texel].factors[k];
                ASSERT_LT(infill[texel].gridIndices[k], width * height);
            }
            ASSERT_EQ(sum, 16);
        }
    });
}

TEST(WeightInfill, AFullGridGivesEachTexelItsOwnWeight) {
    for (const Footprint footprint : kFootprints) {
        const WeightInfill infill = computeWeightInfill(footprint, footprint.width, footprint.height);
        for (int texel = 0; texel < texelCount(footprint); ++texel) {
            EXPECT_EQ(infill[texel].gridIndices[0], texel);
            EXPECT_EQ(infill[texel].factors[0], 16);
        }
    }
}

TEST(WeightInfill, CornersOfTheBlockAreCornersOfTheGrid) {
    forEachGrid([](Footprint footprint, int width, int height) {
        for (const int right : {0, 1}) {
            for (const int bottom : {0, 1}) {
                const TexelInfill infill = computeTexelInfill(footprint, width, height, right * (footprint.width - 1),
                                                              bottom * (footprint.height - 1));
                EXPECT_EQ(infill.gridIndices[0], right * (width - 1) + bottom * (height - 1) * width);
                EXPECT_EQ(infill.factors[0], 16);
            }
        }
    });
}

TEST(WeightInfill, FollowsTheBilinearSurfaceWithinItsRounding) {
    forEachGrid([](Footprint footprint, int width, int height) {
        std::vector<uint8_t> weights(width * height);
        for (int i = 0; i < width * height; ++i) // a plane, which bilinear interpolation keeps
            weights[i] = static_cast<uint8_t>(i % width * 32 / (width - 1) + i / width * 32 / (height - 1));
        const WeightInfill infill = computeWeightInfill(footprint, width, height);
        for (int texel = 0; texel < texelCount(footprint); ++texel) {
            const double x = texel % footprint.width / (footprint.width - 1.0);
            const double y = texel / footprint.width / (footprint.height - 1.0);
            ASSERT_NEAR(infillWeight(infill[texel], weights), 32 * x + 32 * y, 3.0)
                << width << "x" << height << " in " << int{footprint.width} << "x" << int{footprint.height};
        }
    });
}

TEST(WeightInfill, FarCornerTakesTheProductOfBothFractionsRoundedHalfUp) {
    int halfCount = 0;
    forEachGrid([&](Footprint footprint, int width, int height) {
        const WeightInfill infill = computeWeightInfill(footprint, width, height);
        for (int texel = 0; texel < texelCount(footprint); ++texel) {
            const int fs = gridPosition(texel % footprint.width, footprint.width, width) % 16;
            const int ft = gridPosition(texel / footprint.width, footprint.height, height) % 16;
            ASSERT_EQ(infill[texel].factors[3], std::floor(fs * ft / 16.0 + 0.5));
            ASSERT_EQ(infill[texel].factors[1], fs - infill[texel].factors[3]);
            ASSERT_EQ(infill[texel].factors[2], ft - infill[texel].factors[3]);
            halfCount += fs * ft % 16 == 8;
        }
    });
    EXPECT_GT(halfCount, 0);
}

TEST(WeightInfill, MatchesAWorkedExample) {
    // 6x6 block, 4x3 grid, texel 2, 3: Ds = 1027 / 5 = 205; gs = (410 * 3 + 32) >> 6 = 19; gt = (615 * 2 + 32) >> 6
    // = 19. js = jt = 1, fs = ft = 3; w11 = (9 + 8) >> 4 = 1.
    const TexelInfill infill = computeTexelInfill({6, 6}, 4, 3, 2, 3);
    EXPECT_EQ(infill.gridIndices, (std::array<uint8_t, 4>{5, 6, 9, 10}));
    EXPECT_EQ(infill.factors, (std::array<uint8_t, 4>{11, 2, 2, 1}));
}

TEST(WeightInfill, StrideSkipsTheOtherPlane) {
    const TexelInfill infill = computeTexelInfill({6, 6}, 4, 3, 2, 3);
    std::vector<uint8_t> planes(24, 64);
    for (int i = 0; i < 12; ++i) planes[2 * i] = static_cast<uint8_t>(i);
    EXPECT_EQ(infillWeight(infill, planes, 2), (5 * 11 + 6 * 2 + 9 * 2 + 10 + 8) / 16);
    EXPECT_EQ(infillWeight(infill, std::span(planes).subspan(1), 2), 64);
}

} // namespace
} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// If these fail, block modes above 4x4 are chosen by a wrong idea of what their weight grids can follow.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <random>
#include <vector>

#include "astc/footprint.h"
#include "encode/grid_tables.h"
#include "reference_grid.h"
#include "stage_rig.h"

namespace astcslang::encode {
namespace {

constexpr int kGridPlaces = (kMaxAxisSize + 1) * (kMaxAxisSize + 1);

/// Weights of every thread's planes.
struct Weights {
    explicit Weights(int planes)
        : planeCount(planes), weights(kSmallGroupSize * planes * kMaxTexelCount),
          squaredLengths(kSmallGroupSize * planes) {}

    int planeCount;
    std::vector<float> weights;
    std::vector<float> squaredLengths;

    /// What the stage keeps of a plane: 255ths of 0 to 1.
    std::vector<double> kept(int thread, int plane, int texelCount) const {
        std::vector<double> values;
        for (int texel = 0; texel < texelCount; ++texel) {
            const float weight = weights[(thread * planeCount + plane) * kMaxTexelCount + texel];
            values.push_back(std::floor(std::clamp(weight, 0.0f, 1.0f) * 255.0f + 0.5f) / 255.0);
        }
        return values;
    }
};

/// By thread in turn: noise that leaves 0..1, zeros and ones, a slope, and all alike.
Weights makeWeights(Footprint footprint, int planeCount) {
    std::mt19937 random(footprint.width * 16 + footprint.height);
    const auto fraction = [&] { return static_cast<float>(random() % 10001) / 10000.0f; };
    Weights made(planeCount);
    for (size_t plane = 0; plane < made.squaredLengths.size(); ++plane) {
        const float right = 2 * fraction() - 1, down = 2 * fraction() - 1, level = fraction();
        for (int texel = 0; texel < astc::texelCount(footprint); ++texel) {
            const float x = static_cast<float>(texel % footprint.width) / static_cast<float>(footprint.width);
            const float y = static_cast<float>(texel / footprint.width) / static_cast<float>(footprint.height);
            const std::array<float, 4> kinds = {1.4f * fraction() - 0.2f, random() % 3 == 0 ? 1.0f : 0.0f,
                                                level + right * x + down * y, level};
            made.weights[plane * kMaxTexelCount + texel] = kinds[plane / planeCount % kinds.size()];
        }
        made.squaredLengths[plane] = plane % 7 == 6 ? 0.0f : 1.0f + 195075.0f * fraction();
    }
    return made;
}

/// `visit` gets every thread's weights and what the stage says that a grid follows of them, for each grid.
template <typename Visit> void forEachGrid(Footprint footprint, int planeCount, const Visit& visit) {
    const Weights made = makeWeights(footprint, planeCount);
    const std::vector<uint32_t> table = buildGridTable(footprint);
    DispatchParams params{};
    params.blockWidth = footprint.width;
    params.blockHeight = footprint.height;
    gpu::onEveryDevice([&](gpu::Rig& rig) {
        const std::vector<uint32_t> followed =
            runStage(rig, "screen_grids_d" + std::to_string(planeCount) + axisVariant(footprint), params,
                     {bytesOfAll(made.weights), bytesOfAll(made.squaredLengths), bytesOfAll(table)},
                     kSmallGroupSize * kGridPlaces);
        for (int height = 2; height <= footprint.height; ++height)
            for (int width = 2; width <= footprint.width && planeCount * width * height <= int{kMaxWeightCount};
                 ++width) {
                SCOPED_TRACE(std::to_string(planeCount) + " planes, grid of " + std::to_string(width) + "x" +
                             std::to_string(height));
                std::vector<double> byThread;
                for (uint32_t thread = 0; thread < kSmallGroupSize; ++thread)
                    byThread.push_back(
                        std::bit_cast<float>(followed[thread * kGridPlaces + height * (kMaxAxisSize + 1) + width]));
                visit(made, width, height, byThread);
            }
    });
}

/// What is followed lies within `tolerance`, a share of the squares of all weights, of the projection on what grids can
/// show. `isRounded`: as in ReferenceGrid.
void expectFollowed(Footprint footprint, int planeCount, bool isRounded, double tolerance) {
    const auto visit = [&](const Weights& made, int width, int height, const std::vector<double>& followed) {
        const ReferenceGrid grid(footprint, width, height, isRounded);
        for (int thread = 0; thread < int{kSmallGroupSize}; ++thread) {
            double expected = 0, all = 0;
            for (int plane = 0; plane < planeCount; ++plane) {
                const std::vector<double> kept = made.kept(thread, plane, astc::texelCount(footprint));
                const double squaredLength = made.squaredLengths[thread * planeCount + plane];
                expected += squaredLength * grid.followed(kept);
                for (const double weight : kept) all += squaredLength * weight * weight;
            }
            EXPECT_NEAR(followed[thread], expected, tolerance * all) << "thread " << thread;
        }
    };
    forEachGrid(footprint, planeCount, visit);
}

/// In every footprint above 4x4.
void expectFollowed(bool isRounded, double tolerance) {
    for (const Footprint footprint : astc::kFootprints)
        for (const int planeCount : {1, 2}) {
            if (footprint == Footprint{4, 4}) continue;
            SCOPED_TRACE(std::to_string(footprint.width) + "x" + std::to_string(footprint.height));
            expectFollowed(footprint, planeCount, isRounded, tolerance);
        }
}

TEST(ScreenGrids, FollowedIsTheProjectionOnProductsOfAxes) {
    expectFollowed(false, 3e-6); // 0.6e-6 was measured: sums of floats
}

TEST(ScreenGrids, FollowedIsNearTheProjectionOnWhatDecodersInterpolate) {
    expectFollowed(true, 0.04); // 0.03 was measured: decoders round products to sixteenths
}

} // namespace
} // namespace astcslang::encode

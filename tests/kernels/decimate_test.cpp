// SPDX-License-Identifier: Apache-2.0
// If these fail, quick encodes above 4x4 begin with weights that are not those nearest to the texels.

#include <algorithm>
#include <bit>
#include <cmath>
#include <vector>

#include "astc/footprint.h"
#include "line_blocks.h"
#include "reference_grid.h"
#include "stage_rig.h"

namespace astcslang::encode {
namespace {

/// Texels as the stage keeps them: 0..64 in 255 steps; `unsure`: those that lie on the border of two steps but for what
/// floats may lose.
struct KeptTexels {
    std::vector<double> weights;
    std::vector<int> unsure;
};

/// `stretch`: kStretch of decimate.slang, by which all lie further from the middle with two levels.
KeptTexels keptTexels(const LineBlocks& blocks, uint32_t block, int plane, double stretch) {
    KeptTexels kept;
    const auto last = static_cast<double>(blocks.mode(block).levels().size() - 1);
    for (int texel = 0; texel < astc::texelCount(blocks.footprint()); ++texel) {
        const double place = std::clamp(blocks.place(block, texel, plane), 0.0, 64.0);
        const double stretched = std::clamp(32 + (1 + stretch / last) * (place - 32), 0.0, 64.0) * 255 / 64;
        const double step = std::floor(stretched + 0.5);
        kept.weights.push_back(step * 64 / 255);
        if (std::abs(std::abs(stretched - step) - 0.5) < 2e-3) kept.unsure.push_back(texel);
    }
    return kept;
}

/// How much each entry may be beside least squares, 0..64: by sums of floats and texels that are unsure.
std::vector<double> toleranceOf(const ReferenceGrid& grid, const KeptTexels& kept, size_t entryCount) {
    std::vector<double> tolerance(entryCount, 1e-3);
    for (const int texel : kept.unsure) {
        std::vector<double> step(kept.weights.size());
        step[texel] = 64.0 / 255;
        const std::vector<double> change = grid.leastSquares(step);
        for (size_t entry = 0; entry < entryCount; ++entry) tolerance[entry] += std::abs(change[entry]);
    }
    return tolerance;
}

/// Entries of a plane have the ranks nearest to least squares.
void expectNearest(const LineBlocks& blocks, uint32_t block, int plane, double stretch, const uint32_t* weights) {
    const GridMode& mode = blocks.mode(block);
    const ReferenceGrid grid(blocks.footprint(), mode.width, mode.height);
    const KeptTexels kept = keptTexels(blocks, block, plane, stretch);
    const std::vector<double> entries = grid.leastSquares(kept.weights);
    const std::vector<double> tolerance = toleranceOf(grid, kept, entries.size());
    const std::vector<int> levels = mode.levels();
    const auto last = static_cast<double>(levels.size() - 1);
    for (size_t entry = 0; entry < entries.size(); ++entry) {
        const uint32_t weight = weights[entry * blocks.kind().planeCount + plane];
        const auto level = std::find(levels.begin(), levels.end(), static_cast<int>(weight));
        ASSERT_NE(level, levels.end()) << weight << " is no level";
        const double rank = std::clamp(entries[entry], 0.0, 64.0) * last / 64;
        EXPECT_NEAR(static_cast<double>(level - levels.begin()), rank, 0.5 + tolerance[entry] * last / 64)
            << "entry " << entry << " of plane " << plane;
    }
}

void expectLeastSquares(Footprint footprint, BlockKind kind, const std::string& variant) {
    const LineBlocks blocks(footprint, kind, footprint.width + 16u * footprint.height);
    DispatchParams params{};
    params.blockWidth = footprint.width;
    params.blockHeight = footprint.height;
    params.blockCount = blocks.count();
    gpu::onEveryDevice([&](gpu::Rig& rig) {
        const std::vector<uint32_t> weights =
            runStage(rig, "decimate" + variant + axisVariant(footprint), params, blocks.inputs(),
                     blocks.count() * kMaxWeightCount + 1, blocks.count() / kGroupSize);
        const double stretch = std::bit_cast<float>(weights.back());
        for (uint32_t block = 0; block < blocks.count(); ++block) {
            const GridMode& mode = blocks.mode(block);
            SCOPED_TRACE("block " + std::to_string(block) + ", grid of " + std::to_string(mode.width) + "x" +
                         std::to_string(mode.height) + ", " + std::to_string(mode.levels().size()) + " levels");
            for (int plane = 0; plane < kind.planeCount; ++plane)
                expectNearest(blocks, block, plane, stretch, &weights[block * kMaxWeightCount]);
        }
    });
}

TEST(Decimate, TakesTheLevelsNearestToLeastSquares) {
    for (const Footprint footprint : astc::kFootprints) {
        if (footprint == Footprint{4, 4}) continue;
        SCOPED_TRACE(std::to_string(footprint.width) + "x" + std::to_string(footprint.height));
        expectLeastSquares(footprint, {1, 1, 3}, "_p1_d1_c3");
        expectLeastSquares(footprint, {2, 2, 4}, "_p2_d2_c4");
    }
}

} // namespace
} // namespace astcslang::encode

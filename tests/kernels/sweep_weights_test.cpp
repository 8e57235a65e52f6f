// SPDX-License-Identifier: Apache-2.0
// If these fail, refinement above 4x4 gives weights that are not the best for their endpoints. A sweep judges by what
// texels' weights exceed the ideal ones by, in sixteenths, and keeps track of that while it changes weights.

#include <algorithm>
#include <cmath>
#include <optional>
#include <random>
#include <vector>

#include "astc/footprint.h"
#include "astc/weight_infill.h"
#include "line_blocks.h"
#include "stage_rig.h"

namespace astcslang::encode {
namespace {

/// How near to the border of two integers a number is, at most, that floats may round to either.
constexpr double kUnsure = 0.05;

struct Rounded {
    int value = 0;
    bool isUnsure = false;
};

Rounded roundHalfUp(double x) {
    return {static_cast<int>(std::floor(x + 0.5)), std::abs(std::abs(x - std::floor(x + 0.5)) - 0.5) < kUnsure};
}

/// Weights of one block, and the tracked excess of its texels in the last plane.
struct Swept {
    std::vector<int> weights;
    std::vector<int> excess;
};

/// What sweeps made of all blocks, and by which constants of sweep_weights.slang.
struct SweptBlocks {
    std::vector<Swept> blocks;
    int mostBeyond = 0; ///< Of ideal weights, beyond 0 and 64.
    int mostLength = 0; ///< As which the longest line's squared length counts.
};

/// How entry `entry` of an axis shows in a texel, in sixteenths.
int axisFactor(int blockSize, int gridSize, int entry, int texel) {
    return std::max(16 - std::abs(astc::gridPosition(texel, blockSize, gridSize) - 16 * entry), 0);
}

/// A weight, any real, and how far off floats may find it.
struct BestWeight {
    double weight = 0;
    double tolerance = 0;
};

/// One plane of a block with weights.
class WeighedPlane {
public:
    /// `swept`: of `blocks`, for its constants.
    WeighedPlane(const LineBlocks& blocks, const SweptBlocks& swept, uint32_t block, int plane,
                 const std::vector<int>& weights)
        : blocks_(blocks), swept_(swept), block_(block), plane_(plane), mode_(blocks.mode(block)), weights_(weights) {
        for (int texel = 0; texel < astc::texelCount(blocks.footprint()); ++texel)
            excess_.push_back(measureExcess(texel));
    }

    int weight(int entry) const { return weights_[entry * blocks_.kind().planeCount + plane_]; }

    /// Of a texel over its ideal weight, in sixteenths.
    Rounded excess(int texel) const { return excess_[texel]; }

    /// What is best for an entry while the others stay, by the sums of a sweep: lines count by shares of the longest
    /// one's squared length. Nothing where it shows in no texel that counts.
    std::optional<BestWeight> best(int entry) const {
        double slope = 0, curvature = 0, unsure = 0;
        for (int texel = 0; texel < astc::texelCount(blocks_.footprint()); ++texel) {
            const double shown = share(entry, texel) / 256.0;
            const double counts = lengthShare(blocks_.partitionOf(block_, texel)) * shown;
            const Rounded sixteenths = excess(texel);
            slope += counts * sixteenths.value / 16;
            curvature += counts * shown;
            unsure += sixteenths.isUnsure ? counts / 16 : 0;
        }
        if (curvature == 0) return {};
        return BestWeight{weight(entry) - slope / curvature, unsure / curvature + 1e-3};
    }

    /// 256ths with which an entry shows in a texel, but for rounding.
    int share(int entry, int texel) const {
        const Footprint footprint = blocks_.footprint();
        return axisFactor(footprint.width, mode_.width, entry % mode_.width, texel % footprint.width) *
               axisFactor(footprint.height, mode_.height, entry / mode_.width, texel / footprint.width);
    }

    /// How far tracking a change of all weights from `before` may lead away from the excess of a texel, for decoders
    /// round shares to sixteenths and the sweep what it adds.
    double drift(int texel, const WeighedPlane& before) const {
        const astc::TexelInfill infill = infillOf(texel);
        double sum = 0;
        for (int entry = 0; entry < mode_.width * mode_.height; ++entry) {
            const int change = std::abs(weight(entry) - before.weight(entry));
            double factor = 0;
            for (int k = 0; k < 4; ++k)
                if (infill.gridIndices[k] == entry) factor += infill.factors[k];
            sum +=
                change * std::abs(factor - share(entry, texel) / 16.0) + (change * share(entry, texel) % 16 ? 0.5 : 0);
        }
        return sum;
    }

private:
    Rounded measureExcess(int texel) const {
        const astc::TexelInfill infill = infillOf(texel);
        int sum = 0;
        for (int k = 0; k < 4; ++k) sum += infill.factors[k] * weight(infill.gridIndices[k]);
        const Rounded ideal = roundHalfUp(
            16 * std::clamp<double>(blocks_.place(block_, texel, plane_), -swept_.mostBeyond, 64 + swept_.mostBeyond));
        return {sum - ideal.value, ideal.isUnsure};
    }

    int lengthShare(int partition) const {
        double longest = 1;
        for (int p = 0; p < blocks_.kind().partitionCount; ++p)
            longest = std::max(longest, blocks_.squaredLength(block_, p, plane_));
        return roundHalfUp(swept_.mostLength * blocks_.squaredLength(block_, partition, plane_) / longest).value;
    }

    astc::TexelInfill infillOf(int texel) const {
        const int width = blocks_.footprint().width;
        return astc::computeTexelInfill(blocks_.footprint(), mode_.width, mode_.height, texel % width, texel / width);
    }

    const LineBlocks& blocks_;
    const SweptBlocks& swept_;
    uint32_t block_;
    int plane_;
    const GridMode& mode_;
    const std::vector<int>& weights_;
    std::vector<Rounded> excess_;
};

/// Random levels for every slot of every block.
std::vector<uint32_t> randomWeights(const LineBlocks& blocks, uint32_t seed) {
    std::mt19937 random(seed);
    std::vector<uint32_t> weights(blocks.count() * kMaxWeightCount);
    for (uint32_t block = 0; block < blocks.count(); ++block) {
        const std::vector<int> levels = blocks.mode(block).levels();
        for (uint32_t slot = 0; slot < kMaxWeightCount; ++slot)
            weights[block * kMaxWeightCount + slot] = static_cast<uint32_t>(levels[random() % levels.size()]);
    }
    return weights;
}

SweptBlocks sweep(gpu::Rig& rig, const LineBlocks& blocks, const std::vector<uint32_t>& start, uint32_t rounds) {
    const Footprint footprint = blocks.footprint();
    const BlockKind kind = blocks.kind();
    DispatchParams params{};
    params.blockWidth = footprint.width;
    params.blockHeight = footprint.height;
    params.blockCount = blocks.count();
    params.rounds = rounds;
    std::vector<std::span<const std::byte>> inputs = blocks.inputs();
    inputs.push_back(bytesOfAll(start));
    const size_t wordsPerBlock = kMaxWeightCount + kMaxTexelCount;
    const std::string variant = "_p" + std::to_string(kind.partitionCount) + "_d" + std::to_string(kind.planeCount) +
                                "_c" + std::to_string(kind.channelCount);
    const std::vector<uint32_t> words =
        runStage(rig, "sweep_weights" + variant + axisVariant(footprint), params, inputs,
                 blocks.count() * wordsPerBlock + 2, blocks.count() / kGroupSize);
    SweptBlocks all;
    all.mostBeyond = static_cast<int>(words[words.size() - 2]);
    all.mostLength = static_cast<int>(words.back());
    for (uint32_t block = 0; block < blocks.count(); ++block) {
        const auto first = words.begin() + static_cast<std::ptrdiff_t>(block * wordsPerBlock);
        all.blocks.push_back({{first, first + kMaxWeightCount}, {first + kMaxWeightCount, first + wordsPerBlock}});
    }
    return all;
}

/// Every footprint above 4x4, with one partition and plane and with two of each, on every device.
template <typename Test> void forAllBlocks(const Test& test) {
    for (const Footprint footprint : astc::kFootprints)
        for (const BlockKind kind : {BlockKind{1, 1, 3}, BlockKind{2, 2, 4}}) {
            if (footprint == Footprint{4, 4}) continue;
            SCOPED_TRACE(std::to_string(footprint.width) + "x" + std::to_string(footprint.height) + ", " +
                         std::to_string(kind.planeCount) + " planes");
            const LineBlocks blocks(footprint, kind, footprint.width + 16u * footprint.height);
            gpu::onEveryDevice([&](gpu::Rig& rig) { test(rig, blocks); });
        }
}

std::string describe(const LineBlocks& blocks, uint32_t block) {
    const GridMode& mode = blocks.mode(block);
    return "block " + std::to_string(block) + ", grid of " + std::to_string(mode.width) + "x" +
           std::to_string(mode.height) + ", " + std::to_string(mode.levels().size()) + " levels";
}

TEST(SweepWeights, TracksTheExcessOfEveryTexelButForRounding) {
    forAllBlocks([&](gpu::Rig& rig, const LineBlocks& blocks) {
        const std::vector<uint32_t> start = randomWeights(blocks, 1);
        const SweptBlocks swept = sweep(rig, blocks, start, 1);
        for (uint32_t block = 0; block < blocks.count(); ++block) {
            SCOPED_TRACE(describe(blocks, block));
            const auto first = start.begin() + block * kMaxWeightCount;
            const std::vector<int> startWeights(first, first + kMaxWeightCount);
            const int plane = blocks.kind().planeCount - 1;
            const WeighedPlane before(blocks, swept, block, plane, startWeights);
            const WeighedPlane after(blocks, swept, block, plane, swept.blocks[block].weights);
            for (int texel = 0; texel < astc::texelCount(blocks.footprint()); ++texel) {
                const Rounded excess = after.excess(texel);
                EXPECT_NEAR(swept.blocks[block].excess[texel], excess.value,
                            after.drift(texel, before) + (excess.isUnsure ? 1 : 0))
                    << "texel " << texel;
            }
        }
    });
}

/// Every entry of a plane has the rank nearest to what is best for it while the others stay.
void expectSettled(const LineBlocks& blocks, const SweptBlocks& swept, uint32_t block, int plane) {
    const GridMode& mode = blocks.mode(block);
    const std::vector<int> levels = mode.levels();
    const auto last = static_cast<double>(levels.size() - 1);
    const WeighedPlane weighed(blocks, swept, block, plane, swept.blocks[block].weights);
    for (int entry = 0; entry < mode.width * mode.height; ++entry) {
        const std::optional<BestWeight> best = weighed.best(entry);
        if (!best) continue;
        const auto level = std::find(levels.begin(), levels.end(), weighed.weight(entry));
        ASSERT_NE(level, levels.end()) << weighed.weight(entry) << " is no level";
        EXPECT_NEAR(static_cast<double>(level - levels.begin()), std::clamp(best->weight, 0.0, 64.0) * last / 64,
                    0.5 + best->tolerance * last / 64)
            << "entry " << entry << " of plane " << plane;
    }
}

TEST(SweepWeights, SettleWhereEveryEntryHasTheRankNearestToItsBest) {
    int blockCount = 0, settledCount = 0;
    forAllBlocks([&](gpu::Rig& rig, const LineBlocks& blocks) {
        const std::vector<uint32_t> start = randomWeights(blocks, 2);
        const SweptBlocks swept = sweep(rig, blocks, start, 16);
        const SweptBlocks again = sweep(rig, blocks, start, 17);
        for (uint32_t block = 0; block < blocks.count(); ++block) {
            SCOPED_TRACE(describe(blocks, block));
            ++blockCount;
            if (swept.blocks[block].weights != again.blocks[block].weights) continue;
            ++settledCount;
            for (int plane = 0; plane < blocks.kind().planeCount; ++plane) expectSettled(blocks, swept, block, plane);
        }
    });
    // 97% were measured. Nothing makes the others settle, for what is tracked drifts.
    EXPECT_GE(settledCount, blockCount * 95 / 100);
}

} // namespace
} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// If these fail, drafts look again at other blocks than those whose texels lie far from a line, or channels of a block
// count otherwise than alpha around it says.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include "stage_rig.h"

namespace astcslang::encode {
namespace {

using Texel = std::array<int, 4>;
using Matrix = std::array<std::array<double, 4>, 4>;
using Vector = std::array<double, 4>;

/// A picture, its footprint, and what is asked of the kernel.
struct Case {
    uint32_t width = 0;
    uint32_t height = 0;
    Footprint footprint;
    Vector weights{1, 1, 1, 1};
    uint32_t alphaRadius = 0;
    bool isOpaque = false;

    uint32_t columns() const { return (width + footprint.width - 1u) / footprint.width; }
    uint32_t rows() const { return (height + footprint.height - 1u) / footprint.height; }
    bool isWeighted() const { return weights != Vector{1, 1, 1, 1} || alphaRadius > 0; }
};

/// Blocks along random lines, further from them the later they come; some are transparent.
std::vector<uint32_t> makePicture(const Case& of, std::mt19937& random) {
    std::vector<uint32_t> picture(size_t{of.width} * of.height);
    std::vector<std::array<int, 8>> lines(of.columns() * of.rows());
    for (auto& line : lines)
        for (int& value : line) value = static_cast<int>(random() % 256);
    for (uint32_t y = 0; y < of.height; ++y)
        for (uint32_t x = 0; x < of.width; ++x) {
            const uint32_t block = y / of.footprint.height * of.columns() + x / of.footprint.width;
            const int place = static_cast<int>(random() % 256), noise = static_cast<int>(32 * block / lines.size());
            for (int c = 0; c < 4; ++c) {
                const int on = (lines[block][c] * place + lines[block][4 + c] * (255 - place)) / 255;
                const int value = std::clamp(on + static_cast<int>(random() % (2 * noise + 1)) - noise, 0, 255);
                const bool isHidden = block % 5 < 3 && of.alphaRadius > 0;
                const int shown = c < 3 ? value : of.isOpaque ? 255 : isHidden ? 0 : value / (1 + block % 4);
                picture[size_t{y} * of.width + x] |= static_cast<uint32_t>(shown) << (8 * c);
            }
        }
    return picture;
}

uint32_t wordAt(const Case& of, const std::vector<uint32_t>& picture, int x, int y) {
    const int column = std::clamp(x, 0, static_cast<int>(of.width) - 1);
    return picture[static_cast<size_t>(std::clamp(y, 0, static_cast<int>(of.height) - 1)) * of.width +
                   static_cast<size_t>(column)];
}

/// The texels of a block, the last column and row repeated.
std::vector<Texel> texelsOf(const Case& of, const std::vector<uint32_t>& picture, uint32_t block, int margin = 0) {
    const int left = static_cast<int>(block % of.columns() * of.footprint.width);
    const int top = static_cast<int>(block / of.columns() * of.footprint.height);
    std::vector<Texel> texels;
    for (int y = top - margin; y < top + of.footprint.height + margin; ++y)
        for (int x = left - margin; x < left + of.footprint.width + margin; ++x) {
            const uint32_t word = wordAt(of, picture, x, y);
            texels.push_back({});
            for (int c = 0; c < 4; ++c) texels.back()[c] = static_cast<int>(word >> (8 * c) & 255);
        }
    return texels;
}

/// Sums over a block's texels of products of their distances from the mean, as channels count.
Matrix scatterOf(const std::vector<Texel>& texels, const Vector& weights) {
    Matrix scatter{};
    for (int c = 0; c < 4; ++c)
        for (int k = 0; k < 4; ++k) {
            double product = 0, sumC = 0, sumK = 0;
            for (const Texel& texel : texels) {
                product += double{1} * texel[c] * texel[k];
                sumC += texel[c];
                sumK += texel[k];
            }
            scatter[c][k] =
                std::sqrt(weights[c] * weights[k]) * (product - sumC * sumK / static_cast<double>(texels.size()));
        }
    return scatter;
}

/// Its largest eigenvalue, by so many steps that only the square of the last one's error counts.
double largestEigenvalue(const Matrix& matrix) {
    Vector axis = {0.51, 0.49, 0.52, 0.48};
    double length = 0;
    for (int step = 0; step < 2000; ++step) {
        Vector next{};
        for (int c = 0; c < 4; ++c)
            for (int k = 0; k < 4; ++k) next[c] += matrix[c][k] * axis[k];
        length = std::sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2] + next[3] * next[3]);
        if (length == 0) return 0;
        for (int c = 0; c < 4; ++c) axis[c] = next[c] / length;
    }
    return length;
}

/// What a line leaves whose direction is the longest row after `steps` multiplications: v' M v / v' v.
double leftAfter(const Matrix& matrix, int steps) {
    size_t longest = 0;
    for (size_t row = 1; row < 4; ++row)
        if (matrix[row][row] > matrix[longest][longest]) longest = row;
    Vector axis = matrix[longest];
    double along = 0, all = 0;
    for (int step = 0; step <= steps; ++step) {
        Vector next{};
        double squared = 0, product = 0;
        for (int c = 0; c < 4; ++c)
            for (int k = 0; k < 4; ++k) next[c] += matrix[c][k] * axis[k];
        for (int c = 0; c < 4; ++c) {
            squared += axis[c] * axis[c];
            product += axis[c] * next[c];
        }
        along = squared > 0 ? product / squared : 0;
        for (int c = 0; c < 4; ++c) axis[c] = next[c] / std::sqrt(std::max(squared, 1e-30));
    }
    for (int c = 0; c < 4; ++c) all += matrix[c][c];
    return all - along;
}

/// As astcslang.h and channel_weights.slang say: the largest is 1, none is 0.
Vector weightsOf(const Case& of, int visible) {
    Vector weights = of.weights;
    for (int c = 0; c < 3; ++c) weights[c] *= of.alphaRadius > 0 ? visible / 255.0 : 1;
    const double largest = std::max(*std::max_element(weights.begin(), weights.end()), 1e-12);
    for (double& weight : weights) weight = std::clamp(weight / largest, 1e-6, 1.0);
    return weights;
}

void expectFlags(const Case& of, const std::vector<uint32_t>& picture, uint32_t block, uint32_t flags) {
    SCOPED_TRACE("block " + std::to_string(block));
    int visible = 255;
    std::vector<Texel> texels = texelsOf(of, picture, block);
    if (of.alphaRadius > 0) {
        visible = 0;
        for (const Texel& texel : texelsOf(of, picture, block, static_cast<int>(of.alphaRadius) - 1))
            visible = std::max(visible, texel[3]);
    }
    if (visible == 0) std::fill(texels.begin(), texels.end(), Texel{});
    const auto differs = [&](const Texel& texel) { return texel != texels[0]; };
    const auto shows = [](const Texel& texel) { return texel[3] != 255; };
    EXPECT_EQ((flags & kBlockIsConstant) == 0, std::any_of(texels.begin(), texels.end(), differs));
    EXPECT_EQ((flags & kBlockHasAlpha) != 0, std::any_of(texels.begin(), texels.end(), shows));
    EXPECT_EQ(flags >> kBlockAlphaShift & 255, static_cast<uint32_t>(visible));
    const Vector weights = weightsOf(of, visible);
    const Matrix scatter = scatterOf(texels, weights);
    double squares = 0;
    for (const Texel& texel : texels)
        for (int c = 0; c < 4; ++c) squares += weights[c] * texel[c] * texel[c];
    const double least = scatter[0][0] + scatter[1][1] + scatter[2][2] + scatter[3][3] - largestEigenvalue(scatter);
    const double told = std::bit_cast<float>(offLineBits(flags));
    // 6 bits of mantissa are kept; reciprocals are exact to a millionth, and what they are taken of is large.
    const double ofFloats = 2e-6 * squares;
    EXPECT_GE(told, least * (1 - 1.0 / 64) - ofFloats) << "no line is better";
    EXPECT_GE(told, leftAfter(scatter, 4) * (1 - 1.0 / 64) - ofFloats);
    EXPECT_LE(told, leftAfter(scatter, 4) + ofFloats);
}

void expectFlags(gpu::Rig& rig, const Case& of) {
    SCOPED_TRACE(std::to_string(of.footprint.width) + "x" + std::to_string(of.footprint.height) + ", alpha radius " +
                 std::to_string(of.alphaRadius) + (of.isWeighted() ? ", weighted" : ""));
    std::mt19937 random(of.width);
    const std::vector<uint32_t> picture = makePicture(of, random);
    const uint32_t blockCount = of.columns() * of.rows();
    DispatchParams params{};
    params.blockCount = blockCount;
    params.blocksPerRow = of.columns();
    params.imageWidth = of.width;
    params.imageHeight = of.height;
    params.blockWidth = of.footprint.width;
    params.blockHeight = of.footprint.height;
    params.alphaRadius = of.alphaRadius;
    for (int c = 0; c < 4; ++c) params.channelWeights[c] = static_cast<float>(of.weights[c]);
    const uint32_t tiled = (blockCount + kTexelTile - 1) / kTexelTile * kTexelTile;
    const std::vector<uint32_t> texels(size_t{tiled} * of.footprint.height * texelGroups(of.footprint.width) * 4);
    const std::vector<uint32_t> flags =
        runStage(rig, "load_block", params, {bytesOfAll(picture), bytesOfAll(texels)}, blockCount,
                 (blockCount + kGroupSize - 1) / kGroupSize, {0, 0, of.isWeighted() ? 1u : 0u, kModesPerFit, 1});
    for (uint32_t block = 0; block < blockCount; ++block) expectFlags(of, picture, block, flags[block]);
}

TEST(LoadBlock, TellsWhatTheBestLineLeaves) {
    gpu::onEveryDevice([](gpu::Rig& rig) {
        for (const bool isOpaque : {false, true})
            for (const Footprint footprint : {Footprint{4, 4}, {6, 6}, {5, 4}, {10, 6}, {12, 12}})
                expectFlags(rig, {.width = 131, .height = 77, .footprint = footprint, .isOpaque = isOpaque});
    });
}

TEST(LoadBlock, TellsItAsChannelsCount) {
    gpu::onEveryDevice([](gpu::Rig& rig) {
        for (const Vector& weights : {Vector{1, 2, 4, 1}, {0.25, 1, 0, 1}, {100, 1, 0.01, 3}})
            for (const bool isOpaque : {false, true})
                for (const Footprint footprint : {Footprint{4, 4}, {8, 5}})
                    expectFlags(
                        rig,
                        {.width = 131, .height = 77, .footprint = footprint, .weights = weights, .isOpaque = isOpaque});
    });
}

TEST(LoadBlock, TellsTheMostAlphaInAndAroundABlock) {
    gpu::onEveryDevice([](gpu::Rig& rig) {
        for (const uint32_t radius : {1u, 2u, 7u})
            for (const Footprint footprint : {Footprint{4, 4}, {10, 6}})
                expectFlags(rig, {.width = 131, .height = 77, .footprint = footprint, .alphaRadius = radius});
    });
}

} // namespace
} // namespace astcslang::encode

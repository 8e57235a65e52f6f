// SPDX-License-Identifier: Apache-2.0
// If these fail, drafts look again at other blocks than those whose texels lie far from a line.

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <random>
#include <vector>

#include "stage_rig.h"

namespace astcslang::encode {
namespace {

constexpr uint32_t kBlockCount = 2 * kGroupSize;

using Matrix = std::array<std::array<double, 4>, 4>;

/// Sums over a block's texels of products of their distances from the mean.
Matrix scatterOf(const std::vector<std::array<int, 4>>& texels) {
    Matrix scatter{};
    for (int c = 0; c < 4; ++c)
        for (int k = 0; k < 4; ++k) {
            double product = 0, sumC = 0, sumK = 0;
            for (const auto& texel : texels) {
                product += double{1} * texel[c] * texel[k];
                sumC += texel[c];
                sumK += texel[k];
            }
            scatter[c][k] = product - sumC * sumK / static_cast<double>(texels.size());
        }
    return scatter;
}

/// Its largest eigenvalue, by so many steps that only the square of the last one's error counts.
double largestEigenvalue(const Matrix& matrix) {
    std::array<double, 4> axis = {0.51, 0.49, 0.52, 0.48};
    double length = 0;
    for (int step = 0; step < 2000; ++step) {
        std::array<double, 4> next{};
        for (int c = 0; c < 4; ++c)
            for (int k = 0; k < 4; ++k) next[c] += matrix[c][k] * axis[k];
        length = std::sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2] + next[3] * next[3]);
        if (length == 0) return 0;
        for (int c = 0; c < 4; ++c) axis[c] = next[c] / length;
    }
    return length;
}

/// Blocks along random lines, further from them the later they come.
std::vector<uint32_t> makePicture(uint32_t width, uint32_t height, uint32_t side, std::mt19937& random) {
    std::vector<uint32_t> picture(size_t{width} * height);
    std::vector<std::array<int, 8>> lines(kBlockCount);
    for (auto& line : lines)
        for (int& value : line) value = static_cast<int>(random() % 256);
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) {
            const uint32_t block = y / side * (width / side) + x / side;
            const int place = static_cast<int>(random() % 256), noise = static_cast<int>(block / 4);
            for (int c = 0; c < 4; ++c) {
                const int on = (lines[block][c] * place + lines[block][4 + c] * (255 - place)) / 255;
                const int value = on + static_cast<int>(random() % (2 * noise + 1)) - noise;
                picture[size_t{y} * width + x] |= static_cast<uint32_t>(std::clamp(value, 0, 255)) << (8 * c);
            }
        }
    return picture;
}

void expectResidual(gpu::Rig& rig, uint32_t side) {
    std::mt19937 random(side);
    const uint32_t width = 16 * side, height = kBlockCount / 16 * side;
    const std::vector<uint32_t> picture = makePicture(width, height, side, random);
    DispatchParams params{};
    params.blockCount = kBlockCount;
    params.blocksPerRow = 16;
    params.imageWidth = width;
    params.imageHeight = height;
    params.blockWidth = params.blockHeight = side;
    const std::vector<uint32_t> texels(size_t{kBlockCount} * side * texelGroups(side) * 4);
    const std::vector<uint32_t> flags =
        runStage(rig, "load_block", params, {bytesOfAll(picture), bytesOfAll(texels)}, kBlockCount, 2);
    for (uint32_t block = 0; block < kBlockCount; ++block) {
        std::vector<std::array<int, 4>> values;
        for (uint32_t i = 0; i < side * side; ++i) {
            const uint32_t word = picture[size_t{block / 16 * side + i / side} * width + block % 16 * side + i % side];
            std::array<int, 4> value{};
            for (int c = 0; c < 4; ++c) value[c] = static_cast<int>(word >> (8 * c) & 255);
            values.push_back(value);
        }
        const Matrix scatter = scatterOf(values);
        const double all = scatter[0][0] + scatter[1][1] + scatter[2][2] + scatter[3][3];
        const double least = all - largestEigenvalue(scatter);
        const double told = std::bit_cast<float>(flags[block] >> kBlockUnlinedShift << kScreenFloatShift);
        // 6 bits of mantissa are kept, and the kernel's axis is not exactly the best.
        EXPECT_GE(told, least * (1 - 1.0 / 64) - all * 1e-5) << "block " << block;
        EXPECT_LE(told, least * 1.05 + all * 1e-3) << "block " << block;
    }
}

TEST(LoadBlock, TellsWhatTheBestLineLeaves) {
    gpu::onEveryDevice([](gpu::Rig& rig) {
        expectResidual(rig, 4);
        expectResidual(rig, 6);
    });
}

} // namespace
} // namespace astcslang::encode

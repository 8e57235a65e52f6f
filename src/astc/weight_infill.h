// SPDX-License-Identifier: Apache-2.0
// From the stored weight grid to one weight per texel: bilinear infill (C.2.18).

#pragma once

#include <array>
#include <cassert>
#include <cstdint>
#include <span>

#include "astc/footprint.h"

namespace astcslang::astc {

/// A texel's weight is (sum of weight[gridIndices[k]] * factors[k] + 8) >> 4. Factors add up to 16; a factor of 0 has
/// grid index 0, so every index may be read.
struct TexelInfill {
    std::array<uint8_t, 4> gridIndices{};
    std::array<uint8_t, 4> factors{};
};

/// One entry per texel in raster order; entries past texelCount(footprint) are unused.
using WeightInfill = std::array<TexelInfill, kMaxTexelCount>;

/// Texel coordinate on one axis as a 4:4 fixed-point place in a grid of `gridSize` points.
constexpr int gridPosition(int texel, int blockSize, int gridSize) {
    const int scale = (1024 + blockSize / 2) / (blockSize - 1);
    return (scale * texel * (gridSize - 1) + 32) >> 6;
}

/// The grid must not exceed the footprint.
constexpr TexelInfill computeTexelInfill(Footprint footprint, int gridWidth, int gridHeight, int x, int y) {
    const int gs = gridPosition(x, footprint.width, gridWidth);
    const int gt = gridPosition(y, footprint.height, gridHeight);
    const int fs = gs & 15, ft = gt & 15;
    const int w11 = (fs * ft + 8) >> 4;
    const std::array<int, 4> factors = {16 - fs - ft + w11, fs - w11, ft - w11, w11};
    const int corner = (gs >> 4) + (gt >> 4) * gridWidth;
    const std::array<int, 4> indices = {corner, corner + 1, corner + gridWidth, corner + gridWidth + 1};

    TexelInfill infill;
    for (int k = 0; k < 4; ++k) {
        if (factors[k] == 0) continue;
        infill.gridIndices[k] = static_cast<uint8_t>(indices[k]);
        infill.factors[k] = static_cast<uint8_t>(factors[k]);
    }
    return infill;
}

constexpr WeightInfill computeWeightInfill(Footprint footprint, int gridWidth, int gridHeight) {
    assert(gridWidth <= footprint.width && gridHeight <= footprint.height);
    WeightInfill infill{};
    for (int y = 0; y < footprint.height; ++y) {
        for (int x = 0; x < footprint.width; ++x)
            infill[y * footprint.width + x] = computeTexelInfill(footprint, gridWidth, gridHeight, x, y);
    }
    return infill;
}

/// Weight 0..64 of a texel. Weight n of the plane is gridWeights[n * stride]; dual plane interleaves with stride 2.
constexpr int infillWeight(const TexelInfill& infill, std::span<const uint8_t> gridWeights, int stride = 1) {
    int sum = 8;
    for (int k = 0; k < 4; ++k) sum += gridWeights[infill.gridIndices[k] * stride] * infill.factors[k];
    return sum >> 4;
}

} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// A weight grid of a footprint as one matrix in double precision: what it can show of texels, and which entries come
// nearest to them. Entries are products of both axes, as the kernels take them, or what decoders interpolate.

#pragma once

#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

class ReferenceGrid {
public:
    /// `isRounded`: factors of texels rounded to sixteenths, as in C.2.18, instead of products.
    ReferenceGrid(Footprint footprint, int gridWidth, int gridHeight, bool isRounded = false);

    /// Squared length of the part of `texels` that the grid can show.
    double followed(const std::vector<double>& texels) const;
    /// Entries whose texels have the least squared distance from `texels`.
    std::vector<double> leastSquares(const std::vector<double>& texels) const;

private:
    std::vector<double> alongBasis(const std::vector<double>& texels) const;

    /// Columns, orthonormal; and how the grid's columns are made of them: entry e is the sum of triangle_[i][e] of i.
    std::vector<std::vector<double>> basis_;
    std::vector<std::vector<double>> triangle_;
};

} // namespace astcslang::encode

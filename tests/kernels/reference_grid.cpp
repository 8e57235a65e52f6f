// SPDX-License-Identifier: Apache-2.0
#include "reference_grid.h"

#include <cmath>
#include <numeric>

#include "astc/weight_infill.h"

namespace astcslang::encode {
namespace {

/// Share 0..1 of an entry of an axis in a texel.
double axisShare(int blockSize, int gridSize, int entry, int texel) {
    const int position = astc::gridPosition(texel, blockSize, gridSize);
    const double distance = std::abs(position / 16.0 - entry);
    return distance < 1 ? 1 - distance : 0;
}

/// What texels show of an entry of 1 while all others are 0.
std::vector<double> entryColumn(Footprint footprint, int gridWidth, int gridHeight, int entry, bool isRounded) {
    std::vector<double> column;
    for (int y = 0; y < footprint.height; ++y)
        for (int x = 0; x < footprint.width; ++x) {
            double share = axisShare(footprint.width, gridWidth, entry % gridWidth, x) *
                           axisShare(footprint.height, gridHeight, entry / gridWidth, y);
            if (isRounded) {
                share = 0;
                const astc::TexelInfill infill = astc::computeTexelInfill(footprint, gridWidth, gridHeight, x, y);
                for (int k = 0; k < 4; ++k)
                    if (infill.gridIndices[k] == entry) share += infill.factors[k] / 16.0;
            }
            column.push_back(share);
        }
    return column;
}

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

} // namespace

ReferenceGrid::ReferenceGrid(Footprint footprint, int gridWidth, int gridHeight, bool isRounded) {
    const int count = gridWidth * gridHeight;
    triangle_.assign(count, std::vector<double>(count));
    for (int entry = 0; entry < count; ++entry) {
        std::vector<double> rest = entryColumn(footprint, gridWidth, gridHeight, entry, isRounded);
        // Twice, since what the first pass leaves of the basis would grow.
        for (int pass = 0; pass < 2; ++pass)
            for (int i = 0; i < entry; ++i) {
                const double part = dot(basis_[i], rest);
                triangle_[i][entry] += part;
                for (size_t texel = 0; texel < rest.size(); ++texel) rest[texel] -= part * basis_[i][texel];
            }
        triangle_[entry][entry] = std::sqrt(dot(rest, rest));
        for (double& value : rest) value /= triangle_[entry][entry];
        basis_.push_back(rest);
    }
}

std::vector<double> ReferenceGrid::alongBasis(const std::vector<double>& texels) const {
    std::vector<double> along;
    for (const std::vector<double>& direction : basis_) along.push_back(dot(direction, texels));
    return along;
}

double ReferenceGrid::followed(const std::vector<double>& texels) const {
    const std::vector<double> along = alongBasis(texels);
    return dot(along, along);
}

std::vector<double> ReferenceGrid::leastSquares(const std::vector<double>& texels) const {
    std::vector<double> entries = alongBasis(texels);
    for (size_t entry = entries.size(); entry-- > 0;) {
        for (size_t later = entry + 1; later < entries.size(); ++later)
            entries[entry] -= triangle_[entry][later] * entries[later];
        entries[entry] /= triangle_[entry][entry];
    }
    return entries;
}

} // namespace astcslang::encode

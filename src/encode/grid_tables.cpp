// SPDX-License-Identifier: Apache-2.0
#include "encode/grid_tables.h"

#include <array>
#include <bit>
#include <cmath>

#include "astc/weight_infill.h"
#include "gpu_types.h"

namespace astcslang::encode {
namespace {

static_assert(kGridSpansAt % 4 == 0 && kGridAxisWords % 4 == 0 && kMaxAxisSize % 4 == 0,
              "kernels read the spans four floats at a time");

constexpr int kMaxSize = kMaxAxisSize;
using Row = std::array<double, kMaxSize>;
using Rows = std::array<Row, kMaxSize>;

/// Sixteenths with which entry `entry` shows in each texel of the axis.
Row infillColumn(int blockSize, int gridSize, int entry) {
    Row column{};
    for (int texel = 0; texel < blockSize; ++texel) {
        const int position = astc::gridPosition(texel, blockSize, gridSize);
        if (position >> 4 == entry) column[texel] = 16 - (position & 15);
        if ((position >> 4) + 1 == entry) column[texel] = position & 15;
        column[texel] /= 16.0;
    }
    return column;
}

double dot(const Row& a, const Row& b) {
    double sum = 0;
    for (int i = 0; i < kMaxSize; ++i) sum += a[i] * b[i];
    return sum;
}

/// How one axis of a grid acts: rows are entries, columns are texels.
struct Axis {
    Rows basis{};   ///< Orthonormal: of all that the entries can show, then of the rest (modified Gram-Schmidt).
    Rows inverse{}; ///< Entries that come nearest to given texels.
};

/// Takes out of `rest` what lies along the first `count` rows of a basis.
void removeAlong(const Rows& basis, int count, Row& rest) {
    for (int earlier = 0; earlier < count; ++earlier) {
        const double part = dot(basis[earlier], rest);
        for (int i = 0; i < kMaxSize; ++i) rest[i] -= part * basis[earlier][i];
    }
}

/// Fills the rows from `count` on with what the first ones cannot show: each time with what is left of the texel of
/// which most is left.
void completeBasis(Rows& basis, int count, int blockSize) {
    for (; count < blockSize; ++count) {
        Row most{};
        for (int texel = 0; texel < blockSize; ++texel) {
            Row rest{};
            rest[texel] = 1;
            removeAlong(basis, count, rest);
            if (dot(rest, rest) > dot(most, most)) most = rest;
        }
        const double length = std::sqrt(dot(most, most));
        for (int i = 0; i < blockSize; ++i) basis[count][i] = most[i] / length;
    }
}

Axis computeAxis(int blockSize, int gridSize) {
    Axis axis;
    std::array<Row, kMaxSize> triangle{}; // columns = basis * triangle
    for (int entry = 0; entry < gridSize; ++entry) {
        Row rest = infillColumn(blockSize, gridSize, entry);
        for (int earlier = 0; earlier < entry; ++earlier) {
            triangle[earlier][entry] = dot(axis.basis[earlier], rest);
            for (int i = 0; i < blockSize; ++i) rest[i] -= triangle[earlier][entry] * axis.basis[earlier][i];
        }
        triangle[entry][entry] = std::sqrt(dot(rest, rest));
        for (int i = 0; i < blockSize; ++i) axis.basis[entry][i] = rest[i] / triangle[entry][entry];
    }
    for (int entry = gridSize - 1; entry >= 0; --entry) {
        axis.inverse[entry] = axis.basis[entry];
        for (int later = entry + 1; later < gridSize; ++later)
            for (int i = 0; i < blockSize; ++i)
                axis.inverse[entry][i] -= triangle[entry][later] * axis.inverse[later][i];
        for (int i = 0; i < blockSize; ++i) axis.inverse[entry][i] /= triangle[entry][entry];
    }
    completeBasis(axis.basis, gridSize, blockSize);
    return axis;
}

/// First and last texel, the latter shifted by 8, in which an entry shows.
uint32_t supportOf(int blockSize, int gridSize, int entry) {
    const Row column = infillColumn(blockSize, gridSize, entry);
    uint32_t first = 0;
    uint32_t last = 0;
    for (int texel = blockSize - 1; texel >= 0; --texel)
        if (column[texel] > 0) first = static_cast<uint32_t>(texel);
    for (int texel = 0; texel < blockSize; ++texel)
        if (column[texel] > 0) last = static_cast<uint32_t>(texel);
    return first | last << 8;
}

void fillAxis(std::vector<uint32_t>& words, uint32_t start, int blockSize) {
    const auto word = [](double value) { return std::bit_cast<uint32_t>(static_cast<float>(value)); };
    for (int size = 2; size <= blockSize; ++size) {
        const Axis axis = computeAxis(blockSize, size);
        const uint32_t row = start + static_cast<uint32_t>(size) * kMaxAxisSize;
        for (int i = 0; i < blockSize; ++i)
            words[row + kGridPositionsAt + i] = static_cast<uint32_t>(astc::gridPosition(i, blockSize, size));
        for (int entry = 0; entry < size; ++entry) {
            words[row + kGridSupportsAt + entry] = supportOf(blockSize, size, entry);
            const uint32_t matrix = start + (static_cast<uint32_t>(size * kMaxSize + entry)) * kMaxAxisSize;
            for (int i = 0; i < blockSize; ++i) words[matrix + kGridInversesAt + i] = word(axis.inverse[entry][i]);
        }
        const auto gridEntries = static_cast<uint32_t>(size), axisTexels = static_cast<uint32_t>(blockSize);
        const int firstOfSpan = gridSpanIsRest(gridEntries, axisTexels) ? size : 0;
        for (int entry = 0; entry < static_cast<int>(gridSpanRows(gridEntries, axisTexels)); ++entry) {
            const uint32_t matrix = start + (static_cast<uint32_t>(size * kMaxSize + entry)) * kMaxAxisSize;
            for (int i = 0; i < blockSize; ++i)
                words[matrix + kGridSpansAt + i] = word(axis.basis[firstOfSpan + entry][i]);
        }
    }
}

} // namespace

std::vector<uint32_t> buildGridTable(Footprint footprint) {
    std::vector<uint32_t> words(kGridTableWords, 0);
    fillAxis(words, 0, footprint.width);
    fillAxis(words, kGridAxisWords, footprint.height);
    return words;
}

double axisNoise(int blockSize, int gridSize) {
    double sum = 0;
    for (int entry = 0; entry < gridSize; ++entry) {
        const Row column = infillColumn(blockSize, gridSize, entry);
        sum += dot(column, column);
    }
    return sum / blockSize;
}

} // namespace astcslang::encode

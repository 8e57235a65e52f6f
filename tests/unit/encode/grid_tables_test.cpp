// SPDX-License-Identifier: Apache-2.0
// If these fail, kernels for footprints above 4x4 fit weights of a grid that is not the one a decoder interpolates.
#include "encode/grid_tables.h"

#include <array>
#include <bit>
#include <utility>

#include <gtest/gtest.h>

#include "astc/weight_infill.h"
#include "gpu_types.h"

namespace astcslang::encode {
namespace {

using Row = std::array<double, kMaxAxisSize>;

/// One axis of one footprint's table. `isColumn`: the axis of y.
struct AxisTable {
    const std::vector<uint32_t>& words;
    Footprint footprint;
    bool isColumn = false;

    int blockSize() const { return isColumn ? footprint.height : footprint.width; }
    uint32_t word(uint32_t at) const { return words[(isColumn ? kGridAxisWords : 0) + at]; }
    int position(int gridSize, int texel) const {
        return static_cast<int>(word(kGridPositionsAt + gridSize * kMaxAxisSize + texel));
    }
    uint32_t support(int gridSize, int entry) const { return word(kGridSupportsAt + gridSize * kMaxAxisSize + entry); }
    Row row(uint32_t table, int gridSize, int entry) const {
        Row values{};
        for (int i = 0; i < static_cast<int>(kMaxAxisSize); ++i)
            values[i] = std::bit_cast<float>(word(table + (gridSize * kMaxAxisSize + entry) * kMaxAxisSize + i));
        return values;
    }
    bool spanIsRest(int gridSize) const {
        return gridSpanIsRest(static_cast<uint32_t>(gridSize), static_cast<uint32_t>(blockSize()));
    }
    std::vector<Row> span(int gridSize) const {
        const uint32_t count = gridSpanRows(static_cast<uint32_t>(gridSize), static_cast<uint32_t>(blockSize()));
        std::vector<Row> rows;
        for (int i = 0; i < static_cast<int>(count); ++i) rows.push_back(row(kGridSpansAt, gridSize, i));
        return rows;
    }
    /// Share of entry `entry` in each texel, by the format's own infill: on the block's first row or column the other
    /// axis has no part.
    Row infill(int gridSize, int entry) const {
        Row column{};
        for (int i = 0; i < blockSize(); ++i) {
            const astc::TexelInfill texel = isColumn ? astc::computeTexelInfill(footprint, 2, gridSize, 0, i)
                                                     : astc::computeTexelInfill(footprint, gridSize, 2, i, 0);
            for (int k = 0; k < 4; ++k)
                if (texel.factors[k] != 0 && texel.gridIndices[k] == (isColumn ? 2 * entry : entry))
                    column[i] += texel.factors[k] / 16.0;
        }
        return column;
    }
};

double dot(const Row& a, const Row& b) {
    double sum = 0;
    for (size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

/// Every footprint, axis and grid size.
template <typename Visit> void forEachAxis(Visit visit) {
    for (const Footprint footprint : astc::kFootprints) {
        const std::vector<uint32_t> words = buildGridTable(footprint);
        ASSERT_EQ(words.size(), kGridTableWords);
        for (const bool isColumn : {false, true}) {
            const AxisTable axis{words, footprint, isColumn};
            for (int gridSize = 2; gridSize <= axis.blockSize(); ++gridSize) {
                SCOPED_TRACE(std::to_string(footprint.width) + "x" + std::to_string(footprint.height) +
                             (isColumn ? ", y, " : ", x, ") + std::to_string(gridSize) + " entries");
                visit(axis, gridSize);
            }
        }
    }
}

TEST(GridTables, PositionsGiveTheInfillOfEveryTexelOfEveryGrid) {
    for (const Footprint footprint : astc::kFootprints) {
        const std::vector<uint32_t> words = buildGridTable(footprint);
        const AxisTable axes[2] = {{words, footprint, false}, {words, footprint, true}};
        for (int width = 2; width <= footprint.width; ++width)
            for (int height = 2; height <= footprint.height; ++height)
                for (int texel = 0; texel < astc::texelCount(footprint); ++texel) {
                    const int x = texel % footprint.width, y = texel / footprint.width;
                    const int gs = axes[0].position(width, x), gt = axes[1].position(height, y);
                    const int fs = gs % 16, ft = gt % 16, corner = gt / 16 * width + gs / 16;
                    const int far = (fs * ft + 8) / 16;
                    const std::array<int, 4> factors = {16 - fs - ft + far, fs - far, ft - far, far};
                    const std::array<int, 4> indices = {corner, corner + 1, corner + width, corner + width + 1};
                    const astc::TexelInfill infill = astc::computeTexelInfill(footprint, width, height, x, y);
                    for (int k = 0; k < 4; ++k) {
                        ASSERT_EQ(infill.factors[k], factors[k]);
                        ASSERT_EQ(infill.gridIndices[k], factors[k] == 0 ? 0 : indices[k]);
                    }
                }
    }
}

TEST(GridTables, SupportsAreExactlyTheTexelsWithAFactor) {
    forEachAxis([](const AxisTable& axis, int gridSize) {
        for (int entry = 0; entry < gridSize; ++entry) {
            const Row column = axis.infill(gridSize, entry);
            const uint32_t support = axis.support(gridSize, entry);
            const int first = static_cast<int>(support & 255), last = static_cast<int>(support >> 8);
            for (int texel = 0; texel < axis.blockSize(); ++texel)
                EXPECT_EQ(first <= texel && texel <= last, column[texel] > 0)
                    << "entry " << entry << ", texel " << texel;
        }
    });
}

TEST(GridTables, PseudoInverseTimesInfillIsTheIdentity) {
    forEachAxis([](const AxisTable& axis, int gridSize) {
        for (int row = 0; row < gridSize; ++row)
            for (int entry = 0; entry < gridSize; ++entry)
                EXPECT_NEAR(dot(axis.row(kGridInversesAt, gridSize, row), axis.infill(gridSize, entry)),
                            row == entry ? 1.0 : 0.0, 1e-5)
                    << row << ", " << entry;
    });
}

/// A left inverse is the pseudo-inverse if it gives 0 for all that the grid cannot show.
TEST(GridTables, PseudoInverseLooksAtWhatTheGridCanShowAlone) {
    forEachAxis([](const AxisTable& axis, int gridSize) {
        for (int entry = 0; entry < gridSize; ++entry) {
            const Row inverse = axis.row(kGridInversesAt, gridSize, entry);
            double along = 0;
            for (const Row& row : axis.span(gridSize)) along += dot(inverse, row) * dot(inverse, row);
            EXPECT_NEAR(along, axis.spanIsRest(gridSize) ? 0.0 : dot(inverse, inverse), 1e-6) << entry;
        }
    });
}

TEST(GridTables, SpanIsOrthonormalAndHoldsEveryInfillOrNothingOfIt) {
    forEachAxis([](const AxisTable& axis, int gridSize) {
        const std::vector<Row> span = axis.span(gridSize);
        ASSERT_EQ(span.size(), axis.spanIsRest(gridSize) ? axis.blockSize() - gridSize : gridSize);
        ASSERT_LE(2 * span.size(), axis.blockSize());
        for (size_t i = 0; i < span.size(); ++i)
            for (size_t j = 0; j < span.size(); ++j) EXPECT_NEAR(dot(span[i], span[j]), i == j ? 1.0 : 0.0, 1e-6);
        for (int entry = 0; entry < gridSize; ++entry) {
            const Row column = axis.infill(gridSize, entry);
            double shown = 0;
            for (const Row& row : span) shown += dot(column, row) * dot(column, row);
            EXPECT_NEAR(shown, axis.spanIsRest(gridSize) ? 0.0 : dot(column, column), 1e-5);
        }
    });
}

TEST(GridTables, SpansOfAnAxisFillTheRoomThatKernelsHaveForThem) {
    const auto rowsOf = [](uint32_t texels) {
        uint32_t rows = 0;
        for (uint32_t size = 2; size <= texels; ++size) rows += gridSpanRows(size, texels);
        return rows;
    };
    for (const auto& [texels, room] :
         {std::pair{6u, kGridSpanRowsOf6}, {8u, kGridSpanRowsOf8}, {12u, kGridSpanRowsOf12}})
        EXPECT_EQ(rowsOf(texels), room) << texels << " texels; fewer need less";
}

TEST(GridTables, NothingLiesBesideTheTexelsOfTheFootprint) {
    forEachAxis([](const AxisTable& axis, int gridSize) {
        for (int entry = 0; entry < gridSize; ++entry)
            for (size_t i = axis.blockSize(); i < kMaxAxisSize; ++i) {
                EXPECT_EQ(axis.row(kGridInversesAt, gridSize, entry)[i], 0.0);
                EXPECT_EQ(axis.row(kGridSpansAt, gridSize, entry)[i], 0.0);
            }
    });
}

TEST(AxisNoise, OfAFullGridIsOne) {
    for (const int size : {4, 5, 6, 8, 10, 12}) EXPECT_EQ(axisNoise(size, size), 1.0) << size;
}

TEST(AxisNoise, MatchesWorkedExamples) {
    // Places 0 8 16 24 32: three texels of one entry, two of two halves.
    EXPECT_DOUBLE_EQ(axisNoise(5, 3), (3 + 2 * 0.5) / 5);
    // Places 0 5 11 16.
    EXPECT_DOUBLE_EQ(axisNoise(4, 2), (2 + 2 * (11 * 11 + 5 * 5) / 256.0) / 4);
    // Places 0 1 3 4 6 7 and their mirror images.
    EXPECT_DOUBLE_EQ(axisNoise(12, 2), 2 * (256 + 226 + 178 + 160 + 136 + 130) / 256.0 / 12);
}

TEST(AxisNoise, LiesBetweenAHalfAndOne) {
    for (const int blockSize : {4, 5, 6, 8, 10, 12})
        for (int gridSize = 2; gridSize <= blockSize; ++gridSize) {
            EXPECT_GE(axisNoise(blockSize, gridSize), 0.5);
            EXPECT_LE(axisNoise(blockSize, gridSize), 1.0);
        }
}

} // namespace
} // namespace astcslang::encode

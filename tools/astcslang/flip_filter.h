// SPDX-License-Identifier: Apache-2.0
// Filters of FLIP (sections 4.1.1 and 4.2 of the paper): what contrasts an eye can see at a distance, and edges and
// points of luminance. All of them are products, or sums of two products, of a filter along rows and one along columns.

#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include <astcslang/astcslang.h>

#include "flip_color.h"
#include "picture.h"

namespace astcslang::cli {

/// Weights of texels from -radius to +radius.
using Taps = std::vector<double>;

struct FlipFilters {
    FlipFilters(double pixelsPerDegree, const TransferFunction& transfer);

    std::array<double, 256> lights{}; ///< Of a picture's codes.
    size_t contrastRadius = 0;
    Taps contrastY, contrastCx; ///< Of sum 1.
    Taps contrastCz[2];         ///< Of sum 1; what comes of them is added with these weights:
    std::array<double, 2> contrastCzWeights{};
    size_t featureRadius = 0;
    Taps smooth;      ///< Gaussian of sum 1, across the direction of the others.
    Taps edge, point; ///< Its first and second derivative; positive taps have sum 1, negative -1.
};

/// What is left of one row of a picture for the comparison.
struct FilteredRow {
    std::vector<Triple> huntLab;
    std::vector<double> edge, point; ///< Lengths of the gradients, 0 .. sqrt(2)
};

/// The rows of one picture one after the other, from `firstRow` on. It keeps as many as the filters are high.
class FlipFilter {
public:
    /// Precondition: the picture has texels; it and the filters outlive this.
    FlipFilter(const Image& image, const FlipFilters& filters, uint32_t firstRow);

    /// What one takes, nearly: the rows that it keeps.
    static size_t bytesFor(uint32_t width, const FlipFilters& filters);

    /// The next row; valid until the one after it is asked for.
    const FilteredRow& next();

private:
    /// Sums along one row, of one source row.
    enum Moment : size_t { kY, kCx, kCz0, kCz1, kSmooth, kEdge, kPoint, kMomentCount };
    using MomentRow = std::array<std::vector<double>, kMomentCount>;

    void addSourceRow();
    void filterColumns(Moment moment, const Taps& taps, double weight, std::vector<double>& sums) const;
    void finishColors();
    void finishFeatures();

    const Image& image_;
    const FlipFilters& filters_;
    size_t radius_;                             ///< The larger one.
    uint32_t nextRow_;                          ///< That next() will return.
    uint32_t nextSource_;                       ///< The first row that is not in the ring.
    std::vector<MomentRow> ring_;               ///< Source row r at r % (2 * radius + 1).
    std::array<std::vector<double>, 4> padded_; ///< A source row with its ends repeated: Y, Cx, Cz, luminance 0 .. 1.
    std::array<std::vector<double>, 4> sums_;
    FilteredRow row_;
};

} // namespace astcslang::cli

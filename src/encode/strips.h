// SPDX-License-Identifier: Apache-2.0
// How a picture is cut into strips, the rectangles of blocks that go through the kernels one after another. Pure
// arithmetic, without a device; bytes do not depend on it, since blocks do not depend on each other.

#pragma once

#include <cstdint>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

/// Of a strip's blocks at most, so that a dispatch ends before drivers lose patience, and progress is told.
inline constexpr uint32_t kMaxStripTexels = 1u << 23;

/// A picture as blocks.
struct BlockGrid {
    uint32_t widthTexels = 0;
    uint32_t heightTexels = 0;
    Footprint footprint;
    uint32_t haloTexels = 0; ///< On each side of a block that its encoding looks at.

    uint32_t columns() const { return (widthTexels + footprint.width - 1u) / footprint.width; }
    uint32_t rows() const { return (heightTexels + footprint.height - 1u) / footprint.height; }
    /// Block columns that cover the halo.
    uint32_t haloColumns() const { return (haloTexels + footprint.width - 1u) / footprint.width; }
};

/// Bytes that the records of one block take.
struct RecordBytes {
    uint64_t largest = 0; ///< In the buffer that takes most.
    uint64_t sum = 0;     ///< In all of them.
    uint64_t header = 0;  ///< Most that a buffer takes besides, once.
};

/// What a strip stays within where more than one block of it does.
struct StripLimits {
    uint32_t blockCount = 1;
    uint64_t texelCount = 1; ///< Loaded for it.
};

/// Blocks of all strips but the last of a row and the last rows, which are smaller.
struct StripSize {
    uint32_t columns = 0;
    uint32_t rows = 0;
    bool operator==(const StripSize&) const = default;
};

/// A strip as kernels see it. Slot::Image holds its texels and what else an alpha radius reaches.
struct StripShape {
    uint32_t widthTexels = 0;  ///< Of a row in Slot::Image.
    uint32_t heightTexels = 0; ///< Of all rows in Slot::Image.
    uint32_t rowsAbove = 0;    ///< Of these, above the first block.
    uint32_t blocksPerRow = 0; ///< The first begins at the first texel of a row.
    uint32_t blockCount = 0;
    bool operator==(const StripShape&) const = default;
};

/// Where a strip lies in its picture.
struct Strip {
    uint32_t firstColumn = 0; ///< Of the blocks that it is for, as the next three.
    uint32_t firstRow = 0;
    uint32_t columns = 0;
    uint32_t rows = 0;
    uint32_t firstTexelColumn = 0; ///< Of what is loaded.
    uint32_t firstTexelRow = 0;
    /// Blocks of a row before the first that it is for. They bring the halo's texels, since kernels have no room for
    /// texels left of a block; their results are dropped, and only statistics count them.
    uint32_t spareColumns = 0;
    StripShape shape;
};

/// What suits a device. `maxBlocks`: EncodeOptions::maxBlocksPerDispatch.
StripLimits stripLimits(Footprint footprint, RecordBytes record, bool isCpu, uint32_t maxBlocks);

/// Whole block rows, as many as the limits allow; where not even one fits, parts of one, as even as can be. At least
/// one block.
StripSize chooseStripSize(const BlockGrid& grid, StripLimits limits);

/// The strip that begins at block (`firstColumn`, `firstRow`) of the grid, cut at its right and lower edge.
Strip stripAt(const BlockGrid& grid, StripSize size, uint32_t firstColumn, uint32_t firstRow);

/// No strip of the grid in this size has more blocks or loads more texels.
StripLimits largestStrip(const BlockGrid& grid, StripSize size);

} // namespace astcslang::encode

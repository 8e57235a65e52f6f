// SPDX-License-Identifier: Apache-2.0
#include "encode/strips.h"

#include <algorithm>

#include "gpu_types.h"

namespace astcslang::encode {
namespace {

/// Storage buffers of this size exist on every device that we accept.
constexpr uint64_t kMaxBufferBytes = 128ull << 20;
/// Of all records of a strip together. The less a preset keeps of a block, the more blocks a strip has, which large
/// GPUs need to be busy.
constexpr uint64_t kMaxRecordBytes = 768ull << 20;
/// On a processor smaller batches keep the records in its caches.
constexpr uint32_t kCpuBlockCount = 1u << 12;
constexpr uint64_t kLoadedTexelBytes = 4;

uint64_t loadedColumns(const BlockGrid& grid, uint32_t columns) {
    if (columns >= grid.columns()) return grid.widthTexels;
    const uint64_t blocks = uint64_t{columns} + grid.haloColumns();
    return std::min<uint64_t>(blocks * grid.footprint.width + grid.haloTexels, grid.widthTexels);
}

uint64_t loadedRows(const BlockGrid& grid, uint32_t rows) {
    return std::min<uint64_t>(uint64_t{rows} * grid.footprint.height + 2ull * grid.haloTexels, grid.heightTexels);
}

bool fits(const BlockGrid& grid, StripSize size, StripLimits limits) {
    const StripLimits needed = largestStrip(grid, size);
    return needed.blockCount <= limits.blockCount && needed.texelCount <= limits.texelCount;
}

} // namespace

StripLimits stripLimits(Footprint footprint, RecordBytes record, bool isCpu, uint32_t maxBlocks) {
    const uint32_t usual = isCpu ? kCpuBlockCount : kMaxStripTexels / (uint32_t{footprint.width} * footprint.height);
    const uint64_t blockCount = std::min<uint64_t>(
        {maxBlocks != 0 ? maxBlocks : usual, (kMaxBufferBytes - record.header) / std::max<uint64_t>(record.largest, 1),
         kMaxRecordBytes / std::max<uint64_t>(record.sum, 1), 1u << kItemSlotShift});
    return {static_cast<uint32_t>(std::max<uint64_t>(blockCount, 1)), kMaxBufferBytes / kLoadedTexelBytes};
}

StripLimits largestStrip(const BlockGrid& grid, StripSize size) {
    const uint32_t columns =
        size.columns >= grid.columns() ? grid.columns() : std::min(size.columns + grid.haloColumns(), grid.columns());
    return {columns * size.rows, loadedColumns(grid, size.columns) * loadedRows(grid, size.rows)};
}

StripSize chooseStripSize(const BlockGrid& grid, StripLimits limits) {
    StripSize size{grid.columns(), 1};
    for (uint32_t parts = 2; !fits(grid, size, limits) && size.columns > 1; ++parts)
        size.columns = (grid.columns() + parts - 1) / parts;
    const uint32_t rowBlocks = largestStrip(grid, size).blockCount;
    size.rows = std::clamp(limits.blockCount / rowBlocks, 1u, grid.rows());
    while (!fits(grid, size, limits) && size.rows > 1) --size.rows;
    return size;
}

Strip stripAt(const BlockGrid& grid, StripSize size, uint32_t firstColumn, uint32_t firstRow) {
    const Footprint footprint = grid.footprint;
    Strip strip;
    strip.firstColumn = firstColumn;
    strip.firstRow = firstRow;
    strip.columns = std::min(size.columns, grid.columns() - firstColumn);
    strip.rows = std::min(size.rows, grid.rows() - firstRow);
    strip.spareColumns = std::min(grid.haloColumns(), firstColumn);
    strip.firstTexelColumn = (firstColumn - strip.spareColumns) * footprint.width;
    const uint32_t top = firstRow * footprint.height;
    strip.shape.rowsAbove = std::min(grid.haloTexels, top);
    strip.firstTexelRow = top - strip.shape.rowsAbove;
    const uint32_t right = (firstColumn + strip.columns) * footprint.width + grid.haloTexels;
    const uint32_t bottom = (firstRow + strip.rows) * footprint.height + grid.haloTexels;
    strip.shape.widthTexels = std::min(right, grid.widthTexels) - strip.firstTexelColumn;
    strip.shape.heightTexels = std::min(bottom, grid.heightTexels) - strip.firstTexelRow;
    strip.shape.blocksPerRow = strip.spareColumns + strip.columns;
    strip.shape.blockCount = strip.shape.blocksPerRow * strip.rows;
    return strip;
}

} // namespace astcslang::encode

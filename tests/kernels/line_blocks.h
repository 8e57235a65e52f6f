// SPDX-License-Identifier: Apache-2.0
// Blocks of random texels with a line for every partition and a weight grid, for stages that choose weights; and where
// texels lie on these lines, in double precision.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/astcslang.h>

#include "gpu_types.h"

namespace astcslang::encode {

/// Kinds of block that a kernel is made for.
struct BlockKind {
    int partitionCount = 1;
    int planeCount = 1;
    int channelCount = 3;
};

/// A weight grid and the levels of its entries.
struct GridMode {
    int width = 2;
    int height = 2;
    int weightQuant = 0; ///< 0..11

    ModeRecord record() const;
    /// Weight 0..64 of every rank.
    std::vector<int> levels() const;
};

class LineBlocks {
public:
    /// A block for every grid that footprint and planes allow, and more up to a multiple of kGroupSize. Quant modes
    /// come in turn.
    LineBlocks(Footprint footprint, BlockKind kind, uint32_t seed);

    Footprint footprint() const { return footprint_; }
    BlockKind kind() const { return kind_; }
    uint32_t count() const { return static_cast<uint32_t>(modes_.size()); }
    const GridMode& mode(uint32_t block) const { return modes_[block]; }
    /// What the kernels of stages/ read of blocks, in the order of their bindings, then the grid table.
    std::vector<std::span<const std::byte>> inputs() const;

    int partitionOf(uint32_t block, int texel) const;
    /// Squared length of the line of a partition in the channels of a plane; 0 where endpoints are too near.
    double squaredLength(uint32_t block, int partition, int plane) const;
    /// Where a texel lies on the line of its partition, as decoders of linear textures show it: 0 at its start, 64 at
    /// its end; 0 where there is none.
    double place(uint32_t block, int texel, int plane) const;

private:
    void addBlock(uint32_t seed);
    const std::array<float, 2>& endsOf(uint32_t block, int partition, int channel) const;
    bool isIn(uint32_t block, int channel, int plane) const;

    Footprint footprint_;
    BlockKind kind_;
    std::vector<GridMode> modes_;
    std::vector<ModeRecord> modeRecords_;
    std::vector<uint32_t> texels_;
    std::vector<PatternRecord> patterns_;
    std::vector<std::array<float, 2>> ends_;
    std::vector<uint32_t> plane2_;
    std::vector<uint32_t> gridTable_;
};

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// Facts of the format (src/astc) laid out for kernels: level tables, ISE codes, and block modes with the color levels
// that fill their bits.

#pragma once

#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

#include "astc/block_mode.h"
#include "gpu_types.h"

namespace astcslang::encode {

/// The table of kFormatTableWords words that gpu_types.h describes.
std::vector<uint32_t> buildFormatTable();

/// Factor with which floor(step * rank) is the unquantized weight in the lower half of a quant mode's ranks, mirrored
/// above; with assertions every level is checked. `weightQuant` is 0..11.
float weightStep(int weightQuant);

/// Block modes by kind of block, as one array of records and spans in it.
class ModeLists {
public:
    /// `fullGridOnly`: only modes with one weight a texel. Computed at the first call and kept; thread-safe.
    static const ModeLists& of(Footprint footprint, bool fullGridOnly);

    const std::vector<ModeRecord>& records() const { return records_; }

    /// The word of a ModeSpan of the modes that leave at least six color levels to `valueCount` stored color values
    /// (2..18, even), modes of a grid side by side. `isMixed`: the partitions' endpoint modes differ, which costs bits.
    /// Empty if there is none.
    uint32_t span(int partitionCount, int planeCount, bool isMixed, int valueCount) const;

private:
    ModeLists(Footprint footprint, bool fullGridOnly);

    static constexpr int kMaxValueCount = 18;
    static int key(int partitionCount, int planeCount, bool isMixed, int valueCount);
    /// A mode with the part of its record that is the same in all lists.
    struct Mode {
        astc::BlockMode mode;
        ModeRecord weights;
    };
    uint32_t append(const std::vector<Mode>& modes, int partitionCount, int planeCount, bool isMixed, int valueCount);

    std::vector<ModeRecord> records_;
    std::vector<uint32_t> spans_;
};

} // namespace astcslang::encode

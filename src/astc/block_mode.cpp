// SPDX-License-Identifier: Apache-2.0
#include "astc/block_mode.h"

namespace astcslang::astc {

std::vector<NumberedBlockMode> listLegalBlockModes(Footprint footprint) {
    std::vector<NumberedBlockMode> modes;
    for (uint16_t field = 0; field < kBlockModeCount; ++field) {
        const std::optional<BlockMode> mode = decodeBlockMode(field);
        if (mode && isLegalBlockMode(*mode, footprint)) modes.push_back({field, *mode});
    }
    return modes;
}

} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
#include "ktx2_orientation.h"

namespace astcslang::cli {

uint8_t orientationOf(std::span<const KeyValue> metadata) {
    for (const KeyValue& entry : metadata) {
        if (entry.key != "KTXorientation" || entry.value.size() < 2) continue;
        const bool isMirrored = entry.value[0] == 'l', isUp = entry.value[1] == 'u';
        return isMirrored ? (isUp ? 3 : 2) : (isUp ? 4 : 1);
    }
    return 1;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Which picture of an OpenEXR file is read: its parts have channels, and those that share what stands before the last
// dot of their names, as "diffuse.R" and "diffuse.G", are a layer.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include <astcslang/result.h>

#include <ImfHeader.h>

namespace astcslang::cli {

struct ExrLayer {
    size_t part = 0;
    std::string name;                 ///< What stands before the channels, else the part's name; "" if it has none.
    std::array<std::string, 4> names; ///< Of the channels of R, G, B and A; empty for "not there".
    uint8_t channelCount = 0;         ///< As in Picture.
    bool isHalf = true;
    bool isGrey = false;
};

/// The layer `wanted`, by its own name, its part's, or both with a dot between. If that is empty, the first of a part
/// whose channels have no more than their letters as names, else the first. `others` lists the other layers.
Result<ExrLayer> chooseExrLayer(std::span<const Imf::Header> parts, const std::string& wanted, std::string& others);

} // namespace astcslang::cli

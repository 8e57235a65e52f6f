// SPDX-License-Identifier: Apache-2.0
// Histograms over the blocks of a texture, for `info` and `--stats`.

#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>

#include <nlohmann/json_fwd.hpp>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

struct BlockStatistics {
    uint64_t blockCount = 0;
    uint64_t errorCount = 0;
    uint64_t voidExtentCount = 0;
    uint64_t dualPlaneCount = 0;
    std::array<uint64_t, 4> plane2Components = {};                 ///< R, G, B, A; of the dual-plane blocks
    std::array<uint64_t, 4> partitionCounts = {};                  ///< 1..4
    std::array<uint64_t, 16> colorEndpointModes = {};              ///< Counted once per partition.
    std::map<std::pair<unsigned, unsigned>, uint64_t> weightGrids; ///< By width, height.
    std::map<unsigned, uint64_t> weightLevelCounts;
    std::map<unsigned, uint64_t> colorLevelCounts;
    std::map<unsigned, uint64_t> blockModes; ///< By the 11-bit field.
};

/// The specification's name (C.2.14) of a mode 0 .. 15, such as "LdrRgbDirect".
const char* nameOfColorEndpointMode(uint8_t mode);

/// Counts more blocks.
void addBlockStatistics(BlockStatistics& statistics, std::span<const BlockInfo> blocks);

/// `isVerbose` adds the histogram of the 11-bit fields, which is long.
void printBlockStatistics(const BlockStatistics& statistics, bool isVerbose);
nlohmann::ordered_json blockStatisticsToJson(const BlockStatistics& statistics);

} // namespace astcslang::cli

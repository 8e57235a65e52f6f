// SPDX-License-Identifier: Apache-2.0
// Shares are of all blocks, of colour endpoint modes those of all partitions.

#include "block_statistics.h"

#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report.h"

namespace astcslang::cli {

using nlohmann::ordered_json;

namespace {

// In the specification's order (C.2.14).
constexpr const char* kColorEndpointModeNames[16] = {
    "LdrLuminanceDirect",     "LdrLuminanceBaseOffset",  "HdrLuminanceLargeRange",
    "HdrLuminanceSmallRange", "LdrLuminanceAlphaDirect", "LdrLuminanceAlphaBaseOffset",
    "LdrRgbBaseScale",        "HdrRgbBaseScale",         "LdrRgbDirect",
    "LdrRgbBaseOffset",       "LdrRgbBaseScaleTwoAlpha", "HdrRgbDirect",
    "LdrRgbaDirect",          "LdrRgbaBaseOffset",       "HdrRgbDirectLdrAlpha",
    "HdrRgbDirectHdrAlpha"};

std::string formatShare(uint64_t count, uint64_t all) {
    return fmt::format("{} ({:.1f}%)", count,
                       all == 0 ? 0.0 : 100.0 * static_cast<double>(count) / static_cast<double>(all));
}

/// Histograms as lists of (name, count), which is what both outputs want.
using Entries = std::vector<std::pair<std::string, uint64_t>>;

Entries namedEntries(std::span<const uint64_t> counts, auto nameOf) {
    Entries entries;
    for (size_t place = 0; place < counts.size(); ++place) {
        if (counts[place] != 0) entries.emplace_back(nameOf(place), counts[place]);
    }
    return entries;
}

Entries namedEntries(const std::map<unsigned, uint64_t>& counts) {
    Entries entries;
    for (const auto& [value, count] : counts) entries.emplace_back(std::to_string(value), count);
    return entries;
}

Entries partitionEntries(const BlockStatistics& statistics) {
    return namedEntries(statistics.partitionCounts, [](size_t place) { return std::to_string(place + 1); });
}

Entries endpointModeEntries(const BlockStatistics& statistics) {
    return namedEntries(statistics.colorEndpointModes,
                        [](size_t mode) { return nameOfColorEndpointMode(static_cast<uint8_t>(mode)); });
}

Entries componentEntries(const BlockStatistics& statistics) {
    return namedEntries(statistics.plane2Components,
                        [](size_t component) { return std::string(1, "RGBA"[component]); });
}

Entries gridEntries(const BlockStatistics& statistics) {
    Entries entries;
    for (const auto& [grid, count] : statistics.weightGrids) {
        entries.emplace_back(fmt::format("{}x{}", grid.first, grid.second), count);
    }
    return entries;
}

void printHistogram(std::string_view title, const Entries& entries) {
    if (entries.empty()) return;
    const uint64_t all = std::accumulate(entries.begin(), entries.end(), uint64_t{0},
                                         [](uint64_t sum, const auto& entry) { return sum + entry.second; });
    fmt::print("{}\n", title);
    for (const auto& [name, count] : entries) fmt::print("  {:<28} {}\n", name, formatShare(count, all));
}

ordered_json histogramToJson(const Entries& entries) {
    ordered_json json = ordered_json::object();
    for (const auto& [name, count] : entries) json[name] = count;
    return json;
}

} // namespace

const char* nameOfColorEndpointMode(uint8_t mode) { return kColorEndpointModeNames[mode]; }

void addBlockStatistics(BlockStatistics& statistics, std::span<const BlockInfo> blocks) {
    statistics.blockCount += blocks.size();
    for (const BlockInfo& block : blocks) {
        if (block.isError || block.isVoidExtent) {
            ++(block.isError ? statistics.errorCount : statistics.voidExtentCount);
            continue;
        }
        if (block.isDualPlane) {
            ++statistics.dualPlaneCount;
            ++statistics.plane2Components[block.plane2Component % 4];
        }
        const size_t partitionCount = std::clamp<size_t>(block.partitionCount, 1, 4);
        ++statistics.partitionCounts[partitionCount - 1];
        for (size_t partition = 0; partition < partitionCount; ++partition) {
            ++statistics.colorEndpointModes[block.colorEndpointModes[partition] % 16];
        }
        ++statistics.weightGrids[{block.weightGridWidth, block.weightGridHeight}];
        ++statistics.weightLevelCounts[block.weightLevelCount];
        ++statistics.colorLevelCounts[block.colorLevelCount];
        ++statistics.blockModes[block.blockMode];
    }
}

void printBlockStatistics(const BlockStatistics& statistics, bool isVerbose) {
    printField("blocks", std::to_string(statistics.blockCount));
    printField("constant", formatShare(statistics.voidExtentCount, statistics.blockCount) + " void extent");
    printField("dual", formatShare(statistics.dualPlaneCount, statistics.blockCount) + " with two planes");
    printField("errors", formatShare(statistics.errorCount, statistics.blockCount) + " illegal or not LDR");
    printHistogram("partitions", partitionEntries(statistics));
    printHistogram("colour endpoint modes (of partitions)", endpointModeEntries(statistics));
    printHistogram("second plane's component", componentEntries(statistics));
    printHistogram("weight grids", gridEntries(statistics));
    printHistogram("weight levels", namedEntries(statistics.weightLevelCounts));
    printHistogram("colour levels", namedEntries(statistics.colorLevelCounts));
    if (isVerbose) printHistogram("block modes", namedEntries(statistics.blockModes));
}

ordered_json blockStatisticsToJson(const BlockStatistics& statistics) {
    return {{"blocks", statistics.blockCount},
            {"void_extent_blocks", statistics.voidExtentCount},
            {"dual_plane_blocks", statistics.dualPlaneCount},
            {"error_blocks", statistics.errorCount},
            {"partition_counts", histogramToJson(partitionEntries(statistics))},
            {"color_endpoint_modes", histogramToJson(endpointModeEntries(statistics))},
            {"plane2_components", histogramToJson(componentEntries(statistics))},
            {"weight_grids", histogramToJson(gridEntries(statistics))},
            {"weight_level_counts", histogramToJson(namedEntries(statistics.weightLevelCounts))},
            {"color_level_counts", histogramToJson(namedEntries(statistics.colorLevelCounts))},
            {"block_modes", histogramToJson(namedEntries(statistics.blockModes))}};
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "encode/format_tables.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <map>
#include <mutex>
#include <tuple>
#include <utility>

#include "astc/block_mode.h"
#include "astc/color_budget.h"
#include "astc/ise.h"
#include "astc/quant_mode.h"
#include "encode/grid_tables.h"

namespace astcslang::encode {
namespace {

void putByte(std::vector<uint32_t>& words, size_t firstWord, size_t index, uint32_t byte) {
    words[firstWord + index / 4] |= byte << (8 * (index % 4));
}

/// Share of a channel's color rounding that is left after the weights have been chosen for the rounded endpoints.
/// Larger prefers modes with finer colors. Measured with the mode screen at 4x4.
constexpr double kColorNoiseShare = 0.3;

/// Share of the weights' rounding that is left after the endpoints have been solved for the rounded weights. Larger
/// prefers modes with finer weights. At 4x4 0.6 to 0.8 are alike for two to six trials and 0.03 dB better than 1.
constexpr double kWeightNoiseShare = 0.75;
/// The same above 4x4: at 8x8 0.01 dB better than 0.75, and 0.04 dB better than 1.
constexpr double kLargeWeightNoiseShare = 0.6;

uint32_t screenFloat(double value, uint32_t shift) {
    return std::bit_cast<uint32_t>(static_cast<float>(value)) >> kScreenFloatShift << shift;
}

/// What a mode says of its weights; how its colors are quantized is not known.
ModeRecord weightRecord(Footprint footprint, const astc::NumberedBlockMode& numbered) {
    const astc::BlockMode& mode = numbered.mode;
    const double weightLevels = astc::levelCount(mode.weightQuantMode);
    const double weightSize = 1.0 / (weightLevels - 0.5);
    ModeRecord record{};
    record.blockMode = numbered.field;
    record.gridWidth = mode.gridWidth;
    record.gridHeight = mode.gridHeight;
    record.weightQuant = mode.weightQuantMode;
    record.weightLevels = static_cast<float>(weightLevels);
    record.weightStep = weightStep(mode.weightQuantMode);
    const bool isSmallest = footprint == Footprint{4, 4};
    const double weightShare = isSmallest ? kWeightNoiseShare : kLargeWeightNoiseShare;
    const double weightNoise = axisNoise(footprint.width, mode.gridWidth) *
                               axisNoise(footprint.height, mode.gridHeight) * weightShare * weightSize * weightSize /
                               12.0;
    record.screen = screenFloat(weightNoise, kScreenWeightShift);
    record.screen |=
        isSmallest ? static_cast<uint32_t>(mode.gridWidth - 2 + 3 * (mode.gridHeight - 2)) : record.weightQuant;
    const double entriesPerTexel = static_cast<double>(mode.gridWidth * mode.gridHeight) / astc::texelCount(footprint);
    record.grid = (record.gridWidth - 2) | (record.gridHeight - 2) << 4 |
                  static_cast<uint32_t>(std::lround(255.0 * std::min(entriesPerTexel, 1.0))) << 8;
    return record;
}

ModeRecord withColors(ModeRecord record, astc::QuantMode colorQuant) {
    const double colorLevels = astc::levelCount(colorQuant);
    const double colorSize = 255.0 / (colorLevels - 1.0);
    record.colorQuant = colorQuant;
    record.colorLevels = static_cast<float>(colorLevels);
    record.screen |= screenFloat(kColorNoiseShare * colorSize * colorSize / 12.0, kScreenColorShift);
    return record;
}

} // namespace

std::vector<uint32_t> buildFormatTable() {
    std::vector<uint32_t> words(kFormatTableWords, 0);
    for (int quant = astc::kMinColorQuantMode; quant <= astc::kMaxColorQuantMode; ++quant) {
        const auto mode = static_cast<astc::QuantMode>(quant);
        for (int rank = 0; rank < astc::levelCount(mode); ++rank) {
            const int symbol = astc::colorSymbolOfRank(mode, rank);
            const size_t index = static_cast<size_t>(256 * quant + rank);
            putByte(words, kColorSymbolsAt, index, static_cast<uint32_t>(symbol));
            putByte(words, kColorValuesAt, index, static_cast<uint32_t>(astc::unquantizeColor(mode, symbol)));
        }
    }
    for (int quant = 0; quant < astc::kWeightQuantModeCount; ++quant) {
        const auto mode = static_cast<astc::QuantMode>(quant);
        for (int rank = 0; rank < astc::levelCount(mode); ++rank)
            putByte(words, kWeightSymbolsAt, static_cast<size_t>(32 * quant + rank),
                    static_cast<uint32_t>(astc::weightSymbolOfRank(mode, rank)));
    }
    // Both tables are indexed by the digits as a number, the first symbol's digit lowest.
    for (size_t i = 0; i < astc::kCodeOfTrits.size(); ++i) putByte(words, kTritsAt, i, astc::kCodeOfTrits[i]);
    for (size_t i = 0; i < astc::kCodeOfQuints.size(); ++i) putByte(words, kQuintsAt, i, astc::kCodeOfQuints[i]);
    return words;
}

float weightStep(int weightQuant) {
    const auto mode = static_cast<astc::QuantMode>(weightQuant);
    const int last = astc::levelCount(mode) - 1;
    // The smallest factor that reaches every level of the lower half, plus half the room that is left above it.
    double low = 0.0;
    double high = 64.0;
    for (int rank = 1; 2 * rank <= last; ++rank) {
        const double weight = astc::unquantizeWeight(mode, astc::weightSymbolOfRank(mode, rank));
        low = std::max(low, weight / rank);
        high = std::min(high, (weight + 1.0) / rank);
    }
    const float step = static_cast<float>(0.5 * (low + high));
    // With assertions every level is checked.
    for (int rank = 0; rank <= last; ++rank) {
        const bool isUpper = 2 * rank > last;
        [[maybe_unused]] const int lower =
            static_cast<int>(std::floor(step * static_cast<float>(isUpper ? last - rank : rank)));
        [[maybe_unused]] const int weight = astc::unquantizeWeight(mode, astc::weightSymbolOfRank(mode, rank));
        assert((isUpper ? 64 - lower : lower) == weight);
    }
    return step;
}

const ModeLists& ModeLists::of(Footprint footprint, bool fullGridOnly) {
    static std::mutex mutex;
    static std::map<std::tuple<int, int, bool>, ModeLists> cache; // Nodes never move.
    const std::lock_guard lock(mutex);
    const std::tuple key{footprint.width, footprint.height, fullGridOnly};
    auto found = cache.find(key);
    if (found == cache.end()) found = cache.emplace(key, ModeLists(footprint, fullGridOnly)).first;
    return found->second;
}

ModeLists::ModeLists(Footprint footprint, bool fullGridOnly) {
    std::vector<Mode> modes;
    for (const astc::NumberedBlockMode& numbered : astc::listLegalBlockModes(footprint)) {
        const astc::BlockMode& mode = numbered.mode;
        if (fullGridOnly && (mode.gridWidth != footprint.width || mode.gridHeight != footprint.height)) continue;
        modes.push_back({mode, weightRecord(footprint, numbered)});
    }
    // Kernels look up what a grid follows of the weights once for all its modes.
    std::stable_sort(modes.begin(), modes.end(), [](const Mode& a, const Mode& b) {
        return std::pair(a.mode.gridHeight, a.mode.gridWidth) < std::pair(b.mode.gridHeight, b.mode.gridWidth);
    });
    spans_.resize(static_cast<size_t>(key(4, 2, true, kMaxValueCount)) + 1, 0);
    for (int partitionCount = 1; partitionCount <= 4; ++partitionCount)
        for (int planeCount = 1; planeCount <= (partitionCount == 4 ? 1 : 2); ++planeCount)
            for (int isMixed = 0; isMixed <= (partitionCount == 1 ? 0 : 1); ++isMixed)
                for (int valueCount = 2 * partitionCount; valueCount <= kMaxValueCount; valueCount += 2)
                    spans_[static_cast<size_t>(key(partitionCount, planeCount, isMixed != 0, valueCount))] =
                        append(modes, partitionCount, planeCount, isMixed != 0, valueCount);
}

int ModeLists::key(int partitionCount, int planeCount, bool isMixed, int valueCount) {
    return ((partitionCount * 3 + planeCount) * 2 + (isMixed ? 1 : 0)) * (kMaxValueCount + 1) + valueCount;
}

uint32_t ModeLists::span(int partitionCount, int planeCount, bool isMixed, int valueCount) const {
    return valueCount > kMaxValueCount
               ? 0
               : spans_[static_cast<size_t>(key(partitionCount, planeCount, isMixed, valueCount))];
}

uint32_t ModeLists::append(const std::vector<Mode>& modes, int partitionCount, int planeCount, bool isMixed,
                           int valueCount) {
    const size_t first = records_.size();
    size_t firstOfGrid = first;
    for (const auto& [mode, weights] : modes) {
        if (mode.planeCount() != planeCount) continue;
        const int colorBits = 128 - astc::colorBitOffset(partitionCount) - mode.weightBits() -
                              (isMixed ? 3 * partitionCount - 4 : 0) - (planeCount == 2 ? 2 : 0);
        const auto colorQuant = astc::chooseColorQuantMode(valueCount, colorBits);
        if (!colorQuant) continue;
        if (firstOfGrid < records_.size() && records_[firstOfGrid].grid != weights.grid) firstOfGrid = records_.size();
        // A mode is pointless beside one with the same grid and colors and finer weights, or of the same levels.
        const auto rival = std::find_if(records_.begin() + static_cast<ptrdiff_t>(firstOfGrid), records_.end(),
                                        [&](const ModeRecord& other) { return other.colorQuant == *colorQuant; });
        if (rival != records_.end()) {
            if (rival->weightQuant >= weights.weightQuant) continue;
            records_.erase(rival);
        }
        records_.push_back(withColors(weights, *colorQuant));
    }
    assert(records_.size() < 65536);
    return packModeSpan(static_cast<uint32_t>(first), static_cast<uint32_t>(records_.size() - first));
}

} // namespace astcslang::encode

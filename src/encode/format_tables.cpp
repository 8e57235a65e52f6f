// SPDX-License-Identifier: Apache-2.0
#include "encode/format_tables.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
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

ModeRecord makeRecord(Footprint footprint, const astc::NumberedBlockMode& numbered, int colorQuant) {
    const astc::BlockMode& mode = numbered.mode;
    const double weightLevels = astc::levelCount(mode.weightQuantMode);
    const double colorLevels = astc::levelCount(static_cast<astc::QuantMode>(colorQuant));
    const double weightSize = 1.0 / (weightLevels - 0.5);
    const double colorSize = 255.0 / (colorLevels - 1.0);
    ModeRecord record{};
    record.blockMode = numbered.field;
    record.gridWidth = mode.gridWidth;
    record.gridHeight = mode.gridHeight;
    record.weightQuant = mode.weightQuantMode;
    record.colorQuant = static_cast<uint32_t>(colorQuant);
    record.weightLevels = static_cast<float>(weightLevels);
    record.weightStep = weightStep(mode.weightQuantMode);
    record.colorLevels = static_cast<float>(colorLevels);
    const bool isSmallest = footprint == Footprint{4, 4};
    const double weightShare = isSmallest ? kWeightNoiseShare : kLargeWeightNoiseShare;
    const double weightNoise = axisNoise(footprint.width, mode.gridWidth) *
                               axisNoise(footprint.height, mode.gridHeight) * weightShare * weightSize * weightSize /
                               12.0;
    const double colorNoise = kColorNoiseShare * colorSize * colorSize / 12.0;
    const auto cut = [](double value) {
        return std::bit_cast<uint32_t>(static_cast<float>(value)) >> kScreenFloatShift;
    };
    record.screen = cut(weightNoise) << kScreenWeightShift | cut(colorNoise) << kScreenColorShift;
    record.screen |=
        isSmallest ? static_cast<uint32_t>(mode.gridWidth - 2 + 3 * (mode.gridHeight - 2)) : record.weightQuant;
    const double entriesPerTexel = static_cast<double>(mode.gridWidth * mode.gridHeight) / astc::texelCount(footprint);
    record.grid = (record.gridWidth - 2) | (record.gridHeight - 2) << 4 |
                  static_cast<uint32_t>(std::lround(255.0 * std::min(entriesPerTexel, 1.0))) << 8;
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
    for (int rank = 0; rank <= last; ++rank) {
        const bool isUpper = 2 * rank > last;
        [[maybe_unused]] const int lower =
            static_cast<int>(std::floor(step * static_cast<float>(isUpper ? last - rank : rank)));
        [[maybe_unused]] const int weight = astc::unquantizeWeight(mode, astc::weightSymbolOfRank(mode, rank));
        assert((isUpper ? 64 - lower : lower) == weight);
    }
    return step;
}

ModeLists::ModeLists(Footprint footprint, bool fullGridOnly) : fullGridOnly_(fullGridOnly) {
    spans_.resize(static_cast<size_t>(key(4, 2, true, kMaxValueCount)) + 1, 0);
    for (int partitionCount = 1; partitionCount <= 4; ++partitionCount)
        for (int planeCount = 1; planeCount <= (partitionCount == 4 ? 1 : 2); ++planeCount)
            for (int isMixed = 0; isMixed <= (partitionCount == 1 ? 0 : 1); ++isMixed)
                for (int valueCount = 2 * partitionCount; valueCount <= kMaxValueCount; valueCount += 2)
                    spans_[static_cast<size_t>(key(partitionCount, planeCount, isMixed != 0, valueCount))] =
                        append(footprint, partitionCount, planeCount, isMixed != 0, valueCount);
}

int ModeLists::key(int partitionCount, int planeCount, bool isMixed, int valueCount) {
    return ((partitionCount * 3 + planeCount) * 2 + (isMixed ? 1 : 0)) * (kMaxValueCount + 1) + valueCount;
}

uint32_t ModeLists::span(int partitionCount, int planeCount, bool isMixed, int valueCount) const {
    return valueCount > kMaxValueCount
               ? 0
               : spans_[static_cast<size_t>(key(partitionCount, planeCount, isMixed, valueCount))];
}

uint32_t ModeLists::append(Footprint footprint, int partitionCount, int planeCount, bool isMixed, int valueCount) {
    const size_t first = records_.size();
    for (const astc::NumberedBlockMode& numbered : astc::listLegalBlockModes(footprint)) {
        const astc::BlockMode& mode = numbered.mode;
        if (mode.planeCount() != planeCount) continue;
        if (fullGridOnly_ && (mode.gridWidth != footprint.width || mode.gridHeight != footprint.height)) continue;
        const int colorBits = 128 - astc::colorBitOffset(partitionCount) - mode.weightBits() -
                              (isMixed ? 3 * partitionCount - 4 : 0) - (planeCount == 2 ? 2 : 0);
        const auto colorQuant = astc::chooseColorQuantMode(valueCount, colorBits);
        if (colorQuant) records_.push_back(makeRecord(footprint, numbered, *colorQuant));
    }
    // A mode is pointless beside one with the same grid and colors and finer weights, or of the same levels.
    const auto isPointless = [](const ModeRecord& a, const ModeRecord& b) {
        return a.gridWidth == b.gridWidth && a.gridHeight == b.gridHeight && a.colorQuant == b.colorQuant &&
               (a.weightQuant < b.weightQuant || (a.weightQuant == b.weightQuant && a.blockMode > b.blockMode));
    };
    std::vector<ModeRecord> kept;
    for (auto a = records_.begin() + static_cast<ptrdiff_t>(first); a != records_.end(); ++a) {
        const bool drops = std::any_of(records_.begin() + static_cast<ptrdiff_t>(first), records_.end(),
                                       [&](const ModeRecord& b) { return isPointless(*a, b); });
        if (!drops) kept.push_back(*a);
    }
    // Kernels look up what a grid follows of the weights once for all its modes.
    std::stable_sort(kept.begin(), kept.end(), [](const ModeRecord& a, const ModeRecord& b) {
        return std::pair(a.gridHeight, a.gridWidth) < std::pair(b.gridHeight, b.gridWidth);
    });
    records_.resize(first);
    records_.insert(records_.end(), kept.begin(), kept.end());
    assert(kept.size() < 1024 && records_.size() < 65536);
    return static_cast<uint32_t>(first | kept.size() << 16);
}

} // namespace astcslang::encode

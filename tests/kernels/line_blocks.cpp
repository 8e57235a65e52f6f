// SPDX-License-Identifier: Apache-2.0
#include "line_blocks.h"

#include <algorithm>
#include <random>

#include "astc/footprint.h"
#include "astc/quant_mode.h"
#include "encode/format_tables.h"
#include "encode/grid_tables.h"
#include "stage_rig.h"

namespace astcslang::encode {

ModeRecord GridMode::record() const {
    ModeRecord record{};
    record.gridWidth = static_cast<uint32_t>(width);
    record.gridHeight = static_cast<uint32_t>(height);
    record.weightQuant = static_cast<uint32_t>(weightQuant);
    record.weightLevels = static_cast<float>(levels().size());
    record.weightStep = weightStep(weightQuant);
    return record;
}

std::vector<int> GridMode::levels() const {
    const auto mode = static_cast<astc::QuantMode>(weightQuant);
    std::vector<int> weights;
    for (int rank = 0; rank < astc::levelCount(mode); ++rank)
        weights.push_back(astc::unquantizeWeight(mode, astc::weightSymbolOfRank(mode, rank)));
    return weights;
}

LineBlocks::LineBlocks(Footprint footprint, BlockKind kind, uint32_t seed)
    : footprint_(footprint), kind_(kind), gridTable_(buildGridTable(footprint)) {
    std::vector<GridMode> grids;
    for (int height = 2; height <= footprint.height; ++height)
        for (int width = 2; width <= footprint.width; ++width)
            if (width * height * kind.planeCount <= int{kMaxWeightCount}) grids.push_back({width, height, 0});
    const size_t count = (grids.size() + kGroupSize - 1) / kGroupSize * kGroupSize;
    for (size_t i = 0; i < count; ++i) {
        GridMode mode = grids[i % grids.size()];
        mode.weightQuant = static_cast<int>((i + seed) % astc::kWeightQuantModeCount);
        modes_.push_back(mode);
        modeRecords_.push_back(mode.record());
    }
    const uint32_t width = footprint.width, height = footprint.height;
    const uint32_t tiles = (static_cast<uint32_t>(count) + kTexelTile - 1) / kTexelTile;
    texels_.resize(size_t{4} * tiles * kTexelTile * height * texelGroups(width));
    patterns_.resize(count);
    for (uint32_t block = 0; block < count; ++block) addBlock(seed + 1000 * block);
}

/// Adds the next block: of four, one is noise, the others have texels near their lines and beyond their ends.
void LineBlocks::addBlock(uint32_t seed) {
    std::mt19937 random(seed);
    const uint32_t block = static_cast<uint32_t>(plane2_.size());
    plane2_.push_back(block % static_cast<uint32_t>(kind_.channelCount));
    for (int i = 0; i < kind_.partitionCount * kind_.channelCount; ++i) {
        const auto low = static_cast<float>(random() % 256), high = static_cast<float>(random() % 256);
        ends_.push_back({low, block % 16 == 5 && i < kind_.channelCount ? low : high});
    }
    const int width = footprint_.width;
    for (int texel = 0; texel < astc::texelCount(footprint_); ++texel) {
        const auto partition = static_cast<int>(random() % static_cast<uint32_t>(kind_.partitionCount));
        patterns_[block].labels[texel / 16] |= static_cast<uint32_t>(partition) << (2 * (texel % 16));
        const float along = static_cast<float>(random() % 1401) / 1000.0f - 0.2f;
        uint32_t word = 0;
        for (int channel = 0; channel < kind_.channelCount; ++channel) {
            const auto [low, high] = endsOf(block, partition, channel);
            const float near = low + along * (high - low) + static_cast<float>(random() % 17) - 8.0f;
            const uint32_t noise = random() % 256;
            word |= (block % 4 == 3 ? noise : static_cast<uint32_t>(std::clamp(near, 0.0f, 255.0f))) << (8 * channel);
        }
        const auto row = static_cast<uint32_t>(texel / width);
        const uint32_t group = texelGroupAt(block, row, footprint_.width, footprint_.height);
        texels_[4 * group + static_cast<uint32_t>(texel % width)] = word;
    }
}

std::vector<std::span<const std::byte>> LineBlocks::inputs() const {
    return {bytesOfAll(texels_), bytesOfAll(patterns_), bytesOfAll(modeRecords_),
            bytesOfAll(ends_),   bytesOfAll(plane2_),   bytesOfAll(gridTable_)};
}

const std::array<float, 2>& LineBlocks::endsOf(uint32_t block, int partition, int channel) const {
    return ends_[(block * kind_.partitionCount + partition) * kind_.channelCount + channel];
}

bool LineBlocks::isIn(uint32_t block, int channel, int plane) const {
    const bool isSecond = kind_.planeCount == 2 && static_cast<int>(plane2_[block]) == channel;
    return isSecond == (plane == 1);
}

int LineBlocks::partitionOf(uint32_t block, int texel) const {
    return static_cast<int>(patterns_[block].labels[texel / 16] >> (2 * (texel % 16)) & 3);
}

double LineBlocks::squaredLength(uint32_t block, int partition, int plane) const {
    double sum = 0;
    for (int channel = 0; channel < kind_.channelCount; ++channel) {
        const auto [low, high] = endsOf(block, partition, channel);
        if (isIn(block, channel, plane)) sum += double{high - low} * (high - low);
    }
    return sum;
}

double LineBlocks::place(uint32_t block, int texel, int plane) const {
    const int partition = partitionOf(block, texel);
    const double squared = squaredLength(block, partition, plane);
    if (squared == 0) return 0;
    const int width = footprint_.width;
    const uint32_t group =
        texelGroupAt(block, static_cast<uint32_t>(texel / width), footprint_.width, footprint_.height);
    const uint32_t word = texels_[4 * group + static_cast<uint32_t>(texel % width)];
    double sum = 0;
    for (int channel = 0; channel < kind_.channelCount; ++channel) {
        const auto [low, high] = endsOf(block, partition, channel);
        // Such a decoder shows floor(257 e / 256) of an endpoint e, so the middle of what shows as x is this.
        const double aim = ((word >> (8 * channel) & 255) + 0.5) * 256 / 257;
        if (isIn(block, channel, plane)) sum += (aim - low) * (high - low);
    }
    return 64 * sum / squared;
}

} // namespace astcslang::encode

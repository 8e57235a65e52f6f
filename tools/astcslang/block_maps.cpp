// SPDX-License-Identifier: Apache-2.0
// Colours are chosen to be told apart in grey, too.

#include "block_maps.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace astcslang::cli {
namespace {

using Color = std::array<uint8_t, 3>;

constexpr Color kConstant = {0, 0, 0};
constexpr Color kFault = {255, 0, 255};
constexpr Color kPartitionColors[4] = {{90, 90, 90}, {70, 110, 220}, {90, 190, 90}, {245, 220, 70}};
constexpr Color kOnePlane = {60, 60, 60};
constexpr Color kPlaneColors[4] = {{220, 60, 50}, {70, 190, 70}, {70, 100, 230}, {255, 255, 255}};
constexpr int kErrorScale = 8;

// By colour endpoint mode (C.2.14); those of HDR are faults here.
constexpr Color kLuminance = {160, 160, 160}, kScale = {80, 130, 255}, kDirect = {90, 220, 90},
                kOffset = {250, 230, 80};
constexpr Color kModeColors[16] = {kLuminance, kLuminance, kFault, kFault, kLuminance, kLuminance, kScale, kFault,
                                   kDirect,    kOffset,    kScale, kFault, kDirect,    kOffset,    kFault, kFault};
constexpr bool kModeHasAlpha[16] = {false, false, false, false, true, true, false, false,
                                    false, false, true,  false, true, true, true,  true};

Color partitionColor(const BlockInfo& block, Footprint) { return kPartitionColors[block.partitionCount - 1]; }

Color planeColor(const BlockInfo& block, Footprint) {
    return block.isDualPlane ? kPlaneColors[block.plane2Component] : kOnePlane;
}

Color gridColor(const BlockInfo& block, Footprint footprint) {
    const int weights = block.weightGridWidth * block.weightGridHeight;
    const auto grey = static_cast<uint8_t>(40 + 215 * weights / (footprint.width * footprint.height));
    return {grey, grey, grey};
}

Color modeColor(const BlockInfo& block, Footprint) {
    Color color = kModeColors[block.colorEndpointModes[0]];
    if (kModeHasAlpha[block.colorEndpointModes[0]]) return color;
    for (uint8_t& channel : color) channel /= 2;
    return color;
}

/// The colour of a block of its kind, `ordinary` unless it is constant or a fault.
Color colorOf(const BlockInfo& block, Color ordinary) {
    return block.isError ? kFault : block.isVoidExtent ? kConstant : ordinary;
}

void paintBlock(Image& image, Footprint footprint, size_t column, size_t row, Color color) {
    const size_t right = std::min<size_t>(image.width, (column + 1) * footprint.width);
    const size_t bottom = std::min<size_t>(image.height, (row + 1) * footprint.height);
    for (size_t y = row * footprint.height; y < bottom; ++y) {
        for (size_t x = column * footprint.width; x < right; ++x) {
            uint8_t* texel = &image.texels[4 * (y * image.width + x)];
            std::copy(color.begin(), color.end(), texel);
            texel[3] = 255;
        }
    }
}

} // namespace

std::vector<BlockMap> makeBlockMaps(const CompressedImage& texture, const std::vector<BlockInfo>& blocks) {
    using ColorOf = Color (*)(const BlockInfo&, Footprint);
    constexpr std::pair<const char*, ColorOf> kMaps[] = {
        {"partitions", partitionColor}, {"planes", planeColor}, {"weight_grids", gridColor}, {"modes", modeColor}};
    const size_t columns = (texture.width + texture.footprint.width - 1u) / texture.footprint.width;
    std::vector<BlockMap> maps;
    for (const auto& [name, ordinaryColorOf] : kMaps) {
        Image image{texture.width, texture.height, std::vector<uint8_t>(size_t{4} * texture.width * texture.height)};
        for (size_t index = 0; index < blocks.size(); ++index) {
            const BlockInfo& block = blocks[index];
            const bool isOrdinary = !block.isError && !block.isVoidExtent;
            paintBlock(image, texture.footprint, index % columns, index / columns,
                       colorOf(block, isOrdinary ? ordinaryColorOf(block, texture.footprint) : Color{}));
        }
        maps.push_back({name, std::move(image)});
    }
    return maps;
}

Image makePartitionMap(const CompressedImage& texture, const std::vector<uint8_t>& partitions,
                       const std::vector<BlockInfo>& blocks) {
    const size_t columns = (texture.width + texture.footprint.width - 1u) / texture.footprint.width;
    Image image{texture.width, texture.height, std::vector<uint8_t>(4 * partitions.size(), 255)};
    for (size_t texel = 0; texel < partitions.size(); ++texel) {
        const size_t row = texel / texture.width / texture.footprint.height;
        const size_t column = texel % texture.width / texture.footprint.width;
        const Color color = colorOf(blocks[row * columns + column], kPartitionColors[partitions[texel]]);
        std::copy(color.begin(), color.end(), &image.texels[4 * texel]);
    }
    return image;
}

Image makeErrorMap(const Image& a, const Image& b) {
    Image map{a.width, a.height, std::vector<uint8_t>(a.texels.size(), 255)};
    for (size_t i = 0; i < a.texels.size(); ++i) {
        if (i % 4 != 3)
            map.texels[i] = static_cast<uint8_t>(std::min(255, kErrorScale * std::abs(a.texels[i] - b.texels[i])));
    }
    return map;
}

} // namespace astcslang::cli

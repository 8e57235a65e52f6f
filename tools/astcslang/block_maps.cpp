// SPDX-License-Identifier: Apache-2.0
// Colours are chosen to be told apart in grey, too.

#include "block_maps.h"

#include <algorithm>
#include <cstdlib>

#include <astcslang/texel_details.h>
#include <fmt/format.h>

#include "block_statistics.h"

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

// Codes of all maps; others are the map's own.
constexpr uint8_t kConstantCode = 254, kFaultCode = 255;

/// A map's way to tell blocks apart, and what to call and how to paint those of one code.
struct BlockAspect {
    const char* name;
    uint8_t (*codeOf)(const BlockInfo&); ///< Of blocks that are neither constant nor a fault.
    BlockKind (*kindOf)(uint8_t code, Footprint);
};

uint8_t partitionCode(const BlockInfo& block) { return block.partitionCount; }

BlockKind partitionKind(uint8_t count, Footprint) {
    return {kPartitionColors[count - 1], fmt::format("{} partition{}", count, count == 1 ? "" : "s")};
}

uint8_t planeCode(const BlockInfo& block) {
    return block.isDualPlane ? static_cast<uint8_t>(1 + block.plane2Component) : uint8_t{0};
}

BlockKind planeKind(uint8_t code, Footprint) {
    if (code == 0) return {kOnePlane, "1 plane"};
    return {kPlaneColors[code - 1], fmt::format("2 planes ({})", "RGBA"[code - 1])};
}

/// At most 64 weights (C.2.10).
uint8_t gridCode(const BlockInfo& block) {
    return static_cast<uint8_t>(block.weightGridWidth * block.weightGridHeight);
}

BlockKind gridKind(uint8_t weights, Footprint footprint) {
    const auto grey = static_cast<uint8_t>(40 + 215 * weights / (footprint.width * footprint.height));
    return {{grey, grey, grey}, fmt::format("{} weights a plane", weights)};
}

uint8_t modeCode(const BlockInfo& block) { return block.colorEndpointModes[0]; }

BlockKind modeKind(uint8_t mode, Footprint) {
    BlockKind kind{kModeColors[mode], nameOfColorEndpointMode(mode)};
    if (!kModeHasAlpha[mode]) {
        for (uint8_t& channel : kind.color) channel /= 2;
    }
    return kind;
}

constexpr BlockAspect kAspects[] = {{"partitions", partitionCode, partitionKind},
                                    {"planes", planeCode, planeKind},
                                    {"weight_grids", gridCode, gridKind},
                                    {"modes", modeCode, modeKind}};

uint8_t codeOf(const BlockInfo& block, uint8_t ordinary) {
    return block.isError ? kFaultCode : block.isVoidExtent ? kConstantCode : ordinary;
}

/// Counts the codes and names their kinds.
void addKinds(BlockMap& map, BlockKind (*kindOf)(uint8_t code, Footprint), Footprint footprint) {
    std::array<uint64_t, 256> counts{};
    for (const uint8_t code : map.codes) ++counts[code];
    for (size_t place = 0; place < counts.size(); ++place) {
        if (counts[place] == 0) continue;
        const auto code = static_cast<uint8_t>(place);
        BlockKind kind = code == kFaultCode      ? BlockKind{kFault, "illegal or HDR"}
                         : code == kConstantCode ? BlockKind{kConstant, "constant colour"}
                                                 : kindOf(code, footprint);
        kind.count = counts[place];
        map.kinds.emplace(code, std::move(kind));
    }
}

/// Which block each texel lies in.
struct BlockPlaces {
    explicit BlockPlaces(const CompressedImage& texture)
        : width(texture.width), footprint(texture.footprint),
          columns((texture.width + footprint.width - 1u) / footprint.width) {}
    size_t blockOf(size_t texel) const {
        return texel / width / footprint.height * columns + texel % width / footprint.width;
    }
    size_t width;
    Footprint footprint;
    size_t columns;
};

BlockKind texelPartitionKind(uint8_t partition, Footprint) {
    return {kPartitionColors[partition], fmt::format("partition {}", partition + 1)};
}

BlockMap makeAspectMap(const CompressedImage& texture, const std::vector<BlockInfo>& blocks,
                       const BlockAspect& aspect) {
    BlockMap map{aspect.name, false, {}, {}};
    map.codes.reserve(blocks.size());
    for (const BlockInfo& block : blocks) {
        const bool isOrdinary = !block.isError && !block.isVoidExtent;
        map.codes.push_back(codeOf(block, isOrdinary ? aspect.codeOf(block) : uint8_t{0}));
    }
    addKinds(map, aspect.kindOf, texture.footprint);
    return map;
}

BlockMap makePartitionMap(const CompressedImage& texture, const std::vector<BlockInfo>& blocks,
                          const std::vector<uint8_t>& partitions) {
    const BlockPlaces places(texture);
    BlockMap map{"texel_partitions", true, partitions, {}};
    for (size_t texel = 0; texel < partitions.size(); ++texel) {
        map.codes[texel] = codeOf(blocks[places.blockOf(texel)], partitions[texel]);
    }
    addKinds(map, texelPartitionKind, texture.footprint);
    return map;
}

} // namespace

Result<std::vector<BlockMap>> makeBlockMaps(const CompressedImage& texture) {
    const Result<std::vector<BlockInfo>> blocks = analyzeBlocks(texture);
    if (!blocks) return blocks.error();
    const Result<std::vector<uint8_t>> partitions = texelPartitions(texture);
    if (!partitions) return partitions.error();
    std::vector<BlockMap> maps;
    for (const BlockAspect& aspect : kAspects) maps.push_back(makeAspectMap(texture, *blocks, aspect));
    maps.push_back(makePartitionMap(texture, *blocks, *partitions));
    return maps;
}

Image paintBlockMap(const BlockMap& map, const CompressedImage& texture) {
    const BlockPlaces places(texture);
    std::array<Color, 256> colors{};
    for (const auto& [code, kind] : map.kinds) colors[code] = kind.color;
    const size_t texelCount = size_t{texture.width} * texture.height;
    Image image{texture.width, texture.height, std::vector<uint8_t>(4 * texelCount, 255)};
    for (size_t texel = 0; texel < texelCount; ++texel) {
        const Color& color = colors[map.codes[map.isPerTexel ? texel : places.blockOf(texel)]];
        std::copy(color.begin(), color.end(), image.texels.begin() + static_cast<std::ptrdiff_t>(4 * texel));
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

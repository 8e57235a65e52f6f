// SPDX-License-Identifier: Apache-2.0
#include "astc/decode_block.h"

#include <algorithm>
#include <cassert>

#include "astc/endpoint_decode.h"
#include "astc/weight_infill.h"

namespace astcslang::astc {

namespace {

/// Endpoints of one partition, widened to 16 bits.
struct PartitionColors {
    bool isHdr = false; ///< No LDR profile decodes it; the endpoints are unset.
    EndpointPair endpoints;
};

std::array<PartitionColors, kMaxPartitionCount> decodePartitionColors(const SymbolicBlock& block, Profile profile) {
    std::array<PartitionColors, kMaxPartitionCount> colors;
    const QuantMode quantMode = block.colorQuantMode();
    int firstValue = 0;
    for (int partition = 0; partition < block.partitionCount(); ++partition) {
        const ColorEndpointMode mode = block.endpointModes.modes[partition];
        const int count = valueCount(mode);
        std::array<uint8_t, kMaxValuesPerMode> values{};
        for (int value = 0; value < count; ++value)
            values[value] = static_cast<uint8_t>(unquantizeColor(quantMode, block.colorSymbols[firstValue + value]));
        firstValue += count;

        PartitionColors& result = colors[partition];
        result.isHdr = isHdr(mode);
        if (result.isHdr) continue;
        result.endpoints = decodeEndpoints(mode, std::span(values).first(count));
        for (int component = 0; component < 4; ++component) {
            result.endpoints.low[component] = expandEndpoint(result.endpoints.low[component], component, profile);
            result.endpoints.high[component] = expandEndpoint(result.endpoints.high[component], component, profile);
        }
    }
    return colors;
}

std::array<uint8_t, kMaxWeightCount> unquantizeWeights(const SymbolicBlock& block, const BlockMode& mode) {
    std::array<uint8_t, kMaxWeightCount> weights{};
    for (int weight = 0; weight < mode.weightCount(); ++weight)
        weights[weight] = static_cast<uint8_t>(unquantizeWeight(mode.weightQuantMode, block.weightSymbols[weight]));
    return weights;
}

/// 16 bits as they are, or their upper 8.
template <typename Code> constexpr Code narrow(uint16_t value) {
    return static_cast<Code>(value >> (16 - 8 * sizeof(Code)));
}

template <typename Code> void fillTexels(const std::array<uint16_t, 4>& color, std::span<Code> texels) {
    for (size_t i = 0; i < texels.size(); ++i) texels[i] = narrow<Code>(color[i % 4]);
}

constexpr std::array<uint16_t, 4> kWideErrorColor = {kErrorColor[0] * 257, kErrorColor[1] * 257, kErrorColor[2] * 257,
                                                     kErrorColor[3] * 257};

template <typename Code>
void decodeTexels(const SymbolicBlock& block, Footprint footprint, Profile profile, std::span<Code> texels) {
    assert(texels.size() == texelBytes(footprint) && !findFault(block, footprint));
    const BlockMode mode = block.mode();
    const auto colors = decodePartitionColors(block, profile);
    const auto gridWeights = unquantizeWeights(block, mode);
    const Partitioning partitioning = computePartitioning(footprint, block.partitionCount(), block.partitionSeed);
    const WeightInfill infill = computeWeightInfill(footprint, mode.gridWidth, mode.gridHeight);
    const int stride = mode.planeCount();

    for (int texel = 0; texel < texelCount(footprint); ++texel) {
        const auto rgba = texels.subspan(static_cast<size_t>(texel) * 4, 4);
        const PartitionColors& color = colors[partitioning[texel]];
        if (color.isHdr) {
            fillTexels(kWideErrorColor, rgba);
            continue;
        }
        std::array<int, 4> weights;
        weights.fill(infillWeight(infill[texel], gridWeights, stride));
        if (mode.isDualPlane)
            weights[block.plane2Component] = infillWeight(infill[texel], std::span(gridWeights).subspan(1), stride);
        for (int component = 0; component < 4; ++component)
            rgba[component] = narrow<Code>(
                interpolateWide(color.endpoints.low[component], color.endpoints.high[component], weights[component]));
    }
}

template <typename Code> void decodeTexels(const VoidExtentBlock& block, std::span<Code> texels) {
    fillTexels(block.isHdr ? kWideErrorColor : block.color, texels);
}

template <typename Code>
void decodeTexels(const PhysicalBlock& block, Footprint footprint, Profile profile, std::span<Code> texels) {
    assert(texels.size() == texelBytes(footprint));
    const UnpackedBlock unpacked = unpack(block, footprint);
    if (const auto* symbolic = std::get_if<SymbolicBlock>(&unpacked)) {
        decodeTexels(*symbolic, footprint, profile, texels);
    } else if (const auto* voidExtent = std::get_if<VoidExtentBlock>(&unpacked)) {
        decodeTexels(*voidExtent, texels);
    } else {
        fillTexels(kWideErrorColor, texels);
    }
}

} // namespace

void decodeBlock(const SymbolicBlock& block, Footprint footprint, Profile profile, std::span<uint8_t> texels) {
    decodeTexels(block, footprint, profile, texels);
}

void decodeBlock(const VoidExtentBlock& block, std::span<uint8_t> texels) { decodeTexels(block, texels); }

void decodeBlock(const PhysicalBlock& block, Footprint footprint, Profile profile, std::span<uint8_t> texels) {
    decodeTexels(block, footprint, profile, texels);
}

void decodeBlockWide(const PhysicalBlock& block, Footprint footprint, Profile profile, std::span<uint16_t> texels) {
    decodeTexels(block, footprint, profile, texels);
}

} // namespace astcslang::astc

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

void fillTexels(const std::array<uint8_t, 4>& color, std::span<uint8_t> texels) {
    for (size_t byte = 0; byte < texels.size(); ++byte) texels[byte] = color[byte % 4];
}

} // namespace

void decodeBlock(const SymbolicBlock& block, Footprint footprint, Profile profile, std::span<uint8_t> texels) {
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
            std::ranges::copy(kErrorColor, rgba.begin());
            continue;
        }
        std::array<int, 4> weights;
        weights.fill(infillWeight(infill[texel], gridWeights, stride));
        if (mode.isDualPlane)
            weights[block.plane2Component] = infillWeight(infill[texel], std::span(gridWeights).subspan(1), stride);
        for (int component = 0; component < 4; ++component)
            rgba[component] =
                interpolate(color.endpoints.low[component], color.endpoints.high[component], weights[component]);
    }
}

void decodeBlock(const VoidExtentBlock& block, std::span<uint8_t> texels) {
    if (block.isHdr) return fillTexels(kErrorColor, texels);
    std::array<uint8_t, 4> color{};
    for (int component = 0; component < 4; ++component)
        color[component] = static_cast<uint8_t>(block.color[component] >> 8);
    fillTexels(color, texels);
}

void decodeBlock(const PhysicalBlock& block, Footprint footprint, Profile profile, std::span<uint8_t> texels) {
    assert(texels.size() == texelBytes(footprint));
    const UnpackedBlock unpacked = unpack(block, footprint);
    if (const auto* symbolic = std::get_if<SymbolicBlock>(&unpacked)) {
        decodeBlock(*symbolic, footprint, profile, texels);
    } else if (const auto* voidExtent = std::get_if<VoidExtentBlock>(&unpacked)) {
        decodeBlock(*voidExtent, texels);
    } else {
        fillTexels(kErrorColor, texels);
    }
}

} // namespace astcslang::astc

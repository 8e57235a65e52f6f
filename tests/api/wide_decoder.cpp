// SPDX-License-Identifier: Apache-2.0
#include "wide_decoder.h"

#include <algorithm>
#include <array>
#include <span>
#include <variant>

#include "astc/decode_block.h"
#include "astc/endpoint_decode.h"
#include "astc/physical_block.h"
#include "astc/weight_infill.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

std::array<astc::EndpointPair, 4> endpointsOf(const astc::SymbolicBlock& block) {
    std::array<astc::EndpointPair, 4> endpoints;
    size_t next = 0;
    for (int p = 0; p < block.partitionCount(); ++p) {
        const astc::ColorEndpointMode endpointMode = block.endpointModes.modes[p];
        std::vector<uint8_t> values;
        for (int i = 0; i < astc::valueCount(endpointMode); ++i)
            values.push_back(
                static_cast<uint8_t>(astc::unquantizeColor(block.colorQuantMode(), block.colorSymbols[next++])));
        endpoints[p] = astc::decodeEndpoints(endpointMode, values);
    }
    return endpoints;
}

using WideTexel = std::array<uint16_t, 4>;

std::vector<WideTexel> blendBlock(const astc::SymbolicBlock& block, Footprint footprint) {
    const astc::BlockMode mode = block.mode();
    const astc::WeightInfill infill = astc::computeWeightInfill(footprint, mode.gridWidth, mode.gridHeight);
    const astc::Partitioning partitioning =
        astc::computePartitioning(footprint, block.partitionCount(), block.partitionSeed);
    std::array<uint8_t, astc::kMaxWeightCount> weights{};
    for (int i = 0; i < mode.weightCount(); ++i)
        weights[i] = static_cast<uint8_t>(astc::unquantizeWeight(mode.weightQuantMode, block.weightSymbols[i]));
    const std::array<astc::EndpointPair, 4> endpoints = endpointsOf(block);
    std::vector<WideTexel> texels(size_t{footprint.width} * footprint.height);
    for (size_t texel = 0; texel < texels.size(); ++texel)
        for (int c = 0; c < 4; ++c) {
            const int plane = mode.isDualPlane && block.plane2Component == c ? 1 : 0;
            const int weight =
                astc::infillWeight(infill[texel], std::span(weights).subspan(plane), mode.isDualPlane ? 2 : 1);
            const astc::EndpointPair& pair = endpoints[partitioning[texel]];
            texels[texel][c] =
                static_cast<uint16_t>((pair.low[c] * 257 * (64 - weight) + pair.high[c] * 257 * weight + 32) >> 6);
        }
    return texels;
}

astc::UnpackedBlock unpackBlock(const CompressedImage& image, size_t block) {
    const auto bytes = std::span(image.blocks).subspan(block * 16).first<16>();
    return astc::unpack(astc::PhysicalBlock::fromBytes(bytes), image.footprint);
}

double wideBlockError(const astc::SymbolicBlock& block, Footprint footprint, const std::vector<Color>& texels) {
    const std::vector<WideTexel> blended = blendBlock(block, footprint);
    double error = 0;
    for (size_t texel = 0; texel < texels.size(); ++texel)
        for (int c = 0; c < 4; ++c) {
            const double difference = blended[texel][c] * 255.0 / 65535.0 - texels[texel][c];
            error += difference * difference;
        }
    return error;
}

} // namespace

double wideError(const CompressedImage& image, const Image& picture) {
    double error = 0;
    for (uint32_t block = 0; block < image.blocks.size() / 16; ++block) {
        const astc::UnpackedBlock unpacked = unpackBlock(image, block);
        const auto* symbolic = std::get_if<astc::SymbolicBlock>(&unpacked);
        if (symbolic != nullptr)
            error += wideBlockError(*symbolic, image.footprint, blockTexels(picture, image.footprint, block));
    }
    return error;
}

std::vector<WideTexel> decodeWide(const CompressedImage& image) {
    std::vector<WideTexel> texels(size_t{image.width} * image.height);
    const uint32_t columns = (image.width + image.footprint.width - 1) / image.footprint.width;
    for (uint32_t block = 0; block < image.blocks.size() / 16; ++block) {
        const astc::UnpackedBlock unpacked = unpackBlock(image, block);
        std::vector<WideTexel> blended(size_t{image.footprint.width} * image.footprint.height);
        if (const auto* symbolic = std::get_if<astc::SymbolicBlock>(&unpacked)) {
            blended = blendBlock(*symbolic, image.footprint);
        } else if (const auto* constant = std::get_if<astc::VoidExtentBlock>(&unpacked)) {
            std::fill(blended.begin(), blended.end(), constant->color);
        }
        const uint32_t left = block % columns * image.footprint.width, top = block / columns * image.footprint.height;
        for (uint32_t texel = 0; texel < blended.size(); ++texel) {
            const uint32_t x = left + texel % image.footprint.width, y = top + texel / image.footprint.width;
            if (x < image.width && y < image.height) texels[size_t{y} * image.width + x] = blended[texel];
        }
    }
    return texels;
}

} // namespace astcslang::test

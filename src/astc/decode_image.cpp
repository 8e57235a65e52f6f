// SPDX-License-Identifier: Apache-2.0
// The public functions on whole pictures: compressedSizeBytes, decode, analyzeBlocks.

#include <algorithm>
#include <cassert>
#include <new>
#include <optional>
#include <string>

#include <astcslang/astcslang.h>

#include "astc/decode_block.h"
#include "astc/footprint.h"
#include "astc/physical_block.h"

namespace astcslang {

namespace {

constexpr uint32_t kMaxImageSize = 65536; // texels, as ImageView documents

std::optional<Error> findImageError(const CompressedImage& image) {
    const auto invalid = [](std::string message) { return Error{ErrorCode::InvalidArgument, std::move(message)}; };
    if (!astc::isLegalFootprint(image.footprint)) {
        return invalid("No such block footprint: " + std::to_string(image.footprint.width) + "x" +
                       std::to_string(image.footprint.height) + ".");
    }
    if (image.width < 1 || image.height < 1 || image.width > kMaxImageSize || image.height > kMaxImageSize) {
        return invalid("The picture is " + std::to_string(image.width) + "x" + std::to_string(image.height) +
                       " texels; each side must be 1 to " + std::to_string(kMaxImageSize) + ".");
    }
    const uint64_t expectedBytes = compressedSizeBytes(image.width, image.height, image.footprint);
    if (image.blocks.size() != expectedBytes) {
        return invalid("The blocks are " + std::to_string(image.blocks.size()) +
                       " bytes, but the picture's size needs " + std::to_string(expectedBytes) + ".");
    }
    return std::nullopt;
}

astc::PhysicalBlock blockAt(const CompressedImage& image, size_t index) {
    return astc::PhysicalBlock::fromBytes(
        std::span(image.blocks).subspan(index * astc::kBlockBytes).first<astc::kBlockBytes>());
}

/// Copies the part of a block that lies inside the picture.
void storeBlock(std::span<const uint8_t> texels, Footprint footprint, uint32_t blockX, uint32_t blockY, Image& image) {
    const uint32_t left = blockX * footprint.width, top = blockY * footprint.height;
    const uint32_t width = std::min<uint32_t>(footprint.width, image.width - left);
    const uint32_t height = std::min<uint32_t>(footprint.height, image.height - top);
    for (uint32_t y = 0; y < height; ++y) {
        const auto row = texels.subspan(size_t{y} * footprint.width * 4, size_t{width} * 4);
        std::ranges::copy(row,
                          image.texels.begin() + static_cast<ptrdiff_t>((size_t{top + y} * image.width + left) * 4));
    }
}

BlockInfo analyze(const astc::VoidExtentBlock& block) {
    BlockInfo info;
    info.isError = block.isHdr;
    info.isVoidExtent = true;
    return info;
}

BlockInfo analyze(const astc::SymbolicBlock& block) {
    const astc::BlockMode mode = block.mode();
    BlockInfo info;
    info.isDualPlane = mode.isDualPlane;
    info.plane2Component = block.plane2Component;
    info.partitionCount = static_cast<uint8_t>(block.partitionCount());
    info.partitionSeed = block.partitionSeed;
    info.blockMode = block.blockMode;
    info.weightGridWidth = mode.gridWidth;
    info.weightGridHeight = mode.gridHeight;
    info.weightLevelCount = static_cast<uint8_t>(astc::levelCount(mode.weightQuantMode));
    info.colorLevelCount = static_cast<uint16_t>(astc::levelCount(block.colorQuantMode()));
    std::ranges::transform(block.endpointModes.used(), info.colorEndpointModes,
                           [](astc::ColorEndpointMode cem) { return static_cast<uint8_t>(cem); });
    return info;
}

BlockInfo analyze(astc::BlockFault) {
    BlockInfo info;
    info.isError = true;
    return info;
}

} // namespace

uint64_t compressedSizeBytes(uint32_t width, uint32_t height, Footprint footprint) {
    assert(width >= 1 && height >= 1 && astc::isLegalFootprint(footprint));
    return astc::blockCount(width, height, footprint) * astc::kBlockBytes;
}

Result<Image> decode(const CompressedImage& image) {
    if (auto error = findImageError(image)) return *std::move(error);
    Image result{image.width, image.height, {}};
    try {
        result.texels.resize(size_t{image.width} * image.height * 4);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "Not enough memory for the decoded picture."};
    }
    std::array<uint8_t, size_t{astc::kMaxTexelCount} * 4> buffer;
    const auto texels = std::span(buffer).first(astc::texelBytes(image.footprint));
    const uint32_t countX = astc::blockCountX(image.width, image.footprint);
    const uint32_t countY = astc::blockCountY(image.height, image.footprint);
    for (uint32_t y = 0; y < countY; ++y) {
        for (uint32_t x = 0; x < countX; ++x) {
            astc::decodeBlock(blockAt(image, size_t{y} * countX + x), image.footprint, image.profile, texels);
            storeBlock(texels, image.footprint, x, y, result);
        }
    }
    return result;
}

Result<std::vector<BlockInfo>> analyzeBlocks(const CompressedImage& image) {
    if (auto error = findImageError(image)) return *std::move(error);
    std::vector<BlockInfo> infos;
    try {
        infos.resize(image.blocks.size() / astc::kBlockBytes);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "Not enough memory for the analysis of the picture's blocks."};
    }
    for (size_t index = 0; index < infos.size(); ++index) {
        infos[index] = std::visit([](const auto& block) { return analyze(block); },
                                  astc::unpack(blockAt(image, index), image.footprint));
    }
    return infos;
}

} // namespace astcslang

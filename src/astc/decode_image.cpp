// SPDX-License-Identifier: Apache-2.0
// The public functions on whole pictures: compressedSizeBytes, decode and decodeWide, analyzeBlocks,
// texelPartitions.

#include <algorithm>
#include <cassert>
#include <new>
#include <optional>
#include <string>

#include <astcslang/texel_details.h>

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

/// A picture's samples, `channels` of them a texel, where `fill(block, samples)` gives those of each block. OutOfMemory
/// where there is no room.
template <typename Sample, typename Fill>
Result<std::vector<Sample>> expandBlocks(const CompressedImage& image, size_t channels, const Fill& fill) {
    const Footprint footprint = image.footprint;
    std::vector<Sample> samples;
    try {
        samples.resize(size_t{image.width} * image.height * channels);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "Not enough memory for the decoded picture."};
    }
    std::array<Sample, size_t{astc::kMaxTexelCount} * 4> buffer;
    const auto block = std::span(buffer).first(static_cast<size_t>(astc::texelCount(footprint)) * channels);
    const uint32_t countX = astc::blockCountX(image.width, footprint);
    for (size_t index = 0; index < image.blocks.size() / astc::kBlockBytes; ++index) {
        fill(blockAt(image, index), block);
        const size_t left = index % countX * footprint.width, top = index / countX * footprint.height;
        const size_t width = std::min<size_t>(footprint.width, image.width - left);
        const size_t height = std::min<size_t>(footprint.height, image.height - top);
        for (size_t y = 0; y < height; ++y)
            std::ranges::copy(block.subspan(y * footprint.width * channels, width * channels),
                              samples.begin() + static_cast<ptrdiff_t>(((top + y) * image.width + left) * channels));
    }
    return samples;
}

void writePartitions(const astc::PhysicalBlock& physical, Footprint footprint, std::span<uint8_t> partitions) {
    std::ranges::fill(partitions, uint8_t{0});
    const astc::UnpackedBlock unpacked = astc::unpack(physical, footprint);
    const auto* block = std::get_if<astc::SymbolicBlock>(&unpacked);
    if (block == nullptr) return;
    const auto partitioning = astc::computePartitioning(footprint, block->partitionCount(), block->partitionSeed);
    for (size_t texel = 0; texel < partitions.size(); ++texel)
        partitions[texel] = static_cast<uint8_t>(partitioning[texel]);
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
    auto texels =
        expandBlocks<uint8_t>(image, 4, [&](const astc::PhysicalBlock& block, std::span<uint8_t> blockTexels) {
            astc::decodeBlock(block, image.footprint, image.profile, blockTexels);
        });
    if (!texels) return texels.error();
    return Image{image.width, image.height, *std::move(texels)};
}

Result<WideImage> decodeWide(const CompressedImage& image) {
    if (auto error = findImageError(image)) return *std::move(error);
    auto samples =
        expandBlocks<uint16_t>(image, 4, [&](const astc::PhysicalBlock& block, std::span<uint16_t> blockSamples) {
            astc::decodeBlockWide(block, image.footprint, image.profile, blockSamples);
        });
    if (!samples) return samples.error();
    if (image.profile == Profile::LdrSrgb)
        for (uint16_t& sample : *samples) sample = static_cast<uint16_t>((sample >> 8) * 257);
    return WideImage{image.width, image.height, *std::move(samples)};
}

Result<std::vector<uint8_t>> texelPartitions(const CompressedImage& image) {
    if (auto error = findImageError(image)) return *std::move(error);
    return expandBlocks<uint8_t>(image, 1, [&](const astc::PhysicalBlock& block, std::span<uint8_t> partitions) {
        writePartitions(block, image.footprint, partitions);
    });
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

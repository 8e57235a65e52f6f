// SPDX-License-Identifier: Apache-2.0
// ARM's .astc container: magic, block dimensions (3 x 1 byte), picture dimensions (3 x 3 bytes, little-endian), then
// the blocks in raster order. It tells neither the profile nor the orientation.

#include <string>

#include "container/byte_order.h"
#include "container/texture_format.h"
#include "container/texture_shape.h"

namespace astcslang {

using namespace container;

namespace {

constexpr uint32_t kDimensionLimit = 1u << 24; // 3 bytes each

std::string sizeText(uint64_t width, uint64_t height) { return std::to_string(width) + "x" + std::to_string(height); }

} // namespace

Result<std::vector<uint8_t>> writeAstc(const CompressedImage& image) {
    if (Result<void> checked = checkLevels(shapeOf(image), {image.blocks}); !checked) return checked.error();
    if (image.width >= kDimensionLimit || image.height >= kDimensionLimit) {
        return Error{ErrorCode::InvalidArgument, "a picture of " + sizeText(image.width, image.height) +
                                                     " does not fit into .astc, whose sides are below " +
                                                     std::to_string(kDimensionLimit)};
    }
    std::vector<uint8_t> bytes;
    bytes.reserve(kAstcHeaderBytes + image.blocks.size());
    append32(bytes, kAstcMagic);
    for (uint8_t side : {image.footprint.width, image.footprint.height, uint8_t{1}}) bytes.push_back(side);
    for (uint32_t side : {image.width, image.height, 1u}) appendLittleEndian(bytes, side, 3);
    append(bytes, image.blocks);
    return bytes;
}

Result<CompressedImage> readAstc(std::span<const uint8_t> bytes, Profile profile) {
    if (bytes.size() < 4 || load32(bytes, 0) != kAstcMagic) return Error{ErrorCode::InvalidData, "not an .astc file"};
    if (bytes.size() < kAstcHeaderBytes) return Error{ErrorCode::InvalidData, ".astc header is truncated"};

    CompressedImage image;
    image.profile = profile;
    image.footprint = {bytes[4], bytes[5]};
    const uint8_t blockDepth = bytes[6];
    image.width = static_cast<uint32_t>(loadLittleEndian(bytes, 7, 3));
    image.height = static_cast<uint32_t>(loadLittleEndian(bytes, 10, 3));
    const uint64_t depth = loadLittleEndian(bytes, 13, 3);

    if (blockDepth > 1) {
        return Error{ErrorCode::Unsupported, "3D blocks (" + sizeText(bytes[4], bytes[5]) + "x" +
                                                 std::to_string(blockDepth) + ") are not supported"};
    }
    if (blockDepth == 0 || !isLegalFootprint(image.footprint)) {
        return Error{ErrorCode::InvalidData,
                     sizeText(bytes[4], bytes[5]) + "x" + std::to_string(blockDepth) + " is not an ASTC footprint"};
    }
    if (image.width == 0 || image.height == 0 || depth == 0) {
        return Error{ErrorCode::InvalidData,
                     "the picture's size is " + sizeText(image.width, image.height) + "x" + std::to_string(depth)};
    }
    if (depth > 1) {
        return Error{ErrorCode::Unsupported, "3D pictures (" + std::to_string(depth) + " slices) are not supported"};
    }
    const std::optional<uint64_t> expected = blockBytes(image.width, image.height, image.footprint);
    const std::span<const uint8_t> blocks = bytes.subspan(kAstcHeaderBytes);
    if (!expected || blocks.size() != *expected) {
        return Error{
            ErrorCode::InvalidData,
            std::string(expected && blocks.size() > *expected ? "bytes after the last block" : "truncated block data") +
                ": " + std::to_string(blocks.size()) + " bytes instead of " +
                std::to_string(expected.value_or(UINT64_MAX))};
    }
    image.blocks.assign(blocks.begin(), blocks.end());
    return image;
}

} // namespace astcslang

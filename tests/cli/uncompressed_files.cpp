// SPDX-License-Identifier: Apache-2.0
// Values are little-endian.

#include "uncompressed_files.h"

#include "byte_append.h"

namespace astcslang::test {
namespace {

Bytes ddsHeader(uint32_t width, uint32_t height, uint32_t flags, uint32_t fourCc, uint32_t bits,
                const std::array<uint32_t, 4>& masks) {
    Bytes dds;
    appendText(dds, "DDS ");
    for (const uint32_t word : {124u, 0x1007u, height, width, 0u, 0u, 0u}) appendLittle(dds, word, 4);
    dds.resize(76);
    for (const uint32_t word : {32u, flags, fourCc, bits, masks[0], masks[1], masks[2], masks[3]})
        appendLittle(dds, word, 4);
    appendLittle(dds, 0x1000, 4); // a texture
    dds.resize(128);
    return dds;
}

} // namespace

Bytes makeDds(uint32_t width, uint32_t height, uint32_t flags, uint32_t bits, const std::array<uint32_t, 4>& masks,
              const Bytes& texels) {
    Bytes dds = ddsHeader(width, height, flags, 0, bits, masks);
    appendBytes(dds, texels);
    return dds;
}

Bytes makeDx10Dds(uint32_t width, uint32_t height, uint32_t dxgiFormat, const Bytes& texels, uint32_t alphaMode) {
    Bytes dds = ddsHeader(width, height, 4, 0x30315844, 0, {});
    for (const uint32_t word : {dxgiFormat, 3u, 0u, 1u, alphaMode})
        appendLittle(dds, word, 4); // two dimensions, one layer
    appendBytes(dds, texels);
    return dds;
}

Bytes makeDdsPictures(uint32_t width, uint32_t height, uint32_t levelCount, uint32_t layerCount, bool isCubemap,
                      const Bytes& texels) {
    Bytes dds = makeDx10Dds(width, height, 28, texels);
    dds[28] = static_cast<uint8_t>(levelCount);
    dds[136] = isCubemap ? 4 : 0;
    dds[140] = static_cast<uint8_t>(layerCount);
    return dds;
}

Bytes makeKtx2Pictures(uint32_t width, uint32_t height, const std::vector<Bytes>& levels,
                       const Ktx2PictureOptions& options) {
    Bytes ktx2 = {0xAB, 'K', 'T', 'X', ' ', '2', '0', 0xBB, '\r', '\n', 0x1A, '\n'};
    Bytes keyValues;
    for (const auto& [key, value] : {std::pair<std::string, std::string>("KTXorientation", options.orientation),
                                     std::pair<std::string, std::string>("KTXswizzle", options.swizzle)}) {
        if (value.empty()) continue;
        const std::string pair = key + std::string(1, '\0') + value + '\0';
        appendLittle(keyValues, pair.size(), 4);
        appendText(keyValues, pair);
        keyValues.resize((keyValues.size() + 3) / 4 * 4);
    }
    constexpr uint32_t kDescriptorBytes = 28;
    const auto levelCount = static_cast<uint32_t>(levels.size());
    const uint32_t descriptorOffset = 80 + 24 * levelCount;
    const auto keyValueBytes = static_cast<uint32_t>(keyValues.size());
    size_t levelEnd = descriptorOffset + kDescriptorBytes + keyValueBytes;
    std::vector<size_t> levelOffsets(levels.size()); // the smallest comes first
    for (size_t level = levels.size(); level-- > 0;) {
        levelOffsets[level] = (levelEnd + 15) / 16 * 16;
        levelEnd = levelOffsets[level] + levels[level].size();
    }
    for (const uint32_t word : {options.vkFormat, 1u, width, height, 0u, options.layerCount, options.faceCount,
                                levelCount, 0u, descriptorOffset, kDescriptorBytes,
                                keyValueBytes > 0 ? descriptorOffset + kDescriptorBytes : 0, keyValueBytes}) {
        appendLittle(ktx2, word, 4);
    }
    ktx2.resize(ktx2.size() + 16); // no supercompression data
    for (size_t level = 0; level < levels.size(); ++level) {
        for (const size_t number : {levelOffsets[level], levels[level].size(), levels[level].size()})
            appendLittle(ktx2, number, 8);
    }
    // A descriptor without samples: its sizes, version 2, RGBSDA, primaries, transfer function, flags, one texel a
    // block.
    for (const uint32_t word : {28u, 0u, 2u | 24u << 16}) appendLittle(ktx2, word, 4);
    for (const uint8_t byte : {uint8_t{1}, options.primaries, options.transfer, options.flags}) ktx2.push_back(byte);
    ktx2.resize(descriptorOffset + kDescriptorBytes);
    appendBytes(ktx2, keyValues);
    for (size_t level = levels.size(); level-- > 0;) {
        ktx2.resize(levelOffsets[level]);
        appendBytes(ktx2, levels[level]);
    }
    return ktx2;
}

} // namespace astcslang::test

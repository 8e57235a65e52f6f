// SPDX-License-Identifier: Apache-2.0
// KTX 2.0: the fixed header is 80 bytes, the level index 24 bytes a level; offsets count from the file's start.

#include "container/ktx2_layout.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include <astcslang/texture.h>

#include "container/byte_order.h"

namespace astcslang::container {
namespace {

constexpr uint32_t kSupercompressionDataAlignment = 8;

Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }

Result<void> checkHeader(const Ktx2Header& header) {
    if (header.pixelWidth == 0) return invalid("the width is 0");
    if (header.pixelHeight == 0 && header.pixelDepth != 0) return invalid("a 3D texture of height 0");
    if (header.faceCount != 1 && header.faceCount != 6) {
        return invalid("a texture of " + std::to_string(header.faceCount) + " faces");
    }
    if (header.faceCount == 6 && (header.pixelWidth != header.pixelHeight || header.pixelDepth != 0)) {
        return invalid("a cube map whose faces are not square");
    }
    if (header.levelCount > fullLevelCount(header.pixelWidth, std::max(header.pixelHeight, header.pixelDepth))) {
        return invalid(std::to_string(header.levelCount) + " levels are too many for the texture's size");
    }
    return {};
}

/// The section of a file, which must begin after the header and the level index; empty if it does not.
std::optional<std::span<const uint8_t>> section(std::span<const uint8_t> bytes, uint64_t firstByte, uint64_t offset,
                                                uint64_t length) {
    if (length == 0) return std::span<const uint8_t>{};
    if (offset < firstByte || offset > bytes.size() || length > bytes.size() - offset) return std::nullopt;
    return bytes.subspan(offset, length);
}

} // namespace

Ktx2Header loadKtx2Header(std::span<const uint8_t> bytes) {
    Ktx2Header header;
    uint32_t* const fields[] = {&header.vkFormat,    &header.typeSize,   &header.pixelWidth,
                                &header.pixelHeight, &header.pixelDepth, &header.layerCount,
                                &header.faceCount,   &header.levelCount, &header.supercompressionScheme};
    size_t offset = kKtx2Identifier.size();
    for (uint32_t* field : fields) {
        *field = load32(bytes, offset);
        offset += 4;
    }
    return header;
}

Result<Ktx2Layout> parseKtx2Layout(std::span<const uint8_t> bytes) {
    const size_t identifierBytes = std::min(bytes.size(), kKtx2Identifier.size());
    if (identifierBytes < kKtx2Identifier.size() ||
        !std::equal(kKtx2Identifier.begin(), kKtx2Identifier.end(), bytes.begin())) {
        return invalid("not a KTX2 file");
    }
    if (bytes.size() < kKtx2HeaderBytes) return invalid("KTX2 header is truncated");

    Ktx2Layout layout;
    layout.header = loadKtx2Header(bytes);
    if (Result<void> checked = checkHeader(layout.header); !checked) return checked.error();

    const uint32_t storedLevelCount = std::max(1u, layout.header.levelCount);
    const uint64_t indexEnd = kKtx2HeaderBytes + uint64_t{storedLevelCount} * kKtx2LevelEntryBytes;
    if (bytes.size() < indexEnd) return invalid("KTX2 level index is truncated");

    const auto descriptor = section(bytes, indexEnd, load32(bytes, 48), load32(bytes, 52));
    const auto keyValues = section(bytes, indexEnd, load32(bytes, 56), load32(bytes, 60));
    const auto globalData = section(bytes, indexEnd, load64(bytes, 64), load64(bytes, 72));
    if (!descriptor || descriptor->empty()) return invalid("the data format descriptor lies outside the file");
    if (!keyValues) return invalid("the key/value data lie outside the file");
    if (!globalData) return invalid("the supercompression data lie outside the file");
    layout.dataFormatDescriptor = *descriptor;
    layout.keyValueData = *keyValues;
    layout.supercompressionGlobalData = *globalData;

    for (uint32_t level = 0; level < storedLevelCount; ++level) {
        const size_t entry = kKtx2HeaderBytes + size_t{level} * kKtx2LevelEntryBytes;
        const auto data = section(bytes, indexEnd, load64(bytes, entry), load64(bytes, entry + 8));
        if (!data || data->empty()) {
            return invalid("truncated: level " + std::to_string(level) + " lies outside the file");
        }
        layout.levels.push_back({*data, load64(bytes, entry + 16)});
    }
    return layout;
}

std::vector<uint8_t> serializeKtx2Layout(const Ktx2Layout& layout, uint32_t levelAlignment) {
    const Ktx2Header& header = layout.header;
    const auto roundUp = [](uint64_t value, uint64_t alignment) {
        return (value + alignment - 1) / alignment * alignment;
    };
    // The sections before the levels follow each other; the descriptor is a multiple of 4 bytes long.
    const uint64_t descriptorOffset = kKtx2HeaderBytes + layout.levels.size() * kKtx2LevelEntryBytes;
    const uint64_t keyValueOffset = descriptorOffset + layout.dataFormatDescriptor.size();
    const uint64_t keyValueEnd = keyValueOffset + layout.keyValueData.size();
    const bool hasGlobalData = !layout.supercompressionGlobalData.empty();
    const uint64_t globalDataOffset = hasGlobalData ? roundUp(keyValueEnd, kSupercompressionDataAlignment) : 0;
    uint64_t fileEnd = hasGlobalData ? globalDataOffset + layout.supercompressionGlobalData.size() : keyValueEnd;

    std::vector<uint64_t> levelOffsets(layout.levels.size());
    for (size_t level = layout.levels.size(); level-- > 0;) {
        levelOffsets[level] = roundUp(fileEnd, levelAlignment);
        fileEnd = levelOffsets[level] + layout.levels[level].bytes.size();
    }

    std::vector<uint8_t> bytes;
    bytes.reserve(fileEnd);
    append(bytes, kKtx2Identifier);
    for (uint32_t field : {header.vkFormat, header.typeSize, header.pixelWidth, header.pixelHeight, header.pixelDepth,
                           header.layerCount, header.faceCount, header.levelCount, header.supercompressionScheme}) {
        append32(bytes, field);
    }
    append32(bytes, static_cast<uint32_t>(descriptorOffset));
    append32(bytes, static_cast<uint32_t>(layout.dataFormatDescriptor.size()));
    append32(bytes, layout.keyValueData.empty() ? 0 : static_cast<uint32_t>(keyValueOffset));
    append32(bytes, static_cast<uint32_t>(layout.keyValueData.size()));
    append64(bytes, globalDataOffset);
    append64(bytes, layout.supercompressionGlobalData.size());
    for (size_t level = 0; level < layout.levels.size(); ++level) {
        append64(bytes, levelOffsets[level]);
        append64(bytes, layout.levels[level].bytes.size());
        append64(bytes, layout.levels[level].uncompressedByteLength);
    }
    append(bytes, layout.dataFormatDescriptor);
    append(bytes, layout.keyValueData);
    if (hasGlobalData) {
        bytes.resize(globalDataOffset);
        append(bytes, layout.supercompressionGlobalData);
    }
    for (size_t level = layout.levels.size(); level-- > 0;) {
        bytes.resize(levelOffsets[level]);
        append(bytes, layout.levels[level].bytes);
    }
    return bytes;
}

} // namespace astcslang::container

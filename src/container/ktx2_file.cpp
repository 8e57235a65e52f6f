// SPDX-License-Identifier: Apache-2.0
// KTX2 textures of 2D LDR ASTC blocks: the public writeKtx2() and readKtx2(). KTX 2.0; ktx2_layout.h knows the file's
// structure, data_format_descriptor.h and key_value_data.h its sections.

#include <algorithm>
#include <string>

#include "container/byte_order.h"
#include "container/data_format_descriptor.h"
#include "container/key_value_data.h"
#include "container/ktx2_layout.h"
#include "container/texture_format.h"

namespace astcslang {

using namespace container;

namespace {

// lcm(texel block size, 4): KTX 2.0, 3.10 (mipPadding).
constexpr uint32_t kLevelAlignment = kBlockBytes;

Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }
Error unsupported(std::string what) { return {ErrorCode::Unsupported, std::move(what)}; }

/// Whether this version reads such a texture at all. Says nothing about the sections yet.
Result<TextureFormat> checkSupported(const Ktx2Header& header) {
    const std::optional<TextureFormat> format = fromVkFormat(header.vkFormat);
    if (!format) return unsupported(describeVkFormat(header.vkFormat) + " is not supported, only ASTC LDR 2D is");
    if (header.supercompressionScheme != 0) {
        return unsupported("supercompression (scheme " + std::to_string(header.supercompressionScheme) +
                           ") is not supported");
    }
    if (header.pixelDepth != 0) return unsupported("3D textures are not supported");
    if (header.pixelHeight == 0) return unsupported("1D textures are not supported");
    return *format;
}

/// Bytes of one level: layers x faces x one picture of the level's size. Empty on overflow.
std::optional<uint64_t> levelBytes(const Ktx2Header& header, Footprint footprint, uint32_t level) {
    const uint32_t width = std::max(1u, header.pixelWidth >> level);
    const uint32_t height = std::max(1u, header.pixelHeight >> level);
    const uint64_t pictureCount = uint64_t{std::max(1u, header.layerCount)} * header.faceCount;
    const std::optional<uint64_t> pictureBytes = blockBytes(width, height, footprint);
    if (!pictureBytes || *pictureBytes > UINT64_MAX / pictureCount) return std::nullopt;
    return *pictureBytes * pictureCount;
}

Result<void> checkLevels(const Ktx2Layout& layout, Footprint footprint) {
    for (uint32_t level = 0; level < layout.levels.size(); ++level) {
        const Ktx2Level& stored = layout.levels[level];
        const std::optional<uint64_t> expected = levelBytes(layout.header, footprint, level);
        if (!expected || stored.bytes.size() != *expected || stored.uncompressedByteLength != *expected) {
            return invalid("level " + std::to_string(level) + " has " + std::to_string(stored.bytes.size()) +
                           " bytes instead of " + std::to_string(expected.value_or(UINT64_MAX)));
        }
    }
    return {};
}

} // namespace

Result<std::vector<uint8_t>> writeKtx2(const CompressedImage& image, const Ktx2WriteOptions& options) {
    if (Result<void> checked = checkCompressedImage(image); !checked) return checked.error();
    const TextureFormat format{image.footprint, image.profile};
    std::string writer = options.writer.empty() ? "astcslang " + std::string(versionString()) : options.writer;
    if (writer.find('\0') != std::string::npos) {
        return Error{ErrorCode::InvalidArgument, "the writer's name must not contain a NUL"};
    }
    writer.push_back('\0');

    const std::vector<uint8_t> descriptor = makeDataFormatDescriptor(format);
    // "rd": rows go right, columns go down.
    const std::vector<uint8_t> keyValues =
        makeKeyValueData({{"KTXorientation", std::string("rd\0", 3)}, {"KTXwriter", std::move(writer)}});

    Ktx2Layout layout;
    layout.header.vkFormat = toVkFormat(format);
    layout.header.pixelWidth = image.width;
    layout.header.pixelHeight = image.height;
    layout.dataFormatDescriptor = descriptor;
    layout.keyValueData = keyValues;
    layout.levels.push_back({image.blocks, image.blocks.size()});
    return serializeKtx2Layout(layout, kLevelAlignment);
}

Result<CompressedImage> readKtx2(std::span<const uint8_t> bytes) {
    const Result<Ktx2Layout> layout = parseKtx2Layout(bytes);
    if (!layout) return layout.error();
    const Result<TextureFormat> format = checkSupported(layout->header);
    if (!format) return format.error();
    if (layout->header.typeSize != 1) return invalid("typeSize is not 1, as it must be for blocks");
    if (!layout->supercompressionGlobalData.empty()) return invalid("supercompression data without supercompression");
    if (Result<void> checked = checkDataFormatDescriptor(layout->dataFormatDescriptor, *format); !checked) {
        return checked.error();
    }
    if (auto keyValues = parseKeyValueData(layout->keyValueData); !keyValues) return keyValues.error();
    if (Result<void> checked = checkLevels(*layout, format->footprint); !checked) return checked.error();

    CompressedImage image;
    image.width = layout->header.pixelWidth;
    image.height = layout->header.pixelHeight;
    image.footprint = format->footprint;
    image.profile = format->profile;
    // Layer 0, face 0 comes first within a level.
    const size_t pictureBytes = blockBytes(image.width, image.height, image.footprint).value_or(0);
    const std::span<const uint8_t> picture = layout->levels.front().bytes.first(pictureBytes);
    image.blocks.assign(picture.begin(), picture.end());
    return image;
}

} // namespace astcslang

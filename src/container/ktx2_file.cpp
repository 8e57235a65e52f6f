// SPDX-License-Identifier: Apache-2.0
// KTX2 textures of 2D LDR ASTC blocks: the public writeKtx2() and readKtx2(). KTX 2.0; ktx2_layout.h knows the file's
// structure, data_format_descriptor.h, key_value_data.h and supercompression.h its sections.

#include <algorithm>
#include <string>

#include <astcslang/astcslang.h>

#include "container/data_format_descriptor.h"
#include "container/inflate_runs.h"
#include "container/key_value_data.h"
#include "container/ktx2_layout.h"
#include "container/ktx2_packing.h"
#include "container/supercompression.h"
#include "container/texture_format.h"
#include "container/texture_shape.h"

namespace astcslang {

using namespace container;

namespace {

constexpr const char* kOrientationKey = "KTXorientation";

Error invalidArgument(std::string what) { return {ErrorCode::InvalidArgument, std::move(what)}; }
Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }
Error unsupported(std::string what) { return {ErrorCode::Unsupported, std::move(what)}; }

/// The texture's own entries, and where its rows go.
std::vector<KeyValue> orientedMetadata(const Texture& texture) {
    std::vector<KeyValue> entries = texture.metadata;
    const bool isOriented =
        std::any_of(entries.begin(), entries.end(), [](const KeyValue& entry) { return entry.key == kOrientationKey; });
    if (!isOriented) entries.push_back({kOrientationKey, std::string("rd", 3)});
    return entries;
}

/// `description` says all but the levels.
Result<std::vector<uint8_t>> write(const Texture& description, const LevelSpans& levels,
                                   const Ktx2WriteOptions& options) {
    if (Result<void> checked = checkLevels(shapeOf(description), levels); !checked) return checked.error();
    if (description.profile == Profile::LdrSrgb && description.transferFunction) {
        return invalidArgument("an sRGB texture has no other transfer function");
    }
    Result<std::vector<KeyValue>> metadata = withWriter(orientedMetadata(description), options);
    if (!metadata) return metadata.error();
    const TextureFormat format{description.footprint, description.profile};
    const std::vector<uint8_t> descriptor = makeDataFormatDescriptor(
        format, {description.colorPrimaries, description.transferFunction, description.isAlphaPremultiplied});
    const std::vector<uint8_t> keyValues = makeKeyValueData(*std::move(metadata));

    Ktx2Layout layout;
    layout.header.vkFormat = toVkFormat(format);
    layout.header.pixelWidth = description.width;
    layout.header.pixelHeight = description.height;
    layout.header.layerCount = description.layerCount;
    layout.header.faceCount = description.faceCount;
    layout.header.levelCount = static_cast<uint32_t>(levels.size());
    layout.dataFormatDescriptor = descriptor;
    layout.keyValueData = keyValues;
    return writePacked(layout, levels, kBlockBytes, options);
}

/// Whether this version reads such a texture at all. Says nothing about the sections yet.
Result<TextureFormat> checkSupported(const Ktx2Header& header) {
    const std::optional<TextureFormat> format = fromVkFormat(header.vkFormat);
    if (!format) return unsupported(describeVkFormat(header.vkFormat) + " is not supported, only ASTC LDR 2D is");
    if (!fromSchemeNumber(header.supercompressionScheme)) {
        return unsupported("supercompression (scheme " + std::to_string(header.supercompressionScheme) +
                           ") is not supported, only Zstandard and zlib are");
    }
    if (header.pixelDepth != 0) return unsupported("3D textures are not supported");
    if (header.pixelHeight == 0) return unsupported("1D textures are not supported");
    return *format;
}

/// The texture without its levels.
Result<Texture> readDescription(const Ktx2Layout& layout) {
    const Ktx2Header& header = layout.header;
    const Result<TextureFormat> format = checkSupported(header);
    if (!format) return format.error();
    if (header.typeSize != 1) return invalid("typeSize is not 1, as it must be for blocks");
    if (header.levelCount == 0) return invalid("levelCount is 0, as it must not be for blocks");
    if (!layout.supercompressionGlobalData.empty()) {
        return invalid("supercompression global data, which the scheme does not have");
    }
    const Result<ColorDescription> color =
        readDataFormatDescriptor(layout.dataFormatDescriptor, *format, header.supercompressionScheme != 0);
    if (!color) return color.error();
    Result<std::vector<KeyValue>> metadata = parseKeyValueData(layout.keyValueData);
    if (!metadata) return metadata.error();

    Texture texture;
    texture.width = header.pixelWidth;
    texture.height = header.pixelHeight;
    texture.footprint = format->footprint;
    texture.profile = format->profile;
    texture.layerCount = header.layerCount;
    texture.faceCount = header.faceCount;
    texture.isAlphaPremultiplied = color->isAlphaPremultiplied;
    texture.colorPrimaries = color->primaries;
    texture.transferFunction = color->transferFunction;
    texture.metadata = *std::move(metadata);
    return texture;
}

struct OpenKtx2 {
    Ktx2Layout layout;
    Texture texture; ///< Without its levels.
    Supercompression scheme;
};

/// Everything before the levels.
Result<OpenKtx2> openKtx2(std::span<const uint8_t> bytes) {
    Result<Ktx2Layout> layout = parseKtx2Layout(bytes);
    if (!layout) return layout.error();
    Result<Texture> texture = readDescription(*layout);
    if (!texture) return texture.error();
    const Supercompression scheme = *fromSchemeNumber(layout->header.supercompressionScheme);
    return OpenKtx2{*std::move(layout), *std::move(texture), scheme};
}

} // namespace

Result<std::vector<uint8_t>> writeKtx2(const Texture& texture, const Ktx2WriteOptions& options) {
    return write(texture, {texture.levels.begin(), texture.levels.end()}, options);
}

Result<std::vector<uint8_t>> writeKtx2(const CompressedImage& image, const Ktx2WriteOptions& options) {
    return write(makeTexture({image.width, image.height, image.footprint, image.profile, {}}), {image.blocks}, options);
}

Result<Texture> readKtx2Texture(std::span<const uint8_t> bytes, std::optional<uint32_t> onlyLevel) {
    Result<OpenKtx2> file = openKtx2(bytes);
    if (!file) return file.error();
    Texture& texture = file->texture;
    texture.levels.resize(file->layout.levels.size());
    for (uint32_t level = 0; level < texture.levels.size(); ++level) {
        if (onlyLevel && level != *onlyLevel) continue;
        Result<std::vector<uint8_t>> blocks =
            readLevel(file->layout.levels[level], levelBytes(shapeOf(texture), level), file->scheme);
        if (!blocks) return inLevel(level, blocks.error());
        texture.levels[level] = *std::move(blocks);
    }
    return std::move(texture);
}

Result<Texture> visitKtx2Blocks(std::span<const uint8_t> bytes, const BlockVisitor& visit) {
    Result<OpenKtx2> file = openKtx2(bytes);
    if (!file) return file.error();
    Texture& texture = file->texture;
    for (uint32_t level = 0; level < file->layout.levels.size(); ++level) {
        const Ktx2Level& stored = file->layout.levels[level];
        const std::optional<uint64_t> expected = levelBytes(shapeOf(texture), level);
        Result<void> done = checkLevelBytes(stored, expected);
        const auto take = [&](std::span<const uint8_t> run) { return visit(texture, level, run); };
        if (done) done = inflateInRuns(stored.bytes, file->scheme, *expected, take);
        if (!done) return inLevel(level, done.error());
    }
    return std::move(texture);
}

Result<CompressedImage> readKtx2(std::span<const uint8_t> bytes) {
    const Result<Texture> texture = readKtx2Texture(bytes, 0);
    if (!texture) return texture.error();
    return extractImage(*texture, 0, 0, 0);
}

} // namespace astcslang

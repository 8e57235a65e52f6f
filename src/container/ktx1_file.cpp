// SPDX-License-Identifier: Apache-2.0
// KTX File Format Specification 1.1: a header of 64 bytes, key/value data as in KTX2, and each level after its size in
// bytes, largest first. Blocks of 16 bytes need none of its padding.

#include <algorithm>
#include <limits>
#include <string>

#include <astcslang/ktx1.h>

#include "container/byte_order.h"
#include "container/key_value_data.h"
#include "container/ktx1_layout.h"
#include "container/texture_format.h"
#include "container/texture_shape.h"
#include "container/vk_format_ranges.h"

namespace astcslang {

using namespace container;

namespace {

constexpr uint32_t kLittleEndian = 0x04030201, kBigEndian = 0x01020304;
constexpr uint32_t kGlRgba = 0x1908;
// GL_COMPRESSED_RGBA_ASTC_4x4_KHR and GL_COMPRESSED_SRGB8_ALPHA8_ASTC_4x4_KHR; the others follow as in Vulkan.
constexpr uint32_t kFirstLinear = 0x93B0, kFirstSrgb = 0x93D0;
constexpr uint32_t kFormatCount = (kLastAstc - kFirstAstc + 1) / 2;

// Fields of the header, behind the identifier.
enum Field : size_t {
    Endianness,
    GlType,
    GlTypeSize,
    GlFormat,
    GlInternalFormat,
    GlBaseInternalFormat,
    PixelWidth,
    PixelHeight,
    PixelDepth,
    ArrayElementCount,
    FaceCount,
    LevelCount,
    KeyValueByteCount,
};

Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }
Error unsupported(std::string what) { return {ErrorCode::Unsupported, std::move(what)}; }

uint32_t load(std::span<const uint8_t> bytes, Field field) {
    return load32(bytes, kKtx1Identifier.size() + 4 * static_cast<size_t>(field));
}

uint32_t toGlFormat(TextureFormat format) {
    const uint32_t place = (toVkFormat(format) - kFirstAstc) / 2; // linear and sRGB in turn
    return (format.profile == Profile::LdrSrgb ? kFirstSrgb : kFirstLinear) + place;
}

std::optional<TextureFormat> fromGlFormat(uint32_t glFormat) {
    const bool isSrgb = glFormat >= kFirstSrgb;
    const uint32_t first = isSrgb ? kFirstSrgb : kFirstLinear;
    if (glFormat < first || glFormat - first >= kFormatCount) return std::nullopt;
    return fromVkFormat(kFirstAstc + 2 * (glFormat - first) + (isSrgb ? 1 : 0));
}

/// Everything that the header says but the number of levels. Precondition: `bytes` hold it.
Result<Texture> readHeader(std::span<const uint8_t> bytes) {
    if (load(bytes, Endianness) == kBigEndian) return unsupported("big-endian KTX 1 is not supported");
    if (load(bytes, Endianness) != kLittleEndian) return invalid("damaged KTX 1: the order of its bytes is not told");
    const std::optional<TextureFormat> format = fromGlFormat(load(bytes, GlInternalFormat));
    if (!format) {
        return unsupported("format " + std::to_string(load(bytes, GlInternalFormat)) +
                           " of OpenGL is not supported in KTX 1, only ASTC LDR 2D is");
    }
    if (load(bytes, GlType) != 0 || load(bytes, GlFormat) != 0) return invalid("damaged KTX 1: blocks with a glType");
    if (load(bytes, PixelDepth) != 0) return unsupported("3D textures are not supported");
    Texture texture;
    texture.width = load(bytes, PixelWidth);
    texture.height = load(bytes, PixelHeight);
    texture.footprint = format->footprint;
    texture.profile = format->profile;
    texture.layerCount = load(bytes, ArrayElementCount);
    texture.faceCount = load(bytes, FaceCount);
    if (texture.profile == Profile::Ldr) texture.colorPrimaries = 0; // perhaps data
    if (Result<void> checked = checkShape(shapeOf(texture), std::max(1u, load(bytes, LevelCount))); !checked)
        return invalid("damaged KTX 1: " + checked.error().message);
    return texture;
}

/// Where rows go, as KTX2 has it: "rd" of "S=r,T=d"; empty if that is not told.
std::string orientationOf(const std::string& value) {
    const size_t across = value.find("S="), down = value.find(",T=");
    if (across != 0 || down == value.npos || value.size() < std::max(size_t{3}, down + 4)) return "";
    const std::string letters = {value[2], value[down + 3], '\0'};
    const bool isKnown = (letters[0] == 'r' || letters[0] == 'l') && (letters[1] == 'd' || letters[1] == 'u');
    return isKnown ? letters : "";
}

Result<std::vector<KeyValue>> readMetadata(std::span<const uint8_t> bytes) {
    Result<std::vector<KeyValue>> entries = parseKeyValueData(bytes);
    if (!entries) return entries;
    std::vector<KeyValue> kept;
    for (KeyValue& entry : *entries) {
        const bool isOrientation = entry.key == "KTXorientation";
        if (isOrientation) entry.value = orientationOf(entry.value);
        const bool isOurs = !entry.key.starts_with("KTX") && !entry.key.starts_with("ktx");
        const bool isKnown =
            std::any_of(kept.begin(), kept.end(), [&](const KeyValue& k) { return k.key == entry.key; });
        if ((isOurs || (isOrientation && !entry.value.empty())) && !isKnown) kept.push_back(std::move(entry));
    }
    return kept;
}

} // namespace

Result<std::vector<uint8_t>> writeKtx1(const CompressedImage& image) {
    if (Result<void> checked = checkLevels(shapeOf(image), {image.blocks}); !checked) return checked.error();
    if (image.blocks.size() > std::numeric_limits<uint32_t>::max())
        return Error{ErrorCode::InvalidArgument, "4 GiB of blocks do not fit into KTX 1"};
    std::vector<uint8_t> bytes(kKtx1Identifier.begin(), kKtx1Identifier.end());
    bytes.reserve(kKtx1HeaderBytes + 4 + image.blocks.size());
    const uint32_t fields[] = {kLittleEndian, 0,           1,           0, toGlFormat({image.footprint, image.profile}),
                               kGlRgba,       image.width, image.height};
    for (const uint32_t field : fields) append32(bytes, field);
    for (const uint32_t field : {0, 0, 1, 1, 0}) append32(bytes, field); // flat, no array, one face, one level
    append32(bytes, static_cast<uint32_t>(image.blocks.size()));
    append(bytes, image.blocks);
    return bytes;
}

Result<Texture> readKtx1(std::span<const uint8_t> bytes) {
    if (bytes.size() < kKtx1Identifier.size() ||
        !std::equal(kKtx1Identifier.begin(), kKtx1Identifier.end(), bytes.begin()))
        return invalid("not a KTX 1 file");
    if (bytes.size() < kKtx1HeaderBytes) return invalid("damaged KTX 1: the header is truncated");
    Result<Texture> texture = readHeader(bytes);
    if (!texture) return texture;
    const uint32_t levelCount = std::max(1u, load(bytes, LevelCount)), metadataBytes = load(bytes, KeyValueByteCount);
    bytes = bytes.subspan(kKtx1HeaderBytes);
    if (metadataBytes > bytes.size()) return invalid("damaged KTX 1: the key/value data are truncated");
    Result<std::vector<KeyValue>> metadata = readMetadata(bytes.first(metadataBytes));
    if (!metadata) return invalid("damaged KTX 1: " + metadata.error().message);
    texture->metadata = *std::move(metadata);
    bytes = bytes.subspan(metadataBytes);
    for (uint32_t level = 0; level < levelCount; ++level) {
        const std::string where = "damaged KTX 1: level " + std::to_string(level);
        const std::optional<uint64_t> size = levelBytes(shapeOf(*texture), level);
        if (!size || bytes.size() < 4 || bytes.size() - 4 < *size) return invalid(where + " is truncated");
        // Of cube maps that are no arrays imageSize counts one face.
        const bool isOfOneFace = texture->faceCount == 6 && texture->layerCount == 0;
        if (uint64_t{load32(bytes, 0)} * (isOfOneFace ? 6 : 1) != *size) {
            return invalid(where + " has an imageSize of " + std::to_string(load32(bytes, 0)) + " for " +
                           std::to_string(*size) + " bytes of blocks");
        }
        const std::span<const uint8_t> blocks = bytes.subspan(4, *size);
        texture->levels.emplace_back(blocks.begin(), blocks.end());
        bytes = bytes.subspan(4 + *size);
    }
    if (!bytes.empty())
        return invalid("damaged KTX 1: " + std::to_string(bytes.size()) + " bytes after the last level");
    return texture;
}

} // namespace astcslang

// SPDX-License-Identifier: Apache-2.0
// TGA and BMP by stb_image. It takes missing bytes for zeros, so the headers are read here first and the file must
// be as long as they say; what remains for stb_image is the decoding of texels.

#include <climits>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <fmt/format.h>

#include "bmp_colors.h"
#include "bmp_run_length.h"
#include "byte_reader.h"
#include "image_reader.h"
#include "untagged_picture.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wsign-compare"
#pragma GCC diagnostic ignored "-Wshadow"
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_TGA
#define STBI_ONLY_BMP
#define STBI_NO_STDIO
#define STBI_MAX_DIMENSIONS 65536
#include <stb/stb_image.h>
#pragma GCC diagnostic pop

namespace astcslang::cli {
namespace {

constexpr size_t kTgaHeaderBytes = 18;
constexpr size_t kBmpFileHeaderBytes = 14;

struct TgaHeader {
    explicit TgaHeader(std::span<const uint8_t> bytes)
        : idBytes(bytes[0]), hasColorMap(bytes[1]), type(bytes[2]), colorMapFirst(loadLittle(bytes, 3, 2)),
          colorMapCount(loadLittle(bytes, 5, 2)), colorMapBits(bytes[7]), width(loadLittle(bytes, 12, 2)),
          height(loadLittle(bytes, 14, 2)), texelBits(bytes[16]), descriptor(bytes[17]) {}

    bool isRunLength() const { return type >= 9; }
    bool isIndexed() const { return type % 8 == 1; }
    bool isGrey() const { return type % 8 == 3; }
    bool isFromRight() const { return (descriptor & 0x10) != 0; }
    size_t texelBytes() const { return (texelBits + 7u) / 8; }
    size_t dataOffset() const { return kTgaHeaderBytes + idBytes + colorMapCount * ((colorMapBits + 7u) / 8); }

    uint8_t idBytes, hasColorMap, type;
    uint64_t colorMapFirst, colorMapCount;
    uint8_t colorMapBits;
    uint64_t width, height;
    uint8_t texelBits, descriptor;
};

/// Whether `data` hold `texelCount` texels in TGA's packets: a count, then one texel or as many as counted.
bool holdsRunLengthTexels(std::span<const uint8_t> data, uint64_t texelCount, size_t texelBytes) {
    size_t offset = 0;
    while (texelCount > 0) {
        if (offset >= data.size()) return false;
        const uint64_t count = (data[offset] & 0x7F) + 1u;
        const size_t packetBytes = (data[offset] & 0x80) != 0 ? texelBytes : count * texelBytes;
        if (packetBytes > data.size() - offset - 1) return false;
        offset += 1 + packetBytes;
        texelCount -= std::min(texelCount, count);
    }
    return true;
}

Result<Picture> decode(std::span<const uint8_t> bytes, const char* format) {
    if (bytes.size() > INT_MAX) {
        return Error{ErrorCode::Unsupported, fmt::format("{} of 2 GiB and more is not supported", format)};
    }
    int width = 0, height = 0, channels = 0;
    const std::unique_ptr<stbi_uc, void (*)(void*)> texels(
        stbi_load_from_memory(bytes.data(), static_cast<int>(bytes.size()), &width, &height, &channels, 4),
        stbi_image_free);
    if (texels == nullptr) {
        const char* reason = stbi_failure_reason();
        if (std::strcmp(reason, "outofmem") == 0)
            return Error{ErrorCode::OutOfMemory, "not enough memory to decode it"};
        return Error{ErrorCode::InvalidData, fmt::format("damaged {}: {}", format, reason)};
    }
    Picture picture;
    picture.format = format;
    picture.width = static_cast<uint32_t>(width);
    picture.height = static_cast<uint32_t>(height);
    picture.channelCount = static_cast<uint8_t>(channels);
    picture.hasAlpha = channels == 2 || channels == 4;
    countAsSrgb(picture, fmt::format("{} does not tell, which counts as sRGB", format));
    if (Result<void> allocated = allocatePicture<uint8_t>(picture); !allocated) return allocated.error();
    auto& samples = std::get<std::vector<uint8_t>>(picture.samples);
    std::memcpy(samples.data(), texels.get(), samples.size());
    return picture;
}

Error truncated(const char* format) {
    return {ErrorCode::InvalidData, fmt::format("damaged {}: the file is truncated", format)};
}

/// BMP of BI_RLE8 or BI_RLE4. Preconditions: the headers are there, and are no core ones.
Result<Picture> readRunLength(std::span<const uint8_t> bytes, uint32_t width, uint32_t height, bool isTopDown) {
    const uint64_t bits = loadLittle(bytes, 28, 2), compression = loadLittle(bytes, 30, 4);
    if (bits != (compression == 1 ? 8 : 4) || isTopDown) {
        return Error{ErrorCode::InvalidData,
                     isTopDown ? "damaged BMP: rows from the top cannot be compressed"
                               : fmt::format("damaged BMP: {} bits do not go with compression {}", bits, compression)};
    }
    RunLengthBmp header{width, height, static_cast<unsigned>(bits)};
    header.paletteOffset = kBmpFileHeaderBytes + loadLittle(bytes, 14, 4);
    const uint64_t usedColors = loadLittle(bytes, 46, 4);
    header.paletteCount = usedColors == 0 ? uint64_t{1} << bits : usedColors;
    header.dataOffset = loadLittle(bytes, 10, 4);
    return readRunLengthBmp(bytes, header);
}

} // namespace

bool looksLikeTga(std::span<const uint8_t> bytes) {
    if (bytes.size() < kTgaHeaderBytes) return false;
    const TgaHeader header(bytes);
    if (header.type == 0 || (header.type > 3 && header.type < 9) || header.type > 11) return false;
    if (header.hasColorMap > 1 || header.width == 0 || header.height == 0) return false;
    const auto isOneOf = [](uint8_t value, std::initializer_list<uint8_t> values) {
        return std::find(values.begin(), values.end(), value) != values.end();
    };
    if (header.isIndexed()) {
        return header.hasColorMap == 1 && header.colorMapCount > 0 && isOneOf(header.colorMapBits, {15, 16, 24, 32}) &&
               isOneOf(header.texelBits, {8, 16});
    }
    if (header.hasColorMap == 0 && header.colorMapCount != 0) return false;
    return header.isGrey() ? isOneOf(header.texelBits, {8, 16}) : isOneOf(header.texelBits, {15, 16, 24, 32});
}

Result<Picture> readTga(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const TgaHeader header(bytes); // looksLikeTga() came first
    if (Result<void> checked = checkPictureSize(header.width, header.height, options.maxTexels); !checked) {
        return checked.error();
    }
    if (header.isIndexed() && header.colorMapFirst != 0) {
        return Error{ErrorCode::Unsupported, "TGA whose palette does not begin at 0 is not supported"};
    }
    if (header.dataOffset() > bytes.size()) return truncated("TGA");
    const std::span<const uint8_t> data = bytes.subspan(header.dataOffset());
    const uint64_t texelCount = header.width * header.height;
    const bool isWhole = header.isRunLength() ? holdsRunLengthTexels(data, texelCount, header.texelBytes())
                                              : texelCount * header.texelBytes() <= data.size();
    if (!isWhole) return truncated("TGA");
    Result<Picture> picture = decode(bytes, "TGA");
    if (picture && header.isFromRight()) picture->orientation = 2; // which stb_image leaves alone
    return picture;
}

namespace {

Result<Picture> readBmpTexels(std::span<const uint8_t> bytes, const ReadOptions& options) {
    if (bytes.size() < kBmpFileHeaderBytes + 12) return truncated("BMP");
    const uint64_t dataOffset = loadLittle(bytes, 10, 4);
    const uint64_t headerBytes = loadLittle(bytes, 14, 4);
    const bool isCoreHeader = headerBytes == 12;
    if (bytes.size() < kBmpFileHeaderBytes + headerBytes || (!isCoreHeader && headerBytes < 40))
        return truncated("BMP");
    int64_t width = 0, height = 0;
    uint64_t texelBits = 0, compression = 0;
    if (isCoreHeader) {
        width = static_cast<int64_t>(loadLittle(bytes, 18, 2));
        height = static_cast<int64_t>(loadLittle(bytes, 20, 2));
        texelBits = loadLittle(bytes, 24, 2);
    } else {
        width = static_cast<int32_t>(loadLittle(bytes, 18, 4));
        height = static_cast<int32_t>(loadLittle(bytes, 22, 4)); // negative: rows from top to bottom
        texelBits = loadLittle(bytes, 28, 2);
        compression = loadLittle(bytes, 30, 4);
    }
    if (width < 0) return Error{ErrorCode::InvalidData, fmt::format("damaged BMP: its width is {}", width)};
    const bool isTopDown = height < 0;
    height = isTopDown ? -height : height;
    if (Result<void> checked =
            checkPictureSize(static_cast<uint64_t>(width), static_cast<uint64_t>(height), options.maxTexels);
        !checked) {
        return checked.error();
    }
    constexpr uint64_t kUncompressed = 0, kRunLength8 = 1, kRunLength4 = 2, kBitFields = 3;
    if (compression == kRunLength8 || compression == kRunLength4)
        return readRunLength(bytes, static_cast<uint32_t>(width), static_cast<uint32_t>(height), isTopDown);
    if (compression != kUncompressed && compression != kBitFields) {
        return Error{ErrorCode::Unsupported, fmt::format("BMP of compression {} is not supported", compression)};
    }
    const uint64_t rowBytes = (static_cast<uint64_t>(width) * texelBits + 31) / 32 * 4;
    if (dataOffset > bytes.size() || rowBytes * static_cast<uint64_t>(height) > bytes.size() - dataOffset) {
        return truncated("BMP");
    }
    return decode(bytes, "BMP");
}

} // namespace

Result<Picture> readBmp(std::span<const uint8_t> bytes, const ReadOptions& options) {
    Result<Picture> picture = readBmpTexels(bytes, options);
    if (picture) readBmpColors(bytes, *picture);
    return picture;
}

} // namespace astcslang::cli

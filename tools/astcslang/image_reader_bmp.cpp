// SPDX-License-Identifier: Apache-2.0
// BMP after Microsoft's BITMAPCOREHEADER to BITMAPV5HEADER: palettes, texels of whole bytes, and by masks. A file has
// to be as long as its headers say.

#include <algorithm>
#include <array>
#include <bit>

#include <fmt/format.h>

#include "bmp_colors.h"
#include "bmp_run_length.h"
#include "byte_reader.h"
#include "damaged_file.h"
#include "image_reader.h"
#include "indexed_texels.h"
#include "picture_geometry.h"
#include "untold_alpha.h"

namespace astcslang::cli {
namespace {

constexpr size_t kFileHeaderBytes = 14, kCoreBytes = 12, kInfoBytes = 40, kInfoBytes3 = 56, kOs2Bytes = 64,
                 kInfoBytes5 = 124;
/// Behind a header of 40 bytes or at their place in a longer one: red, green, blue, alpha.
constexpr size_t kMasks = kFileHeaderBytes + kInfoBytes;

/// BI_*
constexpr uint64_t kUncompressed = 0, kRunLength8 = 1, kRunLength4 = 2, kBitFields = 3, kAlphaBitFields = 6;

Error damaged(const std::string& what) { return damagedFile("BMP", what); }
Error unsupported(const std::string& what) { return {ErrorCode::Unsupported, "BMP " + what + " is not supported"}; }

struct BmpHeader {
    uint64_t byteCount = 0; ///< Without the file's own.
    uint64_t dataOffset = 0;
    int64_t width = 0;
    int64_t height = 0;
    bool isTopDown = false;
    uint64_t texelBits = 0;
    uint64_t compression = kUncompressed;
    uint64_t usedColors = 0; ///< 0: all that there can be.

    bool isCore() const { return byteCount == kCoreBytes; }
    bool isOfRuns() const { return compression == kRunLength8 || compression == kRunLength4; }
    size_t paletteOffset() const { return kFileHeaderBytes + byteCount; }
    uint64_t rowBytes() const { return (static_cast<uint64_t>(width) * texelBits + 31) / 32 * 4; }
    uint64_t paletteCount() const {
        const uint64_t most = uint64_t{1} << texelBits;
        return usedColors == 0 ? most : std::min(usedColors, most);
    }
};

Result<BmpHeader> readHeader(std::span<const uint8_t> bytes) {
    BmpHeader header;
    if (bytes.size() < kFileHeaderBytes + kCoreBytes) return damaged("the file is truncated");
    header.dataOffset = loadLittle(bytes, 10, 4);
    header.byteCount = loadLittle(bytes, 14, 4);
    constexpr uint64_t kRead[] = {kCoreBytes, kInfoBytes, 52, kInfoBytes3, kOs2Bytes, 108, kInfoBytes5};
    if (std::find(std::begin(kRead), std::end(kRead), header.byteCount) == std::end(kRead)) {
        const bool isShortened = header.byteCount >= 16 && header.byteCount < kOs2Bytes; // of OS/2
        const std::string text = fmt::format("a header of {} bytes", header.byteCount);
        return isShortened ? unsupported("with " + text) : damaged(text);
    }
    if (bytes.size() < kFileHeaderBytes + header.byteCount) return damaged("the file is truncated");
    const size_t sideBytes = header.isCore() ? 2 : 4, planes = 18 + 2 * sideBytes;
    if (header.isCore()) {
        header.width = static_cast<int64_t>(loadLittle(bytes, 18, 2));
        header.height = static_cast<int64_t>(loadLittle(bytes, 20, 2));
    } else {
        header.width = static_cast<int32_t>(loadLittle(bytes, 18, 4));
        header.height = static_cast<int32_t>(loadLittle(bytes, 22, 4)); // negative: rows from top to bottom
        header.compression = loadLittle(bytes, 30, 4);
        header.usedColors = loadLittle(bytes, 46, 4);
    }
    if (loadLittle(bytes, planes, 2) > 1) return damaged("it is not of one plane"); // some writers leave 0
    header.texelBits = loadLittle(bytes, planes + 2, 2);
    if (header.width < 0) return damaged(fmt::format("its width is {}", header.width));
    header.isTopDown = header.height < 0;
    header.height = header.isTopDown ? -header.height : header.height;
    return header;
}

/// Where a mask's bits lie; nothing if there are gaps between them.
std::optional<BitField> fieldOf(uint32_t mask) {
    const int shift = std::countr_zero(mask), bits = std::popcount(mask);
    if (std::countl_zero(mask) + shift + bits != 32) return std::nullopt;
    return BitField{static_cast<uint8_t>(shift), static_cast<uint8_t>(bits)};
}

Result<void> unpackMasked(std::span<const uint8_t> bytes, const BmpHeader& header, Picture& picture) {
    const bool hasAlphaMask = header.compression == kAlphaBitFields || header.byteCount >= kInfoBytes3;
    const size_t maskCount = hasAlphaMask ? 4 : 3;
    if (!holds(bytes, kMasks, 4 * maskCount)) return damaged("the file is truncated");
    TexelLayout layout{"masks", 0, 0, "", header.texelBits == 16 ? ChannelType::Packed16 : ChannelType::Packed32};
    std::string channels;
    uint32_t taken = 0;
    for (size_t i = 0; i < maskCount; ++i) {
        const auto mask = static_cast<uint32_t>(loadLittle(bytes, kMasks + 4 * i, 4));
        if (mask == 0) continue; // no such channel
        const std::optional<BitField> field = fieldOf(mask);
        if (!field || (mask & taken) != 0 || uint64_t{mask} >> header.texelBits != 0)
            return damaged(fmt::format("{:x} is no mask for its texels", mask));
        if (field->bits > 16) return unsupported(fmt::format("with channels of {} bits", field->bits));
        taken |= mask;
        layout.fields[channels.size()] = *field;
        channels += "rgba"[i];
    }
    if (channels.empty() || channels == "a") return damaged("it has no mask for its colours");
    layout.channels = channels;
    return unpackTexels(bytes.subspan(header.dataOffset), layout, header.rowBytes(), false, picture);
}

Result<void> unpackPalette(std::span<const uint8_t> bytes, const BmpHeader& header, const IndexedTexels& texels,
                           Picture& picture) {
    const TexelLayout& layout = *findLayoutByName(header.isCore() ? "B8G8R8_UNORM" : "B8G8R8X8_UNORM");
    // Some files have fewer colours than they could, and do not say so.
    const uint64_t there = (header.dataOffset - header.paletteOffset()) / layout.texelBytes();
    const uint64_t count = std::min(header.paletteCount(), there);
    if (count == 0) return damaged("it has no palette");
    const Result<void> unpacked =
        unpackIndexed(texels, bytes.subspan(header.paletteOffset(), count * layout.texelBytes()), layout, picture);
    return unpacked ? unpacked : inFormat("BMP", unpacked.error());
}

Result<void> unpackRuns(std::span<const uint8_t> bytes, const BmpHeader& header, Picture& picture) {
    const Result<BmpRuns> runs = expandBmpRuns(bytes.subspan(header.dataOffset), picture.width, picture.height,
                                               static_cast<unsigned>(header.texelBits));
    if (!runs) return inFormat("BMP", runs.error());
    if (runs->isRowExceeded)
        picture.warnings.push_back("some of its runs are a texel longer than their rows, which is left out");
    return unpackPalette(bytes, header, {runs->indices, picture.width, 8}, picture);
}

Result<void> unpack(std::span<const uint8_t> bytes, const BmpHeader& header, Picture& picture) {
    if (header.isOfRuns()) return unpackRuns(bytes, header, picture);
    if (header.compression != kUncompressed) return unpackMasked(bytes, header, picture);
    if (header.texelBits <= 8) {
        const auto bitsPerIndex = static_cast<unsigned>(header.texelBits);
        return unpackPalette(bytes, header, {bytes.subspan(header.dataOffset), header.rowBytes(), bitsPerIndex},
                             picture);
    }
    const char* const name = header.texelBits == 16   ? "X1R5G5B5_UNORM_PACK16"
                             : header.texelBits == 24 ? "B8G8R8_UNORM"
                                                      : "B8G8R8A8_UNORM";
    const TexelLayout& layout = *findLayoutByName(name);
    Result<void> unpacked = unpackTexels(bytes.subspan(header.dataOffset), layout, header.rowBytes(), false, picture);
    if (unpacked && picture.hasAlpha) settleUntoldAlpha(picture);
    return unpacked;
}

/// Whether texels of such a compression have so many bits, and which of both are read at all.
Result<void> checkCoding(const BmpHeader& header) {
    if (header.isOfRuns()) {
        if (header.texelBits != (header.compression == kRunLength8 ? 8 : 4))
            return damaged(fmt::format("{} bits do not go with compression {}", header.texelBits, header.compression));
        return header.isTopDown ? damaged("rows from the top cannot be compressed") : Result<void>{};
    }
    const bool isMasked = header.compression == kBitFields || header.compression == kAlphaBitFields;
    if ((header.compression != kUncompressed && !isMasked) || (isMasked && header.byteCount == kOs2Bytes))
        return unsupported(fmt::format("of compression {}", header.compression));
    const uint64_t bits = header.texelBits;
    if (bits == 64) return unsupported("of 64 bits a texel");
    const bool isWhole = bits == 16 || bits == 32;
    if (isWhole || (!isMasked && (bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 24))) return {};
    return damaged(fmt::format("{} bits a texel do not go with compression {}", bits, header.compression));
}

Result<Picture> readTexels(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const Result<BmpHeader> header = readHeader(bytes);
    if (!header) return header.error();
    const auto width = static_cast<uint64_t>(header->width), height = static_cast<uint64_t>(header->height);
    if (Result<void> checked = checkPictureSize(width, height, options.maxTexels); !checked) return checked.error();
    if (Result<void> checked = checkCoding(*header); !checked) return checked.error();
    if (header->dataOffset < header->paletteOffset()) return damaged("its texels begin in its header");
    const uint64_t leastBytes = header->isOfRuns() ? 0 : header->rowBytes() * height;
    if (!holds(bytes, header->dataOffset, leastBytes)) return damaged("the file is truncated");
    Picture picture;
    picture.format = "BMP";
    picture.width = static_cast<uint32_t>(width);
    picture.height = static_cast<uint32_t>(height);
    if (Result<void> unpacked = unpack(bytes, *header, picture); !unpacked) return unpacked.error();
    if (!header->isTopDown) exchangeRows(picture);
    return picture;
}

} // namespace

Result<Picture> readBmp(std::span<const uint8_t> bytes, const ReadOptions& options) {
    Result<Picture> picture = readTexels(bytes, options);
    if (picture) readBmpColors(bytes, *picture);
    return picture;
}

} // namespace astcslang::cli

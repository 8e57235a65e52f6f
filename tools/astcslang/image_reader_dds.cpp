// SPDX-License-Identifier: Apache-2.0
// Uncompressed DDS, picture by picture: the old header by masks, and the DX10 one by DXGI formats.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "byte_reader.h"
#include "dxgi_format_name.h"
#include "image_reader.h"
#include "untagged_picture.h"

namespace astcslang::cli {
namespace {

constexpr size_t kHeaderBytes = 128; // with the magic
constexpr size_t kDx10Bytes = 20;
constexpr uint32_t kFlagAlpha = 0x1, kFlagFourCc = 0x4, kFlagRgb = 0x40, kFlagLuminance = 0x20000;
constexpr uint32_t kCaps2Cubemap = 0x200, kCaps2Faces = 0xFC00, kCaps2Volume = 0x200000;

/// DDPIXELFORMAT by masks. Red, green, blue, alpha; 0 for "not there".
struct MaskedFormat {
    uint32_t bits;
    std::array<uint32_t, 4> masks;
    const char* layout;
};

constexpr MaskedFormat kColorFormats[] = {
    {32, {0xFF, 0xFF00, 0xFF0000, 0xFF000000}, "R8G8B8A8_UNORM"},
    {32, {0xFF0000, 0xFF00, 0xFF, 0xFF000000}, "B8G8R8A8_UNORM"},
    {32, {0xFF0000, 0xFF00, 0xFF, 0}, "B8G8R8X8_UNORM"},
    {32, {0xFF, 0xFF00, 0xFF0000, 0}, "R8G8B8X8_UNORM"},
    {24, {0xFF, 0xFF00, 0xFF0000, 0}, "R8G8B8_UNORM"},
    {24, {0xFF0000, 0xFF00, 0xFF, 0}, "B8G8R8_UNORM"},
    {32, {0xFFFF, 0xFFFF0000, 0, 0}, "R16G16_UNORM"},
    {32, {0x3FF, 0xFFC00, 0x3FF00000, 0xC0000000}, "A2B10G10R10_UNORM_PACK32"},
    {32, {0x3FF00000, 0xFFC00, 0x3FF, 0xC0000000}, "A2R10G10B10_UNORM_PACK32"},
    {16, {0xFF, 0xFF00, 0, 0}, "R8G8_UNORM"},
    {16, {0xF800, 0x7E0, 0x1F, 0}, "R5G6B5_UNORM_PACK16"},
    {16, {0x7C00, 0x3E0, 0x1F, 0x8000}, "A1R5G5B5_UNORM_PACK16"},
    {16, {0x7C00, 0x3E0, 0x1F, 0}, "X1R5G5B5_UNORM_PACK16"},
    {16, {0xF00, 0xF0, 0xF, 0xF000}, "A4R4G4B4_UNORM_PACK16"},
    {16, {0xFFFF, 0, 0, 0}, "R16_UNORM"},
    {8, {0xFF, 0, 0, 0}, "R8_UNORM"},
};

/// D3DFORMAT numbers that stand for a four-character code, as DXGI formats.
constexpr std::pair<uint32_t, uint32_t> kD3dFormats[] = {{36, 11},  {110, 35}, {111, 54}, {112, 34},
                                                         {113, 10}, {114, 41}, {115, 16}, {116, 2}};

Error unsupported(const std::string& what) { return {ErrorCode::Unsupported, "DDS " + what + " is not supported"}; }

struct DdsHeader {
    explicit DdsHeader(std::span<const uint8_t> bytes) : bytes_(bytes) {}
    uint32_t word(size_t offset) const { return static_cast<uint32_t>(loadLittle(bytes_, offset, 4)); }
    uint32_t height() const { return word(12); }
    uint32_t width() const { return word(16); }
    uint32_t levelCount() const { return std::max(1u, word(28)); }
    uint32_t formatFlags() const { return word(80); }
    uint32_t fourCc() const { return word(84); }
    uint32_t bits() const { return word(88); }
    std::array<uint32_t, 4> masks() const { return {word(92), word(96), word(100), word(104)}; }
    uint32_t caps2() const { return word(112); }
    bool isDx10() const { return (formatFlags() & kFlagFourCc) != 0 && fourCc() == 0x30315844; } // "DX10"

private:
    std::span<const uint8_t> bytes_;
};

struct DdsFormat {
    const TexelLayout* layout = nullptr;
    bool isGrey = false;
    size_t dataOffset = kHeaderBytes;
    bool tellsTransfer = false;
    bool isPremultiplied = false;
    bool isCubemap = false;
    uint32_t layerCount = 0; ///< Of pictures, or of whole cube maps; 0: not an array.
};

Result<DdsFormat> findDx10Format(const DdsHeader& header) {
    constexpr uint32_t kTexture2d = 3, kCubeFlag = 4;
    const uint32_t dxgi = header.word(128), dimension = header.word(132);
    if (dimension != kTexture2d) return unsupported("of one or three dimensions");
    const TexelLayout* layout = findLayoutByDxgiFormat(dxgi);
    if (layout == nullptr) return unsupported("of DXGI format " + dxgiFormatName(dxgi));
    constexpr uint32_t kAlphaModeMask = 7, kAlphaModePremultiplied = 2; // of miscFlags2
    const bool isPremultiplied = (header.word(144) & kAlphaModeMask) == kAlphaModePremultiplied;
    const uint32_t arraySize = header.word(140);
    return DdsFormat{layout,
                     false,
                     kHeaderBytes + kDx10Bytes,
                     true,
                     isPremultiplied,
                     (header.word(136) & kCubeFlag) != 0,
                     arraySize > 1 ? arraySize : 0};
}

std::string nameOfFourCc(uint32_t code) {
    std::string name;
    for (int shift = 0; shift < 32; shift += 8) {
        const auto letter = static_cast<char>(code >> shift);
        if (letter < ' ' || letter > '~') return std::to_string(code);
        name += letter;
    }
    return name;
}

Result<DdsFormat> findOldFormat(const DdsHeader& header) {
    if ((header.caps2() & kCaps2Volume) != 0) return unsupported("of three dimensions");
    if ((header.formatFlags() & kFlagFourCc) != 0) {
        for (const auto& [d3d, dxgi] : kD3dFormats) {
            if (header.fourCc() == d3d) return DdsFormat{findLayoutByDxgiFormat(dxgi), false, kHeaderBytes, false};
        }
        return unsupported(fmt::format("of format {}", nameOfFourCc(header.fourCc())));
    }
    std::array<uint32_t, 4> masks = header.masks();
    const bool isGrey = (header.formatFlags() & kFlagLuminance) != 0;
    if ((header.formatFlags() & (kFlagLuminance | kFlagRgb)) == 0) return unsupported("of neither colour nor grey");
    if ((header.formatFlags() & kFlagAlpha) == 0) masks[3] = 0;
    if (isGrey) { // some writers put wrong masks, and the number of bits says it all
        if (header.bits() == 16 && (header.formatFlags() & kFlagAlpha) != 0) {
            static constexpr TexelLayout kGreyAlpha = {"L8A8", 0, 0, "ra", ChannelType::Unorm8, false};
            return DdsFormat{&kGreyAlpha, true, kHeaderBytes, false};
        }
        masks = {header.bits() == 8 ? 0xFFu : 0xFFFFu, 0, 0, 0};
    }
    for (const MaskedFormat& format : kColorFormats) {
        if (format.bits != header.bits()) continue;
        if (format.masks == masks) return DdsFormat{findLayoutByName(format.layout), isGrey, kHeaderBytes, false};
    }
    return unsupported(fmt::format("of {} bits with masks {:x}, {:x}, {:x}, {:x}", header.bits(), masks[0], masks[1],
                                   masks[2], masks[3]));
}

Result<DdsFormat> findFormat(const DdsHeader& header) {
    if (header.isDx10()) return findDx10Format(header);
    Result<DdsFormat> format = findOldFormat(header);
    if (format && (header.caps2() & kCaps2Cubemap) != 0) {
        if ((header.caps2() & kCaps2Faces) != kCaps2Faces) return unsupported("of a cube map without all six faces");
        format->isCubemap = true;
    }
    return format;
}

/// Texels of all levels of a picture, largest first, which follow each other for each face and each layer.
Result<std::span<const uint8_t>> findTexels(std::span<const uint8_t> bytes, const DdsFormat& format,
                                            const PictureShape& shape, const TexturePlace& place, uint32_t width,
                                            uint32_t height) {
    const auto levelBytes = [&](uint32_t level) {
        return uint64_t{levelSide(width, level)} * levelSide(height, level) * format.layout->texelBytes();
    };
    uint64_t offset = 0, chainBytes = 0;
    for (uint32_t level = 0; level < shape.levelCount; ++level) {
        if (level < place.level) offset += levelBytes(level);
        chainBytes += levelBytes(level);
    }
    if ((bytes.size() - format.dataOffset) / chainBytes < shape.picturesPerLevel())
        return Error{ErrorCode::InvalidData, "damaged DDS: the file is truncated"};
    offset += (uint64_t{place.layer} * shape.faceCount + place.face) * chainBytes;
    return bytes.subspan(format.dataOffset + offset, levelBytes(place.level));
}

} // namespace

Result<Picture> readDds(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const Error truncated{ErrorCode::InvalidData, "damaged DDS: the file is truncated"};
    if (bytes.size() < kHeaderBytes) return truncated;
    const DdsHeader header(bytes);
    if (header.word(4) != 124 || header.word(76) != 32) {
        return Error{ErrorCode::InvalidData, "damaged DDS: its header has another size than it should"};
    }
    if (header.isDx10() && bytes.size() < kHeaderBytes + kDx10Bytes) return truncated;
    const Result<DdsFormat> format = findFormat(header);
    if (!format) return format.error();
    Picture picture;
    picture.format = "DDS";
    picture.shape = {header.levelCount(), format->layerCount, format->isCubemap ? 6u : 1u};
    if (Result<void> checked = checkPictureSize(header.width(), header.height(), options.maxTexels); !checked) {
        return checked.error();
    }
    if (Result<void> checked = checkShape(picture.shape, header.width(), header.height()); !checked)
        return Error{ErrorCode::InvalidData, "damaged DDS: " + checked.error().message};
    const Result<TexturePlace> place = placeIn(picture.shape, options.place);
    if (!place) return place.error();
    const auto texels = findTexels(bytes, *format, picture.shape, *place, header.width(), header.height());
    if (!texels) return texels.error();
    picture.width = levelSide(header.width(), place->level);
    picture.height = levelSide(header.height(), place->level);
    const uint64_t rowBytes = uint64_t{picture.width} * format->layout->texelBytes();
    if (Result<void> done = unpackTexels(*texels, *format->layout, rowBytes, format->isGrey, picture); !done)
        return done.error();
    constexpr uint32_t kFlagPremultiplied = 0x8000; // DDPF_ALPHAPREMULT
    const bool isFlagged = !header.isDx10() && (header.formatFlags() & kFlagPremultiplied) != 0;
    picture.isPremultiplied = picture.hasAlpha && (format->isPremultiplied || isFlagged);
    if (!format->tellsTransfer && !format->layout->isFloat()) {
        countAsSrgb(picture, "DDS without a DX10 header does not tell, which counts as sRGB");
    }
    return picture;
}

} // namespace astcslang::cli

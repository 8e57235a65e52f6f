// SPDX-License-Identifier: Apache-2.0
// Uncompressed DDS: the old header by masks, and the DX10 one by DXGI formats. The first level of a flat picture.

#include <array>

#include <fmt/format.h>

#include "byte_reader.h"
#include "image_reader.h"
#include "untagged_picture.h"

namespace astcslang::cli {
namespace {

constexpr size_t kHeaderBytes = 128; // with the magic
constexpr size_t kDx10Bytes = 20;
constexpr uint32_t kFlagAlpha = 0x1, kFlagFourCc = 0x4, kFlagRgb = 0x40, kFlagLuminance = 0x20000;
constexpr uint32_t kCaps2Cubemap = 0x200, kCaps2Volume = 0x200000;

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
    {16, {0xFF, 0xFF00, 0, 0}, "R8G8_UNORM"},
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
    uint32_t levelCount() const { return word(28); }
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
};

Result<DdsFormat> findDx10Format(const DdsHeader& header) {
    constexpr uint32_t kTexture2d = 3, kCubeFlag = 4;
    const uint32_t dxgi = header.word(128), dimension = header.word(132);
    if (dimension != kTexture2d) return unsupported("of one or three dimensions");
    if ((header.word(136) & kCubeFlag) != 0) return unsupported("of a cube map");
    if (header.word(140) > 1) return unsupported(fmt::format("of {} layers", header.word(140)));
    const TexelLayout* layout = findLayoutByDxgiFormat(dxgi);
    if (layout == nullptr) return unsupported(fmt::format("of DXGI format {}", dxgi));
    constexpr uint32_t kAlphaModeMask = 7, kAlphaModePremultiplied = 2; // of miscFlags2
    const bool isPremultiplied = (header.word(144) & kAlphaModeMask) == kAlphaModePremultiplied;
    return DdsFormat{layout, false, kHeaderBytes + kDx10Bytes, true, isPremultiplied};
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
    if ((header.caps2() & kCaps2Cubemap) != 0) return unsupported("of a cube map");
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

} // namespace

Result<Picture> readDds(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const Error truncated{ErrorCode::InvalidData, "damaged DDS: the file is truncated"};
    if (bytes.size() < kHeaderBytes) return truncated;
    const DdsHeader header(bytes);
    if (header.word(4) != 124 || header.word(76) != 32) {
        return Error{ErrorCode::InvalidData, "damaged DDS: its header has another size than it should"};
    }
    if (header.isDx10() && bytes.size() < kHeaderBytes + kDx10Bytes) return truncated;
    const Result<DdsFormat> format = header.isDx10() ? findDx10Format(header) : findOldFormat(header);
    if (!format) return format.error();
    Picture picture;
    picture.format = "DDS";
    picture.width = header.width();
    picture.height = header.height();
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    const uint64_t rowBytes = uint64_t{picture.width} * format->layout->texelBytes();
    if (!holds(bytes, format->dataOffset, rowBytes * picture.height)) return truncated;
    if (Result<void> done =
            unpackTexels(bytes.subspan(format->dataOffset), *format->layout, rowBytes, format->isGrey, picture);
        !done) {
        return done.error();
    }
    constexpr uint32_t kFlagPremultiplied = 0x8000; // DDPF_ALPHAPREMULT
    const bool isFlagged = !header.isDx10() && (header.formatFlags() & kFlagPremultiplied) != 0;
    picture.isPremultiplied = picture.hasAlpha && (format->isPremultiplied || isFlagged);
    const bool isFloat = format->layout->type == ChannelType::Float16 || format->layout->type == ChannelType::Float32;
    if (!format->tellsTransfer && !isFloat) {
        countAsSrgb(picture, "DDS without a DX10 header does not tell, which counts as sRGB");
    }
    if (header.levelCount() > 1) {
        picture.warnings.push_back(fmt::format("of its {} levels the largest is taken", header.levelCount()));
    }
    return picture;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// TGA after "Truevision TGA File Format Specification", version 2.0: colours, grey and palettes, as they are or in
// runs. A file has to be as long as its header says.

#include <algorithm>
#include <cstring>
#include <new>

#include <fmt/format.h>

#include "byte_reader.h"
#include "damaged_file.h"
#include "image_reader.h"
#include "indexed_texels.h"
#include "picture_geometry.h"
#include "untagged_picture.h"
#include "untold_alpha.h"

namespace astcslang::cli {
namespace {

constexpr size_t kHeaderBytes = 18;

struct TgaHeader {
    explicit TgaHeader(std::span<const uint8_t> bytes)
        : idBytes(bytes[0]), hasColorMap(bytes[1]), type(bytes[2]), colorMapFirst(loadLittle(bytes, 3, 2)),
          colorMapCount(loadLittle(bytes, 5, 2)), colorMapBits(bytes[7]), width(loadLittle(bytes, 12, 2)),
          height(loadLittle(bytes, 14, 2)), texelBits(bytes[16]), descriptor(bytes[17]) {}

    bool isRunLength() const { return type >= 9; }
    bool isIndexed() const { return type % 8 == 1; }
    bool isGrey() const { return type % 8 == 3; }
    bool isFromRight() const { return (descriptor & 0x10) != 0; }
    bool isFromTop() const { return (descriptor & 0x20) != 0; }
    bool isInterleaved() const { return (descriptor & 0xC0) != 0; }
    bool tellsAlpha() const { return (descriptor & 0x0F) != 0; }
    size_t texelBytes() const { return (texelBits + 7u) / 8; }
    uint64_t texelCount() const { return width * height; }
    size_t colorMapOffset() const { return kHeaderBytes + idBytes; }
    /// Where there is none, some writers leave anything in its fields.
    size_t colorMapBytes() const { return hasColorMap == 0 ? 0 : colorMapCount * ((colorMapBits + 7u) / 8); }
    size_t dataOffset() const { return colorMapOffset() + colorMapBytes(); }

    uint8_t idBytes, hasColorMap, type;
    uint64_t colorMapFirst, colorMapCount;
    uint8_t colorMapBits;
    uint64_t width, height;
    uint8_t texelBits, descriptor;
};

/// Calls visit(bytes of a texel, how often, whether it is a run) for every packet's texels: a count, then one texel or
/// as many as counted. False if the data end before `texelCount` texels.
template <typename Visit>
bool walkPackets(std::span<const uint8_t> data, uint64_t texelCount, size_t texelBytes, const Visit& visit) {
    while (texelCount > 0) {
        if (data.empty()) return false;
        const bool isRun = (data[0] & 0x80) != 0;
        const uint64_t count = (data[0] & 0x7F) + 1u;
        const size_t packetBytes = isRun ? texelBytes : count * texelBytes;
        if (packetBytes > data.size() - 1) return false;
        const uint64_t taken = std::min(texelCount, count);
        visit(data.subspan(1, isRun ? texelBytes : taken * texelBytes), isRun ? taken : 1);
        data = data.subspan(1 + packetBytes);
        texelCount -= taken;
    }
    return true;
}

/// The texels of runs one after the other. Precondition: the data hold them.
Result<std::vector<uint8_t>> expandRuns(std::span<const uint8_t> data, const TgaHeader& header) {
    try {
        std::vector<uint8_t> texels;
        texels.reserve(header.texelCount() * header.texelBytes());
        walkPackets(data, header.texelCount(), header.texelBytes(), [&](auto bytes, uint64_t count) {
            for (; count > 0; --count) texels.insert(texels.end(), bytes.begin(), bytes.end());
        });
        return texels;
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to decode it"};
    }
}

/// Of a texel or of a colour of the palette; grey is R.
const TexelLayout& layoutOf(uint8_t bits, bool isGrey) {
    static constexpr TexelLayout kGrey = {"L8", 0, 0, "r", ChannelType::Unorm8};
    static constexpr TexelLayout kGreyAlpha = {"L8A8", 0, 0, "ra", ChannelType::Unorm8};
    if (isGrey) return bits == 8 ? kGrey : kGreyAlpha;
    const char* const name = bits == 15   ? "X1R5G5B5_UNORM_PACK16"
                             : bits == 16 ? "A1R5G5B5_UNORM_PACK16"
                             : bits == 24 ? "B8G8R8_UNORM"
                                          : "B8G8R8A8_UNORM";
    return *findLayoutByName(name);
}

/// The attributes type of the extension area of version 2.0.
std::optional<uint8_t> findAttributesType(std::span<const uint8_t> bytes) {
    constexpr size_t kFooterBytes = 26, kExtensionBytes = 495, kAttributesType = 494;
    constexpr std::string_view kSignature("TRUEVISION-XFILE.\0", 18);
    if (bytes.size() < kFooterBytes) return std::nullopt;
    const std::span<const uint8_t> footer = bytes.last(kFooterBytes);
    if (std::memcmp(&footer[8], kSignature.data(), kSignature.size()) != 0) return std::nullopt;
    const uint64_t offset = loadLittle(footer, 0, 4);
    if (offset == 0 || !holds(bytes, offset, kExtensionBytes)) return std::nullopt;
    if (loadLittle(bytes, offset, 2) < kExtensionBytes) return std::nullopt;
    return bytes[offset + kAttributesType];
}

void settleAlpha(const TgaHeader& header, std::span<const uint8_t> bytes, Picture& picture) {
    constexpr uint8_t kNone = 0, kIgnored = 1, kRetained = 2, kAlpha = 3, kPremultiplied = 4;
    if (!picture.hasAlpha) return;
    const std::optional<uint8_t> type = findAttributesType(bytes);
    if (type == kNone) return dropAlpha(picture, "its extension area says that there is no alpha");
    if (type == kIgnored) return dropAlpha(picture, "its extension area says that its alpha is undefined");
    if (type == kRetained) picture.warnings.push_back("its extension area calls its alpha undefined; it is followed");
    picture.isPremultiplied = type == kPremultiplied;
    const bool isTold = header.tellsAlpha() || type == kRetained || type == kAlpha || type == kPremultiplied;
    if (!isTold) settleUntoldAlpha(picture);
}

Error damaged(const std::string& what) { return damagedFile("TGA", what); }

/// Precondition: the file is as long as it has to be.
Result<void> unpack(const TgaHeader& header, std::span<const uint8_t> bytes, Picture& picture) {
    std::span<const uint8_t> texels = bytes.subspan(header.dataOffset());
    std::vector<uint8_t> expanded;
    if (header.isRunLength()) {
        Result<std::vector<uint8_t>> runs = expandRuns(texels, header);
        if (!runs) return runs.error();
        expanded = *std::move(runs);
        texels = expanded;
    }
    const uint64_t rowBytes = header.width * header.texelBytes();
    if (!header.isIndexed())
        return unpackTexels(texels, layoutOf(header.texelBits, header.isGrey()), rowBytes, header.isGrey(), picture);
    const IndexedTexels indexed{texels, rowBytes, header.texelBits, header.colorMapFirst};
    const Result<void> unpacked = unpackIndexed(indexed, bytes.subspan(header.colorMapOffset(), header.colorMapBytes()),
                                                layoutOf(header.colorMapBits, false), picture);
    return unpacked ? unpacked : inFormat("TGA", unpacked.error());
}

} // namespace

bool looksLikeTga(std::span<const uint8_t> bytes) {
    if (bytes.size() < kHeaderBytes) return false;
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
    return header.isGrey() ? isOneOf(header.texelBits, {8, 16}) : isOneOf(header.texelBits, {15, 16, 24, 32});
}

Result<Picture> readTga(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const TgaHeader header(bytes); // looksLikeTga() came first
    if (Result<void> checked = checkPictureSize(header.width, header.height, options.maxTexels); !checked) {
        return checked.error();
    }
    if (header.isInterleaved()) {
        return Error{ErrorCode::Unsupported, fmt::format("TGA with rows interleaved by {} is not supported",
                                                         (header.descriptor & 0x80) != 0 ? "four" : "two")};
    }
    const bool hasTexels = header.dataOffset() <= bytes.size();
    const std::span<const uint8_t> data = bytes.subspan(hasTexels ? header.dataOffset() : bytes.size());
    const bool isWhole = hasTexels && (header.isRunLength() ? walkPackets(data, header.texelCount(),
                                                                          header.texelBytes(), [](auto, uint64_t) {})
                                                            : header.texelCount() * header.texelBytes() <= data.size());
    if (!isWhole) return damaged("the file is truncated");
    Picture picture;
    picture.format = "TGA";
    picture.width = static_cast<uint32_t>(header.width);
    picture.height = static_cast<uint32_t>(header.height);
    if (Result<void> unpacked = unpack(header, bytes, picture); !unpacked) return unpacked.error();
    countAsSrgb(picture, "TGA does not tell, which counts as sRGB");
    settleAlpha(header, bytes, picture);
    if (!header.isFromTop()) exchangeRows(picture);
    if (header.isFromRight()) picture.orientation = 2;
    return picture;
}

} // namespace astcslang::cli

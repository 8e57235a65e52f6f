// SPDX-License-Identifier: Apache-2.0
// Tells formats apart and hands over to the reader of each.

#include "image_reader.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "byte_reader.h"
#include "picture_color.h"
#include "vk_format_name.h"

namespace astcslang::cli {
namespace {

struct Signature {
    size_t offset;
    std::string_view bytes;
    FileKind kind;
    const char* name;
};

using namespace std::string_view_literals;

constexpr Signature kSignatures[] = {
    {0, "\x89PNG\r\n\x1A\n"sv, FileKind::Png, "PNG"},
    {0, "\xFF\xD8\xFF"sv, FileKind::Jpeg, "JPEG"},
    {0, "\x13\xAB\xA1\x5C"sv, FileKind::Astc, ".astc"},
    {0, "\xABKTX 20\xBB\r\n\x1A\n"sv, FileKind::Ktx2, "KTX2"},
    {0, "\xABKTX 11\xBB"sv, FileKind::Ktx1, "KTX 1"},
    {0, "GIF8"sv, FileKind::OtherPicture, "GIF"},
    {8, "WEBP"sv, FileKind::Webp, "WebP"},
    {0, "DDS "sv, FileKind::Dds, "DDS"},
    {0, "\x76\x2F\x31\x01"sv, FileKind::Exr, "OpenEXR"},
    {0, "#?RADIANCE"sv, FileKind::Hdr, "Radiance HDR"},
    {0, "#?RGBE"sv, FileKind::Hdr, "Radiance HDR"},
    {0, "II*\0"sv, FileKind::OtherPicture, "TIFF"},
    {0, "MM\0*"sv, FileKind::OtherPicture, "TIFF"},
    {0, "8BPS"sv, FileKind::OtherPicture, "Photoshop"},
    {0, "qoif"sv, FileKind::Qoi, "QOI"},
    {4, "ftypavif"sv, FileKind::OtherPicture, "AVIF"},
    {4, "ftyphei"sv, FileKind::OtherPicture, "HEIF"},
    {0, "\xFF\x0A"sv, FileKind::OtherPicture, "JPEG XL"},
    {0, "\0\0\0\x0CJXL "sv, FileKind::OtherPicture, "JPEG XL"},
    {0, "BM"sv, FileKind::Bmp, "BMP"},
};

constexpr const char* kReadFormats =
    "PNG, JPEG, TGA, BMP, QOI, WebP, Radiance HDR, OpenEXR and uncompressed KTX2 and DDS";

bool hasSignature(std::span<const uint8_t> bytes, const Signature& signature) {
    if (bytes.size() < signature.offset + signature.bytes.size()) return false;
    return std::equal(signature.bytes.begin(), signature.bytes.end(),
                      bytes.begin() + static_cast<long>(signature.offset),
                      [](char expected, uint8_t found) { return static_cast<uint8_t>(expected) == found; });
}

/// "P1" to "P7" and a blank: the header of PBM, PGM, PPM and PAM. "PF" and "Pf": of floats. Empty for others.
const char* nameOfNetpbm(std::span<const uint8_t> bytes) {
    if (bytes.size() < 3 || bytes[0] != 'P' ||
        std::string_view(" \t\r\n#").find(static_cast<char>(bytes[2])) == std::string_view::npos)
        return "";
    constexpr const char* kNames[] = {"PBM", "PGM", "PPM", "PBM", "PGM", "PPM", "PAM"};
    if (bytes[1] >= '1' && bytes[1] <= '7') return kNames[bytes[1] - '1'];
    return bytes[1] == 'F' || bytes[1] == 'f' ? "PFM" : "";
}

} // namespace

FileType detectFileType(std::span<const uint8_t> bytes) {
    for (const Signature& signature : kSignatures) {
        if (!hasSignature(bytes, signature)) continue;
        const bool isPicture = signature.kind == FileKind::Ktx2 && isUncompressedKtx2(bytes);
        return {isPicture ? FileKind::Ktx2Picture : signature.kind, signature.name};
    }
    if (const std::string name = nameOfNetpbm(bytes); !name.empty()) return {FileKind::OtherPicture, name};
    if (looksLikeTga(bytes)) return {FileKind::Tga, "TGA"};
    return {};
}

namespace {

/// KTX File Format Specification 1.1, 2.4: glType is 0 for blocks.
bool isCompressedKtx1(std::span<const uint8_t> bytes) {
    constexpr size_t kGlTypePlace = 16;
    return holds(bytes, kGlTypePlace, 4) && loadLittle(bytes, kGlTypePlace, 4) == 0;
}

Result<Picture> readAs(const FileType& type, std::span<const uint8_t> bytes, const ReadOptions& options) {
    const Error compressed{ErrorCode::Unsupported,
                           "is a compressed texture (" + type.name + "), not a picture to encode"};
    const Error notRead{ErrorCode::Unsupported, type.name + " is not supported; " + kReadFormats + " are"};
    switch (type.kind) {
    case FileKind::Png:
        return readPng(bytes, options);
    case FileKind::Jpeg:
        return readJpeg(bytes, options);
    case FileKind::Tga:
        return readTga(bytes, options);
    case FileKind::Bmp:
        return readBmp(bytes, options);
    case FileKind::Hdr:
        return readHdr(bytes, options);
    case FileKind::Exr:
        return readExr(bytes, options);
    case FileKind::Qoi:
        return readQoi(bytes, options);
    case FileKind::Webp:
        return readWebp(bytes, options);
    case FileKind::Dds:
        return readDds(bytes, options);
    case FileKind::Ktx2Picture:
        return readKtx2Picture(bytes, options);
    case FileKind::Ktx2:
        if (!holds(bytes, 12, 4)) return Error{ErrorCode::InvalidData, "damaged KTX2: the file is truncated"};
        if (const auto vkFormat = static_cast<uint32_t>(loadLittle(bytes, 12, 4)); isUncompressedVkFormat(vkFormat)) {
            return Error{ErrorCode::Unsupported, fmt::format("KTX2 of a format that is not read ({}); {} are",
                                                             vkFormatName(vkFormat), kReadTexels)};
        }
        [[fallthrough]];
    case FileKind::Astc:
        return compressed;
    case FileKind::Ktx1:
        return isCompressedKtx1(bytes) ? compressed : notRead;
    case FileKind::OtherPicture:
        return notRead;
    case FileKind::Unknown:
        break;
    }
    return Error{ErrorCode::InvalidData, std::string("not a picture; ") + kReadFormats + " are"};
}

void noteWhatIsNotFinite(Picture& picture) {
    const OutsideUnit outside = countOutsideUnit(picture);
    if (outside.nanCount != 0)
        picture.notes.push_back(fmt::format("values that are no numbers (NaN): {}", outside.nanCount));
    if (outside.infiniteCount != 0) picture.notes.push_back(fmt::format("infinite values: {}", outside.infiniteCount));
}

} // namespace

Result<Picture> readPicture(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const FileType type = options.raw ? FileType{} : detectFileType(bytes);
    Result<Picture> picture = options.raw ? readRaw(bytes, options) : readAs(type, bytes, options);
    if (!picture) return picture;
    if (!options.exrLayer.empty() && type.kind != FileKind::Exr)
        picture->warnings.push_back("is not OpenEXR, so --exr-layer has no effect on it");
    noteWhatIsNotFinite(*picture);
    return picture;
}

} // namespace astcslang::cli

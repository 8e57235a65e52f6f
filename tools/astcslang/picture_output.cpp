// SPDX-License-Identifier: Apache-2.0
#include "picture_output.h"

#include <fmt/format.h>

#include "file_names.h"
#include "image_writer.h"
#include "picture_codes.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

struct KindName {
    const char* extension;
    PictureKind kind;
    const char* name;
};
constexpr KindName kKinds[] = {{".png", PictureKind::Png, "PNG"},
                               {".exr", PictureKind::Exr, "OpenEXR"},
                               {".hdr", PictureKind::Hdr, "Radiance HDR"},
                               {".tga", PictureKind::Tga, "TGA"},
                               {".bmp", PictureKind::Bmp, "BMP"}};

/// What a PNG says. As `ktx extract` has it, linear formats whose transfer function is left open count as linear, since
/// an untagged PNG would be taken for sRGB; of functions that gAMA cannot say nothing is said.
std::optional<PngColors> pngColorsOf(const TextureColors& colors) {
    if (colors.transfer.kind == TransferKind::Unknown) return std::nullopt;
    const bool isLinear = colors.transfer.kind == TransferKind::Linear;
    return PngColors{isLinear ? Profile::Ldr : Profile::LdrSrgb, colors.primaries};
}

} // namespace

std::optional<PictureKind> pictureKindOf(const std::string& path) {
    if (isStreamName(path)) return PictureKind::Png;
    for (const KindName& known : kKinds) {
        if (hasExtension(path, known.extension)) return known.kind;
    }
    return std::nullopt;
}

std::string describeNoKind(const std::string& path) {
    std::string text = fmt::format("unknown extension; the output is {}", kPictureExtensions);
    for (const char* texture : {".dds", ".ktx", ".ktx2"}) {
        if (hasExtension(path, texture))
            text += fmt::format(". Uncompressed {} is not written: make it of a .png or .exr by another tool", texture);
    }
    return text;
}

const char* nameOf(PictureKind kind) { return kKinds[static_cast<size_t>(kind)].name; }

Result<void> settleStyle(DecodedStyle& style, PictureKind kind, const Texture& texture) {
    style.isLight = holdsLight(kind);
    style.hasAlpha = kind != PictureKind::Hdr;
    if (!style.isLight || style.rgbm) return {};
    const Result<std::optional<double>> range = rgbmRangeOf(texture);
    if (!range) return range.error();
    style.rgbm = *range;
    return {};
}

Result<void> writePicture(OutputFile& file, PictureKind kind, const Picture& picture, const TextureColors& colors) {
    switch (kind) {
    case PictureKind::Exr:
        return writeExr(file, picture, colors.primaries);
    case PictureKind::Hdr:
        return writeHdr(file, picture);
    case PictureKind::Tga:
        return writeTga(file, viewOf(picture));
    case PictureKind::Bmp:
        return writeBmp(file, viewOf(picture));
    case PictureKind::Png:
        break;
    }
    return writePng(file, viewOf(picture), pngColorsOf(colors));
}

std::vector<std::string> describeLosses(PictureKind kind, const TextureColors& colors) {
    std::vector<std::string> losses;
    if (kind == PictureKind::Png || kind == PictureKind::Exr) return losses;
    if (!holdsLight(kind) && colors.transfer.kind != TransferKind::Srgb)
        losses.push_back(
            fmt::format("{} cannot tell that its values are {}", nameOf(kind), describeTransfer(colors.transfer)));
    if (colors.primaries != kBt709Primaries && colors.primaries != kUnspecifiedPrimaries)
        losses.push_back(
            fmt::format("nothing in it tells that its primaries are {}", nameOfPrimaries(colors.primaries)));
    return losses;
}

} // namespace astcslang::cli

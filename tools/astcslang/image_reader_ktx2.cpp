// SPDX-License-Identifier: Apache-2.0
// Uncompressed KTX2, picture by picture. What compressed KTX2 holds is the library's business.

#include <algorithm>

#include <astcslang/ktx2_info.h>
#include <fmt/format.h>

#include "byte_reader.h"
#include "damaged_file.h"
#include "image_reader.h"
#include "ktx2_metadata.h"
#include "ktx2_orientation.h"
#include "picture_color.h"
#include "swizzle.h"
#include "unpacked_size.h"

namespace astcslang::cli {
namespace {

Error damaged(const std::string& what) { return damagedFile("KTX2", what); }

Result<void> checkKind(const Ktx2Info& info) {
    const auto unsupported = [](const std::string& what) {
        return Error{ErrorCode::Unsupported, "KTX2 " + what + " is not supported as a picture"};
    };
    if (info.pixelDepth != 0) return unsupported("of three dimensions");
    return {};
}

/// The texels of one picture: a level has those of all layers, and in a layer of all faces, without gaps.
Result<std::span<const uint8_t>> findTexels(std::span<const uint8_t> bytes, const Ktx2Info& info,
                                            const TexelLayout& layout, const PictureShape& shape,
                                            const TexturePlace& place, const Picture& picture) {
    const FileRange& level = info.levels[place.level].range;
    const uint64_t pictureBytes = uint64_t{picture.width} * picture.height * layout.texelBytes();
    if (level.byteCount % pictureBytes != 0 || level.byteCount / pictureBytes != shape.picturesPerLevel()) {
        return damaged(fmt::format("{} of {}x{} texels of {} are not {} bytes, which level {} has",
                                   shape.picturesPerLevel() == 1 ? "a picture" : "the pictures", picture.width,
                                   picture.height, layout.name, level.byteCount, place.level));
    }
    const uint64_t number = uint64_t{place.layer} * shape.faceCount + place.face;
    return bytes.subspan(level.offset + number * pictureBytes, pictureBytes);
}

/// Primaries, transfer function and premultiplication of the basic descriptor block.
void readDescriptor(const Ktx2Info& info, const TexelLayout& layout, Picture& picture) {
    const char* const reason = "data format descriptor";
    const bool isSaidSrgb = info.transferFunction == khr_df::kTransferSrgb;
    if (layout.type == ChannelType::Unorm8 && layout.isSrgb != isSaidSrgb &&
        info.transferFunction != khr_df::kTransferUnspecified) {
        const std::string said = describeTransfer(transferOfKtx2(info.transferFunction));
        picture.warnings.push_back(fmt::format("its vkFormat is {}, but its data format descriptor says {}; the latter "
                                               "is followed",
                                               layout.name, said));
    }
    picture.isPremultiplied = (info.flags & khr_df::kAlphaPremultiplied) != 0;
    if (info.transferFunction != khr_df::kTransferUnspecified) {
        picture.transfer = transferOfKtx2(info.transferFunction);
        picture.transferReason = reason;
    }
    if (info.colorPrimaries != kUnspecifiedPrimaries) picture.primaries = {info.colorPrimaries, reason};
}

/// What shaders see, by KTXswizzle.
void followSwizzle(const Ktx2Info& info, Picture& picture) {
    const std::optional<std::string> value = textOf(info.metadata, "KTXswizzle");
    if (!value) return;
    const std::optional<Swizzle> swizzle = parseSwizzle(*value);
    if (!swizzle) {
        picture.warnings.push_back("its KTXswizzle is not four of r, g, b, a, 0, 1 and is not followed");
        return;
    }
    if (swizzle->isIdentity()) return;
    applySwizzle(picture, *swizzle);
    const char alpha = swizzle->sources[3];
    picture.hasAlpha = alpha == 'a' ? picture.hasAlpha : alpha != '1';
    picture.isGrey = swizzle->sources[0] == swizzle->sources[1] && swizzle->sources[1] == swizzle->sources[2];
    picture.channelCount = static_cast<uint8_t>((picture.isGrey ? 1 : 3) + (picture.hasAlpha ? 1 : 0));
    picture.notes.push_back("channels read as " + *value + ", as its KTXswizzle says");
}

} // namespace

bool isUncompressedKtx2(std::span<const uint8_t> bytes) {
    return bytes.size() >= 16 && findLayoutByVkFormat(static_cast<uint32_t>(loadLittle(bytes, 12, 4))) != nullptr;
}

Result<Picture> readKtx2Picture(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const Result<Ktx2Info> info = inspectKtx2(bytes);
    if (!info) return damaged(info.error().message);
    if (info->supercompressionScheme != 0) {
        const Result<std::vector<uint8_t>> unpacked = unpackKtx2(bytes, options.maxTexels);
        if (unpacked) return readKtx2Picture(*unpacked, options);
        return inFormat("KTX2", unpacked.error());
    }
    const TexelLayout& layout = *findLayoutByVkFormat(info->vkFormat); // isUncompressedKtx2() came first
    if (Result<void> checked = checkKind(*info); !checked) return checked.error();
    Picture picture;
    picture.format = "KTX2";
    picture.shape = {static_cast<uint32_t>(info->levels.size()), info->layerCount, info->faceCount};
    const uint32_t height = std::max(info->pixelHeight, 1u); // 0: one dimension
    if (Result<void> checked = checkPictureSize(info->pixelWidth, height, options.maxTexels); !checked) {
        return checked.error();
    }
    if (Result<void> checked = checkShape(picture.shape, info->pixelWidth, height); !checked)
        return damaged(checked.error().message);
    const Result<TexturePlace> place = placeIn(picture.shape, options.place);
    if (!place) return place.error();
    picture.width = levelSide(info->pixelWidth, place->level);
    picture.height = levelSide(height, place->level);
    const auto texels = findTexels(bytes, *info, layout, picture.shape, *place, picture);
    if (!texels) return texels.error();
    const uint64_t rowBytes = uint64_t{picture.width} * layout.texelBytes();
    if (Result<void> done = unpackTexels(*texels, layout, rowBytes, false, picture); !done) return done.error();
    readDescriptor(*info, layout, picture);
    followSwizzle(*info, picture);
    picture.orientation = orientationOf(info->metadata);
    return picture;
}

} // namespace astcslang::cli

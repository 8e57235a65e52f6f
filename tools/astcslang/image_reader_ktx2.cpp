// SPDX-License-Identifier: Apache-2.0
// Uncompressed KTX2 as a picture: level 0 of a file of one layer and face. What compressed KTX2 holds is the library's
// business.

#include <algorithm>

#include <astcslang/ktx2_info.h>
#include <fmt/format.h>

#include "byte_reader.h"
#include "image_reader.h"
#include "ktx2_metadata.h"
#include "ktx2_orientation.h"
#include "picture_color.h"
#include "swizzle.h"

namespace astcslang::cli {
namespace {

Error damaged(const std::string& what) { return {ErrorCode::InvalidData, "damaged KTX2: " + what}; }

Result<void> checkKind(const Ktx2Info& info) {
    const auto unsupported = [](const std::string& what) {
        return Error{ErrorCode::Unsupported, "KTX2 " + what + " is not supported as a picture"};
    };
    if (info.supercompressionScheme != 0) return unsupported("with supercompression");
    if (info.pixelDepth != 0) return unsupported("of three dimensions");
    if (info.layerCount > 1) return unsupported(fmt::format("of {} layers", info.layerCount));
    if (info.faceCount != 1) return unsupported(fmt::format("of {} faces", info.faceCount));
    return {};
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
    picture.channelCount = picture.hasAlpha ? 4 : 3;
    picture.notes.push_back("channels read as " + *value + ", as its KTXswizzle says");
}

} // namespace

bool isUncompressedKtx2(std::span<const uint8_t> bytes) {
    return bytes.size() >= 16 && findLayoutByVkFormat(static_cast<uint32_t>(loadLittle(bytes, 12, 4))) != nullptr;
}

Result<Picture> readKtx2Picture(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const Result<Ktx2Info> info = inspectKtx2(bytes);
    if (!info) return damaged(info.error().message);
    const TexelLayout& layout = *findLayoutByVkFormat(info->vkFormat); // isUncompressedKtx2() came first
    if (Result<void> checked = checkKind(*info); !checked) return checked.error();
    Picture picture;
    picture.format = "KTX2";
    picture.width = info->pixelWidth;
    picture.height = std::max(info->pixelHeight, 1u); // 0: one dimension
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    const FileRange& level = info->levels.front().range;
    const uint64_t rowBytes = uint64_t{picture.width} * layout.texelBytes();
    if (level.byteCount != rowBytes * picture.height) {
        return damaged(fmt::format("{}x{} texels of {} are {} bytes, but level 0 has {}", picture.width, picture.height,
                                   layout.name, rowBytes * picture.height, level.byteCount));
    }
    if (Result<void> done = unpackTexels(bytes.subspan(level.offset), layout, rowBytes, false, picture); !done) {
        return done.error();
    }
    readDescriptor(*info, layout, picture);
    followSwizzle(*info, picture);
    picture.orientation = orientationOf(info->metadata);
    if (info->levels.size() > 1) {
        picture.warnings.push_back(fmt::format("of its {} levels the largest is taken", info->levels.size()));
    }
    return picture;
}

} // namespace astcslang::cli

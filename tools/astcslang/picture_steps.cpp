// SPDX-License-Identifier: Apache-2.0
// The order of the steps, and what the transfer function of a picture means for the texture's.

#include "picture_steps.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "picture_color.h"
#include "picture_geometry.h"
#include "picture_normals.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

/// Powers that differ little from sRGB's curve.
constexpr double kMinSrgbLikeGamma = 2.0;
constexpr double kMaxSrgbLikeGamma = 2.4;

Result<PictureSize> targetSize(const Picture& picture, const PictureOptions& options) {
    if (options.size) {
        return PictureSize{options.size->width != 0 ? options.size->width : picture.width,
                           options.size->height != 0 ? options.size->height : picture.height};
    }
    // Single precision, so that a third of 300 is 100.
    const auto factor = static_cast<float>(options.scale.value_or(1));
    const auto scaled = [&](uint32_t side) { return std::max(std::floor(static_cast<float>(side) * factor), 1.0f); };
    const float width = scaled(picture.width), height = scaled(picture.height);
    if (width > kMaxPictureSide || height > kMaxPictureSide) {
        return Error{ErrorCode::Unsupported, fmt::format("scaled to {:.0f}x{:.0f}, it exceeds the limit of {} a side",
                                                         width, height, kMaxPictureSide)};
    }
    return PictureSize{static_cast<uint32_t>(width), static_cast<uint32_t>(height)};
}

Result<void> resize(Picture& picture, const PictureOptions& options, Context* context) {
    const Result<PictureSize> size = targetSize(picture, options);
    if (!size) return size.error();
    if (Result<void> checked = checkPictureSize(size->width, size->height, options.read.maxTexels); !checked) {
        if (checked.error().code != ErrorCode::Unsupported) return checked.error();
        return Error{checked.error().code, fmt::format("{} to {}x{}, it exceeds the limits of {} a side and {} in all",
                                                       options.size ? "resized" : "scaled", size->width, size->height,
                                                       kMaxPictureSide, options.read.maxTexels)};
    }
    // Texels of data, which linear codes mostly are, keep their channels apart.
    const bool isAlphaWeighted =
        picture.hasAlpha && !picture.isPremultiplied &&
        (options.isPremultiplyWanted || options.rgbm || picture.transfer.kind != TransferKind::Linear);
    if (Result<void> done =
            resizePicture(*context, picture, *size, isAlphaWeighted, options.resizeFilter.value_or(ResizeFilter{}));
        !done)
        return done;
    if (options.rgbm) refitRgbm(picture);
    return {};
}

/// Colours that are multiplied by an alpha which the swizzle takes from its place, so that the texture cannot tell it.
void warnOfLostAlpha(Picture& picture, const PictureOptions& options, const Swizzle& order) {
    const std::string_view sources = order.text();
    const bool takesColor = sources.find_first_of("rgb") != sources.npos;
    // Of normals checkNormals() tells, and --premultiplied is told of what stands in A then.
    if (!picture.isPremultiplied || options.isPremultiplied || options.isNormalMap || !takesColor) return;
    if (!picture.hasAlpha || sources[3] == 'a' || isOpaque(picture)) return;
    const bool isMoved = sources.find('a') != sources.npos;
    picture.warnings.push_back(fmt::format("its colours are multiplied by alpha, but --input-swizzle {} {}, so that "
                                           "the texture cannot tell it",
                                           sources, isMoved ? "moves alpha away from A" : "leaves alpha out"));
}

bool isLikeSrgb(const TransferFunction& transfer) {
    return transfer.kind == TransferKind::Srgb ||
           (transfer.kind == TransferKind::Gamma && transfer.gamma >= kMinSrgbLikeGamma &&
            transfer.gamma <= kMaxSrgbLikeGamma);
}

} // namespace

bool areAlike(const TransferFunction& a, const TransferFunction& b) {
    return a == b || (isLikeSrgb(a) && isLikeSrgb(b));
}

Result<void> makeUpright(Picture& picture) {
    clampToUnit(picture);
    return applyOrientation(picture);
}

void assignTransfer(Picture& picture, const PictureOptions& options) {
    if (!options.assignedTransfer) return;
    picture.transfer = {*options.assignedTransfer, 0, {}};
    picture.transferReason = "--assign-tf";
    picture.isTransferTagged = true;
}

Result<void> runPictureSteps(Picture& picture, const PictureOptions& options, const std::optional<Swizzle>& order,
                             Context* context) {
    assignTransfer(picture, options);
    if (options.isPremultiplied) picture.isPremultiplied = true;
    if (options.rgbm) {
        if (Result<void> done = encodeRgbm(picture, *options.rgbm, options.profile); !done) return done;
    }
    if (!options.convertedTransfer) takeCodesFor(picture, options.profile);
    if (Result<void> done = makeUpright(picture); !done) return done;
    if (options.isNormalMap) {
        if (Result<void> checked = checkNormals(picture, order.value_or(Swizzle{})); !checked) return checked;
    }
    if (options.isFlipWanted != options.isFlippedByOrigin) flipRows(picture);
    if (isResizeWanted(options)) {
        if (Result<void> done = resize(picture, options, context); !done) return done;
    }
    if (options.convertedTransfer) {
        if (Result<void> done = convertTransfer(picture, {*options.convertedTransfer, 0, {}}); !done) return done;
        picture.isTransferTagged = true;
        takeCodesFor(picture, options.profile); // where the line asks for codes of one kind in a texture of the other
    }
    if (options.isNormalizeWanted) {
        if (Result<void> done = normalizeVectors(picture); !done) return done;
    }
    if (options.isPremultiplyWanted) {
        if (Result<void> done = premultiplyAlpha(picture); !done) return done;
    }
    if (order) {
        warnOfLostAlpha(picture, options, *order);
        applySwizzle(picture, *order);
        picture.notes.push_back(fmt::format("channels encoded as {}", order->text()));
    }
    if (options.isPremultiplied) picture.isPremultiplied = true; // also of what the swizzle made alpha
    return {};
}

Profile impliedProfile(const PictureOptions& options) {
    const std::optional<TransferKind>& said =
        options.convertedTransfer ? options.convertedTransfer : options.assignedTransfer;
    return said == TransferKind::Linear ? Profile::Ldr : Profile::LdrSrgb;
}

std::optional<std::string> describeMismatch(const Picture& picture, Profile profile) {
    if (!picture.isTransferTagged) return std::nullopt;
    const TransferFunction& told = toldTransfer(picture);
    const bool isTextureLinear = profile == Profile::Ldr;
    const bool isPictureLinear = told.kind == TransferKind::Linear;
    if (isTextureLinear ? isPictureLinear : isLikeSrgb(told)) return std::nullopt;
    const std::string found = fmt::format("its colours are {} ({})", describeTransfer(told), picture.transferReason);
    const char* target = isTextureLinear ? "linear" : "srgb";
    const bool isConvertible = told.kind != TransferKind::Unknown;
    return fmt::format("{}, but the texture will be decoded as {}; --assign-tf {} says that this is right{}", found,
                       isTextureLinear ? "linear" : "sRGB", target,
                       isConvertible ? fmt::format(", --convert-tf {} converts", target) : "");
}

} // namespace astcslang::cli

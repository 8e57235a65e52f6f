// SPDX-License-Identifier: Apache-2.0
#include "decoded_picture.h"

#include <utility>

#include <astcslang/texel_details.h>
#include <fmt/format.h>

#include "picture_codes.h"
#include "picture_color.h"
#include "picture_geometry.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

Result<Samples> decodeSamples(const CompressedImage& blocks, bool isWide, uint64_t maxTexels) {
    if (!isWide) {
        Result<Image> image = decodeTexture(blocks, maxTexels);
        if (!image) return image.error();
        return Samples(std::move(image->texels));
    }
    if (Result<void> checked = checkPictureSize(blocks.width, blocks.height, maxTexels); !checked)
        return checked.error();
    Result<WideImage> image = decodeWide(blocks);
    if (!image) return image.error();
    return Samples(std::move(image->samples));
}

/// Straight alpha, in codes of as many bits as before.
Result<void> straighten(Picture& picture, bool isWide) {
    if (!picture.isPremultiplied) return {};
    if (Result<void> done = unpremultiplyAlpha(picture); !done) return done;
    if (isWide) {
        roundFloats(picture);
    } else {
        picture.samples = toImage8(std::move(picture)).texels;
    }
    return {};
}

void leaveAlphaOut(Picture& picture) {
    const auto& samples = std::get<std::vector<float>>(picture.samples);
    bool isOpaque = true;
    for (size_t i = 3; i < samples.size(); i += 4) isOpaque &= samples[i] == 1;
    if (!isOpaque) picture.notes.push_back("alpha is left out");
    picture.hasAlpha = false;
}

/// Floats of light, premultiplied if there is alpha to multiply by.
Result<void> makeLight(Picture& picture, const TextureColors& colors, const DecodedStyle& style) {
    const TransferFunction linear{TransferKind::Linear, 0, {}};
    if (style.rgbm) {
        decodeRgbm(picture, *style.rgbm);
        return {};
    }
    if (picture.transfer.kind == TransferKind::Unknown) {
        picture.warnings.push_back(
            fmt::format("its transfer function ({}) cannot be undone: OpenEXR has the texture's values, not light",
                        picture.transfer.name));
        picture.transfer = linear;
    }
    convertSamples(picture, std::exchange(picture.transfer, linear), linear);
    if (!style.hasAlpha) {
        leaveAlphaOut(picture);
        return {};
    }
    return style.isAsStored || colors.swizzle.sources[3] != 'a' ? Result<void>() : premultiplyAlpha(picture);
}

} // namespace

Result<Picture> showTexture(const CompressedImage& blocks, const TextureColors& colors, const DecodedStyle& style) {
    Result<Samples> samples = decodeSamples(blocks, style.isWide || style.isLight, style.maxTexels);
    if (!samples) return samples.error();
    Picture picture;
    picture.width = blocks.width;
    picture.height = blocks.height;
    picture.samples = *std::move(samples);
    picture.hasAlpha = true;
    picture.transfer = colors.transfer;
    picture.isPremultiplied = colors.isPremultiplied;
    if (style.swizzle) {
        applySwizzle(picture, *style.swizzle);
    } else if (!colors.swizzle.isIdentity()) {
        picture.notes.push_back(
            fmt::format("KTXswizzle {0} is not applied; --swizzle {0} does", colors.swizzle.text()));
    }
    if (!style.isAsStored) {
        picture.orientation = colors.orientation;
        if (Result<void> turned = applyOrientation(picture); !turned) return turned.error();
    }
    Result<void> done;
    if (style.isLight) {
        done = makeLight(picture, colors, style);
    } else if (!style.isAsStored) {
        done = straighten(picture, style.isWide);
    }
    if (!done) return done.error();
    return picture;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "decoded_picture.h"

#include <utility>

#include <astcslang/texel_details.h>

#include "picture_color.h"
#include "rgbm.h"
#include "texture_file.h"

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

} // namespace

Result<Picture> showTexture(const CompressedImage& blocks, const DecodedStyle& style) {
    Result<Samples> samples = decodeSamples(blocks, style.isWide || style.isLight, style.maxTexels);
    if (!samples) return samples.error();
    Picture picture;
    picture.width = blocks.width;
    picture.height = blocks.height;
    picture.samples = *std::move(samples);
    picture.hasAlpha = true;
    picture.transfer = transferOf(blocks.profile);
    if (style.swizzle) applySwizzle(picture, *style.swizzle);
    if (!style.isLight) return picture;
    const TransferFunction linear{TransferKind::Linear, 0, {}};
    if (style.rgbm) {
        decodeRgbm(picture, *style.rgbm);
    } else {
        convertSamples(picture, std::exchange(picture.transfer, linear), linear);
    }
    return picture;
}

} // namespace astcslang::cli

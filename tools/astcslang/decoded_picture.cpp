// SPDX-License-Identifier: Apache-2.0
#include "decoded_picture.h"

#include <utility>

#include <astcslang/texel_details.h>

#include "picture_color.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

Result<Samples> decodeSamples(const CompressedImage& blocks, bool isWide) {
    if (!isWide) {
        Result<Image> image = decodeTexture(blocks);
        if (!image) return image.error();
        return Samples(std::move(image->texels));
    }
    if (Result<void> checked = checkPictureSize(blocks.width, blocks.height); !checked) return checked.error();
    Result<WideImage> image = decodeWide(blocks);
    if (!image) return image.error();
    return Samples(std::move(image->samples));
}

void multiplyOut(Picture& picture, double range) {
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t i = 0; i < samples.size(); ++i) {
        if (i % 4 != 3) samples[i] = static_cast<float>(samples[i] * samples[i | 3] * range);
    }
    picture.hasAlpha = false;
}

} // namespace

Result<Picture> showTexture(const CompressedImage& blocks, const DecodedStyle& style) {
    Result<Samples> samples = decodeSamples(blocks, style.isWide || style.isLight);
    if (!samples) return samples.error();
    Picture picture;
    picture.width = blocks.width;
    picture.height = blocks.height;
    picture.samples = *std::move(samples);
    picture.hasAlpha = true;
    picture.transfer.kind = blocks.profile == Profile::Ldr ? TransferKind::Linear : TransferKind::Srgb;
    if (style.swizzle) applySwizzle(picture, *style.swizzle);
    if (!style.isLight) return picture;
    const TransferFunction linear{TransferKind::Linear, 0, {}};
    convertSamples(picture, std::exchange(picture.transfer, linear), linear);
    if (style.rgbm) multiplyOut(picture, *style.rgbm);
    return picture;
}

} // namespace astcslang::cli

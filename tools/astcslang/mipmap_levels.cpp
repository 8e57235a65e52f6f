// SPDX-License-Identifier: Apache-2.0
#include "mipmap_levels.h"

#include <string>
#include <utility>

#include "picture_codes.h"
#include "picture_color.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

Image toImage8(ResampledImage&& level, const LevelRequest& request) {
    if (level.format == TexelFormat::Rgba8) return {level.width, level.height, std::move(level.texels)};
    Picture picture;
    picture.width = level.width;
    picture.height = level.height;
    picture.samples = samplesOf(std::move(level));
    picture.transfer = transferOf(request.profile);
    if (request.isRgbm) refitRgbm(picture);
    return toImage8(std::move(picture));
}

/// Of an option that counts on straight alpha.
Error refuseOf(const std::string& option) {
    return {ErrorCode::InvalidArgument, option + ": the colours are multiplied by alpha already"};
}

} // namespace

Result<std::vector<Image>> makeLevels(Context& context, Picture picture, const LevelRequest& request) {
    std::vector<Image> levels;
    levels.emplace_back(); // filled last, for the picture's own bits are needed until then
    if (request.generation.isWanted) {
        MipmapOptions options = request.generation.mipmap;
        if (picture.isPremultiplied && options.resample.isAlphaWeighted) return refuseOf("--mipmap-alpha-weighted");
        if (picture.isPremultiplied && options.alphaCoverage) return refuseOf("--alpha-coverage");
        options.levelCount = request.levelCount;
        options.resample.profile = request.profile;
        if (request.generation.isNormalMap) options.resample.channels = normalChannels(request.order);
        if (request.isRgbm) {
            options.resample.isAlphaWeighted = true; // what is averaged is the product
            widenTo16Bits(picture);
        }
        roundFloats(picture);
        Result<std::vector<ResampledImage>> made = generateMipmaps(context, viewOf(picture), options);
        if (!made) return made.error();
        for (ResampledImage& level : *made) levels.push_back(toImage8(std::move(level), request));
    }
    levels.front() = toImage8(std::move(picture));
    return levels;
}

} // namespace astcslang::cli

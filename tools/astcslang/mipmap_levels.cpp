// SPDX-License-Identifier: Apache-2.0
#include "mipmap_levels.h"

#include <cstring>
#include <utility>

#include "picture_color.h"

namespace astcslang::cli {
namespace {

/// Floats become the nearest codes of 16 bits, more than the 8 that textures end up with.
void roundFloats(Picture& picture) {
    const auto* floats = std::get_if<std::vector<float>>(&picture.samples);
    if (floats == nullptr) return;
    std::vector<uint16_t> codes;
    codes.reserve(floats->size());
    for (const float value : *floats) codes.push_back(static_cast<uint16_t>(double{value} * 65535 + 0.5));
    picture.samples = std::move(codes);
}

/// Precondition: no floats.
ImageView viewOf(const Picture& picture) {
    if (const auto* codes = std::get_if<std::vector<uint8_t>>(&picture.samples)) {
        return {*codes, picture.width, picture.height, 0, TexelFormat::Rgba8};
    }
    const auto& codes = std::get<std::vector<uint16_t>>(picture.samples);
    const auto* bytes = reinterpret_cast<const uint8_t*>(codes.data());
    return {{bytes, 2 * codes.size()}, picture.width, picture.height, 0, TexelFormat::Rgba16};
}

Image toImage8(ResampledImage&& level) {
    if (level.format == TexelFormat::Rgba8) return {level.width, level.height, std::move(level.texels)};
    Picture picture;
    picture.width = level.width;
    picture.height = level.height;
    std::vector<uint16_t> codes(level.texels.size() / 2);
    std::memcpy(codes.data(), level.texels.data(), level.texels.size());
    picture.samples = std::move(codes);
    return toImage8(std::move(picture));
}

} // namespace

Result<std::vector<Image>> makeLevels(Context& context, Picture picture, const LevelRequest& request) {
    std::vector<Image> levels;
    levels.emplace_back(); // filled last, for the picture's own bits are needed until then
    if (request.generation.isWanted) {
        MipmapOptions options = request.generation.mipmap;
        if (options.resample.isAlphaWeighted && picture.isPremultiplied) {
            return Error{ErrorCode::InvalidArgument,
                         "--mipmap-alpha-weighted: the colours are multiplied by alpha already"};
        }
        options.levelCount = request.levelCount;
        options.resample.profile = request.profile;
        if (request.generation.isNormalMap) options.resample.channels = normalChannels(request.order);
        roundFloats(picture);
        Result<std::vector<ResampledImage>> made = generateMipmaps(context, viewOf(picture), options);
        if (!made) return made.error();
        for (ResampledImage& level : *made) levels.push_back(toImage8(std::move(level)));
    }
    levels.front() = toImage8(std::move(picture));
    return levels;
}

} // namespace astcslang::cli

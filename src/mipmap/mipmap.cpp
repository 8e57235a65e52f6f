// SPDX-License-Identifier: Apache-2.0
// The functions of the public header mipmap.h: checks, what components the channels make, and alpha coverage.

#include <astcslang/mipmap.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "gpu/context.h"
#include "image/image_view.h"
#include "mipmap/alpha_coverage.h"
#include "mipmap/resampler.h"
#include "mipmap_types.h"

namespace astcslang {

using namespace mipmap;

namespace {

constexpr double kLeastFilterScale = 0.5;
constexpr double kMostFilterScale = 4;

Error invalid(std::string message) { return {ErrorCode::InvalidArgument, std::move(message)}; }

bool has(const ChannelContents& channels, ChannelContent content) {
    return std::find(channels.begin(), channels.end(), content) != channels.end();
}

bool hasNormals(const ChannelContents& channels) { return channels != ChannelContents{}; }

Result<void> checkOptions(const ResampleOptions& options) {
    if (!(options.filterScale >= kLeastFilterScale && options.filterScale <= kMostFilterScale))
        return invalid("a filter scale of " + std::to_string(options.filterScale) + " is outside 0.5 to 4");
    if (!hasNormals(options.channels)) return {};
    if (!has(options.channels, ChannelContent::NormalX) || !has(options.channels, ChannelContent::NormalY))
        return invalid("normals need channels for both x and y");
    if (options.isAlphaWeighted) return invalid("normals cannot be weighted by alpha");
    return {};
}

/// A list of four channels or components, red lowest.
uint32_t packList(const std::array<uint32_t, 4>& list) { return list[0] | list[1] << 4 | list[2] << 8 | list[3] << 12; }

uint32_t firstChannelOf(const ChannelContents& channels, ChannelContent content) {
    return static_cast<uint32_t>(std::find(channels.begin(), channels.end(), content) - channels.begin());
}

/// Each channel by itself; all of them linear in a picture with normals.
ComponentPlan planValues(const ResampleOptions& options) {
    ComponentPlan plan;
    plan.kind = kComponentsValues;
    plan.sourceChannels = packList({0, 1, 2, 3});
    plan.shownComponents = plan.sourceChannels;
    plan.profile = hasNormals(options.channels) ? Profile::Ldr : options.profile;
    plan.isAlphaWeighted = options.isAlphaWeighted;
    return plan;
}

/// x, y, z, and the last of the channels with values.
ComponentPlan planNormals(const ChannelContents& channels) {
    const bool hasZ = has(channels, ChannelContent::NormalZ);
    const uint32_t x = firstChannelOf(channels, ChannelContent::NormalX);
    const uint32_t y = firstChannelOf(channels, ChannelContent::NormalY);
    const uint32_t z = hasZ ? firstChannelOf(channels, ChannelContent::NormalZ) : x; // rebuilt, if there is none
    uint32_t value = 3;
    while (value > 0 && channels[value] != ChannelContent::Value) --value;
    ComponentPlan plan;
    plan.kind = hasZ ? kComponentsNormals : kComponentsRebuilt;
    plan.sourceChannels = packList({x, y, z, value});
    std::array<uint32_t, 4> shown;
    for (size_t channel = 0; channel < 4; ++channel) {
        const ChannelContent content = channels[channel];
        shown[channel] = content == ChannelContent::Value ? 3 : static_cast<uint32_t>(content) - 1;
    }
    static_assert(static_cast<uint32_t>(ChannelContent::NormalX) == 1);
    plan.shownComponents = packList(shown);
    return plan;
}

/// Copies the channels with values from one picture to another of the same size and format.
void copyValues(const ResampledImage& from, const ChannelContents& channels, ResampledImage& to) {
    const size_t channelBytes = texelBytes(to.format) / 4;
    for (size_t texel = 0; texel < to.texels.size(); texel += texelBytes(to.format))
        for (size_t channel = 0; channel < 4; ++channel) {
            const size_t place = texel + channel * channelBytes;
            if (channels[channel] == ChannelContent::Value)
                std::memcpy(&to.texels[place], &from.texels[place], channelBytes);
        }
}

Result<std::vector<Resampled>> resampleAll(Context& context, const ImageView& image, const ResampleOptions& options,
                                           std::vector<Size> sizes, bool wantsWideAlpha) {
    const ChannelContents& channels = options.channels;
    ResampleRequest request;
    request.source = image;
    request.sizes = std::move(sizes);
    request.filter = {options.filter, options.filterScale, options.wrap};
    request.components = hasNormals(channels) ? planNormals(channels) : planValues(options);
    request.wantsWideAlpha = wantsWideAlpha;
    request.maxTexelsPerDispatch = options.maxTexelsPerDispatch;
    Result<std::vector<Resampled>> results = resampleOnDevice(context.impl(), request);
    if (!results || !hasNormals(channels)) return results;
    // A vector of three and more than one value do not fit into one run.
    if (std::count(channels.begin(), channels.end(), ChannelContent::Value) < 2) return results;
    request.components = planValues(options);
    Result<std::vector<Resampled>> values = resampleOnDevice(context.impl(), request);
    if (!values) return values;
    for (size_t i = 0; i < results->size(); ++i) {
        copyValues((*values)[i].image, channels, (*results)[i].image);
        (*results)[i].wideAlpha = std::move((*values)[i].wideAlpha);
    }
    return results;
}

/// Alpha of a texel of the format.
uint32_t alphaOf(const uint8_t* texel, TexelFormat format) {
    if (format == TexelFormat::Rgba8) return texel[3];
    uint16_t alpha;
    std::memcpy(&alpha, texel + 6, sizeof(alpha));
    return alpha;
}

void setAlpha(uint8_t* texel, TexelFormat format, uint16_t alpha) {
    if (format == TexelFormat::Rgba8)
        texel[3] = static_cast<uint8_t>(alpha);
    else
        std::memcpy(texel + 6, &alpha, sizeof(alpha));
}

double passingShare(const ImageView& image, const AlphaTest& test) {
    const size_t texelSize = texelBytes(image.format);
    uint64_t passing = 0;
    for (uint32_t row = 0; row < image.height; ++row) {
        const std::span<const uint8_t> texels = image::rowTexels(image, row);
        for (size_t texel = 0; texel < texels.size(); texel += texelSize)
            if (alphaOf(&texels[texel], image.format) >= test.passCode) ++passing;
    }
    return static_cast<double>(passing) / (static_cast<double>(image.width) * image.height);
}

void keepCoverageOf(Resampled& level, double share, const AlphaTest& test) {
    const std::vector<uint16_t> alpha = keepCoverage(level.wideAlpha, share, test);
    const size_t texelSize = texelBytes(level.image.format);
    for (size_t texel = 0; texel < alpha.size(); ++texel)
        setAlpha(&level.image.texels[texel * texelSize], level.image.format, alpha[texel]);
}

} // namespace

Result<ResampledImage> resample(Context& context, const ImageView& image, uint32_t width, uint32_t height,
                                const ResampleOptions& options) {
    if (Result<void> checked = image::checkImageView(image); !checked) return checked.error();
    if (Result<void> checked = checkOptions(options); !checked) return checked.error();
    if (width == 0 || height == 0 || width > image::kMaxImageSide || height > image::kMaxImageSide)
        return invalid("a size of " + std::to_string(width) + "x" + std::to_string(height) +
                       " is asked for, but each side must be 1 to " + std::to_string(image::kMaxImageSide));
    Result<std::vector<Resampled>> results = resampleAll(context, image, options, {{width, height}}, false);
    if (!results) return results.error();
    return std::move(results->front().image);
}

Result<std::vector<ResampledImage>> generateMipmaps(Context& context, const ImageView& image,
                                                    const MipmapOptions& options) {
    if (Result<void> checked = image::checkImageView(image); !checked) return checked.error();
    if (Result<void> checked = checkOptions(options.resample); !checked) return checked.error();
    const uint32_t fullCount = fullLevelCount(image.width, image.height);
    if (options.levelCount > fullCount)
        return invalid(std::to_string(options.levelCount) + " levels of a picture that has only " +
                       std::to_string(fullCount));
    const std::optional<double>& threshold = options.alphaCoverage;
    if (threshold && !(*threshold > 0 && *threshold <= 1))
        return invalid("an alpha threshold of " + std::to_string(*threshold) + " is not above 0 and at most 1");
    if (threshold && options.resample.channels[3] != ChannelContent::Value)
        return invalid("alpha coverage cannot be kept where alpha is a part of normals");

    const uint32_t levelCount = options.levelCount != 0 ? options.levelCount : fullCount;
    std::vector<Size> sizes;
    for (uint32_t level = 1; level < levelCount; ++level)
        sizes.push_back({levelSide(image.width, level), levelSide(image.height, level)});
    Result<std::vector<Resampled>> results =
        resampleAll(context, image, options.resample, std::move(sizes), threshold.has_value());
    if (!results) return results.error();

    std::vector<ResampledImage> levels;
    if (threshold) {
        const AlphaTest test = makeAlphaTest(*threshold, image.format == TexelFormat::Rgba8 ? 255 : 65535);
        const double share = passingShare(image, test);
        for (Resampled& level : *results) keepCoverageOf(level, share, test);
    }
    for (Resampled& level : *results) levels.push_back(std::move(level.image));
    return levels;
}

} // namespace astcslang

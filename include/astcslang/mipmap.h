// SPDX-License-Identifier: Apache-2.0
// Smaller pictures from pictures: mip levels, and pictures of any other size, filtered on a Vulkan device.
//
// How a texel comes about. Each axis has a filter of its own, columns after rows. A filter is a function of the
// distance between texel centres in texels of the result (of the source, where that has fewer), times 1 / filterScale;
// it is sampled at the source's texel centres and its weights are divided by their sum. Box alone is integrated
// instead, always in texels of the result: the mean of exactly the area that a texel covers, whatever the two sizes
// are. An axis that keeps its size is copied. Sums are floats of linear light; the result is rounded once, to the
// nearest code. Determinism. The bytes are the same on every device, driver and host, and for every
// maxTexelsPerDispatch. Threads and life of objects are as in astcslang.h.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang {

/// Shapes of a filter, in the words of other tools; R is how far it reaches to each side.
enum class MipmapFilter : uint8_t {
    Box,                    ///< R 1/2
    Tent,                   ///< R 1
    Bell,                   ///< R 3/2: quadratic B-spline.
    BSpline,                ///< R 2: cubic B-spline.
    Mitchell,               ///< R 2: cubic with B = C = 1/3 (Mitchell, Netravali 1988).
    CatmullRom,             ///< R 2: cubic with B = 0, C = 1/2.
    Blackman,               ///< R 3: sinc under a Blackman window.
    Gaussian,               ///< R 5/4: exp(-2 x^2) under a Blackman window.
    Kaiser,                 ///< R 3: sinc under a Kaiser window of 40 dB.
    Lanczos3,               ///< R 3: sinc(x) sinc(x / 3).
    Lanczos4,               ///< R 4
    Lanczos6,               ///< R 6
    Lanczos12,              ///< R 12
    QuadraticInterpolating, ///< R 3/2: Dodgson's quadratic (1997) with r = 1.
    QuadraticApproximating, ///< R 3/2: with r = 1/2, which is Bell.
    QuadraticMix,           ///< R 3/2: with r = 4/5.
};

/// What lies beyond an edge.
enum class MipmapWrap : uint8_t {
    Clamp,   ///< The outermost texel, again and again.
    Wrap,    ///< The other side, for textures that tile.
    Reflect, ///< The picture mirrored; the outermost texel appears twice.
};

/// What a channel of the picture means.
enum class ChannelContent : uint8_t {
    Value,   ///< A colour, alpha or anything that may be averaged.
    NormalX, ///< Part of a unit vector, stored as (x + 1) / 2.
    NormalY,
    NormalZ,
};
using ChannelContents = std::array<ChannelContent, 4>;

/// Normals in red, green and blue.
inline constexpr ChannelContents kNormalsInRgb = {ChannelContent::NormalX, ChannelContent::NormalY,
                                                  ChannelContent::NormalZ, ChannelContent::Value};

struct ResampleOptions {
    MipmapFilter filter = MipmapFilter::Lanczos4;
    double filterScale = 1; ///< 0.5 .. 4: width of the filter; below 1 sharper, above smoother.
    MipmapWrap wrap = MipmapWrap::Clamp;
    /// LdrSrgb: red, green and blue are sRGB codes and filtered as linear light. Alpha is linear, and so is everything
    /// in a picture with normals.
    Profile profile = Profile::LdrSrgb;
    /// With NormalX and NormalY, vectors are filtered and made unit length again. Without NormalZ z is rebuilt as
    /// sqrt(1 - x^2 - y^2). A part may stand in several channels, as in RRRG: the first is read, all are written.
    ChannelContents channels = {};
    /// A texel counts by its alpha, so that colours of transparent texels do not show at edges: its weight is
    /// alpha + 2^-16 (1 - alpha), which leaves areas without any alpha their colours. Not together with normals.
    bool isAlphaWeighted = false;
    uint32_t maxTexelsPerDispatch = 0; ///< 0: chosen by the library. Never changes the bytes.
};

/// An owned picture of either texel format, tightly packed.
struct ResampledImage {
    uint32_t width = 0;
    uint32_t height = 0;
    TexelFormat format = TexelFormat::Rgba8;
    std::vector<uint8_t> texels = {};
    ImageView view() const { return {texels, width, height, 0, format}; }
};

/// The picture at another size, 1 .. 65536 texels a side, with the texel format of `image`. InvalidArgument: the view,
/// the size or an option is not as documented. OutOfMemory and DeviceFailure are as in Encoder::encode().
Result<ResampledImage> resample(Context& context, const ImageView& image, uint32_t width, uint32_t height,
                                const ResampleOptions& options = {});

struct MipmapOptions {
    ResampleOptions resample;
    uint32_t levelCount = 0; ///< Level 0 counted; 0: the full chain. At most fullLevelCount().
    /// A threshold T in (0, 1]: every level's alpha is multiplied by one factor so that the share of texels with
    /// alpha >= T comes as near as one factor can bring it to that of level 0. 16 bits count as the 8 that the encoder
    /// rounds them to.
    std::optional<double> alphaCoverage = {};
};

/// Levels 1 .. levelCount - 1 of max(1, floor(size / 2^level)) texels a side, each filtered from level 0 itself. Errors
/// are those of resample(); alphaCoverage where alpha is a part of normals is an InvalidArgument, too.
Result<std::vector<ResampledImage>> generateMipmaps(Context& context, const ImageView& image,
                                                    const MipmapOptions& options = {});

} // namespace astcslang

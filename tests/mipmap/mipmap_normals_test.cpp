// SPDX-License-Identifier: Apache-2.0
// If these fail, normals of small levels are too short, or point elsewhere than the mean of those they stand for.

#include <cmath>

#include "mipmap_rig.h"
#include "reference_filter.h"

namespace astcslang::test {
namespace {

using Vector = std::array<double, 3>;

constexpr ChannelContent kX = ChannelContent::NormalX;
constexpr ChannelContent kY = ChannelContent::NormalY;
constexpr ChannelContent kZ = ChannelContent::NormalZ;
constexpr ChannelContent kValue = ChannelContent::Value;

Vector normalized(Vector v) {
    const double length = std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    for (double& part : v) part /= length;
    return v;
}

uint8_t encode8(double part) { return static_cast<uint8_t>(std::lround((part + 1) * 127.5)); }

/// Bumps with slopes up to some 60 degrees, at scales from two texels to the whole picture. Channels with values have
/// 40, 80, 120, 160.
Image makeNormals(uint32_t width, uint32_t height, const ChannelContents& channels) {
    Image image{width, height, {}};
    for (uint32_t y = 0; y < height; ++y)
        for (uint32_t x = 0; x < width; ++x) {
            const Vector v =
                normalized({std::sin(1.7 * x + 0.3 * y) + std::sin(0.1 * x), std::cos(2.9 * y - 0.2 * x), 1});
            for (size_t channel = 0; channel < 4; ++channel) {
                const ChannelContent content = channels[channel];
                image.texels.push_back(content == kValue ? static_cast<uint8_t>(40 * (channel + 1))
                                                         : encode8(v[static_cast<size_t>(content) - 1]));
            }
        }
    return image;
}

double partOf(const ResampledImage& image, size_t texel, size_t channel) {
    return 2 * codeOf(image.view(), texel, channel) - 1;
}

std::vector<ResampledImage> levelsOf(const Image& normals, const ChannelContents& channels) {
    MipmapOptions options;
    options.resample.channels = channels;
    return mipmapsOf(normals.view(), options);
}

TEST(MipmapNormals, AreOfUnitLengthOnEveryLevel) {
    for (const ResampledImage& level : levelsOf(makeNormals(97, 64, kNormalsInRgb), kNormalsInRgb))
        for (size_t texel = 0; texel < level.texels.size() / 4; ++texel) {
            const Vector v = {partOf(level, texel, 0), partOf(level, texel, 1), partOf(level, texel, 2)};
            ASSERT_NEAR(std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]), 1, 1.0 / 127);
            ASSERT_EQ(level.texels[4 * texel + 3], 160);
        }
}

TEST(MipmapNormals, WithoutThemTheSameLevelsWouldBeTooShort) {
    MipmapOptions options;
    options.resample.profile = Profile::Ldr;
    double shortest = 1;
    for (const ResampledImage& level : mipmapsOf(makeNormals(97, 64, kNormalsInRgb).view(), options))
        for (size_t texel = 0; texel < level.texels.size() / 4; ++texel) {
            const Vector v = {partOf(level, texel, 0), partOf(level, texel, 1), partOf(level, texel, 2)};
            shortest = std::min(shortest, std::sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]));
        }
    EXPECT_LT(shortest, 0.9);
}

/// The vectors of a picture, with z rebuilt where no channel has it.
Samples vectorsOf(const Image& image, const ChannelContents& channels) {
    Samples samples{image.width, image.height, {}};
    for (size_t texel = 0; texel < size_t{image.width} * image.height; ++texel) {
        std::array<double, 4> sample = {0, 0, 2, 0};
        for (size_t channel = 0; channel < 4; ++channel)
            if (channels[channel] != kValue)
                sample[static_cast<size_t>(channels[channel]) - 1] = 2 * codeOf(image.view(), texel, channel) - 1;
        if (sample[2] == 2) sample[2] = std::sqrt(std::max(0.0, 1 - sample[0] * sample[0] - sample[1] * sample[1]));
        samples.texels.push_back(sample);
    }
    return samples;
}

TEST(MipmapNormals, OfAnyChannelsAreTheReferenceMadeUnitLength) {
    const ChannelContents layouts[] = {kNormalsInRgb,        {kX, kY, kValue, kValue},
                                       {kX, kX, kX, kY},     {kY, kValue, kValue, kX},
                                       {kValue, kX, kZ, kY}, {kX, kY, kValue, kX}};
    for (const ChannelContents& channels : layouts) {
        SCOPED_TRACE(&channels - layouts);
        const Image normals = makeNormals(61, 38, channels);
        const Samples source = vectorsOf(normals, channels);
        for (const ResampledImage& level : levelsOf(normals, channels)) {
            const Samples reference = filterSamples(source, level.width, level.height, {});
            for (size_t texel = 0; texel < reference.texels.size(); ++texel) {
                const std::array<double, 4>& mean = reference.texels[texel];
                const Vector v = normalized({mean[0], mean[1], mean[2]});
                for (size_t channel = 0; channel < 4; ++channel) {
                    const ChannelContent content = channels[channel];
                    const int code = level.texels[4 * texel + channel];
                    if (content == kValue)
                        ASSERT_EQ(code, 40 * (static_cast<int>(channel) + 1));
                    else
                        ASSERT_NEAR(code, (v[static_cast<size_t>(content) - 1] + 1) * 127.5, 0.51);
                }
            }
        }
    }
}

TEST(MipmapNormals, ThatCancelOutPointUp) {
    Image opposed = makeConstant(2, 1, {255, 128, 128, 255});
    setTexel(opposed, 1, 0, {0, 127, 127, 255});
    const std::vector<ResampledImage> levels = levelsOf(opposed, kNormalsInRgb);
    ASSERT_EQ(levels.size(), 1u);
    EXPECT_EQ(levels[0].texels, (std::vector<uint8_t>{128, 128, 255, 255}));
}

TEST(MipmapNormals, AreLinearWhateverTheProfile) {
    const Image normals = makeNormals(32, 32, kNormalsInRgb);
    MipmapOptions options;
    options.resample.channels = kNormalsInRgb;
    const std::vector<ResampledImage> asSrgb = mipmapsOf(normals.view(), options);
    options.resample.profile = Profile::Ldr;
    const std::vector<ResampledImage> asLinear = mipmapsOf(normals.view(), options);
    for (size_t level = 0; level < asSrgb.size(); ++level) EXPECT_EQ(asSrgb[level].texels, asLinear[level].texels);
}

} // namespace
} // namespace astcslang::test

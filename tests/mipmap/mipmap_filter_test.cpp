// SPDX-License-Identifier: Apache-2.0
// If these fail, mip levels are not what their filter, in double precision, makes of level 0. Distances are in codes
// from the unrounded reference, so 0.5 is the best that rounding can do.

#include "mipmap_rig.h"
#include "reference_filter.h"

namespace astcslang::test {
namespace {

/// Float sums against double ones.
constexpr double kNearest8 = 0.505;
/// sRGB codes of 16 bits lie close in the dark: a float's last bits are a good part of a code.
constexpr double kNearest16 = 1.0;

/// Every level of the chain against its own reference, which starts from level 0 as well.
void expectReference(const ImageView& picture, const MipmapOptions& options, double limit) {
    const Samples source = decodeSamples(picture, options.resample);
    const std::vector<ResampledImage> levels = mipmapsOf(picture, options);
    EXPECT_EQ(levels.size(), fullLevelCount(picture.width, picture.height) - 1);
    for (const ResampledImage& level : levels) {
        const Samples reference = filterSamples(source, level.width, level.height, options.resample);
        EXPECT_LE(largestDistance(level.view(), reference, options.resample), limit)
            << level.width << "x" << level.height;
    }
}

class EveryFilter : public testing::TestWithParam<NamedFilter> {};
INSTANTIATE_TEST_SUITE_P(Mipmap, EveryFilter, testing::ValuesIn(kFilters),
                         [](const auto& test) { return test.param.name; });

TEST_P(EveryFilter, RoundsToTheCodeNearestToTheReference) {
    const Image noise = makeNoise(61, 37, true, 1);
    const Image wide = makeNatural(130, 9, true);
    for (const MipmapWrap wrap : {MipmapWrap::Clamp, MipmapWrap::Wrap, MipmapWrap::Reflect})
        for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
            SCOPED_TRACE("wrap " + std::to_string(static_cast<int>(wrap)));
            MipmapOptions options;
            options.resample.filter = GetParam().filter;
            options.resample.wrap = wrap;
            options.resample.profile = profile;
            expectReference(noise.view(), options, kNearest8);
            expectReference(wide.view(), options, kNearest8);
        }
}

TEST_P(EveryFilter, IsTheReferenceAtOtherScales) {
    const Image noise = makeNoise(45, 64, true, 2);
    for (const double scale : {0.5, 0.75, 1.5, 4.0}) {
        SCOPED_TRACE(scale);
        MipmapOptions options;
        options.resample.filter = GetParam().filter;
        options.resample.filterScale = scale;
        options.resample.wrap = MipmapWrap::Wrap;
        expectReference(noise.view(), options, kNearest8);
    }
}

TEST_P(EveryFilter, TakesPicturesOf16Bits) {
    const ResampledImage noise = makeNoise16(61, 37, 3);
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        MipmapOptions options;
        options.resample.filter = GetParam().filter;
        options.resample.profile = profile;
        const std::vector<ResampledImage> levels = mipmapsOf(noise.view(), options);
        ASSERT_FALSE(levels.empty());
        EXPECT_EQ(levels[0].format, TexelFormat::Rgba16);
        expectReference(noise.view(), options, kNearest16);
    }
}

TEST_P(EveryFilter, EnlargesByTheReference) {
    const Image noise = makeNoise(23, 41, true, 4);
    const std::pair<uint32_t, uint32_t> sizes[] = {{64, 100}, {24, 40}, {23, 90}, {7, 41}, {1, 300}};
    ResampleOptions options;
    options.filter = GetParam().filter;
    const Samples source = decodeSamples(noise.view(), options);
    for (const auto& [width, height] : sizes) {
        const ResampledImage result = valueOf(resample(sharedContext(), noise.view(), width, height, options));
        EXPECT_EQ(result.width, width);
        EXPECT_EQ(result.height, height);
        EXPECT_LE(largestDistance(result.view(), filterSamples(source, width, height, options), options), kNearest8)
            << width << "x" << height;
    }
}

TEST_P(EveryFilter, LeavesOneColourAsItIs) {
    MipmapOptions options;
    options.resample.filter = GetParam().filter;
    const Color color = {1, 100, 254, 77};
    for (const ResampledImage& level : mipmapsOf(makeConstant(1000, 3, color).view(), options))
        for (size_t i = 0; i < level.texels.size(); ++i) ASSERT_EQ(level.texels[i], color[i % 4]);
    const std::array<uint16_t, 4> deep = {1, 12345, 65534, 65535};
    for (const ResampledImage& level : mipmapsOf(makeConstant16(3, 1000, deep).view(), options))
        for (size_t i = 0; i < level.texels.size(); i += 8) ASSERT_EQ(std::memcmp(&level.texels[i], deep.data(), 8), 0);
}

TEST(Mipmap, AlphaWeightedColoursAreTheReference) {
    const Image noise = makeNoise(53, 38, true, 5);
    for (const MipmapFilter filter : {MipmapFilter::Box, MipmapFilter::BSpline, MipmapFilter::Lanczos4}) {
        MipmapOptions options;
        options.resample.filter = filter;
        options.resample.isAlphaWeighted = true;
        expectReference(noise.view(), options, kNearest8);
        expectReference(makeNoise16(53, 38, 6).view(), options, 1.5); // the quotient costs another float rounding
    }
}

TEST(Mipmap, AlphaWeightsKeepColoursOfTransparentTexelsOut) {
    Image picture = makeConstant(8, 8, {200, 100, 50, 255});
    for (uint32_t y = 0; y < 8; ++y)
        for (uint32_t x = 0; x < 8; x += 2) setTexel(picture, x, y, {0, 255, 0, 0});
    MipmapOptions options;
    options.resample.filter = MipmapFilter::Box;
    options.resample.isAlphaWeighted = true;
    for (const ResampledImage& level : mipmapsOf(picture.view(), options))
        for (size_t i = 0; i < level.texels.size(); i += 4) {
            EXPECT_EQ(level.texels[i], 200);
            EXPECT_EQ(level.texels[i + 1], 100);
            EXPECT_EQ(level.texels[i + 2], 50);
            EXPECT_EQ(level.texels[i + 3], 128);
        }
}

TEST(Mipmap, AreasWithoutAnyAlphaKeepTheirColour) {
    MipmapOptions options;
    options.resample.isAlphaWeighted = true;
    for (const ResampledImage& level : mipmapsOf(makeConstant(16, 16, {200, 100, 50, 0}).view(), options))
        for (size_t i = 0; i < level.texels.size(); i += 4) {
            EXPECT_EQ(level.texels[i], 200);
            EXPECT_EQ(level.texels[i + 3], 0);
        }
}

TEST(Mipmap, LongRowsHaveAllTheirTaps) {
    // The last level sums all 65,536 texels: more than llvmpipe lets a loop run.
    const Image noise = makeNoise(65536, 1, true, 7);
    MipmapOptions options;
    expectReference(noise.view(), options, kNearest8);
    Image column = noise;
    std::swap(column.width, column.height);
    expectReference(column.view(), options, kNearest8);
}

TEST(Mipmap, RowPitchIsKept) {
    const Image noise = makeNoise(20, 10, true, 8);
    std::vector<uint8_t> padded;
    for (size_t row = 0; row < 10; ++row) {
        padded.insert(padded.end(), noise.texels.begin() + static_cast<ptrdiff_t>(row * 80),
                      noise.texels.begin() + static_cast<ptrdiff_t>(row * 80 + 80));
        padded.insert(padded.end(), 12, 99);
    }
    const std::vector<ResampledImage> tight = mipmapsOf(noise.view(), {});
    const std::vector<ResampledImage> loose = mipmapsOf({padded, 20, 10, 92}, {});
    ASSERT_EQ(tight.size(), loose.size());
    for (size_t level = 0; level < tight.size(); ++level) EXPECT_EQ(tight[level].texels, loose[level].texels);
}

} // namespace
} // namespace astcslang::test

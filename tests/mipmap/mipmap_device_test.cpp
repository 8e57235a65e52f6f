// SPDX-License-Identifier: Apache-2.0
// If these fail, the bytes of mip levels depend on the device or on how the work is cut up.

#include <cstdio>

#include "mipmap_rig.h"

namespace astcslang::test {
namespace {

/// Options that reach every branch of the kernels.
std::vector<MipmapOptions> manyOptions() {
    constexpr ChannelContent kX = ChannelContent::NormalX;
    constexpr ChannelContent kY = ChannelContent::NormalY;
    std::vector<MipmapOptions> all(7);
    all[0].resample.filter = MipmapFilter::Box;
    all[1].resample.isAlphaWeighted = true;
    all[2].resample.channels = kNormalsInRgb;
    all[3].resample.channels = {kX, kY, ChannelContent::Value, ChannelContent::Value};
    all[4].resample.wrap = MipmapWrap::Wrap;
    all[4].resample.filter = MipmapFilter::Lanczos12;
    all[5].alphaCoverage = 0.5;
    all[5].resample.profile = Profile::Ldr;
    all[6].resample.filter = MipmapFilter::Kaiser;
    all[6].resample.wrap = MipmapWrap::Reflect;
    return all;
}

std::vector<std::vector<uint8_t>> texelsOf(Context& context, const ImageView& picture, const MipmapOptions& options) {
    std::vector<std::vector<uint8_t>> texels;
    for (ResampledImage& level : valueOf(generateMipmaps(context, picture, options)))
        texels.push_back(std::move(level.texels));
    return texels;
}

TEST(MipmapDevices, AllMakeTheSameBytes) {
    const Image noise = makeNoise(253, 131, true, 21);
    const ResampledImage deep = makeNoise16(131, 253, 22);
    std::vector<std::vector<std::vector<uint8_t>>> first;
    size_t deviceCount = 0;
    for (const DeviceInfo& device : valueOf(listDevices())) {
        if (!device.isUsable) continue;
        SCOPED_TRACE(device.name);
        Result<Context> context = Context::create({.device = std::to_string(device.index)});
        ASSERT_TRUE(context) << context.error().message;
        std::vector<std::vector<std::vector<uint8_t>>> all;
        for (const MipmapOptions& options : manyOptions())
            for (const ImageView& picture : {noise.view(), deep.view()})
                all.push_back(texelsOf(*context, picture, options));
        if (deviceCount++ == 0) first = all;
        for (size_t i = 0; i < all.size(); ++i) EXPECT_EQ(all[i], first[i]) << i;
    }
    EXPECT_GT(deviceCount, 0u);
    std::printf("%zu devices\n", deviceCount);
}

TEST(MipmapDevices, CutWorkUpInAnyWayWithTheSameBytes) {
    const Image noise = makeNoise(253, 131, true, 23);
    for (MipmapOptions options : manyOptions()) {
        const auto whole = texelsOf(sharedContext(), noise.view(), options);
        for (const uint32_t most : {1u, 1000u, 9999u}) {
            options.resample.maxTexelsPerDispatch = most;
            EXPECT_EQ(texelsOf(sharedContext(), noise.view(), options), whole) << most;
        }
    }
}

TEST(MipmapDevices, ValidationLayersReportNothing) {
    Result<Context> context = Context::create({.enableValidation = true});
    if (!context && context.error().code == ErrorCode::Unsupported) GTEST_SKIP() << context.error().message;
    ASSERT_TRUE(context) << context.error().message;
    const Image noise = makeNoise(253, 131, true, 24);
    for (const MipmapOptions& options : manyOptions()) EXPECT_FALSE(texelsOf(*context, noise.view(), options).empty());
    EXPECT_EQ(context->validationMessageCount(), 0u);
}

} // namespace
} // namespace astcslang::test

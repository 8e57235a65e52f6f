// SPDX-License-Identifier: Apache-2.0
// If these fail, the bytes of mip levels depend on the device, on the host or on how the work is cut up.

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

/// FNV-1a of all levels.
uint64_t hashOf(const std::vector<std::vector<uint8_t>>& levels) {
    uint64_t hash = 14695981039346656037u;
    for (const std::vector<uint8_t>& texels : levels)
        for (const uint8_t byte : texels) hash = (hash ^ byte) * 1099511628211u;
    return hash;
}

/// Of manyOptions(), each for a picture of 8 and one of 16 bits. Whoever means to change the bytes records them anew.
constexpr uint64_t kHashes[] = {0x180cd740741fc6c0, 0x2247dec3f370b86c, 0xc0fd938b9e993d79, 0x60a232ff600d3cbe,
                                0x4d05c55533414169, 0x01500d0318c8690d, 0xcf4974fba3a3b4b2, 0xa4e701af5f195221,
                                0x8fcc9c3ec9851044, 0x2232e2c9d4dbe3d2, 0xf04d59251eb1e944, 0xe25432f79fc4a92f,
                                0xa16f508122ea5f2c, 0x95cf7bf88b12770f};

TEST(MipmapDevices, AllMakeTheBytesThatWereRecordedElsewhere) {
    const Image noise = makeNoise(253, 131, true, 21);
    const ResampledImage deep = makeNoise16(131, 253, 22);
    size_t deviceCount = 0;
    for (const DeviceInfo& device : valueOf(listDevices())) {
        if (!device.isUsable) continue;
        ++deviceCount;
        SCOPED_TRACE(device.name);
        Result<Context> context = Context::create({.device = std::to_string(device.index)});
        ASSERT_TRUE(context) << context.error().message;
        std::vector<uint64_t> hashes;
        for (const MipmapOptions& options : manyOptions())
            for (const ImageView& picture : {noise.view(), deep.view()})
                hashes.push_back(hashOf(texelsOf(*context, picture, options)));
        EXPECT_EQ(hashes, std::vector<uint64_t>(std::begin(kHashes), std::end(kHashes)));
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

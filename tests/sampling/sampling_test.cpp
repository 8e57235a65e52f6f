// SPDX-License-Identifier: Apache-2.0
// If these fail, a renderer does not see in our textures what our decoder shows: the blocks, their order in levels,
// layers and faces, or the format that the KTX2 file names are wrong. Every device that samples ASTC is asked, and
// SwiftShader must be among them.

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "astc/footprint.h"
#include "encode_rig.h"
#include "test_pictures.h"
#include "texture_sampler.h"
#include "wide_decoder.h"

namespace astcslang::test {
namespace {

/// One picture of a texture as our decoder shows it, and with all bits of the blend.
struct Expected {
    Image decoded;
    std::vector<std::array<uint16_t, 4>> wide;
};

struct Sample {
    std::string name;
    std::vector<uint8_t> file;      ///< KTX2
    std::vector<Expected> pictures; ///< In the order of TextureSampler::sample().
    bool isSameByAllRules = false;  ///< Blends lie on codes, so that it does not matter how a device rounds.
};

struct Shape {
    const char* name;
    uint32_t width, height, layerCount, faceCount;
};
constexpr Shape kPicture = {"picture", 53, 38, 0, 1};
constexpr Shape kArray = {"array", 26, 17, 3, 1};
constexpr Shape kCube = {"cube map", 24, 24, 0, 6};

EncodeOptions optionsFor(Footprint footprint, Profile profile) {
    EncodeOptions options;
    options.footprint = footprint;
    options.profile = profile;
    options.quality = Fastest;
    return options;
}

/// All levels of all pictures, each of content of its own.
Sample makeSample(const Shape& shape, Footprint footprint, Profile profile) {
    Result<Encoder> encoder = Encoder::create(sharedContext(), optionsFor(footprint, profile));
    EXPECT_TRUE(encoder) << encoder.error().message;
    Texture texture{shape.width, shape.height, footprint, profile, shape.layerCount, shape.faceCount};
    Sample sample;
    sample.name = std::string(shape.name) + ", " + std::to_string(footprint.width) + "x" +
                  std::to_string(footprint.height) + (profile == Profile::LdrSrgb ? ", sRGB" : ", UNORM");
    for (uint32_t level = 0; std::max(shape.width, shape.height) >> level > 0; ++level) {
        std::vector<uint8_t>& blocks = texture.levels.emplace_back();
        for (uint32_t picture = 0; picture < std::max(1u, shape.layerCount) * shape.faceCount; ++picture) {
            Image image = makeMixture(std::max(1u, shape.width >> level), std::max(1u, shape.height >> level), true);
            const uint32_t turn = 37 * (picture + 6 * level);
            for (size_t i = 0; i < image.texels.size(); i += 4)
                image.texels[i] = static_cast<uint8_t>(image.texels[i] + turn);
            const EncodedImage encoded = encode(*encoder, image);
            blocks.insert(blocks.end(), encoded.image.blocks.begin(), encoded.image.blocks.end());
            sample.pictures.push_back({valueOf(decode(encoded.image)), decodeWide(encoded.image)});
        }
    }
    sample.file = valueOf(writeKtx2(texture));
    return sample;
}

/// Every block of one colour, and every code in every channel; sRGB.
Sample makeSampleOfCodes(Footprint footprint) {
    constexpr uint32_t kBlocks = 16;
    Image image{kBlocks * footprint.width, kBlocks * footprint.height, {}};
    for (uint32_t y = 0; y < image.height; ++y) {
        for (uint32_t x = 0; x < image.width; ++x) {
            const uint32_t code = y / footprint.height * kBlocks + x / footprint.width;
            for (const uint32_t odd : {1u, 3u, 5u, 7u}) image.texels.push_back(static_cast<uint8_t>(code * odd));
        }
    }
    const EncodedImage encoded = encode(optionsFor(footprint, Profile::LdrSrgb), image);
    Texture texture{image.width, image.height, footprint, Profile::LdrSrgb, 0, 1};
    texture.levels = {encoded.image.blocks};
    Sample sample;
    sample.name = "codes, " + std::to_string(footprint.width) + "x" + std::to_string(footprint.height);
    sample.pictures.push_back({valueOf(decode(encoded.image)), decodeWide(encoded.image)});
    EXPECT_EQ(sample.pictures[0].decoded.texels, image.texels) << sample.name;
    sample.file = valueOf(writeKtx2(texture));
    sample.isSameByAllRules = true;
    return sample;
}

/// A sampled value in 255ths. sRGB colours come as light; the code that this stands for is found again.
double codeOf(float value, bool isLight) {
    if (!isLight) return 255.0 * value;
    return std::round(255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055));
}

/// What SwiftShader makes of the 16 bits of a blend. It decodes 8-bit formats by the rule for linear ones, also sRGB:
/// to a half float, of which the bits below are cut off, and that rounded to 8 bits. So it differs by one code from
/// C.2.19 where the blend lies by less than 1/8 above the middle of two codes.
int swiftShaderCode(uint16_t blend) {
    if (blend == 0xFFFF) return 255;
    uint32_t cut = blend;
    for (uint32_t lowest = 1; cut >= lowest << 11; lowest <<= 1) cut &= ~lowest;
    return static_cast<int>(cut / 65536.0f * 255.0f + 0.5f);
}

/// Every texel against our decoder: equal in sRGB, at most 1/255 apart in UNORM. On SwiftShader the texels are what
/// swiftShaderCode() says, which allows one code in sRGB, too, unless `isSameByAllRules`.
void expectSameTexels(const SampledTexels& seen, const Expected& expected, bool isSrgb, bool isSameByAllRules,
                      bool isSwiftShader) {
    ASSERT_EQ(4 * seen.size(), expected.decoded.texels.size());
    for (size_t sample = 0; sample < 4 * seen.size(); ++sample) {
        const size_t texel = sample / 4, channel = sample % 4;
        const double code = codeOf(seen[texel][channel], isSrgb && channel < 3);
        const int ours = expected.decoded.texels[sample];
        const double allowed = isSrgb && (isSameByAllRules || !isSwiftShader) ? 0 : 1;
        ASSERT_NEAR(code, ours, allowed + 1e-3) << "texel " << texel << ", channel " << channel;
        if (!isSwiftShader) continue;
        ASSERT_NEAR(code, swiftShaderCode(expected.wide[texel][channel]), 1e-3)
            << "texel " << texel << ", channel " << channel << ", decoded to " << ours;
    }
}

/// The format as a reader of the file finds it (KTX2, header: vkFormat at byte 12).
VkFormat formatOf(const std::vector<uint8_t>& file) { return static_cast<VkFormat>(file[12] | file[13] << 8); }

void expectSameTexels(TextureSampler& sampler, const Sample& sample, bool isSwiftShader) {
    const Texture texture = valueOf(readKtx2Texture(sample.file));
    const std::vector<SampledTexels> seen = sampler.sample(texture, formatOf(sample.file));
    ASSERT_EQ(seen.size(), sample.pictures.size());
    for (size_t picture = 0; picture < seen.size(); ++picture) {
        SCOPED_TRACE(sample.name + ", picture " + std::to_string(picture));
        expectSameTexels(seen[picture], sample.pictures[picture], texture.profile == Profile::LdrSrgb,
                         sample.isSameByAllRules, isSwiftShader);
    }
}

/// On those that were there when `samples` were encoded, and on SwiftShader, which would take minutes to encode them.
void expectSameTexelsOnEveryDevice(const std::vector<Sample>& samples) {
    ::setenv("VK_ADD_DRIVER_FILES", ASTCSLANG_SWIFTSHADER_ICD, 1);
    Result<std::unique_ptr<gpu::Instance>> instance = gpu::Instance::create(true);
    if (!instance && instance.error().code == ErrorCode::Unsupported) instance = gpu::Instance::create(false);
    ASSERT_TRUE(instance) << instance.error().message;
    bool hasSwiftShader = false;
    for (const gpu::PhysicalDevice& physical : (*instance)->physicalDevices()) {
        if (!TextureSampler::isSupported(physical)) continue;
        SCOPED_TRACE(physical.info.name);
        const bool isSwiftShader = physical.info.name.find("SwiftShader") != std::string::npos;
        hasSwiftShader |= isSwiftShader;
        TextureSampler sampler(**instance, physical);
        for (const Sample& sample : samples) expectSameTexels(sampler, sample, isSwiftShader);
    }
    EXPECT_EQ((*instance)->validationMessageCount(), 0u) << "messages of the validation layer are on stderr";
    EXPECT_TRUE(hasSwiftShader) << "SwiftShader is not there; Debian's package chromium brings it";
}

TEST(Sampling, EveryFootprintAndLevelIsWhatOurDecoderShows) {
    std::vector<Sample> samples;
    for (const Footprint footprint : astc::kFootprints) {
        for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb})
            samples.push_back(makeSample(kPicture, footprint, profile));
    }
    expectSameTexelsOnEveryDevice(samples);
}

TEST(Sampling, EveryCodeOfSrgbIsExactlyWhatOurDecoderShows) {
    std::vector<Sample> samples;
    for (const Footprint footprint : astc::kFootprints) samples.push_back(makeSampleOfCodes(footprint));
    expectSameTexelsOnEveryDevice(samples);
}

TEST(Sampling, LayersAndFacesAreWhatOurDecoderShows) {
    std::vector<Sample> samples;
    for (const Footprint footprint : {Footprint{4, 4}, Footprint{6, 6}}) {
        for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
            samples.push_back(makeSample(kArray, footprint, profile));
            samples.push_back(makeSample(kCube, footprint, profile));
        }
    }
    expectSameTexelsOnEveryDevice(samples);
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, `decode` loses bits that a texture has, writes OpenEXR that stands for other light, or colours a texel
// of the partition map as one of another partition.

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <random>

#include <gtest/gtest.h>

#include <astcslang/texel_details.h>

#include "astcenc_command.h"
#include "command.h"
#include "image_reader.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

/// A constant block of 16-bit colour.
CompressedImage makeWideBlock(std::array<uint16_t, 4> color, Profile profile) {
    CompressedImage image{4, 4, {4, 4}, profile, {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}};
    for (const uint16_t channel : color) {
        image.blocks.push_back(static_cast<uint8_t>(channel));
        image.blocks.push_back(static_cast<uint8_t>(channel >> 8));
    }
    return image;
}

/// Blocks of any bits; about every second is legal.
CompressedImage makeRandomBlocks(Footprint footprint, Profile profile) {
    CompressedImage image{footprint.width * 32u, footprint.height * 32u, footprint, profile, {}};
    std::mt19937 random(footprint.width * 100u + footprint.height);
    image.blocks.resize(compressedSizeBytes(image.width, image.height, footprint));
    for (uint8_t& byte : image.blocks) byte = static_cast<uint8_t>(random());
    return image;
}

cli::Picture decodeFile(const TemporaryFolder& folder, const std::string& name, const CompressedImage& image,
                        std::vector<std::string> options) {
    const std::string in = folder.write("in.ktx2", writeKtx2(image).value());
    options.insert(options.begin(), {"decode", "-i", in, "-o", folder.path(name), "--quiet"});
    expectSuccess(runCommand(options));
    return cli::readPicture(folder.read(name)).value();
}

template <typename Sample> std::vector<Sample> firstTexel(const cli::Picture& picture) {
    const auto& samples = std::get<std::vector<Sample>>(picture.samples);
    return {samples.begin(), samples.begin() + 4};
}

using Bits8 = std::vector<uint8_t>;
using Bits16 = std::vector<uint16_t>;

TEST(DecodedPng, HasTheBitsThatAreAskedFor) {
    const TemporaryFolder folder;
    const CompressedImage linear = makeWideBlock({0x1234, 0x80FF, 0xFFFF, 0x0001}, Profile::Ldr);
    EXPECT_EQ(firstTexel<uint8_t>(decodeFile(folder, "a.png", linear, {})), (Bits8{0x12, 0x80, 0xFF, 0}));
    EXPECT_EQ(firstTexel<uint8_t>(decodeFile(folder, "a.png", linear, {"--png-depth", "8"})),
              (Bits8{0x12, 0x80, 0xFF, 0}));
    EXPECT_EQ(firstTexel<uint16_t>(decodeFile(folder, "a.png", linear, {"--png-depth", "16"})),
              (Bits16{0x1234, 0x80FF, 0xFFFF, 1}));
    const CompressedImage srgb = makeWideBlock({0x1234, 0x80FF, 0xFFFF, 0x0001}, Profile::LdrSrgb);
    EXPECT_EQ(firstTexel<uint16_t>(decodeFile(folder, "a.png", srgb, {"--png-depth", "16"})),
              (Bits16{0x1212, 0x8080, 0xFFFF, 0}))
        << "sRGB textures have 8 bits";
}

TEST(DecodedPng, ZIsRebuiltInBothDepths) {
    const TemporaryFolder folder;
    // x = 0.6 and y = 0, so z = 0.8, which is stored as 0.9.
    const auto stored = static_cast<uint16_t>(std::lround(0.8 * 65535));
    const CompressedImage normal = makeWideBlock({stored, stored, stored, 0x8000}, Profile::Ldr);
    const auto wide =
        firstTexel<uint16_t>(decodeFile(folder, "a.png", normal, {"--swizzle", "raz1", "--png-depth", "16"}));
    EXPECT_EQ(wide[0], stored);
    EXPECT_NEAR(wide[2], 0.9 * 65535, 2);
    EXPECT_EQ(wide[3], 65535);
    const auto narrow = firstTexel<uint8_t>(decodeFile(folder, "a.png", normal, {"--swizzle", "raz1"}));
    EXPECT_NEAR(narrow[2], 0.9 * 255, 1);
}

TEST(DecodedExr, IsLinearLightOfEitherProfile) {
    const TemporaryFolder folder;
    const std::array<uint16_t, 4> color = {0x8000, 0xFFFF, 0, 0x4000};
    const auto linear = firstTexel<float>(decodeFile(folder, "a.exr", makeWideBlock(color, Profile::Ldr), {}));
    const float alpha = 16384 / 65535.0f; // by which OpenEXR is multiplied
    EXPECT_FLOAT_EQ(linear[0], 32768 / 65535.0f * alpha);
    EXPECT_FLOAT_EQ(linear[1], alpha);
    EXPECT_FLOAT_EQ(linear[3], alpha);
    const auto srgb = firstTexel<float>(decodeFile(folder, "a.exr", makeWideBlock(color, Profile::LdrSrgb), {}));
    EXPECT_NEAR(srgb[0], std::pow((128 / 255.0 + 0.055) / 1.055, 2.4) * 64 / 255, 1e-6);
    EXPECT_FLOAT_EQ(srgb[3], 64 / 255.0f);
    const std::string in = folder.path("in.ktx2");
    expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("b.exr"), "--png-depth", "16"}), 1, ".png");
    expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("b.png"), "--png-depth", "12"}), 1, "--png-depth");
    expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("b.jpg")}), 1, "the output is .png, .exr");
}

TEST(DecodeWide, TheUpperHalfIsTheEightBitDecode) {
    for (const Footprint footprint : {Footprint{4, 4}, Footprint{6, 5}, Footprint{12, 12}}) {
        const CompressedImage image = makeRandomBlocks(footprint, Profile::Ldr);
        const Image narrow = decode(image).value();
        const WideImage wide = decodeWide(image).value();
        ASSERT_EQ(wide.samples.size(), narrow.texels.size());
        size_t lowerBitCount = 0;
        for (size_t i = 0; i < wide.samples.size(); ++i) {
            ASSERT_EQ(wide.samples[i] >> 8, narrow.texels[i]);
            lowerBitCount += (wide.samples[i] & 255) != narrow.texels[i];
        }
        EXPECT_GT(lowerBitCount, 1000u) << "nothing but widened bytes";
    }
}

/// What a decoder to 16-bit floats makes of a code (C.2.19): a 65536th, rounded towards 0.
float halfOf(uint16_t code) {
    if (code == 65535) return 1;
    const int exponent = std::ilogb(static_cast<double>(std::max<int>(code, 1)));
    const double step = exponent < 10 ? 1 : std::exp2(exponent - 10); // subnormals of 2^-24 hold every code / 65536
    return static_cast<float>(std::floor(code / step) * step / 65536);
}

TEST(DecodeWide, AstcencMakesTheSameSixteenBitFloats) {
    const auto astcenc = astc::findAstcenc();
    if (!astcenc) GTEST_SKIP() << "no astcenc";
    const TemporaryFolder folder;
    for (const Footprint footprint : {Footprint{4, 4}, Footprint{8, 6}}) {
        const CompressedImage image = makeRandomBlocks(footprint, Profile::Ldr);
        const std::string in = folder.write("in.astc", writeAstc(image).value()), out = folder.path("out.exr");
        ASSERT_EQ(std::system((astcenc->path + " -dl '" + in + "' '" + out + "' -silent >/dev/null").c_str()), 0);
        const cli::Picture theirs = cli::readPicture(folder.read("out.exr")).value();
        const auto& floats = std::get<std::vector<float>>(theirs.samples);
        const WideImage ours = decodeWide(image).value();
        const std::vector<BlockInfo> blocks = analyzeBlocks(image).value();
        ASSERT_EQ(floats.size(), ours.samples.size());
        size_t comparedCount = 0;
        for (size_t i = 0; i < floats.size(); ++i) {
            const size_t x = i / 4 % image.width / footprint.width, y = i / 4 / image.width / footprint.height;
            const BlockInfo& block = blocks[y * 32 + x];
            const bool hasHdr = std::any_of(block.colorEndpointModes, block.colorEndpointModes + 4, [](uint8_t mode) {
                return mode == 2 || mode == 3 || mode == 7 || mode == 11 || mode >= 14;
            });
            if (block.isError || hasHdr) continue;
            ASSERT_EQ(floats[i], halfOf(ours.samples[i])) << i;
            ++comparedCount;
        }
        EXPECT_GT(comparedCount, 1000u);
    }
}

TEST(Diagnostics, TheOriginalIsNeverOverwrittenAndAnOlderPictureSurvivesItsFaults) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", makeKtx2(4, 4));
    const Bytes original = makePng(makeGradient(4, 4));
    folder.write("error.png", original);
    const std::string link = folder.path("link.png"), maps = folder.path("");
    std::filesystem::create_hard_link(folder.path("error.png"), link);
    expectFailure(runCommand({"decode", "-i", in, "--diagnostics", maps, "--original", link}), 1, "input file itself");
    expectFailure(runCommand({"decode", "-i", in, "-o", link, "--diagnostics", maps, "--original", link}), 1,
                  "input file itself");
    EXPECT_EQ(folder.read("error.png"), original);
    EXPECT_EQ(folder.names(), (std::set<std::string>{"error.png", "in.ktx2", "link.png"}));
    const std::string out = folder.write("out.png", original), none = folder.path("none.png");
    expectFailure(runCommand({"decode", "-i", in, "-o", out, "--diagnostics", maps, "--original", none}), 2,
                  "none.png");
    EXPECT_EQ(folder.read("out.png"), original);
}

TEST(PartitionMap, EveryTexelHasTheColourOfItsPartition) {
    constexpr uint8_t kColors[4][3] = {{90, 90, 90}, {70, 110, 220}, {90, 190, 90}, {245, 220, 70}};
    const TemporaryFolder folder;
    const CompressedImage image = makeRandomBlocks({8, 5}, Profile::Ldr);
    decodeFile(folder, "a.png", image, {"--diagnostics", folder.path("maps")});
    const cli::Picture map = cli::readPicture(folder.read("maps/texel_partitions.png")).value();
    const auto& samples = std::get<std::vector<uint8_t>>(map.samples);
    const std::vector<BlockInfo> blocks = analyzeBlocks(image).value();
    const std::vector<uint8_t> partitions = texelPartitions(image).value();
    std::array<size_t, 4> counts = {};
    for (size_t texel = 0; texel < partitions.size(); ++texel) {
        const BlockInfo& block = blocks[texel / image.width / 5 * 32 + texel % image.width / 8];
        const uint8_t* color = &samples[4 * texel];
        if (block.isError) {
            ASSERT_EQ((std::vector<int>{color[0], color[1], color[2]}), (std::vector<int>{255, 0, 255}));
            continue;
        }
        if (block.isVoidExtent) continue;
        ASSERT_LT(partitions[texel], block.partitionCount);
        ++counts[partitions[texel]];
        for (int channel = 0; channel < 3; ++channel) ASSERT_EQ(color[channel], kColors[partitions[texel]][channel]);
    }
    for (const size_t count : counts) EXPECT_GT(count, 0u);
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, light that `--rgbm` put into a texture does not come back from it. Needs a Vulkan device of any kind.

#include <cmath>
#include <cstring>

#include <gtest/gtest.h>

#include "command.h"
#include "image_reader.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

/// A file of floats: `left` and `right` of it have each one grey.
std::string writeHalves(const TemporaryFolder& folder, float left, float right) {
    Bytes bytes;
    for (int texel = 0; texel < 64; ++texel) {
        const float grey = texel % 8 < 4 ? left : right;
        for (const float value : {grey, grey, grey, 1.0f}) {
            uint8_t parts[4];
            std::memcpy(parts, &value, 4);
            bytes.insert(bytes.end(), parts, parts + 4);
        }
    }
    return folder.write("light.raw", bytes);
}

Texture encode(const TemporaryFolder& folder, std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--raw-format", "R32G32B32A32_SFLOAT", "--width", "8", "--height", "8", "-o",
                                       folder.path("out.ktx2"), "-q", "fast", "--quiet"});
    expectSuccess(runCommand(arguments));
    return readKtx2Texture(folder.read("out.ktx2")).value();
}

cli::Picture decode(const TemporaryFolder& folder, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"decode", "-i", folder.path("out.ktx2"), "--quiet"});
    expectSuccess(runCommand(arguments));
    return cli::readPicture(folder.read(arguments.back().substr(folder.path("").size()))).value();
}

const std::vector<float>& floatsOf(const cli::Picture& picture) {
    return std::get<std::vector<float>>(picture.samples);
}

TEST(RgbmCommand, LightBeyondOneComesBackAsOpenExr) {
    for (const char* profile : {"--srgb", "--linear"}) {
        const TemporaryFolder folder;
        const std::string light = writeHalves(folder, 5.5f, 0.25f);
        const Texture texture = encode(folder, {"-i", light, "--rgbm", "6", profile});
        EXPECT_EQ(texture.profile, std::string(profile) == "--srgb" ? Profile::LdrSrgb : Profile::Ldr);
        const cli::Picture picture = decode(folder, {"-o", folder.path("out.exr")});
        EXPECT_EQ(picture.channelCount, 3);
        const std::vector<float>& samples = floatsOf(picture);
        EXPECT_NEAR(samples[0], 5.5, 0.06) << profile;
        EXPECT_NEAR(samples[4 * 7 + 2], 0.25, 0.01) << profile;
    }
}

TEST(RgbmCommand, TheFileTellsTheRangeAndDecodeMayOverrideIt) {
    const TemporaryFolder folder;
    const Texture texture = encode(folder, {"-i", writeHalves(folder, 5, 1), "--rgbm", "5"});
    const auto& metadata = texture.metadata;
    EXPECT_NE(std::find(metadata.begin(), metadata.end(), KeyValue{"astcslang.rgbm", std::string("5", 2)}),
              metadata.end());
    EXPECT_NE(metadata[2].value.find("--rgbm 5"), std::string::npos) << metadata[2].key;
    const float once = floatsOf(decode(folder, {"-o", folder.path("a.exr")}))[0];
    const float twice = floatsOf(decode(folder, {"--rgbm", "10", "-o", folder.path("b.exr")}))[0];
    EXPECT_FLOAT_EQ(twice, 2 * once);
    const cli::Picture stored = decode(folder, {"-o", folder.path("c.png")});
    EXPECT_EQ(std::get<0>(stored.samples)[3], 255) << "a PNG shows the multiplier as alpha";
    expectSuccess(runCommand({"validate", "-e", folder.path("out.ktx2")}));
}

/// The mean of multipliers and of colors by themselves would give much less.
TEST(RgbmCommand, LevelsAndSizesAreFilteredAsLight) {
    const TemporaryFolder folder;
    const std::string light = writeHalves(folder, 8, 0.5f);
    encode(folder, {"-i", light, "--rgbm", "8", "--generate-mipmap", "--mipmap-filter", "box"});
    const cli::Picture smallest = decode(folder, {"--level", "3", "-o", folder.path("a.exr")});
    EXPECT_EQ(smallest.width, 1u);
    EXPECT_NEAR(floatsOf(smallest)[0], (8 + 0.5) / 2, 0.08);
    encode(folder, {"-i", light, "--rgbm", "8", "--resize", "1x1"});
    EXPECT_NEAR(floatsOf(decode(folder, {"-o", folder.path("b.exr")}))[0], (8 + 0.5) / 2, 0.08);
}

TEST(RgbmCommand, OptionsThatUseAlphaOtherwiseAreRefused) {
    const TemporaryFolder folder;
    const std::string out = folder.path("a.ktx2");
    for (const char* other : {"--normal-mode", "--perceptual", "--premultiply-alpha", "--premultiplied"}) {
        expectFailure(runCommand({"-i", "a.exr", "-o", out, "--rgbm", "5", other}), 1, other);
    }
    for (const char* order : {"rrrg", "rgb1", "argb"}) {
        expectFailure(runCommand({"-i", "a.exr", "-o", out, "--rgbm", "5", "--input-swizzle", order}), 1,
                      "--rgbm: keeps multipliers in alpha");
    }
    expectFailure(runCommand({"-i", "a.exr", "-o", out, "--rgbm", "0"}), 1, "--rgbm");
    expectFailure(runCommand({"decode", "-i", out, "-o", folder.path("a.png"), "--rgbm", "5"}), 1, ".exr");
}

} // namespace
} // namespace astcslang::test

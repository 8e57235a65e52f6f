// SPDX-License-Identifier: Apache-2.0
// If these fail, a texture shows its picture darker or brighter than the file says that it is. Needs a Vulkan device of
// any kind.

#include <gtest/gtest.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

struct Shown {
    Profile profile = Profile::LdrSrgb;
    int code = -1;
    bool operator==(const Shown&) const = default;
};

std::ostream& operator<<(std::ostream& stream, const Shown& shown) {
    return stream << (shown.profile == Profile::Ldr ? "linear " : "sRGB ") << shown.code;
}

constexpr Shown srgb(int code) { return {Profile::LdrSrgb, code}; }
constexpr Shown linear(int code) { return {Profile::Ldr, code}; }

using Chunks = std::vector<std::pair<std::string, Bytes>>;
const Chunks kUntagged, kSrgbChunk = {{"sRGB", {0}}}, kLinearChunk = {{"gAMA", {0, 1, 0x86, 0xA0}}},
                        kGamma22 = {{"gAMA", {0, 0, 0xB1, 0x8F}}};

class EncodeColors : public testing::Test {
protected:
    TemporaryFolder folder;
    const std::string untagged = folder.write("untagged.png", makeGrey(kUntagged));
    const std::string srgbPng = folder.write("srgb.png", makeGrey(kSrgbChunk));
    const std::string linearPng = folder.write("linear.png", makeGrey(kLinearChunk));
    const std::string powerPng = folder.write("power.png", makeGrey(kGamma22));
    const std::string light = folder.write("light.hdr", makeHalfLight());

    /// 8x8 texels of 128.
    static Bytes makeGrey(const Chunks& chunks) {
        return makePng({8, 8, PngColor::Grey, 8, false, std::vector<Bytes>(8, Bytes(8, 128)), chunks});
    }
    /// 8x8 texels of light 0.5: 128 * 2^(128 - 136), as Radiance HDR.
    static Bytes makeHalfLight() {
        const std::string head = "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y 8 +X 8\n";
        Bytes bytes(head.begin(), head.end());
        for (int texel = 0; texel < 64; ++texel) bytes.insert(bytes.end(), {128, 128, 128, 128});
        return bytes;
    }
    /// What a decoder of the texture shows in a face.
    Shown show(const std::string& file, uint32_t face = 0) const {
        const Result<Texture> texture = readKtx2Texture(folder.read(file));
        if (!texture) return {};
        return {texture->profile, int{decode(extractImage(*texture, 0, 0, face).value()).value().texels[0]}};
    }
    /// The same of a run without warnings.
    Shown encode(std::vector<std::string> arguments) const {
        arguments.insert(arguments.end(), {"-o", folder.path("out.ktx2"), "-q", "fastest"});
        expectSuccess(runCommand(arguments));
        return show("out.ktx2");
    }
    Shown toktx(std::vector<std::string> arguments, const std::string& picture) const {
        arguments.insert(arguments.begin(), {"toktx", "--t2", "--encode", "astc", "--astc_quality", "fastest"});
        arguments.insert(arguments.end(), {folder.path("out.ktx2"), picture});
        expectSuccess(runCommand(arguments));
        return show("out.ktx2");
    }
};

TEST_F(EncodeColors, WithoutAWordTheTextureIsAsThePictureSays) {
    EXPECT_EQ(encode({"-i", untagged}), srgb(128));
    EXPECT_EQ(encode({"-i", srgbPng}), srgb(128));
    EXPECT_EQ(encode({"-i", powerPng}), srgb(128));
    EXPECT_EQ(encode({"-i", linearPng}), linear(128));
    EXPECT_EQ(encode({"-i", light}), srgb(188)) << "floats of light become codes of sRGB";
}

TEST_F(EncodeColors, LightIsConvertedForAnSrgbTexture) {
    for (const std::vector<std::string>& option :
         std::vector<std::vector<std::string>>{{"--srgb"}, {"--format", "ASTC_4x4_SRGB_BLOCK"}}) {
        std::vector<std::string> line = {"-i", light};
        line.insert(line.end(), option.begin(), option.end());
        EXPECT_EQ(encode(line), srgb(188)) << option[0];
        line[1] = linearPng;
        EXPECT_EQ(encode(line), srgb(188)) << option[0];
        line[1] = srgbPng;
        EXPECT_EQ(encode(line), srgb(128)) << option[0];
    }
    EXPECT_EQ(encode({"-i", light, "--linear"}), linear(128));
    EXPECT_EQ(encode({"-i", light, "--srgb", "--assign-tf", "srgb"}), srgb(128));
    EXPECT_EQ(encode({"-i", untagged, "--srgb", "--assign-tf", "linear"}), srgb(188));
}

TEST_F(EncodeColors, ConversionAndChoiceAreToldUnderVerbose) {
    const auto told = [&](const std::string& picture) {
        return runCommand({"-i", picture, "-o", folder.path("a.ktx2"), "-q", "fastest", "-v"}).out;
    };
    EXPECT_NE(told(light).find("converted from linear to sRGB"), std::string::npos);
    EXPECT_NE(told(linearPng).find("the texture is linear, as the picture's colours are"), std::string::npos);
    EXPECT_NE(told(linearPng).find("4x4, linear"), std::string::npos);
}

/// What was done is told, not what was asked for.
TEST_F(EncodeColors, TheFileTellsOfAConversion) {
    const auto parameters = [&](std::vector<std::string> arguments) {
        encode(std::move(arguments));
        const Texture texture = readKtx2Texture(folder.read("out.ktx2")).value();
        for (const KeyValue& entry : texture.metadata) {
            if (entry.key == "KTXwriterScParams") return std::string(entry.value.c_str());
        }
        return std::string();
    };
    EXPECT_EQ(parameters({"-i", light}), "--quality fastest --convert-tf srgb");
    EXPECT_EQ(parameters({"-i", linearPng}), "--quality fastest");
    EXPECT_EQ(parameters({"-i", srgbPng, "--convert-tf", "srgb"}), "--quality fastest");
    EXPECT_EQ(parameters({"-i", srgbPng, "--convert-tf", "linear"}), "--quality fastest --convert-tf linear");
}

TEST_F(EncodeColors, ToktxFollowsTheFileUnlessToldOtherwise) {
    EXPECT_EQ(toktx({}, untagged), srgb(128));
    EXPECT_EQ(toktx({}, linearPng), linear(128));
    EXPECT_EQ(toktx({}, powerPng), srgb(129)) << "converted, not taken for sRGB";
    EXPECT_EQ(toktx({}, light), srgb(188));
    EXPECT_EQ(toktx({"--assign_oetf", "srgb"}, linearPng), srgb(128));
    EXPECT_EQ(toktx({"--srgb"}, linearPng), srgb(128));
    EXPECT_EQ(toktx({"--linear"}, srgbPng), linear(128));
    EXPECT_EQ(toktx({"--convert_oetf", "srgb"}, linearPng), srgb(188));
    EXPECT_EQ(toktx({"--assign_oetf", "linear", "--convert_oetf", "srgb"}, untagged), srgb(188));
}

/// astcenc knows no tags; what is amiss is said.
TEST_F(EncodeColors, FormsOfAstcencKeepCodes) {
    const std::string out = folder.path("out.ktx2");
    for (const std::string& picture : {linearPng, light}) {
        const CommandResult result = runCommand({"-cs", picture, out, "4x4", "-fastest"});
        EXPECT_EQ(result.exitCode, 0);
        EXPECT_NE(result.err.find("warning: its colours are linear"), std::string::npos) << result.err;
        EXPECT_EQ(show("out.ktx2"), srgb(128));
    }
    expectSuccess(runCommand({"-cl", linearPng, out, "4x4", "-fastest"}));
    EXPECT_EQ(show("out.ktx2"), linear(128));
}

TEST_F(EncodeColors, PicturesOfATextureAreBroughtToOneTransferFunction) {
    const auto cube = [&](const std::string& first, const std::string& other) {
        std::vector<std::string> line = {"--cubemap", "-o", folder.path("cube.ktx2"), "-q", "fastest", "-i", first};
        for (int face = 1; face < 6; ++face) line.insert(line.end(), {"-i", other});
        const CommandResult result = runCommand(line);
        EXPECT_EQ(result.exitCode, 0) << result.err;
        return std::pair(result.err, std::pair(show("cube.ktx2"), show("cube.ktx2", 5)));
    };
    EXPECT_EQ(cube(linearPng, srgbPng).second, std::pair(linear(128), linear(55)));
    EXPECT_EQ(cube(srgbPng, linearPng).second, std::pair(srgb(128), srgb(188)));
    EXPECT_EQ(cube(srgbPng, linearPng).first, "");
    const auto [warnings, shown] = cube(linearPng, untagged);
    EXPECT_EQ(shown, std::pair(linear(128), linear(128)));
    EXPECT_NE(warnings.find(untagged + ": warning: does not tell what its colours are"), std::string::npos) << warnings;
}

TEST_F(EncodeColors, TexturesInAFolderFollowEachItsPicture) {
    expectSuccess(runCommand({"-i", linearPng, "-i", srgbPng, "-o", folder.path("out/"), "-q", "fastest"}));
    EXPECT_EQ(show("out/linear.ktx2"), linear(128));
    EXPECT_EQ(show("out/srgb.ktx2"), srgb(128));
}

TEST_F(EncodeColors, NormalsOfMipLevelsAreData) {
    const std::string flat = folder.write("flat.png", makePng(Image{4, 4, Bytes(64, 128)}));
    EXPECT_EQ(encode({"-i", flat, "--generate-mipmap", "--mipmap-normals"}).profile, Profile::Ldr);
    const std::string out = folder.path("out.ktx2");
    for (const std::vector<std::string>& option :
         std::vector<std::vector<std::string>>{{"--srgb"}, {"--format", "ASTC_4x4_SRGB_BLOCK"}}) {
        std::vector<std::string> line = {"-i", untagged, "-o", out, "--generate-mipmap", "--mipmap-normals"};
        line.insert(line.end(), option.begin(), option.end());
        expectFailure(runCommand(line), 1, "--mipmap-normals: contradicts --srgb: normals are linear");
    }
}

} // namespace
} // namespace astcslang::test

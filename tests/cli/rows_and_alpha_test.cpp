// SPDX-License-Identifier: Apache-2.0
// If these fail, pictures of textures whose rows go another way, or whose colours are multiplied by alpha, stand on
// their head, or come out darker or brighter than they are.

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "image_reader.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

constexpr uint32_t kWidth = 11, kHeight = 10; // cut blocks at the right and below

/// The texel that KTXorientation puts to (x, y) of the upright picture.
Image uprightOf(const Image& stored, const std::string& orientation) {
    Image image{stored.width, stored.height, {}};
    for (uint32_t y = 0; y < stored.height; ++y) {
        for (uint32_t x = 0; x < stored.width; ++x) {
            const uint32_t fromX = orientation[0] == 'l' ? stored.width - 1 - x : x;
            const uint32_t fromY = orientation[1] == 'u' ? stored.height - 1 - y : y;
            const auto* texel = &stored.texels[4 * (size_t{fromY} * stored.width + fromX)];
            image.texels.insert(image.texels.end(), texel, texel + 4);
        }
    }
    return image;
}

Bytes makeTexture(const CompressedImage& blocks, const std::string& orientation, bool isPremultiplied = false) {
    Texture texture = astcslang::makeTexture(blocks);
    texture.metadata = {{"KTXorientation", orientation + '\0'}};
    texture.isAlphaPremultiplied = isPremultiplied;
    return writeKtx2(texture).value();
}

json runJson(std::vector<std::string> arguments, int exitCode) {
    arguments.push_back("--json");
    const CommandResult result = runCommand(arguments);
    EXPECT_EQ(result.exitCode, exitCode) << result.out << result.err;
    return json::parse(result.out);
}

// -------------------------------------------------------------------------------------------------------------------
// Rows

class TurnedTexture : public testing::TestWithParam<const char*> {
protected:
    TemporaryFolder folder;
    const CompressedImage blocks = makeConstantBlocks(kWidth, kHeight);
    const Image stored = decode(blocks).value();
    const Image upright = uprightOf(stored, GetParam());
    const std::string ktx2 = folder.write("a.ktx2", makeTexture(blocks, GetParam()));
    const std::string plain = folder.write("plain.ktx2", makeTexture(blocks, "rd"));
    const std::string picture = folder.write("upright.png", makePng(upright));
    const bool isTurned = GetParam() != std::string("rd");

    Image pictureOf(const std::string& name) const {
        cli::Picture read = cli::readPicture(folder.read(name)).value();
        return {read.width, read.height, std::get<Bytes>(read.samples)};
    }
};

TEST_P(TurnedTexture, IsDecodedUpright) {
    const std::string out = folder.path("out.png");
    const json report = runJson({"decode", "-i", ktx2, "-o", out}, 0);
    EXPECT_EQ(report["files"][0].contains("notes"), isTurned) << "what was done is told";
    EXPECT_EQ(pictureOf("out.png").texels, upright.texels);
    expectSuccess(runCommand({"decode", "-i", ktx2, "-o", out, "--as-stored", "--quiet"}));
    EXPECT_EQ(pictureOf("out.png").texels, stored.texels);
}

TEST_P(TurnedTexture, IsComparedUpright) {
    const json result = runJson({"compare", picture, ktx2}, 0);
    EXPECT_EQ(result["b"].contains("change"), isTurned);
    runJson({"compare", plain, ktx2}, isTurned ? 7 : 0);
    runJson({"compare", plain, ktx2, "--as-stored"}, 0);
    EXPECT_EQ(runCommand({"compare", "--normal", picture, ktx2, "--normal-swizzle-b", "rg"}).exitCode, 0);
}

/// Blocks are those of the texture's rows: one texel that is off lies in the block that holds it.
TEST_P(TurnedTexture, HasItsOwnBlocks) {
    Image changed = upright;
    const std::string orientation = GetParam();
    const uint32_t x = 0, y = 1; // the last column and row but one, where these go the other way
    changed.texels[4 * (y * kWidth + x)] ^= 16;
    const std::string file = folder.write("changed.png", makePng(changed));
    const json blockErrors = runJson({"compare", file, ktx2}, 7)["blocks"];
    EXPECT_EQ(blockErrors["worst_x"], orientation[0] == 'l' ? 2 : 0);
    EXPECT_EQ(blockErrors["worst_y"], orientation[1] == 'u' ? 2 : 0);
    const json byBlock = runJson({"compare", "--blocks", ktx2, ktx2, "--original", picture}, 0);
    EXPECT_TRUE(byBlock["ours"]["psnr"].is_null()) << "infinite";
    const CommandResult other = runCommand({"compare", "--blocks", ktx2, plain, "--original", picture});
    EXPECT_EQ(other.exitCode, isTurned ? 1 : 0) << other.err;
}

TEST_P(TurnedTexture, HasMapsThatLieOverThePicture) {
    const std::string maps = folder.path("maps");
    expectSuccess(runCommand({"decode", "-i", ktx2, "--diagnostics", maps, "--original", picture, "--quiet"}));
    for (const uint8_t code : pictureOf("maps/error.png").texels) ASSERT_TRUE(code == 0 || code == 255);
    CompressedImage mixed = blocks; // an illegal block at the upper left, which maps show in magenta
    std::fill_n(mixed.blocks.begin(), 16, uint8_t{0});
    folder.write("mixed.ktx2", makeTexture(mixed, GetParam()));
    expectSuccess(runCommand({"decode", "-i", folder.path("mixed.ktx2"), "--diagnostics", maps, "--quiet"}));
    const Image map = uprightOf(pictureOf("maps/modes.png"), GetParam()); // back
    for (uint32_t y = 0; y < kHeight; ++y) {
        for (uint32_t x = 0; x < kWidth; ++x) {
            ASSERT_EQ(map.texels[4 * (y * kWidth + x)] == 255, x < 4 && y < 4) << x << ", " << y;
        }
    }
    expectSuccess(runCommand({"compare", picture, ktx2, "--html", folder.path("page.html"), "--quiet"}));
    const Bytes page = folder.read("page.html");
    const bool hasBlocks = std::string(page.begin(), page.end()).find(R"("is_per_block":true)") != std::string::npos;
    EXPECT_EQ(hasBlocks, !isTurned) << "turned maps of blocks are maps of texels";
}

INSTANTIATE_TEST_SUITE_P(Rows, TurnedTexture, testing::Values("rd", "ru", "ld", "lu"));

// -------------------------------------------------------------------------------------------------------------------
// Alpha

double srgbToLinear(double value) { return value > 0.04045 ? std::pow((value + 0.055) / 1.055, 2.4) : value / 12.92; }
double linearToSrgb(double light) {
    return light > 0.0031308 ? 1.055 * std::pow(light, 1 / 2.4) - 0.055 : light * 12.92;
}

/// A block of one colour (C.2.23), of codes of 8 bits.
CompressedImage makeBlock(const std::array<uint8_t, 4>& rgba, Profile profile) {
    CompressedImage image{4, 4, {4, 4}, profile, {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF}};
    for (const uint8_t channel : rgba) image.blocks.insert(image.blocks.end(), 2, channel);
    return image;
}

/// Straight (200, 100, 40) of alpha 128, multiplied in light.
class AlphaTexture : public testing::Test {
protected:
    TemporaryFolder folder;
    static constexpr std::array<uint8_t, 4> kStraight = {200, 100, 40, 128};
    static std::array<uint8_t, 4> multiplied(Profile profile) {
        std::array<uint8_t, 4> codes = kStraight;
        for (size_t channel = 0; channel < 3; ++channel) {
            const double value = kStraight[channel] / 255.0, alpha = 128 / 255.0;
            const double code = profile == Profile::Ldr ? value * alpha : linearToSrgb(srgbToLinear(value) * alpha);
            codes[channel] = static_cast<uint8_t>(std::lround(255 * code));
        }
        return codes;
    }
    std::string write(const std::string& name, const std::array<uint8_t, 4>& codes, Profile profile,
                      bool isPremultiplied) const {
        return folder.write(name, makeTexture(makeBlock(codes, profile), "rd", isPremultiplied));
    }
    template <typename Sample>
    std::vector<Sample> decodeTexel(const std::string& input, const std::string& name,
                                    std::vector<std::string> more = {}) const {
        more.insert(more.begin(), {"decode", "-i", input, "-o", folder.path(name), "--quiet"});
        expectSuccess(runCommand(more));
        const cli::Picture picture = cli::readPicture(folder.read(name)).value();
        const auto& samples = std::get<std::vector<Sample>>(picture.samples);
        return {samples.begin(), samples.begin() + 4};
    }
};

TEST_F(AlphaTexture, OpenExrIsMultipliedByAlphaOnce) {
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        const std::string straight = write("straight.ktx2", kStraight, profile, false);
        const std::string premultiplied = write("multiplied.ktx2", multiplied(profile), profile, true);
        for (const std::string& file : {straight, premultiplied}) {
            const auto texel = decodeTexel<float>(file, "a.exr");
            for (size_t channel = 0; channel < 3; ++channel) {
                const double value = kStraight[channel] / 255.0;
                const double light = profile == Profile::Ldr ? value : srgbToLinear(value);
                EXPECT_NEAR(texel[channel], light * 128 / 255, file == straight ? 1e-6 : 0.004);
            }
            EXPECT_FLOAT_EQ(texel[3], 128 / 255.0f);
            EXPECT_EQ(runCommand({"compare", file, folder.path("a.exr"), "--quiet"}).exitCode, 0);
        }
        const auto stored = decodeTexel<float>(straight, "b.exr", {"--as-stored"});
        EXPECT_NEAR(stored[0], profile == Profile::Ldr ? 200 / 255.0 : srgbToLinear(200 / 255.0), 1e-6);
    }
}

TEST_F(AlphaTexture, PngIsStraight) {
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        const std::string file = write("multiplied.ktx2", multiplied(profile), profile, true);
        const auto texel = decodeTexel<uint8_t>(file, "a.png");
        const auto wide = decodeTexel<uint16_t>(file, "b.png", {"--png-depth", "16"});
        for (size_t channel = 0; channel < 3; ++channel) {
            EXPECT_NEAR(texel[channel], kStraight[channel], 2);
            EXPECT_NEAR(wide[channel], 257 * kStraight[channel], 2 * 257);
        }
        EXPECT_EQ(texel[3], 128);
        const std::array<uint8_t, 4> codes = multiplied(profile);
        EXPECT_EQ(decodeTexel<uint8_t>(file, "c.png", {"--as-stored"}), (Bytes{codes.begin(), codes.end()}));
    }
    const json report = runJson({"decode", "-i", folder.path("multiplied.ktx2"), "-o", folder.path("d.png")}, 0);
    EXPECT_EQ(report["files"][0]["notes"][0], "colours divided by alpha");
}

TEST_F(AlphaTexture, WhatNobodySeesIsBlackAndWhatIsTooBrightIsCut) {
    const std::string nothing = write("a.ktx2", {90, 80, 70, 0}, Profile::Ldr, true);
    EXPECT_EQ(decodeTexel<uint8_t>(nothing, "a.png"), (Bytes{0, 0, 0, 0}));
    const std::string bright = write("b.ktx2", {90, 80, 30, 60}, Profile::Ldr, true);
    EXPECT_EQ(decodeTexel<uint8_t>(bright, "b.png"), (Bytes{255, 255, 128, 60}));
}

TEST_F(AlphaTexture, ASwizzleThatTakesAlphaAwayLeavesColoursAlone) {
    const std::array<uint8_t, 4> codes = multiplied(Profile::Ldr);
    for (const bool isPremultiplied : {false, true}) {
        const std::string file = write("a.ktx2", codes, Profile::Ldr, isPremultiplied);
        EXPECT_EQ(decodeTexel<uint8_t>(file, "a.png", {"--swizzle", "rgb1"}),
                  (Bytes{codes[0], codes[1], codes[2], 255}));
        EXPECT_NEAR(decodeTexel<float>(file, "a.exr", {"--swizzle", "rgb1"})[0], codes[0] / 255.0, 1e-6);
    }
}

/// As --normal-mode writes it: alpha holds y.
TEST_F(AlphaTexture, AlphaThatShadersReadAsAnotherChannelMultipliesNothing) {
    Texture texture = astcslang::makeTexture(makeBlock({200, 200, 200, 64}, Profile::Ldr));
    texture.metadata = {{"KTXswizzle", std::string("ra01", 5)}};
    const std::string file = folder.write("normal.ktx2", writeKtx2(texture).value());
    const auto texel = decodeTexel<float>(file, "normal.exr");
    EXPECT_NEAR(texel[0], 200 / 255.0, 1e-6);
    EXPECT_NEAR(texel[3], 64 / 255.0, 1e-6);
}

TEST_F(AlphaTexture, OneKindOfAlphaIsCompared) {
    for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
        const std::string straight = write("straight.ktx2", kStraight, profile, false);
        const std::string premultiplied = write("multiplied.ktx2", multiplied(profile), profile, true);
        EXPECT_EQ(runJson({"compare", straight, premultiplied}, 0)["a"]["change"], "colours multiplied by alpha");
        EXPECT_EQ(runJson({"compare", premultiplied, straight}, 0)["b"]["change"], "colours multiplied by alpha");
        runJson({"compare", straight, premultiplied, "--as-stored"}, 7);
        const std::string png = folder.path("straight.png");
        expectSuccess(runCommand({"decode", "-i", straight, "-o", png, "--quiet"}));
        runJson({"compare", png, premultiplied}, 0);
        expectSuccess(runCommand(
            {"decode", "-i", premultiplied, "--diagnostics", folder.path("maps"), "--original", png, "--quiet"}));
        const cli::Picture map = cli::readPicture(folder.read("maps/error.png")).value();
        EXPECT_EQ(std::get<Bytes>(map.samples)[0], 0);
    }
}

} // namespace
} // namespace astcslang::test

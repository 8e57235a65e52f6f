// SPDX-License-Identifier: Apache-2.0
// If these fail, `compare` takes light of high dynamic range for what 8 bits show of it, or is silent about primaries
// that differ.

#include <array>
#include <cmath>
#include <cstdio>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "astcenc_command.h"
#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

/// Radiance HDR of texels with mantissas and a common exponent: light of mantissa * 2^(exponent - 136).
Bytes makeHdr(uint32_t width, uint32_t height, const std::vector<std::array<uint8_t, 4>>& texels) {
    const std::string head =
        "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y " + std::to_string(height) + " +X " + std::to_string(width) + "\n";
    Bytes bytes(head.begin(), head.end());
    for (const auto& texel : texels) bytes.insert(bytes.end(), texel.begin(), texel.end());
    return bytes;
}

/// Colours from 1/64 to 32 in steps that double.
std::vector<std::array<uint8_t, 4>> makeBrightTexels(uint32_t width, uint32_t height) {
    std::vector<std::array<uint8_t, 4>> texels;
    for (uint32_t y = 0; y < height; ++y) {
        for (uint32_t x = 0; x < width; ++x) {
            texels.push_back({static_cast<uint8_t>(128 + 5 * x), static_cast<uint8_t>(255 - 3 * y),
                              static_cast<uint8_t>(140 + x * y % 100), static_cast<uint8_t>(123 + x / 2)});
        }
    }
    return texels;
}

/// Of one channel of light, by the definition; three channels of which are alike have the same.
double multiExposurePsnr(double a, double b, int least = -10, int most = 10) {
    double sum = 0;
    for (int stop = least; stop <= most; ++stop) {
        const auto show = [&](double light) {
            return std::min(255.0, 255 * std::pow(light * std::exp2(stop), 1 / 2.2));
        };
        sum += std::pow(show(a) - show(b), 2);
    }
    return 10 * std::log10(255.0 * 255 * (most - least + 1) / sum);
}

/// White in 8 bits, both of them, which was all that was told.
TEST(CompareLight, ExposuresTellOfLightThatIsClamped) {
    const TemporaryFolder folder;
    const auto grey = [&](const char* name, uint8_t exponent) {
        return folder.write(name, makeHdr(12, 12, {144, {128, 128, 128, exponent}}));
    };
    const std::string four = grey("four.hdr", 131), forty = grey("sixteen.hdr", 133); // 2^7 * 2^-5, 2^7 * 2^-3
    const json result = compareReport({four, forty}, 7);
    EXPECT_NEAR(result["quality"]["mpsnr_rgb"], multiExposurePsnr(4, 16), 1e-6);
    EXPECT_TRUE(result["quality"]["psnr_rgb"].is_null()) << "infinite";
    EXPECT_FALSE(compareReport({four, forty, "--as-stored"}, 7)["quality"].contains("mpsnr_rgb"));
    const std::string text = runCommand({"compare", four, forty}).out;
    EXPECT_NE(text.find("mpsnr     "), std::string::npos) << text;
    EXPECT_TRUE(compareReport({four, grey("same.hdr", 131)}, 0)["quality"]["mpsnr_rgb"].is_null()) << "infinite";
    const std::string page = folder.path("a.html");
    EXPECT_EQ(runCommand({"compare", four, forty, "--html", page, "--quiet"}).exitCode, 7);
    const Bytes html = folder.read("a.html");
    EXPECT_NE(std::string(html.begin(), html.end()).find("PSNR of light over exposures"), std::string::npos);
}

TEST(CompareLight, ExposuresAreThoseThatAreAskedFor) {
    const TemporaryFolder folder;
    const auto grey = [&](const char* name, uint8_t exponent) {
        return folder.write(name, makeHdr(12, 12, {144, {128, 128, 128, exponent}}));
    };
    const std::string four = grey("four.hdr", 131), sixteen = grey("sixteen.hdr", 133);
    for (std::vector<std::string> line :
         {std::vector<std::string>{"--mpsnr", "-6", "-1", four, sixteen}, {four, sixteen, "--mpsnr", "-6", "-1"}}) {
        EXPECT_NEAR(compareReport(line, 7)["quality"]["mpsnr_rgb"], multiExposurePsnr(4, 16, -6, -1), 1e-6);
        line.insert(line.begin(), "compare");
        EXPECT_NE(runCommand(line).out.find("exposures of -6 to -1 stops"), std::string::npos);
    }
    EXPECT_TRUE(compareReport({four, sixteen, "--mpsnr", "3", "3"}, 7)["quality"]["mpsnr_rgb"].is_null())
        << "both are white";
    expectFailure(runCommand({"compare", four, sixteen, "--mpsnr", "1", "0"}), 1, "--mpsnr");
    expectFailure(runCommand({"compare", four, sixteen, "--mpsnr", "0", "126"}), 1, "--mpsnr");
    expectFailure(runCommand({"compare", four, sixteen, "--mpsnr", "0", "1", "--as-stored"}), 1, "--mpsnr");
}

/// sRGB code 188 is light of 0.5029.
TEST(CompareLight, TexturesBecomeLightForIt) {
    const TemporaryFolder folder;
    CompressedImage blocks = makeConstantBlocks(12, 12);
    for (size_t i = 8; i < blocks.blocks.size(); i += i % 16 == 13 ? 11 : 1) blocks.blocks[i] = 188;
    const std::string ktx2 = folder.write("a.ktx2", writeKtx2(blocks).value());
    const std::string astc = folder.write("a.astc", writeAstc(blocks).value());
    const std::string four = folder.write("four.hdr", makeHdr(12, 12, {144, {128, 128, 128, 131}}));
    const double light = std::pow((188 / 255.0 + 0.055) / 1.055, 2.4);
    const json result = compareReport({four, ktx2}, 7);
    EXPECT_NEAR(result["quality"]["mpsnr_rgb"], multiExposurePsnr(4, light), 1e-4);
    EXPECT_EQ(result["note"], "PSNR, SSIM and FLIP are of clamped values");
    // .astc used to be compared with light code by code, without a word.
    const json unsaid = compareReport({four, astc}, 7);
    EXPECT_NEAR(unsaid["quality"]["mpsnr_rgb"], multiExposurePsnr(4, light), 1e-4);
    EXPECT_EQ(unsaid["b"]["change"], "taken for sRGB (as decode takes .astc, which does not tell)");
    EXPECT_EQ(unsaid["quality"]["psnr_rgb"], result["quality"]["psnr_rgb"]);
    const json linear = compareReport({four, astc, "--linear"}, 7);
    EXPECT_NEAR(linear["quality"]["mpsnr_rgb"], multiExposurePsnr(4, 188 / 255.0), 1e-4);
    EXPECT_FALSE(linear["b"].contains("change"));
}

/// Of an HDR texture that astcenc makes and decodes again.
TEST(CompareLight, ExposuresAreThoseOfAstcenc) {
    const std::optional<astc::AstcencCommand> astcenc = astc::findAstcenc();
    if (!astcenc) GTEST_SKIP() << "astcenc is not installed";
    const TemporaryFolder folder;
    const std::string original = folder.write("in.hdr", makeHdr(24, 24, makeBrightTexels(24, 24)));
    const std::string decoded = folder.path("out.exr");
    const std::string line = "'" + astcenc->path + "' -th '" + original + "' '" + decoded + "' 6x6 -fast";
    FILE* pipe = popen(line.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string text(4096, '\0');
    text.resize(std::fread(text.data(), 1, text.size(), pipe));
    ASSERT_EQ(pclose(pipe), 0) << text;
    const size_t place = text.find("mPSNR (RGB):");
    ASSERT_NE(place, std::string::npos) << text;
    const double theirs = std::stod(text.substr(place + 12));
    EXPECT_NEAR(compareReport({original, decoded}, 7)["quality"]["mpsnr_rgb"], theirs, 0.02);
}

/// What a reader warns of was told by every verb but this one.
TEST(CompareLight, WarningsOfReadersAreTold) {
    const TemporaryFolder folder;
    const std::string narrow =
        folder.write("narrow.png", makePng({1, 1, PngColor::Rgb, 8, false, {{1, 2, 3}}, {{"cICP", {1, 13, 0, 0}}}}));
    const std::string blocks = folder.write("a.ktx2", writeKtx2(makeConstantBlocks(1, 1)).value());
    const std::vector<std::string> lines[] = {{"compare", narrow, narrow},
                                              {"compare", "--normal", narrow, narrow},
                                              {"compare", "--blocks", blocks, blocks, "--original", narrow}};
    for (std::vector<std::string> line : lines) {
        EXPECT_NE(runCommand(line).err.find("narrow.png: warning: "), std::string::npos) << line[1];
        line.push_back("--quiet");
        EXPECT_EQ(runCommand(line).err, "") << line[1];
    }
}

/// Both files' codes are the same, and their colours are not.
TEST(CompareLight, PrimariesThatDifferAreTold) {
    const TemporaryFolder folder;
    const Image image = makeGradient(16, 16);
    PngPicture png{16, 16, PngColor::Rgba, 8, false, {}, {{"cICP", {12, 13, 0, 1}}}};
    for (size_t y = 0; y < 16; ++y) png.scanlines.emplace_back(&image.texels[64 * y], &image.texels[64 * y] + 64);
    const std::string p3 = folder.write("p3.png", makePng(png));
    png.chunks.clear();
    const std::string untagged = folder.write("plain.png", makePng(png));
    EXPECT_EQ(compareReport({p3, untagged}, 0)["note"],
              "primaries differ and are not converted: Display P3 (cICP primaries 12) "
              "of " +
                  p3 + ", BT.709 (not told) of " + untagged);
    EXPECT_FALSE(compareReport({p3, p3}, 0).contains("note"));
    EXPECT_FALSE(compareReport({p3, untagged, "--as-stored"}, 0).contains("note"));

    const CompressedImage blocks = makeConstantBlocks(16, 16);
    Texture texture = makeTexture(blocks);
    const std::string bt709 = folder.write("a.ktx2", writeKtx2(texture).value());
    EXPECT_EQ(compareReport({untagged, bt709}, 7).contains("note"), false);
    EXPECT_NE(compareReport({p3, bt709}, 7)["note"].get<std::string>().find("BT.709 (KTX2) of " + bt709),
              std::string::npos);
    EXPECT_EQ(compareReport({"--blocks", bt709, bt709, "--original", p3}, 0)["change"],
              "primaries not converted from Display P3 to BT.709");
    EXPECT_FALSE(compareReport({p3, folder.write("a.astc", writeAstc(blocks).value())}, 7).contains("note"))
        << ".astc cannot tell";
    texture.colorPrimaries = 10; // KHR_DF_PRIMARIES_DISPLAYP3
    EXPECT_FALSE(compareReport({p3, folder.write("p3.ktx2", writeKtx2(texture).value())}, 7).contains("note"));
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, scripts that ask whether two files show the same picture get a wrong answer.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

TEST(Compare, EqualPicturesLeaveWithZero) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(20, 15)));
    const std::string b = folder.write("b.png", makePng(makeGradient(20, 15)));
    const CommandResult result = runCommand({"compare", a, b});
    expectSuccess(result);
    EXPECT_EQ(result.out, "equal     PSNR infinite (RGB), infinite (RGBA), SSIM 1.00000\n");
}

TEST(Compare, DifferentPicturesLeaveWithSevenAndTheirPsnr) {
    const TemporaryFolder folder;
    Image image = makeGradient(20, 15);
    const std::string a = folder.write("a.png", makePng(image));
    image.texels[0] = static_cast<uint8_t>(image.texels[0] + 30);
    const std::string b = folder.write("b.png", makePng(image));
    const CommandResult result = runCommand({"compare", a, b, "--json"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.err, "");
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_FALSE(json["equal"]);
    EXPECT_NEAR(json["quality"]["psnr_rgb"], 10 * std::log10(255.0 * 255.0 / (900.0 / 900)), 1e-9);
    EXPECT_NEAR(json["quality"]["psnr_rgba"], 10 * std::log10(255.0 * 255.0 / (900.0 / 1200)), 1e-9);
    EXPECT_LT(json["quality"]["ssim"], 1.0);
}

TEST(Compare, ADifferenceInAlphaAloneIsADifference) {
    const TemporaryFolder folder;
    Image image = makeGradient(20, 15);
    const std::string a = folder.write("a.png", makePng(image));
    image.texels[3] ^= 1;
    const std::string b = folder.write("b.png", makePng(image));
    const CommandResult result = runCommand({"compare", a, b, "--json"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_TRUE(nlohmann::json::parse(result.out)["quality"]["psnr_rgb"].is_null()); // infinite
}

TEST(Compare, DifferentSizesAreADifferenceAndNotAnError) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(20, 15)));
    const std::string b = folder.write("b.png", makePng(makeGradient(15, 20)));
    const CommandResult result = runCommand({"compare", a, b});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(result.out, "different sizes differ: 20x15 and 15x20\n");
    const auto json = nlohmann::json::parse(runCommand({"compare", a, b, "--json"}).out);
    EXPECT_FALSE(json["same_size"]);
    EXPECT_FALSE(json.contains("quality"));
}

TEST(Compare, TakesTexturesOnEitherSide) {
    const TemporaryFolder folder;
    const CompressedImage blocks = makeConstantBlocks(13, 9);
    const std::string astc = folder.write("a.astc", writeAstc(blocks).value());
    const std::string ktx2 = folder.write("a.ktx2", writeKtx2(blocks).value());
    const std::string png = folder.write("a.png", makePng(decode(blocks).value()));
    for (const std::string& a : {astc, ktx2, png}) {
        for (const std::string& b : {astc, ktx2, png}) expectSuccess(runCommand({"compare", a, b}));
    }
}

TEST(Compare, QuietAnswersByItsStatusAlone) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(20, 15)));
    const std::string b = folder.write("b.png", makePng(makeGradient(15, 20)));
    const CommandResult result = runCommand({"compare", a, b, "--quiet"});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_EQ(result.out + result.err, "");
}

TEST(Compare, SsimOfATinyPictureIsUndefined) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(10, 30)));
    const CommandResult result = runCommand({"compare", a, a, "--json"});
    expectSuccess(result);
    EXPECT_TRUE(nlohmann::json::parse(result.out)["quality"]["ssim"].is_null());
}

} // namespace
} // namespace astcslang::test

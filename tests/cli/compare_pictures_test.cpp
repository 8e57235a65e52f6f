// SPDX-License-Identifier: Apache-2.0
// If these fail, `compare` calls textures of several levels, layers or faces equal, or good, of which it has seen one
// picture.

#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"
#include "uncompressed_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

/// A cube map of 8x8 with two levels, and the same with one block of level 1, face 3 of another colour.
class SeveralPictures : public testing::Test {
protected:
    static constexpr size_t kBlockBytes = 16, kFaceBlocks = 4;
    static constexpr size_t kBadBlock = 3; // of level 1, which has a block a face

    static Texture makeCube() {
        const CompressedImage large = makeConstantBlocks(8, 8), small = makeConstantBlocks(4, 4);
        Texture texture = makeTexture(large);
        texture.faceCount = 6;
        texture.levels = {{}, {}};
        for (int face = 0; face < 6; ++face) {
            texture.levels[0].insert(texture.levels[0].end(), large.blocks.begin(), large.blocks.end());
            texture.levels[1].insert(texture.levels[1].end(), small.blocks.begin(), small.blocks.end());
        }
        return texture;
    }
    static Texture makeBroken() {
        Texture texture = makeCube();
        texture.levels[1][kBadBlock * kBlockBytes + 9] ^= 0xFF; // the high byte of red of a constant block
        return texture;
    }

    TemporaryFolder folder;
    const std::string good = folder.write("good.ktx2", writeKtx2(makeCube()).value());
    const std::string broken = folder.write("broken.ktx2", writeKtx2(makeBroken()).value());
    const std::string face =
        folder.write("face.png", makePng(decode(extractImage(makeCube(), 0, 0, 0).value()).value()));
};

TEST_F(SeveralPictures, AreAllCompared) {
    const CommandResult equal = runCommand({"compare", good, good});
    expectSuccess(equal);
    EXPECT_NE(equal.out.find("equal     PSNR infinite"), std::string::npos) << equal.out;
    EXPECT_NE(equal.out.find("pictures  12: 2 levels, 6 faces\n"), std::string::npos) << equal.out;

    const CommandResult result = runCommand({"compare", good, broken});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_NE(result.out.find("different PSNR"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find("worst     level 1, face 3: PSNR"), std::string::npos) << result.out;
    EXPECT_NE(result.out.find("; the worst is in level 1, face 3\n"), std::string::npos) << result.out;
    EXPECT_EQ(runCommand({"compare", good, broken, "--quiet"}).exitCode, 7);
    EXPECT_EQ(runCommand({"compare", good, broken, "--face", "2"}).exitCode, 0) << "both levels of a good face";
    EXPECT_EQ(runCommand({"compare", good, broken, "--level", "1"}).exitCode, 7) << "all faces of it";
}

TEST_F(SeveralPictures, CountByTexels) {
    const Image right = decode(extractImage(makeCube(), 1, 0, 3).value()).value();
    const Image wrong = decode(extractImage(makeBroken(), 1, 0, 3).value()).value();
    double squares = 0, sum = 0;
    for (size_t i = 0; i < right.texels.size(); ++i) {
        const double difference = std::abs(right.texels[i] - wrong.texels[i]);
        squares += difference * difference;
        sum += difference;
    }
    ASSERT_GT(squares, 0);
    const double texels = 6 * (8 * 8 + 4 * 4);
    const json report = json::parse(runCommand({"compare", good, broken, "--json"}).out);
    EXPECT_FALSE(report["equal"]);
    EXPECT_FALSE(report["is_partial"]);
    EXPECT_EQ(report["pictures"], 12);
    EXPECT_NEAR(report["quality"]["psnr_rgb"], 10 * std::log10(255.0 * 255 * 3 * texels / squares), 1e-6);
    EXPECT_NEAR(report["channels"]["r"]["mean_absolute_error"], sum / texels, 1e-9) << "red alone differs";
    EXPECT_EQ(report["blocks"]["count"], 6 * (4 + 1));
    EXPECT_EQ(report["blocks"]["worst_in"], "level 1, face 3");
    const json& worst = report["worst_picture"];
    EXPECT_EQ(worst["a"], (json{{"level", 1}, {"layer", 0}, {"face", 3}}));
    EXPECT_NEAR(worst["quality"]["psnr_rgb"], 10 * std::log10(255.0 * 255 * 3 * 16 / squares), 1e-6);
}

TEST_F(SeveralPictures, HaveToKeepToThresholdsEach) {
    const CommandResult missed = runCommand({"compare", good, broken, "--min-psnr", "20", "--quiet"});
    EXPECT_EQ(missed.exitCode, 8);
    EXPECT_NE(missed.err.find(": level 1, face 3: PSNR of "), std::string::npos) << missed.err;
    EXPECT_EQ(runCommand({"compare", good, broken, "--max-flip", "0.01", "--quiet"}).exitCode, 8);
    expectSuccess(runCommand({"compare", good, broken, "--min-psnr", "20", "--level", "0", "--quiet"}));
}

TEST_F(SeveralPictures, AreNotCalledEqualToAnotherNumberOfThem) {
    const CommandResult partial = runCommand({"compare", face, good});
    EXPECT_EQ(partial.exitCode, 7);
    EXPECT_EQ(partial.out.find("equal"), std::string::npos) << partial.out;
    EXPECT_NE(partial.out.find("compared  PSNR infinite"), std::string::npos) << partial.out;
    const std::string note =
        "only level 0, face 0 of " + face + " (one picture) and " + good + " (2 levels, 6 faces) compared";
    EXPECT_NE(partial.out.find("note      " + note + "\n"), std::string::npos) << partial.out;
    const json report = json::parse(runCommand({"compare", face, good, "--json"}).out);
    EXPECT_FALSE(report["equal"]);
    EXPECT_TRUE(report["is_partial"]);
    EXPECT_EQ(report["note"], note);
    EXPECT_EQ(runCommand({"compare", face, good, "--min-psnr", "20", "--quiet"}).exitCode, 8) << "five faces unseen";
    EXPECT_EQ(runCommand({"compare", face, good, "--min-psnr", "20", "--face", "0", "--quiet"}).exitCode, 0);
    EXPECT_EQ(runCommand({"compare", face, good, "--face", "0"}).exitCode, 0) << "chosen";
}

TEST_F(SeveralPictures, AreAllComparedOfUncompressedFilesToo) {
    const Bytes large(16 * 4, 100), small(4 * 4, 100), other(4 * 4, 101);
    const std::string a = folder.write("a.ktx2", makeKtx2Pictures(4, 4, {large, small}));
    const std::string b = folder.write("b.ktx2", makeKtx2Pictures(4, 4, {large, other}));
    expectSuccess(runCommand({"compare", b, b}));
    const CommandResult result = runCommand({"compare", a, b});
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_NE(result.out.find("worst     level 1: PSNR"), std::string::npos) << result.out;
}

TEST_F(SeveralPictures, LeaveTheirWorstOnThePage) {
    EXPECT_EQ(runCommand({"compare", good, broken, "--html", folder.path("a.html")}).exitCode, 7);
    const Bytes bytes = folder.read("a.html");
    const std::string page(bytes.begin(), bytes.end());
    EXPECT_NE(page.find("shown: level 1, face 3, the worst"), std::string::npos);
    EXPECT_NE(page.find("All pictures"), std::string::npos);
    EXPECT_NE(page.find(R"("width":4)"), std::string::npos);
}

TEST_F(SeveralPictures, OfNormalsAreNotCalledEqualByTheFirst) {
    const std::vector<std::string> words = {"compare", "--normal",           good, good, "--normal-swizzle-a",
                                            "rg",      "--normal-swizzle-b", "rg"};
    const CommandResult result = runCommand(words);
    EXPECT_EQ(result.exitCode, 7);
    EXPECT_NE(result.out.find("note      only the first picture"), std::string::npos) << result.out;
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, foliage that keeps its texels on every level loses or gains them when it is encoded, and nobody is
// told. How levels are made is the business of tests/mipmap. Needs a Vulkan device of any kind.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

using nlohmann::json;
using Lines = std::vector<std::string>;

constexpr uint32_t kSide = 256;
constexpr double kThreshold = 0.5;

/// Thin leaves with soft rims over a gradient of colours, a quarter of the area.
Image makeLeaves() {
    Image image = makeGradient(kSide, kSide);
    paintLeaves(image, 400, 7);
    return image;
}

double coverageOf(const Image& image) {
    double kept = 0;
    for (size_t i = 3; i < image.texels.size(); i += 4) kept += image.texels[i] / 255.0 >= kThreshold;
    return kept / (static_cast<double>(image.texels.size()) / 4);
}

class EncodedCoverage : public testing::Test {
protected:
    TemporaryFolder folder;
    const Image leaves = makeLeaves();
    const std::string picture = folder.write("leaves.png", makePng(leaves)), out = folder.path("out.ktx2");

    CommandResult encode(const std::string& block, const Lines& more) const {
        Lines line = {"-i",
                      picture,
                      "-o",
                      out,
                      "-q",
                      "fast",
                      "-b",
                      block,
                      "--generate-mipmap",
                      "--levels",
                      "5",
                      "--mipmap-alpha-weighted",
                      "--alpha-coverage",
                      "0.5"};
        line.insert(line.end(), more.begin(), more.end());
        return runCommand(line);
    }
    /// How far the share of texels that pass is from the picture's, of each level.
    std::vector<double> losses() const {
        const Texture texture = readKtx2Texture(folder.read("out.ktx2")).value();
        std::vector<double> all;
        for (uint32_t level = 0; level < texture.levels.size(); ++level) {
            const Image decoded = decode(extractImage(texture, level, 0, 0).value()).value();
            all.push_back(std::abs(coverageOf(decoded) - coverageOf(leaves)));
        }
        return all;
    }
};

/// Made levels of 16x16 and less have too few blocks to promise anything, nor are they told of.
constexpr int kJudgedLevels = 4;

double worstOf(const std::vector<double>& losses) {
    return *std::max_element(losses.begin(), losses.begin() + kJudgedLevels);
}

/// Above 4x4 it was lost, for alpha counted no more than a colour.
TEST_F(EncodedCoverage, IsNearThatOfThePicture) {
    for (const char* block : {"4x4", "6x6", "8x8"}) {
        EXPECT_EQ(encode(block, {"--quiet", "--no-warn"}).exitCode, 0);
        EXPECT_LE(worstOf(losses()), 0.025) << block;
    }
    EXPECT_EQ(encode("8x8", {"--quiet", "--no-warn", "--channel-weights", "1,1,1,1"}).exitCode, 0);
    EXPECT_GT(worstOf(losses()), 0.05) << "this picture shows nothing";
}

TEST_F(EncodedCoverage, IsToldWhereALevelLosesIt) {
    const CommandResult result = encode("8x8", {"--json", "--channel-weights", "1,1,1,1"});
    EXPECT_EQ(result.exitCode, 0);
    const std::string head = "astcslang: " + picture +
                             ": warning: encoding moves alpha across the threshold of "
                             "--alpha-coverage: of level ";
    EXPECT_EQ(result.err.rfind(head, 0), 0u) << result.err;
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    const json told = json::parse(result.out)["input"]["warnings"];
    ASSERT_EQ(told.size(), 1u);
    EXPECT_NE(result.err.find(told[0].get<std::string>()), std::string::npos);
    const std::vector<double> all = losses();
    const auto worst = std::max_element(all.begin(), all.begin() + kJudgedLevels) - all.begin();
    EXPECT_EQ(result.err.find(head + std::to_string(worst) + " ("), 0u) << result.err;
    EXPECT_EQ(encode("8x8", {"--quiet", "--no-warn", "--channel-weights", "1,1,1,1"}).err, "");
    // Nothing is lost of what is either 0 or 1 by whole blocks.
    Image halves = makeGradient(64, 64);
    for (size_t texel = 0; texel < 64 * 64; ++texel) halves.texels[4 * texel + 3] = texel % 64 < 32 ? 255 : 0;
    const std::string plain = folder.write("halves.png", makePng(halves));
    expectSuccess(runCommand({"-i", plain, "-o", out, "-q", "fast", "--generate-mipmap", "--levels", "2",
                              "--mipmap-filter", "box", "--alpha-coverage", "0.5"}));
}

TEST_F(EncodedCoverage, IsToldOfAPictureHoweverSmall) {
    Image noise{28, 28, Bytes(size_t{28} * 28 * 4)};
    uint32_t state = 1;
    for (uint8_t& value : noise.texels) value = static_cast<uint8_t>((state = state * 1664525 + 1013904223) >> 24);
    const std::string small = folder.write("small.png", makePng(noise));
    const CommandResult result =
        runCommand({"-i", small, "-o", out, "-q", "draft", "-b", "12x12", "--genmipmap", "--alpha-coverage", "0.7"});
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_NE(result.err.find("of level 0 (28x28) "), std::string::npos) << result.err;
}

TEST_F(EncodedCoverage, GivesAlphaItsWeightWhereBlocksAreLargerThan4x4) {
    const std::string small = folder.write("small.png", makePng(makeGradient(16, 16)));
    const auto weights = [&](const std::string& block, Lines more) {
        more.insert(more.end(), {"-i", small, "-o", out, "-q", "draft", "-b", block, "--no-warn"});
        Lines verbose = more;
        more.insert(more.end(), {"--quiet", "--json"});
        verbose.push_back("-v");
        const json told = json::parse(runCommand(more).out)["options"]["channel_weights"];
        const bool isSaid = runCommand(verbose).out.find("so that --alpha-coverage lasts") != std::string::npos;
        EXPECT_EQ(isSaid, told[3] == 8) << block;
        return told;
    };
    const Lines option = {"--generate-mipmap", "--alpha-coverage", "0.5"};
    const auto with = [&](const Lines& more) {
        Lines line = option;
        line.insert(line.end(), more.begin(), more.end());
        return line;
    };
    EXPECT_EQ(weights("4x4", option), json::parse("[1, 1, 1, 1]"));
    EXPECT_EQ(weights("5x4", option), json::parse("[1, 1, 1, 8]"));
    EXPECT_EQ(weights("8x8", {"--generate-mipmap"}), json::parse("[1, 1, 1, 1]"));
    EXPECT_EQ(weights("8x8", with({"--channel-weights", "1,1,1,2"})), json::parse("[1, 1, 1, 2]"));
    EXPECT_EQ(weights("8x8", with({"--perceptual"}))[3], 8);
}

} // namespace
} // namespace astcslang::test

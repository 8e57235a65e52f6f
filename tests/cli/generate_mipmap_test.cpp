// SPDX-License-Identifier: Apache-2.0
// If these fail, `--generate-mipmap` and its options make other levels than the library does. Needs a Vulkan device of
// any kind.

#include <algorithm>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <astcslang/mipmap.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

Context& sharedContext() {
    static Context context = *Context::create();
    return context;
}

Texture readTexture(const TemporaryFolder& folder) { return *readKtx2Texture(folder.read("out.ktx2")); }

Texture encode(const TemporaryFolder& folder, const std::string& picture, std::vector<std::string> arguments) {
    arguments.insert(arguments.end(),
                     {"-i", picture, "-o", folder.path("out.ktx2"), "-q", "fastest", "--quiet", "--generate-mipmap"});
    expectSuccess(runCommand(arguments));
    return readTexture(folder);
}

/// Levels that the library makes and encodes, in the command's place.
void expectLevels(const Texture& texture, const ImageView& picture, const MipmapOptions& options, uint32_t face = 0) {
    const auto levels = generateMipmaps(sharedContext(), picture, options);
    ASSERT_TRUE(levels) << levels.error().message;
    ASSERT_EQ(texture.levels.size(), levels->size() + 1);
    auto encoder = Encoder::create(sharedContext(), {.profile = options.resample.profile, .quality = Fastest});
    ASSERT_TRUE(encoder);
    for (uint32_t level = 0; level < texture.levels.size(); ++level) {
        SCOPED_TRACE(level);
        const auto expected = encoder->encode(level == 0 ? picture : (*levels)[level - 1].view());
        ASSERT_TRUE(expected);
        const auto found = extractImage(texture, level, 0, face);
        ASSERT_TRUE(found);
        EXPECT_EQ(found->width, expected->image.width);
        EXPECT_EQ(found->height, expected->image.height);
        EXPECT_EQ(found->blocks, expected->image.blocks);
    }
}

/// Noise, which every option shows in.
Image makePicture() {
    Image image{37, 21, {}};
    uint32_t state = 1;
    for (uint32_t sample = 0; sample < 37 * 21 * 4; ++sample) {
        state = state * 1664525 + 1013904223;
        image.texels.push_back(static_cast<uint8_t>(state >> 24));
    }
    return image;
}

TEST(GenerateMipmap, MakesTheFullChain) {
    const TemporaryFolder folder;
    const Image picture = makePicture();
    const Texture texture = encode(folder, folder.write("a.png", makePng(picture)), {});
    EXPECT_EQ(texture.levels.size(), 6u);
    expectLevels(texture, picture.view(), {});
}

TEST(GenerateMipmap, MakesAsManyLevelsAsAskedFor) {
    const TemporaryFolder folder;
    const Image picture = makePicture();
    const std::string path = folder.write("a.png", makePng(picture));
    for (const uint32_t count : {1u, 3u}) {
        const Texture texture = encode(folder, path, {"--levels", std::to_string(count)});
        MipmapOptions options;
        options.levelCount = count;
        expectLevels(texture, picture.view(), options);
    }
    expectFailure(runCommand({"-i", path, "-o", folder.path("b.ktx2"), "--generate-mipmap", "--levels", "7"}), 1,
                  "a.png");
}

TEST(GenerateMipmap, TheReportTellsLevelsAndTheirTime) {
    const TemporaryFolder folder;
    std::vector<std::string> arguments = {"-i",
                                          folder.write("a.png", makePng(makePicture())),
                                          "-o",
                                          folder.path("out.ktx2"),
                                          "-q",
                                          "fastest",
                                          "--generate-mipmap"};
    const CommandResult line = runCommand(arguments);
    expectSuccess(line);
    EXPECT_NE(line.out.find(", 6 levels, "), std::string::npos) << line.out;
    arguments.emplace_back("-v");
    const CommandResult text = runCommand(arguments);
    expectSuccess(text);
    EXPECT_NE(text.out.find("6 levels, 84 blocks"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("mip levels "), std::string::npos) << text.out;
    arguments.back() = "--json";
    const nlohmann::json json = nlohmann::json::parse(runCommand(arguments).out, nullptr, false);
    EXPECT_EQ(json["output"]["levels"], 6);
    EXPECT_GT(json["time_ms"]["levels"], 0.0);
}

/// `compare` sees level 0 of what --compare measured with all others.
TEST(GenerateMipmap, TheErrorOfTheFirstLevelIsToldAsCompareTellsIt) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makePicture())), out = folder.path("out.ktx2");
    const CommandResult encoded = runCommand(
        {"-i", picture, "-o", out, "-q", "fastest", "--generate-mipmap", "--compare", "--json", "--no-warn"});
    ASSERT_EQ(encoded.exitCode, 0) << encoded.err;
    const nlohmann::json all = nlohmann::json::parse(encoded.out)["quality"];
    const nlohmann::json first =
        nlohmann::json::parse(runCommand({"compare", picture, out, "--level", "0", "--json"}).out)["quality"];
    EXPECT_EQ(all["pictures"], 6);
    EXPECT_EQ(all["first_picture"]["psnr_rgb"], first["psnr_rgb"]);
    EXPECT_EQ(all["first_picture"]["psnr_rgba"], first["psnr_rgba"]);
    EXPECT_NE(all["psnr_rgb"], first["psnr_rgb"]);
    const CommandResult text =
        runCommand({"-i", picture, "-o", out, "-q", "fastest", "--generate-mipmap", "--compare", "--no-warn"});
    EXPECT_NE(text.out.find(" of all 6 pictures; of the first PSNR "), std::string::npos) << text.out;
}

TEST(GenerateMipmap, TheFileTellsHow) {
    const TemporaryFolder folder;
    const Texture texture = encode(folder, folder.write("a.png", makePng(makePicture())),
                                   {"--levels", "2", "--mipmap-filter", "Triangle", "--mipmap-filter-scale", "0.75",
                                    "--mipmap-wrap", "wrap", "--alpha-coverage", "0.5", "--mipmap-alpha-weighted"});
    const auto isParameters = [](const KeyValue& entry) { return entry.key == "KTXwriterScParams"; };
    const auto entry = std::find_if(texture.metadata.begin(), texture.metadata.end(), isParameters);
    ASSERT_NE(entry, texture.metadata.end());
    EXPECT_NE(entry->value.find("--generate-mipmap --mipmap-filter tent --mipmap-filter-scale 0.75 --mipmap-wrap wrap "
                                "--alpha-coverage 0.5 --mipmap-alpha-weighted"),
              std::string::npos)
        << entry->value;
}

struct Case {
    std::vector<std::string> arguments;
    MipmapOptions options;
};

std::vector<Case> casesOfOneOption() {
    std::vector<Case> cases(8);
    cases[0].arguments = {"--mipmap-filter", "BOX"};
    cases[0].options.resample.filter = MipmapFilter::Box;
    cases[1].arguments = {"--mipmap-filter", "quadratic_mix"};
    cases[1].options.resample.filter = MipmapFilter::QuadraticMix;
    cases[2].arguments = {"--mipmap-filter-scale", "2.5"};
    cases[2].options.resample.filterScale = 2.5;
    cases[3].arguments = {"--mipmap-wrap", "wrap"};
    cases[3].options.resample.wrap = MipmapWrap::Wrap;
    cases[4].arguments = {"--mipmap-alpha-weighted"};
    cases[4].options.resample.isAlphaWeighted = true;
    cases[5].arguments = {"--alpha-coverage", "0.6"};
    cases[5].options.alphaCoverage = 0.6;
    cases[6].arguments = {"--mipmap-normals", "--linear"};
    cases[6].options.resample.channels = kNormalsInRgb;
    cases[6].options.resample.profile = Profile::Ldr;
    cases[7].arguments = {"--linear"};
    cases[7].options.resample.profile = Profile::Ldr;
    return cases;
}

TEST(GenerateMipmap, EveryOptionIsTheLibrarys) {
    const TemporaryFolder folder;
    const Image picture = makePicture();
    const std::string path = folder.write("a.png", makePng(picture));
    const Texture plain = encode(folder, path, {});
    for (const Case& each : casesOfOneOption()) {
        SCOPED_TRACE(each.arguments[0]);
        const Texture texture = encode(folder, path, each.arguments);
        EXPECT_TRUE(texture.levels != plain.levels) << "the option makes no difference here";
        expectLevels(texture, picture.view(), each.options);
    }
}

TEST(GenerateMipmap, SwizzledNormalsAreStillNormals) {
    const TemporaryFolder folder;
    const Image picture = makePicture();
    Image swizzled = picture;
    for (size_t i = 0; i < picture.texels.size(); i += 4) {
        swizzled.texels[i + 1] = swizzled.texels[i + 2] = picture.texels[i];
        swizzled.texels[i + 3] = picture.texels[i + 1];
    }
    const Texture texture = encode(folder, folder.write("a.png", makePng(picture)),
                                   {"--linear", "--input-swizzle", "rrrg", "--mipmap-normals"});
    MipmapOptions options;
    options.resample.profile = Profile::Ldr;
    options.resample.channels = {ChannelContent::NormalX, ChannelContent::NormalX, ChannelContent::NormalX,
                                 ChannelContent::NormalY};
    expectLevels(texture, swizzled.view(), options);
}

TEST(GenerateMipmap, LevelsComeFromAll16Bits) {
    const TemporaryFolder folder;
    PngPicture png;
    png.width = png.height = 16;
    png.bitDepth = 16;
    std::vector<uint8_t> texels; // as ImageView wants them
    for (unsigned y = 0; y < 16; ++y) {
        Bytes row;
        for (unsigned sample = 0; sample < 64; ++sample) {
            const auto code = static_cast<uint16_t>(y * 4001 + sample * 997);
            row.push_back(static_cast<uint8_t>(code >> 8));
            row.push_back(static_cast<uint8_t>(code));
            const auto* bytes = reinterpret_cast<const uint8_t*>(&code);
            texels.insert(texels.end(), bytes, bytes + 2);
        }
        png.scanlines.push_back(row);
    }
    const Texture texture = encode(folder, folder.write("a.png", makePng(png)), {"--mipmap-filter", "tent"});
    MipmapOptions options;
    options.resample.filter = MipmapFilter::Tent;
    expectLevels(texture, {texels, 16, 16, 0, TexelFormat::Rgba16}, options);
}

TEST(GenerateMipmap, FacesOfCubeMapsHaveTheirOwnChains) {
    const TemporaryFolder folder;
    std::vector<Image> faces;
    std::vector<std::string> arguments = {"--cubemap", "-o",         folder.path("out.ktx2"), "-q", "fastest",
                                          "--quiet",   "--genmipmap"};
    for (uint8_t face = 0; face < 6; ++face) {
        Image image = makeGradient(16, 16);
        for (size_t i = 0; i < image.texels.size(); i += 4) image.texels[i] = static_cast<uint8_t>(40 * face);
        arguments.insert(arguments.end(), {"-i", folder.write(std::to_string(face) + ".png", makePng(image))});
        faces.push_back(image);
    }
    expectSuccess(runCommand(arguments));
    const Texture texture = readTexture(folder);
    EXPECT_EQ(texture.faceCount, 6u);
    for (uint32_t face = 0; face < 6; ++face) {
        SCOPED_TRACE(face);
        expectLevels(texture, faces[face].view(), {}, face);
    }
}

TEST(GenerateMipmap, WhatMakesNoSenseIsRefused) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makePicture()));
    const std::string out = folder.path("out.ktx2");
    const auto refuse = [&](std::vector<std::string> arguments, const std::string& mention) {
        SCOPED_TRACE(arguments[0]);
        arguments.insert(arguments.end(), {"-i", picture});
        expectFailure(runCommand(arguments), 1, mention);
    };
    refuse({"--generate-mipmap", "--mipmap", "-o", out}, "--mipmap");
    refuse({"--mipmap-filter", "box", "-o", out}, "--generate-mipmap");
    refuse({"--mipmap-wrap", "wrap", "-o", out}, "--generate-mipmap");
    refuse({"--alpha-coverage", "0.5", "-o", out}, "--generate-mipmap");
    refuse({"--generate-mipmap", "--mipmap-filter", "lanczos5", "-o", out}, "lanczos4");
    refuse({"--generate-mipmap", "--mipmap-wrap", "mirror", "-o", out}, "reflect");
    refuse({"--generate-mipmap", "--mipmap-filter-scale", "5", "-o", out}, "--mipmap-filter-scale");
    refuse({"--generate-mipmap", "--alpha-coverage", "0", "-o", out}, "--alpha-coverage");
    refuse({"--generate-mipmap", "--alpha-coverage", "nan", "-o", out}, "'nan' is not a number");
    refuse({"--generate-mipmap", "--alpha-coverage", "0.5", "--premultiply-alpha", "-o", out}, "--premultiply-alpha");
    refuse({"--generate-mipmap", "--alpha-coverage", "0.5", "--premultiplied", "-o", out}, "--premultiplied");
    refuse({"--rgbm", "nan", "-o", out}, "'nan' is not a number");
    refuse({"--generate-mipmap", "--mipmap-normals", "--mipmap-alpha-weighted", "-o", out}, "--mipmap-normals");
    refuse({"--generate-mipmap", "--premultiply-alpha", "--mipmap-alpha-weighted", "-o", out}, "a.png");
    refuse({"--generate-mipmap", "-o", folder.path("out.astc")}, "--generate-mipmap");
    refuse({"--generate-mipmap", "--round-trip", "-o", folder.path("out.png")}, "--generate-mipmap");
    EXPECT_EQ(folder.names(), (std::set<std::string>{"a.png"}));
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, the command puts a picture into another level, layer or face than it was given for, or packing changes
// blocks. Needs a Vulkan device of any kind.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "astcenc_command.h"
#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

/// A picture of one colour, which becomes constant blocks: which picture stands where can then be read off.
std::string writePicture(const TemporaryFolder& folder, uint8_t value, uint32_t width, uint32_t height) {
    Image image{width, height, {}};
    for (uint32_t texel = 0; texel < width * height; ++texel) {
        image.texels.insert(image.texels.end(), {value, value, 0, 255});
    }
    return folder.write(std::to_string(value) + ".png", makePng(image));
}

Texture encode(const TemporaryFolder& folder, const std::vector<std::string>& pictures,
               std::vector<std::string> arguments) {
    for (const std::string& picture : pictures) arguments.insert(arguments.end(), {"-i", picture});
    arguments.insert(arguments.end(), {"-o", folder.path("out.ktx2"), "-q", "fastest", "--quiet"});
    expectSuccess(runCommand(arguments));
    return readKtx2Texture(folder.read("out.ktx2")).value();
}

uint8_t valueOf(const Texture& texture, uint32_t level, uint32_t layer, uint32_t face) {
    return decode(*extractImage(texture, level, layer, face))->texels[0];
}

TEST(TextureShape, PicturesComeByLevelThenLayerThenFace) {
    const TemporaryFolder folder;
    std::vector<std::string> pictures;
    for (unsigned picture = 0; picture < 24; ++picture) {
        const uint32_t side = picture < 12 ? 8 : 4;
        pictures.push_back(writePicture(folder, static_cast<uint8_t>(10 * picture), side, side));
    }
    const Texture texture = encode(folder, pictures, {"--cubemap", "--layers", "2", "--levels", "2"});
    EXPECT_EQ(texture.layerCount, 2u);
    EXPECT_EQ(texture.faceCount, 6u);
    ASSERT_EQ(texture.levels.size(), 2u);
    for (unsigned picture = 0; picture < 24; ++picture) {
        EXPECT_EQ(valueOf(texture, picture / 12, picture / 6 % 2, picture % 6), 10 * picture);
    }
}

TEST(TextureShape, LevelsOfOnesOwnMayEndEarly) {
    const TemporaryFolder folder;
    const std::vector<std::string> pictures = {writePicture(folder, 1, 13, 6), writePicture(folder, 2, 6, 3)};
    const Texture texture = encode(folder, pictures, {"--mipmap"});
    EXPECT_EQ(texture.layerCount, 0u);
    ASSERT_EQ(texture.levels.size(), 2u);
    EXPECT_EQ(valueOf(texture, 1, 0, 0), 2);
}

TEST(TextureShape, APictureOfTheWrongSizeIsNamedAndNothingIsWritten) {
    const TemporaryFolder folder;
    const std::string large = writePicture(folder, 1, 16, 16), wrong = writePicture(folder, 2, 8, 9);
    const CommandResult result =
        runCommand({"-i", large, "-i", wrong, "-o", folder.path("out.ktx2"), "--levels", "2", "-q", "fastest"});
    expectFailure(result, 3, "2.png: the size is 8x9, but pictures of level 1 are 8x8");
    EXPECT_EQ(folder.names(), (std::set<std::string>{"1.png", "2.png"}));
}

TEST(TextureShape, NoInputIsEverOverwritten) {
    const TemporaryFolder folder;
    const std::string first = writePicture(folder, 1, 4, 4), second = folder.path("second.ktx2");
    folder.write("second.ktx2", folder.read("1.png"));
    expectFailure(runCommand({"-i", first, "-i", second, "-o", second, "--layers", "2"}), 1,
                  "is the input file itself");
    const std::string names = first + "\n";
    const std::string list = folder.write("list.ktx2", Bytes(names.begin(), names.end()));
    expectFailure(runCommand({"-i", "@" + list, "-o", list}), 1, "is the input file itself");
    EXPECT_EQ(folder.read("list.ktx2"), Bytes(names.begin(), names.end()));
}

TEST(TextureShape, ThereMayBeMorePicturesThanFilesThatCanBeOpen) {
    const TemporaryFolder folder;
    std::vector<std::string> arguments = {"-o", folder.path("out.ktx2"), "-q", "fastest", "--layers", "200", "--quiet"};
    for (unsigned layer = 0; layer < 200; ++layer) {
        arguments.insert(arguments.end(), {"-i", writePicture(folder, static_cast<uint8_t>(layer), 4, 4)});
    }
    CommandSetup setup;
    setup.maxOpenFiles = 64;
    expectSuccess(runCommand(arguments, setup));
    const Texture texture = readKtx2Texture(folder.read("out.ktx2")).value();
    for (unsigned layer = 0; layer < 200; ++layer) EXPECT_EQ(valueOf(texture, 0, layer, 0), layer);
}

TEST(TextureShape, ANamedPipeIsOpenedOnce) {
    const TemporaryFolder folder;
    const std::string file = writePicture(folder, 7, 8, 8), pipe = folder.path("pipe");
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    BackgroundCommand command(
        {"-i", file, "-i", pipe, "-o", folder.path("out.ktx2"), "--layers", "2", "-q", "fastest", "--quiet"});
    const Bytes picture = folder.read("7.png");
    folder.write("pipe", picture); // until somebody has read it
    expectSuccess(command.wait());
    EXPECT_EQ(valueOf(readKtx2Texture(folder.read("out.ktx2")).value(), 0, 1, 0), 7);
}

TEST(TextureShape, JsonTellsLevelsLayersAndFaces) {
    const TemporaryFolder folder;
    std::vector<std::string> arguments = {"--cubemap", "--layers", "2",  "-q",
                                          "fastest",   "--json",   "-o", folder.path("out.ktx2")};
    for (uint8_t i = 0; i < 12; ++i) arguments.insert(arguments.end(), {"-i", writePicture(folder, i, 8, 8)});
    const nlohmann::json made = nlohmann::json::parse(runCommand(arguments).out);
    EXPECT_EQ(made["output"]["layers"], 2);
    EXPECT_EQ(made["output"]["faces"], 6);
    EXPECT_EQ(made["output"]["levels"], 1);
    EXPECT_TRUE(made["options"]["max_partition_count"].is_null()) << "the preset decides";
    const nlohmann::json told = nlohmann::json::parse(runCommand({"info", folder.path("out.ktx2"), "--json"}).out);
    EXPECT_EQ(told["kind"], "cube map array of 2 layers");
    EXPECT_EQ(told["levels"][0]["width"], 8);
}

TEST(TextureShape, FacesOfACubeMapAreNotTurnedEachAlone) {
    const TemporaryFolder folder;
    std::vector<std::string> arguments = {"--cubemap", "--yflip", "-q", "fastest", "-o", folder.path("out.ktx2")};
    for (uint8_t i = 0; i < 6; ++i) arguments.insert(arguments.end(), {"-i", writePicture(folder, i, 8, 8)});
    expectFailure(runCommand(arguments), 1, "--yflip turns each face of a cube map alone");
    EXPECT_FALSE(folder.has("out.ktx2"));
}

TEST(TextureShape, PackingKeepsTheBlocksAndSaysHow) {
    const TemporaryFolder folder;
    const std::vector<std::string> pictures = {ASTCSLANG_TEST_IMAGES "/astcenc_slang/hard_hi.png"};
    const Texture plain = encode(folder, pictures, {});
    for (const char* word : {"--zstd", "--zstd=19", "--zlib", "--zlib=9"}) {
        const Texture packed = encode(folder, pictures, {word});
        EXPECT_EQ(packed.levels, plain.levels);
        std::string parameters = std::string("--quality fastest ") + word;
        std::replace(parameters.begin(), parameters.end(), '=', ' ');
        EXPECT_EQ(packed.metadata.back(), (KeyValue{"KTXwriterScParams", parameters + '\0'}));
    }
}

TEST(TextureShape, SwizzleAndPremultipliedAlphaAreTold) {
    const TemporaryFolder folder;
    const std::vector<std::string> pictures = {ASTCSLANG_TEST_IMAGES "/astcenc_slang/hard_hi.png"};
    const auto swizzleOf = [](const Texture& texture) {
        for (const KeyValue& entry : texture.metadata) {
            if (entry.key == "KTXswizzle") return entry.value;
        }
        return std::string();
    };
    EXPECT_EQ(swizzleOf(encode(folder, pictures, {})), "");
    EXPECT_EQ(swizzleOf(encode(folder, pictures, {"--input-swizzle", "rrrg"})), std::string("ra01", 5));
    EXPECT_EQ(swizzleOf(encode(folder, pictures, {"--input-swizzle", "rrrg", "--sample-swizzle", "raaa"})),
              std::string("raaa", 5));
    EXPECT_FALSE(encode(folder, pictures, {}).isAlphaPremultiplied);
    EXPECT_TRUE(encode(folder, pictures, {"--premultiplied"}).isAlphaPremultiplied);
}

TEST(TextureShape, EachPictureDecodedByAstcencEqualsOurs) {
    const std::optional<astc::AstcencCommand> astcenc = astc::findAstcenc();
    if (!astcenc) GTEST_SKIP() << "astcenc is not installed";
    const TemporaryFolder folder;
    std::vector<std::string> pictures;
    for (uint32_t picture = 0; picture < 24; ++picture) {
        Image image = makeGradient(picture < 12 ? 26 : 13, picture < 12 ? 26 : 13);
        for (size_t byte = 0; byte < image.texels.size(); ++byte) { // opaque: see astcenc_agreement_test.cpp on alpha
            const uint32_t value = image.texels[byte] * (picture % 12 + 2) / 14;
            image.texels[byte] = byte % 4 == 3 ? 255 : static_cast<uint8_t>(value);
        }
        pictures.push_back(folder.write(std::to_string(picture) + ".png", makePng(image)));
    }
    const Texture texture =
        encode(folder, pictures, {"--cubemap", "--layers", "2", "--levels", "2", "--zstd", "-b", "6x5"});
    expectSuccess(runCommand({"decode", "-i", folder.path("out.ktx2"), "-o", folder.path("out.png"), "--all"}));
    for (uint32_t picture = 0; picture < 24; ++picture) {
        const uint32_t level = picture / 12, layer = picture / 6 % 2, face = picture % 6;
        const Result<Image> theirs = astc::decodeWithAstcenc(*astcenc, *extractImage(texture, level, layer, face));
        ASSERT_TRUE(theirs) << theirs.error().message;
        const std::string expected = folder.write("theirs.png", makePng(*theirs));
        const std::string ours = folder.path("out_level" + std::to_string(level) + "_layer" + std::to_string(layer) +
                                             "_face" + std::to_string(face) + ".png");
        EXPECT_EQ(runCommand({"compare", ours, expected}).exitCode, 0) << ours;
    }
    expectSuccess(runCommand({"validate", "--warnings-as-errors", folder.path("out.ktx2")}));
}

} // namespace
} // namespace astcslang::test

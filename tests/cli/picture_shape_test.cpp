// SPDX-License-Identifier: Apache-2.0
// If these fail, a KTX2 or DDS file of several pictures becomes another texture than it is itself. Needs a Vulkan
// device of any kind.

#include <gtest/gtest.h>

#include <astcslang/ktx2_info.h>

#include "command.h"
#include "sample_files.h"
#include "uncompressed_files.h"

namespace astcslang::test {
namespace {

constexpr uint32_t kSide = 8;

Bytes texelsOf(uint32_t level, uint8_t value) {
    const uint32_t side = levelSide(kSide, level);
    Bytes texels;
    for (uint32_t texel = 0; texel < side * side; ++texel) texels.insert(texels.end(), {value, value, 0, 255});
    return texels;
}

uint8_t valueAt(uint32_t level, uint32_t layer, uint32_t face) {
    return static_cast<uint8_t>(60 * level + 20 * layer + 3 * face + 1);
}

/// R8G8B8A8_SRGB.
Bytes makeKtx2Of(uint32_t levelCount, uint32_t layerCount, uint32_t faceCount) {
    Ktx2PictureOptions options;
    options.vkFormat = 43;
    options.transfer = 2;
    options.layerCount = layerCount;
    options.faceCount = faceCount;
    std::vector<Bytes> levels(levelCount);
    for (uint32_t level = 0; level < levelCount; ++level) {
        for (uint32_t picture = 0; picture < std::max(1u, layerCount) * faceCount; ++picture) {
            const Bytes texels = texelsOf(level, valueAt(level, picture / faceCount, picture % faceCount));
            levels[level].insert(levels[level].end(), texels.begin(), texels.end());
        }
    }
    return makeKtx2Pictures(kSide, kSide, levels, options);
}

Bytes makeDdsOf(uint32_t levelCount, uint32_t layerCount, uint32_t faceCount) {
    Bytes texels;
    for (uint32_t picture = 0; picture < layerCount * faceCount; ++picture) {
        for (uint32_t level = 0; level < levelCount; ++level) {
            const Bytes more = texelsOf(level, valueAt(level, picture / faceCount, picture % faceCount));
            texels.insert(texels.end(), more.begin(), more.end());
        }
    }
    return makeDdsPictures(kSide, kSide, levelCount, layerCount, faceCount == 6, texels);
}

std::vector<std::string> lineFor(const std::string& input, const std::string& output,
                                 const std::vector<std::string>& more = {}) {
    std::vector<std::string> line = {"-i", input, "-o", output, "-q", "fastest", "--quiet"};
    line.insert(line.end(), more.begin(), more.end());
    return line;
}

/// The texture that the only picture file becomes, whose run has nothing to complain about.
Texture encode(const TemporaryFolder& folder, const std::string& input, const std::vector<std::string>& more = {}) {
    expectSuccess(runCommand(lineFor(input, folder.path("out.ktx2"), more)));
    return readKtx2Texture(folder.read("out.ktx2")).value();
}

void expectEveryPicture(const Texture& texture, uint32_t levelCount, uint32_t layerCount, uint32_t faceCount) {
    ASSERT_EQ(texture.levels.size(), levelCount);
    ASSERT_EQ(texture.layerCount, layerCount);
    ASSERT_EQ(texture.faceCount, faceCount);
    for (uint32_t level = 0; level < levelCount; ++level) {
        for (uint32_t picture = 0; picture < std::max(1u, layerCount) * faceCount; ++picture) {
            const uint32_t layer = picture / faceCount, face = picture % faceCount;
            EXPECT_EQ(decode(*extractImage(texture, level, layer, face))->texels[0], valueAt(level, layer, face));
        }
    }
}

TEST(PictureShape, Ktx2BecomesATextureOfItsLevelsLayersAndFaces) {
    const TemporaryFolder folder;
    const struct { uint32_t levels, layers, faces; } shapes[] = {{4, 0, 1}, {1, 3, 1}, {1, 1, 1}, {2, 0, 6}, {2, 2, 6}};
    for (const auto& [levels, layers, faces] : shapes) {
        const std::string file = folder.write("in.ktx2", makeKtx2Of(levels, layers, faces));
        expectEveryPicture(encode(folder, file), levels, layers, faces);
    }
    expectEveryPicture(encode(folder, folder.path("in.ktx2"), {"--cubemap", "--layers", "2", "--levels", "2"}), 2, 2,
                       6);
    expectEveryPicture(encode(folder, folder.path("in.ktx2"), {"--mipmap"}), 2, 2, 6);
    const Bytes packed = repackKtx2(folder.read("in.ktx2"), {"", "", Supercompression::Zstd}).value();
    expectEveryPicture(encode(folder, folder.write("packed.ktx2", packed)), 2, 2, 6);
}

TEST(PictureShape, DdsBecomesATextureOfItsLevelsLayersAndFaces) {
    const TemporaryFolder folder;
    expectEveryPicture(encode(folder, folder.write("in.dds", makeDdsOf(3, 1, 6))), 3, 0, 6);
    expectEveryPicture(encode(folder, folder.write("in.dds", makeDdsOf(2, 3, 1))), 2, 3, 1);
    CommandSetup setup;
    setup.standardInput = folder.path("in.dds");
    expectSuccess(runCommand(lineFor("-", folder.path("out.ktx2")), setup));
    expectEveryPicture(readKtx2Texture(folder.read("out.ktx2")).value(), 2, 3, 1);
}

TEST(PictureShape, EveryFileOfAFolderHasItsOwn) {
    const TemporaryFolder folder;
    const std::string cube = folder.write("cube.dds", makeDdsOf(1, 1, 6));
    const std::string array = folder.write("array.ktx2", makeKtx2Of(2, 2, 1));
    std::vector<std::string> line = lineFor(cube, folder.path("out/"));
    line.insert(line.end(), {"-i", array});
    expectSuccess(runCommand(line));
    expectEveryPicture(readKtx2Texture(folder.read("out/cube.ktx2")).value(), 1, 0, 6);
    expectEveryPicture(readKtx2Texture(folder.read("out/array.ktx2")).value(), 2, 2, 1);
}

TEST(PictureShape, GeneratedLevelsReplaceThoseOfTheFile) {
    const TemporaryFolder folder;
    const std::string file = folder.write("in.ktx2", makeKtx2Of(2, 2, 1));
    const CommandResult result = runCommand(lineFor(file, folder.path("out.ktx2"), {"--generate-mipmap"}));
    EXPECT_EQ(result.exitCode, 0) << result.err;
    const Texture texture = readKtx2Texture(folder.read("out.ktx2")).value();
    EXPECT_EQ(texture.levels.size(), 4u);
    EXPECT_EQ(texture.layerCount, 2u);
    EXPECT_EQ(decode(*extractImage(texture, 1, 1, 0))->texels[0], valueAt(0, 1, 0));
    const CommandResult loud = runCommand({"-i", file, "-o", folder.path("out.ktx2"), "-q", "0", "--generate-mipmap"});
    EXPECT_NE(loud.err.find("of its 2 levels the largest is taken, and the others are made of it"), std::string::npos);
}

TEST(PictureShape, LevelsMayBeLeftOutButNotAskedForBeyondTheFile) {
    const TemporaryFolder folder;
    const std::string file = folder.write("in.ktx2", makeKtx2Of(3, 0, 6));
    expectEveryPicture(encode(folder, file, {"--levels", "2"}), 2, 0, 6);
    expectEveryPicture(encode(folder, file, {"--levels", "1"}), 1, 0, 6);
    const std::string output = folder.path("none.ktx2");
    expectFailure(runCommand(lineFor(file, output, {"--levels", "4"})), 1, "take 24 pictures, not 18");
    expectFailure(runCommand(lineFor(file, output, {"--layers", "2"})), 1, "take 36 pictures, not 18");
    const std::string flat = folder.write("flat.ktx2", makeKtx2Of(1, 0, 1));
    expectFailure(runCommand(lineFor(flat, output, {"--cubemap"})), 1, "6 faces take 6 pictures, not 1");
    EXPECT_FALSE(folder.has("none.ktx2"));
}

TEST(PictureShape, ANewSizeNeedsLevelsOfThatSize) {
    const TemporaryFolder folder;
    const std::string file = folder.write("in.ktx2", makeKtx2Of(2, 0, 1));
    expectFailure(runCommand(lineFor(file, folder.path("none.ktx2"), {"--resize", "4x4"})), 1, "--generate-mipmap");
    EXPECT_FALSE(folder.has("none.ktx2"));
    EXPECT_EQ(encode(folder, file, {"--resize", "4x4", "--levels", "1"}).width, 4u);
    EXPECT_EQ(encode(folder, file, {"--resize", "4x4", "--generate-mipmap"}).levels.size(), 3u);
}

TEST(PictureShape, WhereOnePictureIsAllThatFitsLevelsAreToldAndOthersRefused) {
    const TemporaryFolder folder;
    const std::string levels = folder.write("levels.ktx2", makeKtx2Of(3, 1, 1));
    const std::string faces = folder.write("faces.dds", makeDdsOf(1, 1, 6));
    const std::vector<std::vector<std::string>> outputs = {{folder.path("out.astc")},
                                                           {folder.path("out.png"), "--round-trip"}};
    for (const std::vector<std::string>& output : outputs) {
        const std::vector<std::string> more(output.begin() + 1, output.end());
        std::vector<std::string> loud = lineFor(levels, output[0], more);
        std::erase(loud, "--quiet");
        const CommandResult result = runCommand(loud);
        EXPECT_EQ(result.exitCode, 0) << result.err;
        EXPECT_NE(result.err.find("of its 3 levels the largest is taken\n"), std::string::npos) << result.err;
        expectFailure(runCommand(lineFor(faces, output[0], more)), 1, "its 6 faces need an output that ends in .ktx2");
    }
}

TEST(PictureShape, BesideOtherPicturesAFileGivesOne) {
    const TemporaryFolder folder;
    const std::string levels = folder.write("levels.ktx2", makeKtx2Of(3, 0, 1));
    const std::string faces = folder.write("faces.dds", makeDdsOf(1, 1, 6));
    const std::string output = folder.path("out.ktx2");
    const CommandResult result =
        runCommand({"-i", levels, "-i", levels, "-o", output, "-q", "fastest", "--layers", "2"});
    EXPECT_EQ(result.exitCode, 0) << result.err;
    EXPECT_NE(result.err.find("levels.ktx2: warning: of its 3 levels the largest is taken"), std::string::npos);
    EXPECT_EQ(readKtx2Texture(folder.read("out.ktx2"))->levels.size(), 1u);
    expectFailure(runCommand({"-i", levels, "-i", faces, "-o", output, "--layers", "2", "--quiet"}), 1,
                  "faces.dds: holds 6 faces");
}

TEST(PictureShape, CompareLooksAtThePlaceThatIsAskedFor) {
    const TemporaryFolder folder;
    const std::string file = folder.write("in.ktx2", makeKtx2Of(2, 0, 6));
    encode(folder, file);
    const std::vector<std::string> line = {"compare", file, folder.path("out.ktx2"), "--face", "4"};
    expectSuccess(runCommand(line));
    expectSuccess(runCommand({"compare", file, folder.path("out.ktx2"), "--face", "4", "--level", "1"}));
    const std::string wrong = folder.write("wrong.png", makePng(Image{kSide, kSide, texelsOf(0, valueAt(0, 0, 3))}));
    EXPECT_EQ(runCommand({"compare", file, wrong, "--face", "3"}).exitCode, 0);
    EXPECT_EQ(runCommand({"compare", file, wrong, "--face", "4"}).exitCode, 7);
    expectFailure(runCommand({"compare", file, wrong, "--face", "6"}), 1, "in.ktx2: there is no face 6, only 0 to 5");
}

TEST(PictureShape, InfoTellsWhatAFileHolds) {
    const TemporaryFolder folder;
    const CommandResult result = runCommand({"info", folder.write("in.dds", makeDdsOf(2, 3, 6))});
    EXPECT_NE(result.out.find("one of 2 levels, 3 layers, 6 faces"), std::string::npos) << result.out;
}

} // namespace
} // namespace astcslang::test

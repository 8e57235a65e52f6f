// SPDX-License-Identifier: Apache-2.0
// If these fail, `decode` or `compare` shows another picture of a texture than was asked for.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <astcslang/ktx2_info.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

/// The PNG as the command itself shows it, by way of `compare` with a picture of one colour.
void expectColor(const TemporaryFolder& folder, const std::string& name, uint32_t side, uint8_t red, uint8_t green,
                 uint8_t blue, uint8_t alpha) {
    Image image{side, side, {}};
    for (uint32_t texel = 0; texel < side * side; ++texel) {
        image.texels.insert(image.texels.end(), {red, green, blue, alpha});
    }
    const std::string expected = folder.write("expected.png", makePng(image));
    const CommandResult result = runCommand({"compare", folder.path(name), expected, "--as-stored"});
    EXPECT_EQ(result.exitCode, 0) << name << ": " << result.out << result.err;
}

TEST(CompareCommand, ChoosesThePictureOfTexturesAsDecodeDoes) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", writeKtx2(makeCubeArray()).value());
    const auto pictureOf = [&](uint32_t side, uint8_t red) {
        Image image{side, side, {}};
        for (uint32_t texel = 0; texel < side * side; ++texel) {
            image.texels.insert(image.texels.end(), {red, 128, 64, 255});
        }
        return folder.write("picture.png", makePng(image));
    };
    const auto compare = [&](const std::string& a, const std::string& b, std::vector<std::string> place) {
        place.insert(place.begin(), {"compare", a, b, "--linear"});
        return runCommand(place);
    };
    EXPECT_EQ(compare(pictureOf(8, 0), texture, {}).exitCode, 7) << "there is more in it";
    expectSuccess(compare(pictureOf(8, 0), texture, {"--level", "0"}));
    expectSuccess(compare(pictureOf(8, 13), texture, {"--layer", "1", "--face", "3"}));
    expectSuccess(compare(texture, pictureOf(4, 112), {"--level", "1", "--layer", "1", "--face", "2"}));
    expectSuccess(compare(texture, texture, {"--level", "1", "--face", "5"}));
    EXPECT_EQ(compare(pictureOf(8, 13), texture, {"--layer", "1", "--face", "4"}).exitCode, 7);
    expectFailure(compare(pictureOf(8, 0), texture, {"--level", "2"}), 1, "a.ktx2");
    expectFailure(compare(pictureOf(8, 0), pictureOf(8, 0), {"--face", "1"}), 1, "neither is a texture");
    const std::string blocks =
        runCommand({"compare", "--blocks", texture, texture, "--original", pictureOf(4, 100), "--level", "1", "--json"})
            .out;
    EXPECT_EQ(json::parse(blocks)["width"], 4);
    const std::string normals = runCommand({"compare", "--normal", texture, texture, "--face", "6"}).err;
    EXPECT_NE(normals.find("only 0 to 5"), std::string::npos) << normals;
}

TEST(DecodeChoice, LevelLayerAndFaceAreTheOnesAsked) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", writeKtx2(makeCubeArray()).value());
    expectSuccess(
        runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--level", "1", "--layer", "1", "--face", "4"}));
    expectColor(folder, "a.png", 4, 114, 128, 64, 255);
    expectSuccess(runCommand({"decode", "-i", in, "-o", folder.path("a.png")}));
    expectColor(folder, "a.png", 8, 0, 128, 64, 255);
    expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--level", "2"}), 1, "only 0 to 1");
    expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--face", "6"}), 1, "only 0 to 5");
}

/// Every level used to be unpacked for any of them.
TEST(DecodeChoice, OnlyTheLevelThatIsAskedForIsUnpacked) {
    const TemporaryFolder folder;
    for (const Supercompression scheme : {Supercompression::Zstd, Supercompression::Zlib}) {
        Bytes bytes = writeKtx2(makeCubeArray(), {"", "", scheme}).value();
        const FileRange first = inspectKtx2(bytes)->levels[0].range;
        for (uint64_t i = 0; i < first.byteCount; ++i) bytes[first.offset + i] ^= 0x55;
        const std::string in = folder.write("in.ktx2", bytes), out = folder.path("a.png");
        expectSuccess(runCommand({"decode", "-i", in, "-o", out, "--level", "1", "--face", "5"}));
        expectColor(folder, "a.png", 4, 105, 128, 64, 255);
        EXPECT_EQ(compareReport({in, out, "--level", "1", "--face", "5"}, 0)["equal"], true);
        expectFailure(runCommand({"decode", "-i", in, "-o", out}), 3, "in.ktx2: level 0");
        expectFailure(runCommand({"decode", "-i", in, "-o", out, "--all"}), 3, "in.ktx2: level 0");
        expectFailure(runCommand({"decode", "-i", in, "-o", out, "--level", "2"}), 1, "only 0 to 1");
    }
}

TEST(DecodeChoice, AllWritesEveryPictureUnderItsPlace) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", writeKtx2(makeCubeArray()).value());
    expectSuccess(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--all"}));
    EXPECT_EQ(folder.names().size(), 25u);
    expectColor(folder, "a_level0_layer1_face5.png", 8, 15, 128, 64, 255);
    expectColor(folder, "a_level1_layer0_face2.png", 4, 102, 128, 64, 255);
    expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--all", "--level", "1"}), 1, "--all");
}

TEST(DecodeChoice, SwizzleReordersAndRebuildsZ) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", writeKtx2(makeCubeArray()).value());
    expectSuccess(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--swizzle", "bg01"}));
    expectColor(folder, "a.png", 8, 64, 128, 0, 255);
    // x = -1 and y = 1 in r and a leave nothing for z, which is stored as 127.5 rounded up.
    expectSuccess(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--swizzle", "razr"}));
    expectColor(folder, "a.png", 8, 0, 255, 128, 0);
    for (const char* bad : {"rgb", "rgbx", ""}) {
        expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--swizzle", bad}), 1, "--swizzle");
    }
}

TEST(DecodeChoice, DiagnosticsAreMapsOfTheTexturesSize) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", writeKtx2(makeCubeArray()).value());
    const std::string original = folder.write("original.png", makePng(Image{8, 8, Bytes(256, 255)}));
    expectSuccess(runCommand({"decode", "-i", in, "--diagnostics", folder.path("maps"), "--original", original}));
    for (const char* map : {"partitions", "planes", "weight_grids", "modes"}) {
        expectColor(folder, std::string("maps/") + map + ".png", 8, 0, 0, 0, 255); // constant blocks are black
    }
    expectColor(folder, "maps/error.png", 8, 255, 255, 255, 255); // 8 times 255, 127 and 191
    expectFailure(runCommand({"decode", "-i", in, "-o", folder.path("a.png"), "--original", original}), 1,
                  "--diagnostics");
    expectFailure(runCommand({"decode", "-i", in}), 1, "--output");
}

TEST(DecodeChoice, NoMapReplacesThePicture) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", writeKtx2(makeCubeArray()).value());
    std::filesystem::create_directory(folder.path("maps"));
    expectFailure(
        runCommand({"decode", in, folder.path("maps/../maps/planes.png"), "--diagnostics", folder.path("maps")}), 1,
        "--diagnostics");
    EXPECT_TRUE(std::filesystem::is_empty(folder.path("maps")));
    expectSuccess(runCommand({"decode", in, folder.path("maps/picture.png"), "--diagnostics", folder.path("maps")}));
}

TEST(DecodeChoice, FoldersAreMadeAndGetAPng) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", writeKtx2(makeCubeArray()).value());
    expectSuccess(runCommand({"decode", in, folder.path("a/b/"), "--level", "1", "--layer", "0", "--face", "2"}));
    expectColor(folder, "a/b/in.png", 4, 102, 128, 64, 255);
}

TEST(DecodeChoice, AFileThatIsOverruledIsTold) {
    const TemporaryFolder folder;
    Texture texture = makeCubeArray();
    texture.profile = Profile::LdrSrgb;
    const std::string in = folder.write("in.ktx2", writeKtx2(texture).value());
    const CommandResult overruled = runCommand({"decode", in, folder.path("a.png"), "--linear"});
    EXPECT_EQ(overruled.exitCode, 0);
    EXPECT_NE(overruled.err.find("in.ktx2: warning: says that it is sRGB"), std::string::npos) << overruled.err;
    expectSuccess(runCommand({"decode", in, folder.path("a.png"), "--srgb"}));
}

} // namespace
} // namespace astcslang::test

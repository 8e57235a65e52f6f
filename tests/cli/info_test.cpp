// SPDX-License-Identifier: Apache-2.0
// If these fail, `info` tells something else than the file holds.

#include <algorithm>
#include <map>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

nlohmann::json infoOf(const std::string& file) {
    const CommandResult result = runCommand({"info", file, "--json"});
    expectSuccess(result);
    return nlohmann::json::parse(result.out);
}

TEST(Info, TellsSeveralFilesAndGoesOnAfterOneThatFails) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", makeKtx2(9, 5)), none = folder.path("none.ktx2");
    const std::string picture = folder.write("a.png", makePng(makeGradient(7, 3)));
    const CommandResult text = runCommand({"info", texture, none, picture});
    EXPECT_EQ(text.exitCode, 2);
    EXPECT_EQ(text.err, "astcslang: " + none + ": No such file or directory\n");
    EXPECT_NE(text.out.find("9x5"), std::string::npos) << text.out;
    EXPECT_NE(text.out.find("7x3"), std::string::npos) << text.out;
    const nlohmann::json files =
        nlohmann::json::parse(runCommand({"info", texture, none, picture, "--json"}).out)["files"];
    ASSERT_EQ(files.size(), 3u);
    EXPECT_EQ(files[0]["width"], 9);
    EXPECT_EQ(files[1]["error"], none + ": No such file or directory");
    EXPECT_EQ(files[2]["width"], 7);
}

TEST(Info, TellsSizesFootprintAndProfile) {
    const TemporaryFolder folder;
    const auto srgb = infoOf(folder.write("a.ktx2", makeKtx2(9, 5)));
    EXPECT_EQ(srgb["container"], "KTX2");
    EXPECT_EQ(srgb["width"], 9);
    EXPECT_EQ(srgb["height"], 5);
    EXPECT_EQ(srgb["footprint"], "4x4");
    EXPECT_EQ(srgb["profile"], "sRGB");
    EXPECT_EQ(srgb["block_bytes"], 6 * 16);
    EXPECT_EQ(srgb["file_bytes"], makeKtx2(9, 5).size());
    EXPECT_EQ(srgb["bits_per_texel"], 8.0);
    EXPECT_EQ(infoOf(folder.write("b.ktx2", makeKtx2(9, 5, Profile::Ldr)))["profile"], "linear");
    EXPECT_TRUE(infoOf(folder.write("a.astc", makeAstc(9, 5)))["profile"].is_null());
}

/// What stood in a file's keys used to reach the terminal as it was.
TEST(Info, KeysAndFileNamesAreOneLineOfText) {
    const TemporaryFolder folder;
    Texture texture = makeTexture(makeConstantBlocks(4, 4));
    texture.metadata = {{"keyABCD", std::string("value\xc3\xa4", 8)}};
    Bytes bytes = writeKtx2(texture).value();
    const std::string key = "keyABCD", evil = "ke\x1b[\n\xff\xc2";
    const auto place = std::search(bytes.begin(), bytes.end(), key.begin(), key.end());
    ASSERT_NE(place, bytes.end());
    std::copy(evil.begin(), evil.end(), place);
    const std::string path = folder.write("new\nline.ktx2", bytes);
    const std::string shown = folder.path("new\\x0aline.ktx2");
    const std::string escaped = "ke\\x1b[\\x0a\\xff\\xc2";
    const CommandResult info = runCommand({"info", path});
    EXPECT_NE(info.out.find("metadata  " + escaped + ": value\u00e4\n"), std::string::npos) << info.out;
    EXPECT_NE(info.out.find(shown + ": KTX2"), std::string::npos) << info.out;
    EXPECT_EQ(info.out.find('\x1b'), std::string::npos);
    EXPECT_TRUE(nlohmann::json::parse(runCommand({"info", path, "--json"}).out)["metadata"].contains(escaped));
    const CommandResult faults = runCommand({"validate", path});
    for (const char byte : {'\x1b', '\xff'}) EXPECT_EQ(faults.out.find(byte), std::string::npos) << faults.out;
    EXPECT_EQ(faults.out.rfind(shown + ": ", 0), 0u) << faults.out;
    expectFailure(runCommand({"info", folder.path("no\nfile")}), 2, "no\\x0afile");
}

TEST(Info, CountsConstantBlocks) {
    const TemporaryFolder folder;
    const auto statistics = infoOf(folder.write("a.ktx2", makeKtx2(9, 5)))["statistics"];
    EXPECT_EQ(statistics["blocks"], 6);
    EXPECT_EQ(statistics["void_extent_blocks"], 6);
    EXPECT_EQ(statistics["error_blocks"], 0);
    EXPECT_TRUE(statistics["partition_counts"].empty());
}

// One block written bit by bit (C.2.10, table of 2D block modes: D H B B A A R0 0 0 R2 R1), and one of a reserved mode.
TEST(Info, ReadsTheFieldsOfABlock) {
    const TemporaryFolder folder;
    CompressedImage image{8, 4, {4, 4}, Profile::Ldr, Bytes(32)};
    // D = H = 0, B = 0 (width 4), A = 2 (height 4), R = 7 (8 levels); then one partition and colour endpoint mode 8.
    constexpr unsigned kBlockMode = 0b00001010011;
    image.blocks[0] = kBlockMode;
    image.blocks[2] = 8 >> 3; // the mode's highest bit is bit 16
    const auto statistics = infoOf(folder.write("a.ktx2", writeKtx2(image).value()))["statistics"];
    EXPECT_EQ(statistics["blocks"], 2);
    EXPECT_EQ(statistics["error_blocks"], 1); // all zeros: a reserved block mode
    EXPECT_EQ(statistics["dual_plane_blocks"], 0);
    using Histogram = std::map<std::string, int>;
    EXPECT_EQ(statistics["partition_counts"].get<Histogram>(), (Histogram{{"1", 1}}));
    EXPECT_EQ(statistics["color_endpoint_modes"].get<Histogram>(), (Histogram{{"LdrRgbDirect", 1}}));
    EXPECT_EQ(statistics["weight_grids"].get<Histogram>(), (Histogram{{"4x4", 1}}));
    EXPECT_EQ(statistics["weight_level_counts"].get<Histogram>(), (Histogram{{"8", 1}}));
    EXPECT_EQ(statistics["color_level_counts"].get<Histogram>(), (Histogram{{"256", 1}})); // 63 bits for 6 values
    EXPECT_EQ(statistics["block_modes"].get<Histogram>(), (Histogram{{std::to_string(kBlockMode), 1}}));
}

TEST(Info, TextNamesWhatJsonNames) {
    const TemporaryFolder folder;
    const CommandResult result = runCommand({"info", folder.write("a.ktx2", makeKtx2(9, 5))});
    expectSuccess(result);
    for (const char* text : {"9x5 texels", "4x4 (8.00 bits per texel)", "sRGB", "6 (100.0%) void extent"}) {
        EXPECT_NE(result.out.find(text), std::string::npos) << result.out;
    }
}

TEST(Info, TellsWhatAPictureIsAndWhyItsColoursAreTakenForWhatTheyAre) {
    const TemporaryFolder folder;
    const std::string untagged = folder.write("a.png", makePng(makeGradient(9, 5)));
    PngPicture grey{3, 1, PngColor::Grey, 16, false, {{0, 1, 2, 3, 4, 5}}, {{"gAMA", {0, 1, 0x86, 0xA0}}}};
    const std::string linear = folder.write("b.png", makePng(grey));
    const auto first = infoOf(untagged), second = infoOf(linear);
    EXPECT_EQ(first["format"], "PNG");
    EXPECT_EQ(first["width"], 9);
    EXPECT_EQ(first["height"], 5);
    EXPECT_EQ(first["channels"], 4);
    EXPECT_EQ(first["bits_per_channel"], 8);
    EXPECT_EQ(first["transfer"], "sRGB");
    EXPECT_EQ(first["transfer_reason"], "untagged PNG counts as sRGB");
    EXPECT_EQ(second["channels"], 1);
    EXPECT_EQ(second["bits_per_channel"], 16);
    EXPECT_EQ(second["transfer"], "linear");
    EXPECT_EQ(second["transfer_reason"], "gAMA 1.00000");
    const CommandResult text = runCommand({"info", linear});
    expectSuccess(text);
    for (const char* part : {"b.png: PNG", "3x1", "grey, 16 bits", "linear: gAMA 1.00000"}) {
        EXPECT_NE(text.out.find(part), std::string::npos) << part << text.out;
    }
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, `validate` misjudges files, `wrap` changes blocks, `decode` shows another picture than was asked for,
// or `info` hides what a file says.

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <astcslang/ktx2_info.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;
using nlohmann::json;

/// Constant blocks whose red tells level, layer and face: 100 * level + 10 * layer + face.
Texture makeCubeArray() {
    Texture texture;
    texture.width = texture.height = 8;
    texture.profile = Profile::Ldr;
    texture.layerCount = 2;
    texture.faceCount = 6;
    for (uint8_t level = 0; level < 2; ++level) {
        Bytes blocks;
        for (uint8_t picture = 0; picture < 12; ++picture) {
            const auto red = static_cast<uint8_t>(100 * level + 10 * (picture / 6) + picture % 6);
            for (int block = 0; block < (level == 0 ? 4 : 1); ++block) {
                for (const int byte : {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF})
                    blocks.push_back(static_cast<uint8_t>(byte));
                for (const uint8_t channel : {red, uint8_t{128}, uint8_t{64}, uint8_t{255}}) {
                    blocks.insert(blocks.end(), {channel, channel});
                }
            }
        }
        texture.levels.push_back(blocks);
    }
    return texture;
}

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
    expectSuccess(compare(pictureOf(8, 0), texture, {}));
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

TEST(ValidateCommand, GoodFilesAreValid) {
    const TemporaryFolder folder;
    const CommandResult result =
        runCommand({"validate", folder.write("a.ktx2", makeKtx2()), folder.write("a.astc", makeAstc())});
    expectSuccess(result);
    EXPECT_EQ(result.out, folder.path("a.ktx2") + ": valid\n" + folder.path("a.astc") + ": valid\n");
}

TEST(ValidateCommand, FaultsAreToldWithTheirPlaceAndStatusThree) {
    const TemporaryFolder folder;
    Bytes bytes = makeKtx2();
    bytes[16] = 2;
    const std::string bad = folder.write("bad.ktx2", bytes), good = folder.write("good.ktx2", makeKtx2());
    const CommandResult text = runCommand({"validate", bad, good});
    EXPECT_EQ(text.exitCode, 3);
    EXPECT_EQ(text.out, bad + ": error at 16: typeSize is 2 instead of 1 (type-size)\n" + bad + ": not valid\n" + good +
                            ": valid\n");
    const CommandResult quiet = runCommand({"validate", "--quiet", bad, good});
    EXPECT_EQ(quiet.out, bad + ": error at 16: typeSize is 2 instead of 1 (type-size)\n");
    const json report = json::parse(runCommand({"validate", bad, good, "--json"}).out);
    EXPECT_EQ(report["valid"], false);
    EXPECT_EQ(
        report["files"][0]["faults"][0],
        (json{{"severity", "error"}, {"offset", 16}, {"id", "type-size"}, {"text", "typeSize is 2 instead of 1"}}));
    EXPECT_EQ(report["files"][1]["valid"], true);
}

TEST(ValidateCommand, WarningsCountWhereTheyAreAskedToCount) {
    const TemporaryFolder folder;
    Bytes bytes = makeKtx2();
    bytes.push_back(0);
    const std::string file = folder.write("a.ktx2", bytes);
    expectSuccess(runCommand({"validate", file}));
    EXPECT_EQ(runCommand({"validate", "--quiet", file}).out, "");
    const CommandResult strict = runCommand({"validate", "--warnings-as-errors", "--quiet", file});
    EXPECT_EQ(strict.exitCode, 3);
    EXPECT_NE(strict.out.find("warning at"), std::string::npos) << "what counts is told, quiet or not";
}

TEST(ValidateCommand, WhatIsNoTextureIsNotValidAndWhatIsNotThereIsAnInputError) {
    const TemporaryFolder folder;
    EXPECT_EQ(runCommand({"validate", folder.write("a.png", makePng(makeGradient(2, 2)))}).exitCode, 3);
    expectFailure(runCommand({"validate", folder.path("none.ktx2")}), 2, "none.ktx2");
    expectFailure(runCommand({"validate"}), 1, "FILE");
    EXPECT_NE(runCommand({"validate", "--rules"}).out.find("level-order"), std::string::npos);
}

TEST(ValidateCommand, EveryFileIsJudgedWhateverTheOnesBeforeItAre) {
    const TemporaryFolder folder;
    const std::string none = folder.path("none.ktx2"), good = folder.write("good.ktx2", makeKtx2()),
                      empty = folder.write("empty.ktx2", {});
    const CommandResult text = runCommand({"validate", none, good, empty, folder.path("")});
    EXPECT_EQ(text.exitCode, 2) << "as the first that failed";
    EXPECT_EQ(text.out, good + ": valid\n");
    EXPECT_EQ(std::count(text.err.begin(), text.err.end(), '\n'), 3) << text.err;
    const CommandResult report = runCommand({"validate", empty, none, good, "--json"});
    EXPECT_EQ(report.exitCode, 3);
    const json document = json::parse(report.out);
    EXPECT_EQ(document["valid"], false);
    ASSERT_EQ(document["files"].size(), 3u);
    EXPECT_EQ(document["files"][0]["error"], empty + ": the file is empty");
    EXPECT_EQ(document["files"][1]["valid"], false);
    EXPECT_EQ(document["files"][2]["valid"], true);
}

TEST(Wrap, TakesBlocksFromAstcToKtx2AndBackPackedOrNot) {
    const TemporaryFolder folder;
    const std::string astc = folder.write("a.astc", makeAstc(9, 5));
    expectSuccess(runCommand({"wrap", astc, folder.path("plain.ktx2"), "--linear"}));
    expectSuccess(runCommand({"wrap", folder.path("plain.ktx2"), folder.path("zstd.ktx2"), "--zstd", "19"}));
    expectSuccess(runCommand({"deflate", "--zlib", folder.path("zstd.ktx2"), folder.path("zlib.ktx2")}));
    expectSuccess(runCommand({"wrap", folder.path("zlib.ktx2"), folder.path("again.ktx2")}));
    expectSuccess(runCommand({"wrap", folder.path("zlib.ktx2"), folder.path("again.astc"), "--quiet"}));
    EXPECT_EQ(folder.read("again.astc"), folder.read("a.astc"));
    EXPECT_EQ(folder.read("again.ktx2"), folder.read("plain.ktx2"));
    EXPECT_EQ(readKtx2Texture(folder.read("zstd.ktx2"))->profile, Profile::Ldr);
    EXPECT_EQ(readKtx2Texture(folder.read("zlib.ktx2"))->metadata.back(),
              (KeyValue{"KTXwriterScParams", std::string("--zlib", 7)}));
}

TEST(Wrap, KeepsLevelsLayersFacesAndMetadata) {
    const TemporaryFolder folder;
    Texture texture = makeCubeArray();
    texture.metadata = {{"mine", "value"}};
    texture.colorPrimaries = 10;
    const std::string in = folder.write("in.ktx2", writeKtx2(texture, {"x", "--quality thorough --zstd 3"}).value());
    expectSuccess(runCommand({"wrap", in, folder.path("out.ktx2"), "--zlib=9"}));
    const Texture out = readKtx2Texture(folder.read("out.ktx2")).value();
    EXPECT_EQ(out.levels, texture.levels);
    EXPECT_EQ(out.layerCount, 2u);
    EXPECT_EQ(out.colorPrimaries, 10);
    EXPECT_EQ(out.metadata.back(), (KeyValue{"mine", "value"}));
    EXPECT_EQ(out.metadata[2], (KeyValue{"KTXwriterScParams", std::string("--quality thorough --zlib 9", 28)}));
    expectFailure(runCommand({"wrap", in, folder.path("out.astc")}), 5, "does not fit into .astc");
}

TEST(Wrap, KeepsOtherToolsParametersButForTheirPacking) {
    const TemporaryFolder folder;
    const auto parametersAfter = [&](const std::string& before) {
        const std::string in = folder.write("in.ktx2", writeKtx2(makeCubeArray(), {"x", before}).value());
        expectSuccess(runCommand({"wrap", in, folder.path("out.ktx2"), "--zlib=9"}));
        return readKtx2Texture(folder.read("out.ktx2"))->metadata.back().value;
    };
    EXPECT_EQ(parametersAfter("--zstd 18 --astc-quality 60"), std::string("--astc-quality 60 --zlib 9", 27));
    EXPECT_EQ(parametersAfter("--zcmp 18 --encode astc"), std::string("--encode astc --zlib 9", 23));
    EXPECT_EQ(parametersAfter("--zcmp --encode astc --zstd=3"), std::string("--encode astc --zlib 9", 23));
}

TEST(Wrap, RefusesFilesWithErrorsWhetherOfMetadataOrOfStructure) {
    const TemporaryFolder folder;
    Texture texture = makeCubeArray();
    for (const auto& [entry, words] : {std::pair<KeyValue, const char*>{{"KTXswizzle", "rgbx"}, "value-end"},
                                       {{"KTXswizzle", std::string("rgbx", 5)}, "swizzle-value"},
                                       {{"KTXorientation", std::string("ru", 3)}, "orientation-value"},
                                       {{"ktxMine", std::string("1", 2)}, "key-reserved"}}) {
        texture.metadata = {entry};
        const std::string in = folder.write("in.ktx2", writeKtx2(texture).value());
        expectFailure(runCommand({"wrap", in, folder.path("out.ktx2")}), 3, words);
    }
    Bytes bytes = makeKtx2();
    const Ktx2Info info = inspectKtx2(bytes).value();
    const uint64_t padding = info.keyValueData.offset + info.keyValueData.byteCount;
    ASSERT_LT(padding, info.levels[0].range.offset);
    bytes[padding] = 1; // which readers do not mind
    EXPECT_TRUE(readKtx2(bytes));
    expectFailure(runCommand({"wrap", folder.write("in.ktx2", bytes), folder.path("out.ktx2")}), 3, "padding-value");
    Bytes longer = makeAstc();
    longer.push_back(0);
    expectFailure(runCommand({"wrap", folder.write("in.astc", longer), folder.path("out.ktx2")}), 3, "in.astc: ");
    EXPECT_EQ(folder.names(), (Names{"in.ktx2", "in.astc"}));
}

TEST(Wrap, WorksInPipes) {
    const TemporaryFolder folder;
    const std::string named = folder.path("named.ktx2"), astc = folder.write("a.astc", makeAstc(9, 5));
    expectSuccess(runCommand({"wrap", astc, named, "--zstd"}));
    CommandSetup setup;
    setup.standardInput = astc;
    const CommandResult packed = runCommand({"wrap", "-", "-", "--zstd", "--quiet"}, setup);
    expectSuccess(packed);
    EXPECT_EQ(Bytes(packed.out.begin(), packed.out.end()), folder.read("named.ktx2"));
    setup.standardInput = named;
    const CommandResult back = runCommand({"wrap", "-", "-", "--container", "astc", "--json"}, setup);
    EXPECT_EQ(back.exitCode, 0);
    EXPECT_EQ(Bytes(back.out.begin(), back.out.end()), folder.read("a.astc"));
    EXPECT_EQ(json::parse(back.err)["output"], "-") << "the report";
    expectFailure(runCommand({"wrap", "-", "-", "--container", "astc", "--zstd"}, setup), 1, "--zstd");
}

TEST(MaxPixels, LimitsEveryVerbThatReadsPictures) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("t.ktx2", makeKtx2(8, 8)), astc = folder.write("t.astc", makeAstc(8, 8)),
                      picture = folder.write("p.png", makePng(makeGradient(8, 8))), out = folder.path("o.png");
    const std::vector<std::string> lines[] = {
        {"decode", "-i", texture, "-o", out},
        {"decode", "-i", texture, "-o", folder.path("o.exr")},
        {"decode", "-i", astc, "--diagnostics", folder.path("maps")},
        {"compare", picture, picture},
        {"compare", texture, astc},
        {"compare", "--normal", texture, picture},
        {"compare", "--blocks", texture, texture, "--original", picture, "--srgb"},
        {"info", picture},
        {"info", texture},
    };
    for (std::vector<std::string> line : lines) {
        SCOPED_TRACE(testing::PrintToString(line));
        line.insert(line.end(), {"--max-pixels", "63"});
        expectFailure(runCommand(line), 5, "63");
        EXPECT_EQ(folder.names(), (Names{"p.png", "t.astc", "t.ktx2"}));
        line.back() = "64";
        const CommandResult result = runCommand(line);
        EXPECT_TRUE(result.exitCode == 0 || result.exitCode == 7) << result.err;
        for (const char* name : {"o.png", "o.exr", "maps"}) std::filesystem::remove_all(folder.path(name));
    }
    expectFailure(runCommand({"info", picture, "--max-pixels", "0"}), 1, "--max-pixels");
}

// 8 KiB of Zstandard that hold 64 MiB of blocks; what may be taken is less than these.
TEST(MaxPixels, NothingIsInflatedThatTheHeaderSaysIsLarger) {
    const TemporaryFolder folder;
    Texture large;
    large.width = large.height = 8192;
    large.levels = {Bytes(size_t{64} << 20)};
    const Bytes bytes = writeKtx2(large, {"", "", Supercompression::Zstd}).value();
    ASSERT_LT(bytes.size(), 65536u);
    const std::string file = folder.write("a.ktx2", bytes),
                      picture = folder.write("p.png", makePng(makeGradient(8, 8)));
    CommandSetup setup;
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
    setup.maxMemoryBytes = uint64_t{96} << 20;
#endif
    const std::vector<std::string> lines[] = {{"decode", file, folder.path("o.png"), "--level", "3"},
                                              {"info", file},
                                              {"compare", file, picture},
                                              {"compare", "--blocks", file, file, "--original", picture},
                                              {"wrap", file, folder.path("o.ktx2")}};
    for (std::vector<std::string> line : lines) {
        line.insert(line.end(), {"--max-pixels", "1000"});
        SCOPED_TRACE(testing::PrintToString(line));
        expectFailure(runCommand(line, setup), 5, "1000");
    }
    const CommandResult validated = runCommand({"validate", file, "--max-pixels", "1000"}, setup);
    expectSuccess(validated);
    EXPECT_NE(validated.out.find("(level-unchecked)"), std::string::npos) << validated.out;
    const CommandResult whole = runCommand({"validate", file, "--max-pixels", "67108864"});
    EXPECT_NE(whole.out.find("(block-illegal)"), std::string::npos) << whole.out;
    if (setup.maxMemoryBytes) {
        EXPECT_NE(runCommand({"decode", file, folder.path("o.png")}, setup).exitCode, 0)
            << "the limit lets the blocks pass";
    }
}

TEST(MaxPixels, CountsAllPicturesOfWhatIsInflated) {
    const TemporaryFolder folder;
    const std::string plain = folder.write("a.ktx2", writeKtx2(makeCubeArray()).value()),
                      packed =
                          folder.write("b.ktx2", writeKtx2(makeCubeArray(), {"", "", Supercompression::Zlib}).value());
    expectSuccess(runCommand({"info", plain, "--max-pixels", "64"}));
    expectFailure(runCommand({"info", packed, "--max-pixels", "767"}), 5, "12 pictures of 8x8 exceed the limit of 767");
    expectSuccess(runCommand({"info", packed, "--max-pixels", "768"}));
}

TEST(Wrap, RefusesWhatMakesNoSense) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2());
    expectFailure(runCommand({"wrap", in, in}), 1, "is the input file itself");
    expectFailure(runCommand({"wrap", in, folder.path("a.png")}), 1, "unknown extension");
    expectFailure(runCommand({"wrap", in, folder.path("a.astc"), "--zstd"}), 1, "--zstd");
    expectFailure(runCommand({"wrap", in, folder.path("b.ktx2"), "--linear"}), 1, "says itself");
    expectFailure(runCommand({"wrap", folder.write("a.png", makePng(makeGradient(2, 2))), folder.path("b.ktx2")}), 3,
                  "not an .astc or KTX2 texture but PNG");
    EXPECT_EQ(folder.names(), (Names{"a.ktx2", "a.png"}));
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

/// A KTX2 file of another format: only the head is changed, since `info` reads no texel of it.
Bytes makeOtherKtx2(uint32_t vkFormat, uint8_t colorModel, uint8_t scheme = 0) {
    Bytes bytes = writeKtx2(makeCubeArray()).value();
    for (size_t byte = 0; byte < 4; ++byte) bytes[12 + byte] = static_cast<uint8_t>(vkFormat >> (8 * byte));
    bytes[44] = scheme;
    bytes[inspectKtx2(bytes)->descriptor.offset + 12] = colorModel;
    return bytes;
}

TEST(InfoOfKtx2, TellsTheHeadOfFilesWhoseTexelsAreNotRead) {
    const TemporaryFolder folder;
    struct Other {
        uint32_t vkFormat;
        uint8_t colorModel, scheme;
        const char *name, *model;
    };
    const Other others[] = {{146, 134, 0, "BC7_SRGB_BLOCK", "BC7"},
                            {0, 166, 2, "UNDEFINED", "UASTC"},
                            {0, 163, 1, "UNDEFINED", "ETC1S"},
                            {1000066004, 162, 0, "ASTC_6x6_SFLOAT_BLOCK", "ASTC"},
                            {151, 161, 0, "ETC2_R8G8B8A8_UNORM_BLOCK", "ETC2"},
                            {64, 1, 0, "VkFormat 64", "RGBSDA"}};
    for (const Other& other : others) {
        SCOPED_TRACE(other.name);
        const std::string file = folder.write("a.ktx2", makeOtherKtx2(other.vkFormat, other.colorModel, other.scheme));
        const CommandResult text = runCommand({"info", file});
        expectSuccess(text);
        for (const std::string& words : {std::string(other.name), "model " + std::string(other.model),
                                         std::string("cube map array of 2 layers, 2 levels"),
                                         std::string("KTXwriter: astcslang"), std::string("1: 4x4")}) {
            EXPECT_NE(text.out.find(words), std::string::npos) << words << "\n" << text.out;
        }
        const json info = json::parse(runCommand({"info", file, "--json"}).out);
        EXPECT_EQ(info["vk_format_name"], other.name);
        EXPECT_EQ(info["header"]["vk_format"], other.vkFormat);
        EXPECT_EQ(info["levels"].size(), 2u);
    }
    Bytes cut = makeOtherKtx2(146, 134);
    cut.resize(cut.size() / 2);
    expectFailure(runCommand({"info", folder.write("cut.ktx2", cut)}), 3, "cut.ktx2");
}

TEST(InfoOfKtx2, TellsTheHeadOfUncompressedFilesBesideThePicture) {
    const TemporaryFolder folder;
    // One texel of R8G8B8A8_SRGB in place of a block: 16 bytes are 2x2 texels.
    CompressedImage image{2, 2, {4, 4}, Profile::LdrSrgb, Bytes(16, 77)};
    Bytes bytes = writeKtx2(image).value();
    bytes[12] = 43;
    const std::string file = folder.write("a.ktx2", bytes);
    const CommandResult text = runCommand({"info", file});
    expectSuccess(text);
    for (const char* words : {"2x2 texels", "colours are sRGB", "vkFormat 43 (R8G8B8A8_SRGB)", "KTXorientation: rd"})
        EXPECT_NE(text.out.find(words), std::string::npos) << words << "\n" << text.out;
    const json info = json::parse(runCommand({"info", file, "--json"}).out);
    EXPECT_EQ(info["width"], 2);
    EXPECT_EQ(info["header"]["vk_format"], 43);
    EXPECT_EQ(info["vk_format_name"], "R8G8B8A8_SRGB");
    bytes[28] = 1;                                                      // a depth
    expectSuccess(runCommand({"info", folder.write("b.ktx2", bytes)})); // which is no picture to encode
    for (const uint8_t scheme : {0, 2}) {                               // levels have the size of blocks
        const std::string wrong = folder.write("c.ktx2", makeOtherKtx2(43, 1, scheme));
        expectFailure(runCommand({"info", wrong}), 3, "damaged KTX2");
    }
}

TEST(Wrap, PacksAndUnpacksOtherFormatsWithoutTouchingTheirLevels) {
    const TemporaryFolder folder;
    const std::string in = folder.write("in.ktx2", makeOtherKtx2(145, 134)); // BC7
    expectSuccess(runCommand({"wrap", in, folder.path("plain.ktx2")}));
    for (const char* word : {"--zstd=19", "--zlib"}) {
        expectSuccess(runCommand({"wrap", in, folder.path("packed.ktx2"), word}));
        expectSuccess(runCommand({"validate", folder.path("packed.ktx2")}));
        EXPECT_LT(folder.read("packed.ktx2").size(), folder.read("plain.ktx2").size());
        expectSuccess(runCommand({"deflate", folder.path("packed.ktx2"), folder.path("again.ktx2")}));
        EXPECT_EQ(folder.read("again.ktx2"), folder.read("plain.ktx2"));
    }
    const auto levelsOf = [&](const std::string& name) {
        const Bytes file = folder.read(name);
        std::vector<Bytes> levels;
        const Ktx2Info info = inspectKtx2(file).value();
        for (const Ktx2LevelInfo& level : info.levels) {
            const auto first = file.begin() + static_cast<std::ptrdiff_t>(level.range.offset);
            levels.emplace_back(first, first + static_cast<std::ptrdiff_t>(level.range.byteCount));
        }
        return levels;
    };
    EXPECT_EQ(levelsOf("again.ktx2"), levelsOf("in.ktx2"));
    expectFailure(runCommand({"wrap", in, folder.path("out.astc")}), 5, "only ASTC LDR 2D is");
    expectFailure(runCommand({"wrap", in, folder.path("out.ktx2"), "--premultiplied"}), 1, "says itself");
    const std::string basis = folder.write("basis.ktx2", makeOtherKtx2(0, 163, 1));
    expectFailure(runCommand({"wrap", basis, folder.path("out.ktx2")}), 5, "scheme 1");
    const Bytes large = [&] {
        Texture texture;
        texture.width = texture.height = 8192;
        texture.levels = {Bytes(size_t{64} << 20)};
        Bytes bytes = writeKtx2(texture, {"", "", Supercompression::Zstd}).value();
        bytes[12] = 145; // BC7
        return bytes;
    }();
    expectFailure(
        runCommand({"wrap", folder.write("large.ktx2", large), folder.path("out.ktx2"), "--max-pixels", "1000"}), 5,
        "1000");
    EXPECT_FALSE(folder.has("out.ktx2"));
}

TEST(InfoOfKtx2, ATextureThatWouldUnpackToTooMuchIsRefusedBeforeItIs) {
    const TemporaryFolder folder;
    Ktx2WriteOptions options;
    options.supercompression = Supercompression::Zstd;
    Bytes bytes = writeKtx2(makeCubeArray(), options).value();
    bytes[80 + 16 + 5] = 1; // uncompressedByteLength of level 0: 2^40 more
    expectFailure(runCommand({"info", folder.write("a.ktx2", bytes)}), 5, "larger than 8 GiB when unpacked");
}

TEST(InfoOfKtx2, TellsEveryFieldOfTheFile) {
    const TemporaryFolder folder;
    Ktx2WriteOptions options;
    options.supercompression = Supercompression::Zstd;
    const Bytes bytes = writeKtx2(makeCubeArray(), options).value();
    const std::string file = folder.write("a.ktx2", bytes);
    const CommandResult result = runCommand({"info", file, "--json"});
    expectSuccess(result);
    const json info = json::parse(result.out);
    EXPECT_EQ(info["header"], (json{{"vk_format", 157},
                                    {"type_size", 1},
                                    {"pixel_width", 8},
                                    {"pixel_height", 8},
                                    {"pixel_depth", 0},
                                    {"layer_count", 2},
                                    {"face_count", 6},
                                    {"level_count", 2},
                                    {"supercompression_scheme", 2}}));
    EXPECT_EQ(info["levels"][1]["uncompressed_bytes"], 12 * 16);
    EXPECT_EQ(info["levels"][0]["offset"].get<size_t>() + info["levels"][0]["bytes"].get<size_t>(), bytes.size());
    EXPECT_EQ(info["block_bytes"], (48 + 12) * 16);
    EXPECT_EQ(info["statistics"]["blocks"], 48 + 12);
    EXPECT_EQ(info["descriptor"]["texel_block"], (json{4, 4, 1, 1}));
    EXPECT_EQ(info["metadata"]["KTXorientation"], "rd");
    EXPECT_EQ(info["supercompression"], "Zstandard");
    EXPECT_LT(info["supercompression_ratio"], 1.0);
    const CommandResult text = runCommand({"info", file});
    for (const char* words :
         {"cube map array of 2 layers, 2 levels", "Zstandard", "1: 4x4", "primaries BT.709", "KTXwriter: astcslang"}) {
        EXPECT_NE(text.out.find(words), std::string::npos) << words << "\n" << text.out;
    }
}

} // namespace
} // namespace astcslang::test

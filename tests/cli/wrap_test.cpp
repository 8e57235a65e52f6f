// SPDX-License-Identifier: Apache-2.0
// If these fail, `wrap` changes blocks, loses what stands beside them, or takes files that are broken.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <astcslang/ktx2_info.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;
using nlohmann::json;

TEST(Wrap, TakesBlocksFromAstcToKtx2AndBackPackedOrNot) {
    const TemporaryFolder folder;
    const std::string astc = folder.write("a.astc", makeAstc(9, 5));
    expectSuccess(runCommand({"wrap", astc, folder.path("plain.ktx2"), "--linear"}));
    expectSuccess(runCommand({"wrap", folder.path("plain.ktx2"), folder.path("zstd.ktx2"), "--zstd", "19"}));
    expectSuccess(runCommand({"deflate", "--zlib", folder.path("zstd.ktx2"), folder.path("zlib.ktx2")}));
    expectSuccess(runCommand({"wrap", "-o", folder.path("again.ktx2"), "-i", folder.path("zlib.ktx2")}));
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
    expectFailure(runCommand({"wrap", in, folder.path("out.astc")}), 5, "--level, --layer and --face take one of them");
}

TEST(Wrap, TakesPartsOfATexture) {
    const TemporaryFolder folder;
    const Texture whole = makeCubeArray();
    const std::string in = folder.write("in.ktx2", writeKtx2(whole).value());
    const auto part = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"wrap", in, folder.path("out.ktx2")});
        expectSuccess(runCommand(words));
        return readKtx2Texture(folder.read("out.ktx2")).value();
    };
    const Texture level = part({"--level", "1"});
    EXPECT_EQ(level.levels, std::vector<Bytes>{whole.levels[1]});
    EXPECT_EQ(std::tuple(level.width, level.layerCount, level.faceCount), std::tuple(4u, 2u, 6u));
    const Texture layer = part({"--layer", "1", "--zstd"});
    EXPECT_EQ(std::tuple(layer.width, layer.layerCount, layer.faceCount), std::tuple(8u, 0u, 6u));
    const auto half = static_cast<std::ptrdiff_t>(whole.levels[1].size() / 2);
    ASSERT_EQ(layer.levels.size(), 2u);
    EXPECT_EQ(layer.levels[1], Bytes(whole.levels[1].begin() + half, whole.levels[1].end()));
    expectSuccess(
        runCommand({"wrap", in, folder.path("out.astc"), "--level", "1", "--layer", "1", "--face", "4", "--quiet"}));
    EXPECT_EQ(folder.read("out.astc"), writeAstc(extractImage(whole, 1, 1, 4).value()).value());
    for (const auto& [option, number] : {std::pair("--level", "2"), {"--layer", "2"}, {"--face", "6"}})
        expectFailure(runCommand({"wrap", in, folder.path("out.ktx2"), option, number}), 1, "there is no");
    const std::string other = folder.write("bc7.ktx2", makeOtherKtx2(145, 134));
    expectFailure(runCommand({"wrap", other, folder.path("out.ktx2"), "--level", "1"}), 5, "bc7.ktx2");
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
    expectSuccess(runCommand({"wrap", astc, named, "--zstd", "--srgb"}));
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

TEST(Wrap, RefusesWhatMakesNoSense) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2());
    expectFailure(runCommand({"wrap", in, in}), 1, "is the input file itself");
    expectFailure(runCommand({"wrap", in, folder.path("a.png")}), 1, "unknown extension");
    expectFailure(runCommand({"wrap", in, folder.path("a.astc"), "--zstd"}), 1, "--zstd");
    expectFailure(runCommand({"wrap", in, folder.path("b.ktx2"), "--linear"}), 1, "says itself");
    expectFailure(runCommand({"wrap", folder.write("a.png", makePng(makeGradient(2, 2))), folder.path("b.ktx2")}), 3,
                  "not an .astc, KTX 1 or KTX2 texture but PNG");
    EXPECT_EQ(folder.names(), (Names{"a.ktx2", "a.png"}));
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

} // namespace
} // namespace astcslang::test

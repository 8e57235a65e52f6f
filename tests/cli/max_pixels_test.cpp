// SPDX-License-Identifier: Apache-2.0
// If these fail, a small file makes the command take much memory in spite of --max-pixels.

#include <filesystem>

#include <gtest/gtest.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;

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

// Level 0 would take 64 MiB, and level 3 takes 1 MiB beside its picture of 4.
TEST(MaxPixels, CountsTheLevelThatIsAskedFor) {
    const TemporaryFolder folder;
    Texture chain;
    chain.width = chain.height = 8192;
    for (uint32_t level = 0; level < 4; ++level) chain.levels.emplace_back(size_t{64} << (20 - 2 * level));
    const std::string file = folder.write("a.ktx2", writeKtx2(chain, {"", "", Supercompression::Zstd}).value());
    CommandSetup setup;
#ifndef __SANITIZE_ADDRESS__
    setup.maxMemoryBytes = uint64_t{96} << 20;
#endif
    const std::string out = folder.path("o.png");
    expectSuccess(runCommand({"decode", file, out, "--level", "3", "--max-pixels", "1048576"}, setup));
    expectFailure(runCommand({"decode", file, out, "--level", "3", "--max-pixels", "1048575"}), 5, "1024x1024");
    expectFailure(runCommand({"decode", file, out, "--level", "2", "--max-pixels", "1048576"}), 5, "2048x2048");
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

} // namespace
} // namespace astcslang::test

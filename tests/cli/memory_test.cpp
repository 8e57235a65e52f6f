// SPDX-License-Identifier: Apache-2.0
// If these fail, the command takes memory by what a file claims, or dies where there is none.

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

constexpr uint64_t kMebibyte = uint64_t{1} << 20;

CommandSetup limitedTo(uint64_t bytes) {
    CommandSetup setup;
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
    setup.maxMemoryBytes = bytes;
#endif
    return setup;
}

/// A packed texture of 256 MiB of blocks used to take all of these at once, and 1 GiB where files are larger.
TEST(Memory, InfoAndValidateLookAtPackedBlocksBitByBit) {
    const TemporaryFolder folder;
    Texture texture;
    texture.width = texture.height = 16384;
    texture.levels = {Bytes(256 * kMebibyte)};
    constexpr uint8_t kConstant[16] = {0xFC, 0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    Bytes& blocks = texture.levels[0];
    for (size_t i = 0; i < blocks.size(); ++i) blocks[i] = kConstant[i % 16];
    for (const Supercompression scheme : {Supercompression::Zstd, Supercompression::Zlib}) {
        const std::string file = folder.write("a.ktx2", writeKtx2(texture, {"", "", scheme, 1}).value());
        const CommandResult info = runCommand({"info", file}, limitedTo(64 * kMebibyte));
        expectSuccess(info);
        EXPECT_NE(info.out.find("16777216 (100.0%) void extent"), std::string::npos) << info.out;
        expectSuccess(runCommand({"validate", file}, limitedTo(64 * kMebibyte)));
    }
}

/// From where the command can be loaded on, in steps of 5 MiB: a line that names a file, and status 4.
TEST(Memory, WantOfItIsToldWithAFileAndAStatus) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer reserves terabytes";
#endif
    const TemporaryFolder folder;
    const Image picture = makeGradient(2048, 1024);
    const std::string png = folder.write("a.png", makePng(picture));
    const CompressedImage blocks = makeConstantBlocks(2048, 1024);
    const std::string ktx2 = folder.write("a.ktx2", writeKtx2(blocks, {"", "", Supercompression::Zstd, 1}).value());
    const std::set<std::string> inputs = folder.names();
    uint64_t least = 16 * kMebibyte;
    while (runCommand({"--version"}, limitedTo(least)).exitCode != 0) least += 4 * kMebibyte;
    least += 8 * kMebibyte; // addresses differ from run to run, and what is lost between them
    const std::vector<std::string> lines[] = {
        {"decode", ktx2, folder.path("out.png"), "--quiet"},
        {"decode", ktx2, folder.path("out.exr"), "--quiet"},
        {"decode", "-i", ktx2, "--diagnostics", folder.path(""), "--quiet"},
        {"compare", png, ktx2, "--quiet", "--min-psnr", "0"},
        {"compare", png, ktx2, "--quiet", "--min-psnr", "0", "--html", folder.path("out.html")},
        {"compare", "--blocks", ktx2, ktx2, "--original", png, "--quiet"},
        {"info", ktx2, "--quiet"},
        {"info", png, "--quiet"},
        {"validate", ktx2, "--quiet"},
        {"wrap", ktx2, folder.path("out.ktx2"), "--zlib", "--quiet"}};
    int failureCount = 0;
    for (const std::vector<std::string>& line : lines) {
        SCOPED_TRACE(testing::PrintToString(line));
        for (uint64_t limit = least;; limit += 5 * kMebibyte) {
            ASSERT_LT(limit, uint64_t{1} << 30);
            const CommandResult result = runCommand(line, limitedTo(limit));
            if (result.exitCode == 0) break;
            ++failureCount;
            expectFailure(result, 4, folder.path(""));
            EXPECT_EQ(folder.names(), inputs) << "nothing is left behind";
        }
        for (const std::string& name : folder.names()) {
            if (!inputs.contains(name)) std::filesystem::remove(folder.path(name));
        }
    }
    EXPECT_GT(failureCount, 20) << "the limits limit nothing";
}

} // namespace
} // namespace astcslang::test

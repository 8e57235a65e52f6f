// SPDX-License-Identifier: Apache-2.0
// If these fail, the command takes memory by what a file claims, or dies where there is none.

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

} // namespace
} // namespace astcslang::test

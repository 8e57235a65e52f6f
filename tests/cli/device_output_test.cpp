// SPDX-License-Identifier: Apache-2.0
// If these fail, an output that is a device or a pipe is refused, replaced by a file, or written in another format than
// asked for.

#include <filesystem>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using Names = std::set<std::string>;

TEST(DeviceOutput, TheNullDeviceTakesAllAndStaysOne) {
    const TemporaryFolder folder;
    const std::string ktx2 = folder.write("a.ktx2", makeKtx2());
    expectSuccess(runCommand({"wrap", ktx2, folder.path("b.astc"), "--quiet"}));
    for (const auto& [container, size] :
         {std::pair("ktx2", folder.read("a.ktx2").size()), std::pair("astc", folder.read("b.astc").size())}) {
        const CommandResult wrapped = runCommand({"wrap", ktx2, "/dev/null", "--container", container, "--json"});
        ASSERT_EQ(wrapped.exitCode, 0) << wrapped.err;
        EXPECT_EQ(json::parse(wrapped.out)["output_bytes"], size) << container;
        ASSERT_TRUE(fs::is_character_file("/dev/null"));
    }
    expectSuccess(runCommand({"decode", ktx2, "/dev/null"}));
    fs::create_symlink("/dev/null", folder.path("link.png"));
    expectSuccess(runCommand({"decode", ktx2, folder.path("link.png")}));
    EXPECT_TRUE(fs::is_symlink(folder.path("link.png")));
    ASSERT_TRUE(fs::is_character_file("/dev/null"));
    EXPECT_EQ(folder.names(), (Names{"a.ktx2", "b.astc", "link.png"}));
    // The name is taken, and the picture missed next.
    for (const std::vector<std::string>& line : {std::vector<std::string>{"-i", "missing.png", "-o", "/dev/null"},
                                                 {"-i", "missing.png", "-o", "/dev/null", "--round-trip"},
                                                 {"toktx", "--encode", "astc", "/dev/null", "missing.png"}})
        expectFailure(runCommand(line), 2, "missing.png: No such file");
    expectFailure(runCommand({"decode", ktx2, "/dev/null", "--all"}), 1, "--all");
    expectFailure(runCommand({"wrap", ktx2, "/dev/null", "--container", "astc", "--zstd"}), 1, "--zstd");
    expectFailure(runCommand({"decode", ktx2, "/dev/full"}), 2, "/dev/full: No space left");
}

TEST(DeviceOutput, APipeThatIsReadGetsTheBytes) {
    const TemporaryFolder folder;
    const std::string astc = folder.write("a.astc", makeAstc(9, 5)), pipe = folder.path("pipe");
    expectSuccess(runCommand({"wrap", astc, folder.path("named.ktx2"), "--srgb"}));
    ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
    expectFailure(runCommand({"wrap", astc, pipe, "--srgb"}), 2, "pipe: No such device"); // nobody reads
    const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);           // there before the writer
    ASSERT_GE(reader, 0);
    BackgroundCommand command({"wrap", astc, pipe, "--srgb"});
    Bytes piped;
    pollfd waited{reader, POLLIN, 0};
    while (::poll(&waited, 1, 60000) > 0) { // until the writer has closed it
        uint8_t buffer[4096];
        const ssize_t count = ::read(reader, buffer, sizeof(buffer));
        if (count <= 0) break;
        piped.insert(piped.end(), buffer, buffer + count);
    }
    ::close(reader);
    EXPECT_EQ(command.wait().exitCode, 0);
    EXPECT_EQ(piped, folder.read("named.ktx2"));
    EXPECT_TRUE(fs::is_fifo(pipe));
}

TEST(DeviceOutput, NamesOfStandardOutputAreIt) {
    const TemporaryFolder folder;
    const std::string ktx2 = folder.write("a.ktx2", makeKtx2());
    const CommandResult dash = runCommand({"decode", ktx2, "-"});
    for (const char* name : {"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
        const CommandResult named = runCommand({"decode", ktx2, name});
        EXPECT_EQ(named.exitCode, 0) << named.err;
        EXPECT_EQ(named.out, dash.out) << name;
        EXPECT_NE(named.err.find("PNG"), std::string::npos) << "the report";
    }
}

} // namespace
} // namespace astcslang::test

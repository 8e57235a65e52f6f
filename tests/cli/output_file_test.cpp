// SPDX-License-Identifier: Apache-2.0
// If these fail, a run destroys a file that it should not touch, or leaves half a file behind. `decode` stands for all
// verbs that write, since it needs no device; encode_test.cpp has what differs.

#include <csignal>
#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

namespace fs = std::filesystem;
using Names = std::set<std::string>;

const Bytes kOlder = {'o', 'l', 'd', 'e', 'r'};

CommandResult decodeFile(const std::string& in, const std::string& out, const CommandSetup& setup = {}) {
    return runCommand({"decode", "-i", in, "-o", out}, setup);
}

/// A texture whose PNG takes about 4 MiB, by noise in its blocks.
Bytes makeLargeKtx2() {
    CompressedImage image = makeConstantBlocks(4096, 4096);
    uint32_t state = 1;
    for (size_t byte = 0; byte < image.blocks.size(); ++byte) {
        state = state * 1664525 + 1013904223;
        if (byte % 16 >= 8) image.blocks[byte] = static_cast<uint8_t>(state >> 24);
    }
    return writeKtx2(image).value();
}

TEST(OutputFile, ReplacesAnOlderFileAndLeavesNothingElse) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2()), out = folder.write("out.png", kOlder);
    expectSuccess(decodeFile(in, out));
    EXPECT_EQ(folder.read("out.png")[1], 'P');
    EXPECT_EQ(folder.names(), (Names{"a.ktx2", "out.png"}));
}

TEST(OutputFile, KeepsThePermissionsOfAnOlderFileAndTheMaskForANewOne) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2()), older = folder.write("older.png", kOlder);
    ::chmod(older.c_str(), 0640);
    const mode_t mask = ::umask(027);
    expectSuccess(decodeFile(in, older));
    expectSuccess(decodeFile(in, folder.path("new.png")));
    ::umask(mask);
    for (const char* name : {"older.png", "new.png"}) {
        EXPECT_EQ(static_cast<unsigned>(fs::status(folder.path(name)).permissions()), 0640u) << name;
    }
}

TEST(OutputFile, IsNeverTheInputByPathLinkOrHardLink) {
    const TemporaryFolder folder;
    const Bytes texture = makeKtx2();
    const std::string in = folder.write("in.png", texture); // a texture by content
    fs::create_symlink("in.png", folder.path("link.png"));
    fs::create_hard_link(in, folder.path("hard.png"));
    const Names before = folder.names();
    for (const std::string& out : {in, folder.path("./in.png"), folder.path("link.png"), folder.path("hard.png")}) {
        expectFailure(decodeFile(in, out), 1, "input file itself");
    }
    const Bytes picture = makePng(makeGradient(8, 8));
    const std::string asTexture = folder.write("picture.ktx2", picture);
    fs::create_symlink("picture.ktx2", folder.path("link.ktx2"));
    fs::create_hard_link(asTexture, folder.path("hard.ktx2"));
    for (const char* out : {"picture.ktx2", "./picture.ktx2", "link.ktx2", "hard.ktx2"})
        expectFailure(runCommand({"-i", asTexture, "-o", folder.path(out)}), 1, "input file itself");
    EXPECT_EQ(folder.read("in.png"), texture);
    EXPECT_EQ(folder.read("picture.ktx2"), picture);
    EXPECT_TRUE(fs::is_symlink(folder.path("link.png")));
    EXPECT_EQ(folder.names().size(), before.size() + 3);
}

TEST(OutputFile, LinksAreWrittenThrough) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2());
    folder.write("target.png", kOlder);
    fs::create_directory(folder.path("links"));
    fs::create_symlink("../target.png", folder.path("links/link.png"));
    fs::create_symlink("missing.png", folder.path("dangling.png"));
    expectSuccess(decodeFile(in, folder.path("links/link.png")));
    expectSuccess(decodeFile(in, folder.path("dangling.png")));
    EXPECT_TRUE(fs::is_symlink(folder.path("links/link.png")) && fs::is_symlink(folder.path("dangling.png")));
    EXPECT_EQ(folder.read("target.png")[1], 'P');
    EXPECT_EQ(folder.read("missing.png"), folder.read("target.png"));
}

TEST(OutputFile, PlacesThatTakeNoFileAreInputOutputErrors) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2());
    ::mkfifo(folder.path("fifo.png").c_str(), 0666);
    fs::create_symlink("/dev/full", folder.path("full.png"));
    fs::create_symlink("loop.png", folder.path("loop.png"));
    const Names before = folder.names();
    for (const std::string& out :
         {folder.path("fifo.png"), folder.path("full.png"), folder.path("loop.png"), folder.path("missing/out.png"),
          folder.path("a.ktx2/out.png"), std::string("/proc/out.png"), folder.path(std::string(300, 'x') + ".png")}) {
        expectFailure(decodeFile(in, out), 2, out);
    }
    EXPECT_EQ(folder.names(), before);
    // The main verb finds that out before it needs a device or reads all of its input.
    const std::string picture = folder.write("a.png", makePng(makeGradient(8, 8)));
    for (const std::string& out :
         {folder.path("missing/out.ktx2"), folder.path("a.ktx2/out.ktx2"), std::string("/proc/out.ktx2")})
        expectFailure(runCommand({"-i", picture, "-o", out}), 2, out);
    EXPECT_TRUE(fs::is_fifo(folder.path("fifo.png")));
    EXPECT_TRUE(fs::is_symlink(folder.path("full.png")));
}

TEST(OutputFile, WithoutPermissionIsAnInputOutputError) {
    CommandSetup setup;
    setup.isBoundByPermissions = true;
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2()), out = folder.write("out.png", kOlder);
    ::chmod(out.c_str(), 0444);
    expectFailure(decodeFile(in, out, setup), 2, "out.png: Permission denied");
    fs::create_directory(folder.path("closed"));
    ::chmod(folder.path("closed").c_str(), 0555);
    expectFailure(decodeFile(in, folder.path("closed/out.png"), setup), 2, "out.png: Permission denied");
    ::chmod(in.c_str(), 0222);
    expectFailure(decodeFile(in, folder.path("other.png"), setup), 2, "a.ktx2: Permission denied");
    EXPECT_EQ(folder.read("out.png"), kOlder);
}

TEST(OutputFile, AnOlderFileSurvivesAFailedRun) {
    const TemporaryFolder folder;
    Bytes texture = makeKtx2();
    texture.pop_back();
    const std::string in = folder.write("a.ktx2", texture), out = folder.write("out.png", kOlder);
    expectFailure(decodeFile(in, out), 3, "a.ktx2");
    EXPECT_EQ(folder.read("out.png"), kOlder);
    EXPECT_EQ(folder.names(), (Names{"a.ktx2", "out.png"}));
}

/// An encode and --list-devices fail with `mention`, and leave an older output as it was.
void expectNoDevice(const CommandSetup& setup, const std::string& mention) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.png", makePng(makeGradient(8, 8))), out = folder.write("out.ktx2", kOlder);
    expectFailure(runCommand({"-i", in, "-o", out}, setup), 4, mention);
    expectFailure(runCommand({"--list-devices"}, setup), 4, mention);
    EXPECT_EQ(folder.read("out.ktx2"), kOlder);
    EXPECT_EQ(folder.names(), (Names{"a.png", "out.ktx2"}));
}

TEST(OutputFile, AnOlderFileSurvivesAMissingDriver) {
    CommandSetup setup;
    setup.environment = {"VK_DRIVER_FILES=/nonexistent", "VK_ICD_FILENAMES=/nonexistent"};
    expectNoDevice(setup, "ulkan");
}

/// A driver that could not be loaded was told to be missing, and nothing else.
TEST(OutputFile, WantOfMemoryForADriverIsToldAsSuch) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer reserves terabytes";
#endif
    CommandSetup setup;
    setup.maxMemoryBytes = uint64_t{128} << 20;
    expectNoDevice(setup, "may take 128 MiB of addresses (ulimit -v), which may be too few for a driver");
    const TemporaryFolder folder;
    const std::string in = folder.write("a.png", makePng(makeGradient(8, 8))), out = folder.path("out.ktx2");
    for (uint64_t limit = 144; limit <= 400; limit += 8) { // drivers have several ways to fail
        setup.maxMemoryBytes = limit << 20;
        const CommandResult result = runCommand({"-i", in, "-o", out, "-q", "fastest"}, setup);
        if (result.exitCode == 0) break;
        EXPECT_TRUE(result.signal != 0 || result.exitCode == 4) << result.err;
        const bool isTold =
            result.err.find("ulimit -v") != result.err.npos || result.err.find("memory") != result.err.npos;
        EXPECT_TRUE(isTold) << limit << ": " << result.err;
    }
}

TEST(OutputFile, AnOlderFileSurvivesAMissingVulkanLoader) {
    const TemporaryFolder libraries; // found first, and nothing that can be loaded
    for (const char* name : {"libvulkan.so.1", "libvulkan.so"}) libraries.write(name, Bytes(64));
    CommandSetup setup;
    setup.environment = {"LD_LIBRARY_PATH=" + libraries.path("")};
    expectNoDevice(setup, "no Vulkan loader");
}

TEST(OutputFile, AFileThatMayNotGrowIsAnInputOutputError) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeLargeKtx2()), out = folder.write("out.png", kOlder);
    CommandSetup setup;
    setup.maxFileBytes = 100000;
    expectFailure(decodeFile(in, out, setup), 2, "out.png: File too large");
    EXPECT_EQ(folder.read("out.png"), kOlder);
    EXPECT_EQ(folder.names(), (Names{"a.ktx2", "out.png"}));
}

/// A file system of 64 KiB under a folder; needs root.
class SmallFileSystem {
public:
    explicit SmallFileSystem(std::string path) : path_(std::move(path)) {
        fs::create_directory(path_);
        isMounted_ = ::mount("none", path_.c_str(), "tmpfs", 0, "size=64k") == 0;
    }
    ~SmallFileSystem() {
        if (isMounted_) ::umount(path_.c_str());
    }
    SmallFileSystem(const SmallFileSystem&) = delete;
    SmallFileSystem& operator=(const SmallFileSystem&) = delete;
    bool isMounted() const { return isMounted_; }

private:
    std::string path_;
    bool isMounted_ = false;
};

TEST(OutputFile, AFullDiskIsAnInputOutputErrorAndKeepsTheOlderFile) {
    const TemporaryFolder folder;
    const SmallFileSystem small(folder.path("small"));
    if (!small.isMounted()) GTEST_SKIP() << "may not mount a file system";
    const std::string texture = folder.write("a.ktx2", makeLargeKtx2());
    const std::string picture = folder.write("a.png", makePng(makeGradient(512, 512)));
    folder.write("small/out.png", kOlder);
    folder.write("small/out.ktx2", kOlder);
    expectFailure(decodeFile(texture, folder.path("small/out.png")), 2, "No space left");
    // The main verb sets the space aside and so fails before it opens a device: here without any driver.
    CommandSetup setup;
    setup.environment = {"VK_DRIVER_FILES=/nonexistent", "VK_ICD_FILENAMES=/nonexistent"};
    expectFailure(runCommand({"-i", picture, "-o", folder.path("small/out.ktx2")}, setup), 2, "No space left");
    EXPECT_EQ(folder.read("small/out.png"), kOlder);
    EXPECT_EQ(folder.read("small/out.ktx2"), kOlder);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder.path("small")), {}), 2);
}

/// A pipe as input holds a run where its output is begun and not finished.
class PipeInput {
public:
    explicit PipeInput(const TemporaryFolder& folder) : path_(folder.path("pipe.ktx2")) {
        ::mkfifo(path_.c_str(), 0666);
    }
    const std::string& path() const { return path_; }
    /// Waits for the reader.
    void open() { stream_.open(path_, std::ios::binary); }
    void send(std::span<const uint8_t> bytes) {
        stream_.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }
    void close() { stream_.close(); }

private:
    std::string path_;
    std::ofstream stream_;
};

/// A run that is sent a signal when it has begun folder/out.png and waits for its input, folder/pipe.ktx2.
CommandResult stopDecodingBy(int signalNumber, const TemporaryFolder& folder) {
    PipeInput pipe(folder);
    BackgroundCommand command({"decode", "-i", pipe.path(), "-o", folder.path("out.png")});
    pipe.open();
    EXPECT_TRUE(folder.waitForHiddenFiles(1)) << "the output was not begun";
    command.sendSignal(signalNumber);
    return command.wait();
}

TEST(OutputFile, ReadsPipes) {
    const TemporaryFolder folder;
    PipeInput pipe(folder);
    BackgroundCommand command({"decode", "-i", pipe.path(), "-o", folder.path("out.png")});
    pipe.open();
    pipe.send(makeKtx2());
    pipe.close();
    expectSuccess(command.wait());
    EXPECT_EQ(folder.names(), (Names{"out.png", "pipe.ktx2"}));
}

TEST(OutputFile, SignalsLeaveNothingBehindAndEndTheProcessAsSignals) {
    for (int signalNumber : {SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM}) {
        const TemporaryFolder folder;
        folder.write("out.png", kOlder);
        const CommandResult result = stopDecodingBy(signalNumber, folder);
        EXPECT_EQ(result.signal, signalNumber);
        EXPECT_EQ(result.err, "");
        EXPECT_EQ(folder.names(), (Names{"out.png", "pipe.ktx2"}));
        EXPECT_EQ(folder.read("out.png"), kOlder);
    }
}

/// As drivers crash that run out of memory. Sanitizers tell of faults themselves.
TEST(OutputFile, FaultsAreToldAndLeaveNothingBehind) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer has handlers of its own";
#endif
    for (int signalNumber : {SIGSEGV, SIGABRT}) {
        const TemporaryFolder folder;
        const CommandResult result = stopDecodingBy(signalNumber, folder);
        EXPECT_EQ(result.signal, signalNumber);
        EXPECT_EQ(result.err, "astcslang: ended by signal " + std::string(signalNumber == SIGABRT ? "06" : "11") +
                                  ": a fault, as drivers have them where memory runs out\n");
        EXPECT_EQ(folder.names(), (Names{"pipe.ktx2"}));
    }
}

/// SIGKILL leaves the temporary file, since nobody can do anything about it.
TEST(OutputFile, WhatAKilledRunLeftIsNotInTheWayOfTheNext) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", makeKtx2());
    EXPECT_EQ(stopDecodingBy(SIGKILL, folder).signal, SIGKILL);
    expectSuccess(runCommand({"decode", texture, folder.path("out.png")}));
    EXPECT_TRUE(folder.has("out.png"));
    EXPECT_EQ(folder.names().size(), 4u) << "the temporary file stays";
}

TEST(OutputFile, TwoRunsToOneOutputDoNotMeet) {
    const TemporaryFolder folder;
    const TemporaryFolder other;
    PipeInput first(folder), second(other);
    const std::string out = folder.path("out.png");
    BackgroundCommand a({"decode", "-i", first.path(), "-o", out});
    BackgroundCommand b({"decode", "-i", second.path(), "-o", out});
    first.open();
    second.open();
    ASSERT_TRUE(folder.waitForHiddenFiles(2));
    first.send(makeKtx2(5, 4));
    second.send(makeKtx2(50, 40));
    first.close();
    expectSuccess(a.wait());
    const Bytes firstResult = folder.read("out.png");
    second.close();
    expectSuccess(b.wait());
    EXPECT_NE(folder.read("out.png"), firstResult);
    EXPECT_EQ(folder.names(), (Names{"out.png", "pipe.ktx2"}));
}

} // namespace
} // namespace astcslang::test

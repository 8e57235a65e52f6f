// SPDX-License-Identifier: Apache-2.0
// If these fail, pipes and lists of files do not work, or a file that was to be read is overwritten. What needs a
// device is in folder_output_test.cpp.

#include <cstdlib>
#include <filesystem>

#include <gtest/gtest.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

Bytes bytesOf(const std::string& text) { return {text.begin(), text.end()}; }

TEST(Streams, StandardInputIsAnInput) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", makeKtx2()),
                      picture = folder.write("a.png", makePng(makeGradient(8, 8)));
    expectSuccess(runCommand({"decode", "-i", texture, "-o", folder.path("named.png")}));
    CommandSetup setup;
    setup.standardInput = texture;
    expectSuccess(runCommand({"decode", "-i", "-", "-o", folder.path("piped.png")}, setup));
    EXPECT_EQ(folder.read("piped.png"), folder.read("named.png"));
    setup.standardInput = picture;
    expectSuccess(runCommand({"compare", "-", picture}, setup));
    const CommandResult info = runCommand({"info", "-"}, setup);
    expectSuccess(info);
    EXPECT_NE(info.out.find("8x8"), std::string::npos);
    setup.standardInput = folder.write("cut.png", Bytes{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    expectFailure(runCommand({"info", "-"}, setup), 3, "-: damaged PNG");
}

/// They used to be read until memory or 8 GiB were full.
TEST(Streams, EndlessInputsAreRefusedByTheirFirstBytes) {
    const TemporaryFolder folder;
    CommandSetup setup;
#ifndef __SANITIZE_ADDRESS__ // which reserves terabytes
    setup.maxMemoryBytes = uint64_t{512} << 20;
#endif
    const std::string out = folder.path("a.ktx2"), png = folder.path("a.png");
    const std::vector<std::string> lines[] = {
        {"-i", "/dev/zero", "-o", out}, {"-i", "@/dev/zero", "-o", out},       {"info", "/dev/zero"},
        {"validate", "/dev/zero"},      {"compare", "/dev/zero", "/dev/zero"}, {"decode", "/dev/zero", png},
        {"wrap", "/dev/zero", out}};
    for (const std::vector<std::string>& line : lines) {
        SCOPED_TRACE(testing::PrintToString(line));
        expectFailure(runCommand(line, setup), 3, "/dev/zero: not a");
    }
    expectFailure(
        runCommand({"-i", "/dev/zero", "-o", out, "--raw-format", "R8_UNORM", "--width", "300", "--height", "300"},
                   setup),
        5, "/dev/zero: larger than 90001 bytes");
}

/// A pipe that begins like a picture and does not end.
TEST(Streams, OfAnEndlessPictureOnlyWhatItsSizeAllowsIsRead) {
    const TemporaryFolder folder;
    const std::string head = folder.write("a.qoi", bytesOf("qoif"));
    const std::string line = "(cat '" + head + "'; exec cat /dev/zero) 2>/dev/null | (ulimit -v 1000000; '" +
                             std::string(ASTCSLANG_COMMAND) + "' info - --max-pixels 1000 2>'" + folder.path("err") +
                             "')";
    EXPECT_NE(std::system(("bash -c \"" + line + "\"").c_str()), 0);
    const Bytes err = folder.read("err");
    EXPECT_EQ(std::string(err.begin(), err.end()), "astcslang: -: larger than 67140864 bytes\n");
}

TEST(Streams, StandardOutputTakesThePictureAndStandardErrorTheReport) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", makeKtx2());
    expectSuccess(runCommand({"decode", "-i", texture, "-o", folder.path("named.png")}));
    const CommandResult piped = runCommand({"decode", "-i", texture, "-o", "-"});
    EXPECT_EQ(piped.exitCode, 0);
    EXPECT_EQ(bytesOf(piped.out), folder.read("named.png"));
    EXPECT_NE(piped.err.find("PNG"), std::string::npos) << "the report";
    const CommandResult quiet = runCommand({"decode", "-i", texture, "-o", "-", "--quiet"});
    expectSuccess(quiet);
    EXPECT_EQ(quiet.out, piped.out);
}

TEST(Streams, AFullDiskBehindStandardOutputIsAnInputOutputError) {
    const TemporaryFolder folder;
    const std::string texture = folder.write("a.ktx2", makeKtx2());
    CommandSetup setup;
    setup.standardOutput = "/dev/full";
    expectFailure(runCommand({"decode", "-i", texture, "-o", "-"}, setup), 2, "standard output: No space left");
}

TEST(Streams, StandardOutputIsNeverTheInput) {
    const TemporaryFolder folder;
    const Bytes texture = makeKtx2();
    CommandSetup setup;
    setup.standardOutput = folder.write("a.ktx2", texture);
    expectFailure(runCommand({"decode", "-i", setup.standardOutput, "-o", "-"}, setup), 1, "input file itself");
    // Nor is a named output what comes through standard input.
    CommandSetup piped;
    piped.standardInput = folder.path("a.ktx2");
    std::filesystem::create_symlink("a.ktx2", folder.path("link.png"));
    expectFailure(runCommand({"decode", "-i", "-", "-o", folder.path("link.png")}, piped), 1, "input file itself");
    EXPECT_EQ(folder.read("a.ktx2"), texture);
}

/// The output got the number of a closed stream, and with it warnings and reports.
TEST(Streams, WhatIsPrintedIntoClosedStreamsGoesIntoNoFile) {
    const TemporaryFolder folder;
    // A texture, and a file that `wrap` warns of: .astc does not tell that it is sRGB.
    const std::string texture = folder.write("a.ktx2", makeKtx2()), plain = folder.write("a.astc", makeAstc());
    for (int closed = 0; closed < 8; ++closed) {
        SCOPED_TRACE(closed);
        CommandSetup setup;
        for (int stream = 0; stream < 3; ++stream) {
            if ((closed >> stream & 1) != 0) setup.closedStreams.push_back(stream);
        }
        const bool isOutputOpen = (closed & 2) == 0;
        const std::string wrapped = folder.path("b.ktx2"), picture = folder.path("b.png");
        const CommandResult wrap = runCommand({"wrap", plain, wrapped}, setup);
        EXPECT_EQ(wrap.exitCode, isOutputOpen ? 0 : 2) << wrap.err;
        EXPECT_EQ(wrap.err.find("warning") != wrap.err.npos, (closed & 4) == 0) << wrap.err;
        EXPECT_EQ(runCommand({"validate", wrapped}).exitCode, 0);
        const CommandResult decode = runCommand({"decode", texture, picture}, setup);
        EXPECT_EQ(decode.exitCode, isOutputOpen ? 0 : 2) << decode.err;
        EXPECT_EQ(runCommand({"compare", texture, picture}).exitCode, 0);
        // Who closed a stream and names it is told, where that can be.
        const CommandResult piped = runCommand({"decode", texture, "-"}, setup);
        EXPECT_EQ(piped.exitCode, isOutputOpen ? 0 : 2) << piped.err;
        if ((closed & 1) == 0) continue;
        EXPECT_EQ(runCommand({"info", "-"}, setup).exitCode, 2);
    }
}

TEST(Streams, ListsThatCannotBeReadOrNameNothingAreErrorsOfTheirOwn) {
    const TemporaryFolder folder;
    const std::string blank = folder.write("blank.txt", bytesOf("\n\r\n")), out = folder.path("a.ktx2");
    expectFailure(runCommand({"-i", "@" + folder.path("missing.txt"), "-o", out}), 2, "missing.txt");
    expectFailure(runCommand({"-i", "@" + blank, "-o", out}), 3, "names no file");
    const std::string picture = folder.write("picture.png", makePng(makeGradient(4, 4)));
    expectFailure(runCommand({"-i", "@" + picture, "-o", out}), 3, "picture.png: not a list of names");
    const std::string list = folder.write("list.txt", bytesOf("one.png\r\n\ntwo.png"));
    expectFailure(runCommand({"-i", "@" + list, "-o", out}), 1, "2 pictures for one texture");
    const std::string commented =
        folder.write("commented.txt", bytesOf("\xEF\xBB\xBF# two of them\r\n \tone two.png \r\n\r\n  # no more\n"));
    expectFailure(runCommand({"-i", "@" + commented, "-o", out}), 2, "astcslang: one two.png: No such file");
    // Names count from the working folder, or with "@@" from the list's.
    expectFailure(runCommand({"-i", "@" + list, "-o", out, "--mipmap"}), 2, "astcslang: one.png: No such file");
    expectFailure(runCommand({"-i", "@@" + list, "-o", out, "--mipmap"}), 2, folder.path("one.png") + ": No such file");
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, `validate` misjudges files, or is silent about one of several.

#include <algorithm>

#include <astcslang/ktx1.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

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

/// Files of KTX 1, which the encoder writes, were called no textures.
TEST(ValidateCommand, KnowsKtx1) {
    const TemporaryFolder folder;
    Bytes bytes = writeKtx1(makeConstantBlocks(8, 8)).value();
    const std::string file = folder.write("a.ktx", bytes);
    const CommandResult good = runCommand({"validate", "-e", file});
    expectSuccess(good);
    EXPECT_EQ(good.out, file + ": valid\n");
    const CommandResult cut = runCommand({"validate", folder.write("a.ktx", std::span(bytes).first(bytes.size() - 1))});
    EXPECT_EQ(cut.exitCode, 3);
    EXPECT_EQ(cut.out,
              file + ": error at 0: damaged KTX 1: level 0 is truncated (ktx1-file)\n" + file + ": not valid\n");
    bytes[29] = 0x80; // not a format of ASTC
    const CommandResult other = runCommand({"validate", folder.write("a.ktx", bytes)});
    expectSuccess(other);
    EXPECT_NE(other.out.find("only ASTC LDR 2D is (ktx1-unchecked)"), std::string::npos) << other.out;
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

} // namespace
} // namespace astcslang::test

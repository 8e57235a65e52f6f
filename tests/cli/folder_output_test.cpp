// SPDX-License-Identifier: Apache-2.0
// If these fail, several pictures do not become several textures, or one of them is written over another's source.
// Needs a Vulkan device of any kind.

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;

TEST(FolderOutput, HoldsATexturePerPictureWithTheBytesOfARunOfItsOwn) {
    const TemporaryFolder folder, out;
    const std::string a = folder.write("a.png", makePng(makeGradient(8, 8)));
    const std::string b = folder.write("b.bmp", makeBmp(makeGradient(12, 4)));
    const std::string names = "a.png\nb.bmp\n";
    const std::string list = folder.write("list.txt", Bytes(names.begin(), names.end()));
    expectSuccess(runCommand({"-i", "@@" + list, "-o", out.path(""), "-q", "fastest"}));
    EXPECT_EQ(out.names(), (Names{"a.ktx2", "b.ktx2"}));
    expectSuccess(runCommand({"-i", b, "-o", folder.path("alone.ktx2"), "-q", "fastest"}));
    EXPECT_EQ(out.read("b.ktx2"), folder.read("alone.ktx2"));
    expectSuccess(runCommand({"-i", a, "-i", b, "-o", out.path(""), "-q", "fastest", "--container", "astc"}));
    EXPECT_EQ(out.names(), (Names{"a.astc", "a.ktx2", "b.astc", "b.ktx2"}));
}

TEST(FolderOutput, TakesWhatAShellMakesOfAPattern) {
    const TemporaryFolder folder;
    const Bytes picture = makePng(makeGradient(8, 8));
    const std::string a = folder.write("a.png", picture), b = folder.write("b.png", picture);
    const std::vector<std::string> lines[] = {{"-q", "fastest", a, b, "-o", folder.path("out/")},
                                              {"-i", a, b, "-q", "fastest", "-o", folder.path("out/")},
                                              {"-o", folder.path("out/"), "-q", "fastest", "-i", a, "-i", b}};
    for (const std::vector<std::string>& line : lines) {
        SCOPED_TRACE(testing::PrintToString(line));
        expectSuccess(runCommand(line));
        EXPECT_TRUE(folder.has("out/a.ktx2") && folder.has("out/b.ktx2"));
        std::filesystem::remove_all(folder.path("out"));
    }
}

TEST(FolderOutput, FoldersThatAreNotThereAreMade) {
    const TemporaryFolder folder;
    const std::string a = folder.write("a.png", makePng(makeGradient(8, 8)));
    expectSuccess(runCommand({"-i", a, "-o", folder.path("new/"), "-q", "fastest"}));
    EXPECT_GT(folder.read("new/a.ktx2").size(), 0u);
    expectSuccess(runCommand({"-i", a, "-o", folder.path("other/new/"), "-q", "fastest"}));
    EXPECT_EQ(folder.read("other/new/a.ktx2"), folder.read("new/a.ktx2"));
    expectFailure(runCommand({"-i", a, "-o", a + "/new/", "-q", "fastest"}), 2, "a.png/new/");
}

TEST(FolderOutput, GoesOnAfterAPictureThatFails) {
    const TemporaryFolder folder, out;
    const Bytes picture = makePng(makeGradient(8, 8));
    const std::string good = folder.write("good.png", picture), last = folder.write("last.png", picture);
    const std::string cut = folder.write("cut.png", Bytes(picture.begin(), picture.begin() + 40));
    const std::vector<std::string> line = {"-i", good, "-i", cut,          "-i", folder.path("none.png"),
                                           "-i", last, "-o", out.path(""), "-q", "fastest"};
    const CommandResult result = runCommand(line);
    EXPECT_EQ(result.exitCode, 3) << "as the first that failed";
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 2) << result.err;
    EXPECT_EQ(out.names(), (Names{"good.ktx2", "last.ktx2"}));
    EXPECT_EQ(out.read("good.ktx2"), out.read("last.ktx2"));
}

TEST(FolderOutput, ReportsInOneJsonDocument) {
    const TemporaryFolder folder, out;
    const std::string a = folder.write("a.png", makePng(makeGradient(8, 8)));
    const std::string none = folder.path("none.png");
    const CommandResult result = runCommand({"-i", none, "-i", a, "-o", out.path(""), "-q", "fastest", "--json"});
    EXPECT_EQ(result.exitCode, 2);
    const nlohmann::json textures = nlohmann::json::parse(result.out)["textures"];
    ASSERT_EQ(textures.size(), 2u);
    EXPECT_EQ(textures[0]["input"]["file"], none);
    EXPECT_EQ(textures[0]["error"], none + ": No such file or directory");
    EXPECT_EQ(textures[1]["output"]["file"], out.path("a.ktx2"));
    EXPECT_FALSE(textures[1].contains("error"));
}

TEST(FolderOutput, ADeviceThatIsNotThereEndsTheRunWithTheFirstPicture) {
    const TemporaryFolder folder, out;
    const std::string a = folder.write("a.png", makePng(makeGradient(8, 8)));
    const std::string b = folder.write("b.png", makePng(makeGradient(8, 8)));
    expectFailure(runCommand({"-i", a, "-i", b, "-o", out.path(""), "--device", "no such device"}), 4,
                  "no such device");
}

TEST(FolderOutput, NeverOverwritesAnotherInput) {
    const TemporaryFolder folder;
    const Bytes other = makePng(makeGradient(4, 4)); // a picture by content
    const std::string a = folder.write("a.png", makePng(makeGradient(8, 8))), b = folder.write("a.ktx2", other);
    std::filesystem::rename(b, folder.path("c.ktx2"));
    std::filesystem::create_symlink("c.ktx2", folder.path("a.ktx2"));
    const CommandResult result =
        runCommand({"-i", a, "-i", folder.path("c.ktx2"), "-o", folder.path(""), "-q", "fastest"});
    expectFailure(result, 1, "input file itself");
    EXPECT_EQ(folder.read("c.ktx2"), other);
}

TEST(FolderOutput, StandardOutputHasTheBytesOfAFile) {
    const TemporaryFolder folder;
    CommandSetup setup;
    setup.standardInput = folder.write("a.png", makePng(makeGradient(8, 8)));
    for (const std::string container : {"ktx2", "astc"}) {
        const std::string out = folder.path("a." + container);
        expectSuccess(runCommand({"-i", setup.standardInput, "-o", out, "-q", "fastest"}));
        const CommandResult piped =
            runCommand({"-i", "-", "-o", "-", "-q", "fastest", "--quiet", "--container", container}, setup);
        expectSuccess(piped);
        EXPECT_EQ(Bytes(piped.out.begin(), piped.out.end()), folder.read("a." + container));
    }
    setup.standardOutput = "/dev/full";
    expectFailure(runCommand({"-i", "-", "-o", "-", "-q", "fastest", "--quiet"}, setup), 2, "standard output");
}

} // namespace
} // namespace astcslang::test

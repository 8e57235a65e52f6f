// SPDX-License-Identifier: Apache-2.0
// If these fail, the main verb does not do what the README says: a picture in, a texture and a summary out. Needs a
// Vulkan device of any kind. How good the texture is, is the business of tests/quality.

#include <csignal>
#include <thread>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using Names = std::set<std::string>;
using nlohmann::json;

std::string testImage(const std::string& name) { return std::string(ASTCSLANG_TEST_IMAGES "/") + name; }

json runForJson(const std::vector<std::string>& arguments) {
    const CommandResult result = runCommand(arguments);
    EXPECT_TRUE(result.exitCode == 0 || result.exitCode == 7) << result.err;
    EXPECT_EQ(result.err, "");
    return json::parse(result.out, nullptr, false);
}

TEST(Encode, WritesATextureThatDecodesToThePicture) {
    const TemporaryFolder folder;
    const std::string picture = testImage("rgb/ldr-rgb-10.png"); // 127x128: a partial block in every row
    for (const char* name : {"out.ktx2", "out.astc"}) {
        const std::string out = folder.path(name);
        expectSuccess(runCommand({"-i", picture, "-o", out, "-q", "fast", "-p", "2"}));
        const json info = runForJson({"info", out, "--json"});
        EXPECT_EQ(info["width"], 127);
        EXPECT_EQ(info["height"], 128);
        EXPECT_EQ(info["footprint"], "4x4");
        EXPECT_EQ(info["statistics"]["error_blocks"], 0);
        EXPECT_GT(runForJson({"compare", picture, out, "--json"})["quality"]["psnr_rgb"], 30.0);
    }
    EXPECT_EQ(folder.names(), (Names{"out.astc", "out.ktx2"}));
}

TEST(Encode, BothContainersHoldTheSameBlocks) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png");
    for (const char* name : {"out.ktx2", "out.astc"}) {
        expectSuccess(runCommand({"-i", picture, "-o", folder.path(name), "-q", "fastest", "--quiet"}));
    }
    EXPECT_EQ(readKtx2(folder.read("out.ktx2"))->blocks, readAstc(folder.read("out.astc"), Profile::Ldr)->blocks);
}

TEST(Encode, SummaryNamesDeviceSizeBlocksTimesSpeedAndPsnr) {
    const TemporaryFolder folder;
    const CommandResult result = runCommand({"-i", testImage("astcenc_slang/test_rgb_hard_1.png"), "-o",
                                             folder.path("out.ktx2"), "-q", "fastest", "--compare"});
    expectSuccess(result);
    for (const char* text :
         {"device", "PNG, 128x128", "4x4, sRGB, 1024 blocks", "read", "encode", "write", "MP/s", "PSNR", "SSIM"}) {
        EXPECT_NE(result.out.find(text), std::string::npos) << text << "\n" << result.out;
    }
}

TEST(Encode, JsonSummaryAgreesWithCompare) {
    const TemporaryFolder folder;
    const std::string picture = testImage("rgba/ldr-rgba-00.png"), out = folder.path("out.ktx2");
    const json summary = runForJson({"-i", picture, "-o", out, "-q", "0", "-p", "1", "--compare", "--json"});
    const json comparison = runForJson({"compare", picture, out, "--json"});
    EXPECT_EQ(summary["quality"], comparison["quality"]);
    EXPECT_EQ(summary["options"]["quality"], 0);
    EXPECT_EQ(summary["options"]["max_partition_count"], 1);
    EXPECT_EQ(summary["output"]["blocks"], 64 * 64);
    EXPECT_EQ(summary["output"]["bytes"], folder.read("out.ktx2").size());
    EXPECT_FALSE(summary["time_ms"]["stages"].empty());
    EXPECT_EQ(runForJson({"info", out, "--json"})["statistics"]["partition_counts"].value("2", 0), 0);
}

TEST(Encode, StatisticsCountEveryBlock) {
    const TemporaryFolder folder;
    const json summary = runForJson({"-i", testImage("astcenc_slang/test_rgb_hard_1.png"), "-o",
                                     folder.path("out.ktx2"), "-q", "fast", "--stats", "--json"});
    const json& statistics = summary["statistics"];
    uint64_t counted = statistics["void_extent_blocks"];
    for (const auto& count : statistics["partition_counts"]) counted += count.get<uint64_t>();
    EXPECT_EQ(counted, 1024u);
    EXPECT_FALSE(summary["search"]["squared_error_by_step"].empty());
}

TEST(Encode, ProfileIsSrgbUnlessLinearIsAsked) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    const std::pair<std::vector<std::string>, const char*> runs[] = {
        {{}, "sRGB"}, {{"--srgb"}, "sRGB"}, {{"--linear"}, "linear"}, {{"--linear", "--decode-float16"}, "linear"}};
    for (const auto& [flags, profile] : runs) {
        std::vector<std::string> arguments = {"-i", picture, "-o", out, "-q", "fastest"};
        arguments.insert(arguments.end(), flags.begin(), flags.end());
        expectSuccess(runCommand(arguments));
        EXPECT_EQ(runForJson({"info", out, "--json"})["profile"], profile);
    }
}

TEST(Encode, EveryFitAndModeChoiceMakesALegalTexture) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    const std::pair<const char*, const char*> choices[] = {
        {"--endpoint-fit", "pca"},     {"--endpoint-fit", "lsq"},      {"--endpoint-fit", "gradient"},
        {"--mode-choice", "screened"}, {"--mode-choice", "corrected"}, {"--mode-choice", "published"},
        {"--mode-choice", "full"}};
    for (const auto& [option, value] : choices) {
        SCOPED_TRACE(value);
        expectSuccess(runCommand({"-i", picture, "-o", out, "-q", "fastest", option, value}));
        EXPECT_EQ(runForJson({"info", out, "--json"})["statistics"]["error_blocks"], 0);
    }
}

TEST(Encode, DevicesAreListedAndChosenByNumberAndName) {
    const TemporaryFolder folder;
    const json devices = runForJson({"--list-devices", "--json"})["devices"];
    ASSERT_FALSE(devices.empty());
    const std::string text = runCommand({"--list-devices"}).out;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    for (const json& device : devices) {
        const std::string name = device["name"], index = std::to_string(device["index"].get<int>());
        EXPECT_NE(text.find(index + ": " + name), std::string::npos);
        if (!device["is_usable"]) continue;
        const json byNumber = runForJson({"-i", picture, "-o", out, "-q", "0", "--device", index, "--json"});
        EXPECT_EQ(byNumber["device"]["index"], device["index"]);
        const json byName = runForJson({"-i", picture, "-o", out, "-q", "0", "--device", name, "--json"});
        EXPECT_EQ(byName["device"]["name"], name);
    }
}

TEST(Encode, ASoftwareDeviceIsAnnounced) {
    const TemporaryFolder folder;
    const std::vector<std::string> arguments = {
        "-i", testImage("astcenc_slang/hard_hi.png"), "-o", folder.path("out.ktx2"), "-q", "0"};
    std::vector<std::string> withJson = arguments;
    withJson.push_back("--json");
    const bool isCpu = runForJson(withJson)["device"]["is_cpu"];
    EXPECT_EQ(runCommand(arguments).out.rfind("no GPU found: using ", 0) == 0, isCpu);
}

TEST(Encode, AnUnknownDeviceIsARuntimeError) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    expectFailure(runCommand({"-i", picture, "-o", out, "--device", "no such device"}), 4, "no such device");
    expectFailure(runCommand({"-i", picture, "-o", out, "--device", "4711"}), 4, "4711");
    EXPECT_EQ(folder.names(), Names{});
}

TEST(Encode, QuietSaysNothing) {
    const TemporaryFolder folder;
    const CommandResult result =
        runCommand({"-i", testImage("astcenc_slang/hard_hi.png"), "-o", folder.path("out.ktx2"), "-q", "0", "--quiet"});
    expectSuccess(result);
    EXPECT_EQ(result.out, "");
}

TEST(Encode, ValidationLayersReportNothing) {
    const TemporaryFolder folder;
    const CommandResult result = runCommand({"-i", testImage("astcenc_slang/test_rgb_hard_1.png"), "-o",
                                             folder.path("out.ktx2"), "-q", "fast", "--validation", "--json"});
    if (result.exitCode == 4 && result.err.find("layer") != std::string::npos &&
        result.err.find("reported") == std::string::npos) {
        GTEST_SKIP() << "the validation layer is not installed";
    }
    expectSuccess(result);
    EXPECT_EQ(json::parse(result.out, nullptr, false)["validation_messages"], 0);
}

TEST(Encode, TheSmallestPictureIsOneBlock) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(Image{1, 1, {10, 200, 30, 128}}));
    const std::string out = folder.path("out.ktx2");
    expectSuccess(runCommand({"-i", picture, "-o", out, "-q", "fastest"}));
    expectSuccess(runCommand({"compare", picture, out})); // a constant block is exact
}

TEST(Encode, AFileThatMayNotGrowIsAnInputOutputError) {
    const TemporaryFolder folder;
    const std::string out = folder.write("out.ktx2", Bytes{1, 2, 3});
    CommandSetup setup;
    setup.maxFileBytes = 1000;
    expectFailure(runCommand({"-i", testImage("astcenc_slang/test_rgb_hard_1.png"), "-o", out}, setup), 2, "out.ktx2");
    EXPECT_EQ(folder.read("out.ktx2"), (Bytes{1, 2, 3}));
    EXPECT_EQ(folder.names(), Names{"out.ktx2"});
}

/// Ends an encode by a signal while it searches; an older output must be left, and nothing else.
void expectNothingLeftBy(int signalNumber) {
    const json devices = runForJson({"--list-devices", "--json"})["devices"];
    for (const json& device : devices) {
        if (!device["is_cpu"] || !device["is_usable"]) continue; // a GPU may be done before the signal
        const TemporaryFolder folder;
        const std::string picture = folder.write("a.png", makePng(makeGradient(2048, 2048)));
        const std::string out = folder.write("out.ktx2", Bytes{1, 2, 3});
        BackgroundCommand command(
            {"-i", picture, "-o", out, "-q", "exhaustive", "--device", std::to_string(device["index"].get<int>())});
        ASSERT_TRUE(folder.waitForHiddenFiles(1));
        std::this_thread::sleep_for(std::chrono::seconds(1)); // into the search, or at least near it
        command.sendSignal(signalNumber);
        EXPECT_EQ(command.wait().signal, signalNumber);
        EXPECT_EQ(folder.read("out.ktx2"), (Bytes{1, 2, 3}));
        EXPECT_EQ(folder.names(), (Names{"a.png", "out.ktx2"}));
        return;
    }
    GTEST_SKIP() << "no software device";
}

TEST(Encode, TerminationDuringTheSearchLeavesNothingBehind) { expectNothingLeftBy(SIGTERM); }
TEST(Encode, ACrashDuringTheSearchLeavesNothingBehind) { expectNothingLeftBy(SIGABRT); }

TEST(Encode, APictureTaggedAsSomethingElseThanTheTextureIsWarnedAboutInOneLine) {
    const TemporaryFolder folder;
    PngPicture picture{4, 1, PngColor::Grey, 8, false, {{0, 80, 160, 240}}, {{"sRGB", {0}}}};
    const std::string in = folder.write("a.png", makePng(picture)), out = folder.path("a.ktx2");
    const std::vector<std::string> line = {"-i", in, "-o", out, "-q", "fastest"};
    const auto runWith = [&](std::vector<std::string> options) {
        options.insert(options.begin(), line.begin(), line.end());
        return runCommand(options);
    };
    const CommandResult warned = runWith({"--linear"});
    EXPECT_EQ(warned.exitCode, 0);
    EXPECT_EQ(warned.err.rfind("astcslang: " + in + ": warning: its colours are sRGB (sRGB chunk), but", 0), 0u)
        << warned.err;
    EXPECT_EQ(std::count(warned.err.begin(), warned.err.end(), '\n'), 1);
    for (const std::vector<std::string>& options :
         std::vector<std::vector<std::string>>{{},
                                               {"--linear", "--quiet"},
                                               {"--linear", "--assign-tf", "linear"},
                                               {"--linear", "--convert-tf", "linear"}})
        expectSuccess(runWith(options));
    // Without a word on the texture, it is as the picture was said to be.
    EXPECT_EQ(
        runForJson({"-i", in, "-o", out, "-q", "fastest", "--convert-tf", "linear", "--json"})["output"]["profile"],
        "linear");
}

TEST(Encode, AWarningDoesNotAdviseAConversionThatNobodyCanMake) {
    const TemporaryFolder folder;
    const PngPicture picture{4, 1, PngColor::Grey, 8, false, {{0, 80, 160, 240}}, {{"cICP", {9, 16, 0, 1}}}}; // PQ
    const std::string in = folder.write("a.png", makePng(picture));
    const CommandResult warned = runCommand({"-i", in, "-o", folder.path("a.ktx2"), "-q", "fastest", "--srgb"});
    EXPECT_EQ(warned.exitCode, 0);
    EXPECT_NE(warned.err.find("--assign-tf srgb says that this is right"), std::string::npos) << warned.err;
    EXPECT_EQ(warned.err.find("--convert-tf"), std::string::npos) << warned.err;
}

TEST(Encode, TheStepsAreTakenAndToldUnderVerbose) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.png", makePng(makeGradient(16, 8))), out = folder.path("a.ktx2");
    const CommandResult result = runCommand({"-i", in, "-o", out, "-q", "fastest", "-v", "--yflip", "--scale", "0.5",
                                             "--convert-tf", "linear", "--premultiply-alpha"});
    expectSuccess(result);
    for (const char* text : {"RGBA, 8 bits", "sRGB: untagged PNG counts as sRGB", "flipped",
                             "resized from 16x8, colours weighted by alpha", "converted from sRGB to linear",
                             "colours multiplied by alpha", "4x4, linear, 2 blocks"}) {
        EXPECT_NE(result.out.find(text), std::string::npos) << text << "\n" << result.out;
    }
    EXPECT_EQ(runForJson({"info", out, "--json"})["width"], 8);
    expectFailure(runCommand({"-i", in, "-o", out, "--max-pixels", "127"}), 5, "exceeds the limits");
    expectSuccess(runCommand({"-i", in, "-o", out, "--max-pixels", "128", "-q", "fastest"}));
}

} // namespace
} // namespace astcslang::test

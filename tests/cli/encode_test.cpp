// SPDX-License-Identifier: Apache-2.0
// If these fail, the main verb does not do what the README says: a picture in, a texture and a summary out. Needs a
// Vulkan device of any kind. How good the texture is, is the business of tests/quality.

#include <algorithm>
#include <chrono>
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

TEST(Encode, ReportIsALinePerTexture) {
    const TemporaryFolder folder;
    const std::string out = folder.path("out.ktx2");
    std::vector<std::string> line = {
        "-i", testImage("astcenc_slang/test_rgb_hard_1.png"), "-o", out, "-q", "fastest", "-b", "6x6"};
    const CommandResult plain = runCommand(line);
    expectSuccess(plain);
    const std::string text = plain.out;
    const std::string bytes = std::to_string(folder.read("out.ktx2").size());
    EXPECT_EQ(text.rfind(out + ": 128x128, 6x6 sRGB, 3.56 bits/texel, " + bytes + " bytes, ", 0), 0u) << text;
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 1) << text;
    EXPECT_EQ(text.find("PSNR"), std::string::npos) << text;
    line.emplace_back("--compare");
    const std::string compared = runCommand(line).out;
    EXPECT_NE(compared.find(" s, PSNR "), std::string::npos) << compared;
    EXPECT_EQ(std::count(compared.begin(), compared.end(), '\n'), 1) << compared;
}

TEST(Encode, QuietLeavesTheJsonDocumentAlone) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.png", makePng(makeGradient(8, 8))), out = folder.path("out.ktx2");
    EXPECT_EQ(runForJson({"-i", in, "-o", out, "-q", "fastest", "--json", "--quiet"})["output"]["blocks"], 4);
    EXPECT_TRUE(runForJson({"info", out, "--json", "--quiet"}).contains("footprint"));
    const CommandResult compared = runCommand({"compare", in, out, "--json", "--quiet"});
    EXPECT_TRUE(json::parse(compared.out).contains("quality")) << compared.out;
}

TEST(Encode, VerboseSummaryNamesDeviceSizeBlocksTimesSpeedAndPsnr) {
    const TemporaryFolder folder;
    const CommandResult result = runCommand({"-i", testImage("astcenc_slang/test_rgb_hard_1.png"), "-o",
                                             folder.path("out.ktx2"), "-q", "fastest", "--compare", "-v"});
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

TEST(Encode, ThatThereIsNoGpuIsSaidOnceUnlessQuietOrTheDeviceIsNamed) {
    const TemporaryFolder folder;
    const std::string picture = testImage("astcenc_slang/hard_hi.png"), out = folder.path("out.ktx2");
    const auto runWith = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"-i", picture, "-o", out, "-q", "0"});
        return runCommand(words);
    };
    const json device = runForJson({"-i", picture, "-o", out, "-q", "0", "--json"})["device"];
    if (!device["is_cpu"]) GTEST_SKIP() << "there is a GPU";
    const std::string name = device["name"], number = std::to_string(device["index"].get<int>());
    const std::string expected = "astcslang: warning: no GPU found: using " + name + ", a software device\n";
    EXPECT_EQ(runWith({}).hint, expected);
    EXPECT_EQ(runWith({"-v"}).hint, expected);
    for (const std::vector<std::string>& silent :
         {std::vector<std::string>{"--quiet"}, {"--no-warn"}, {"--device", name}, {"--device", number}})
        EXPECT_EQ(runWith(silent).hint, "") << silent.front();
    EXPECT_EQ(runCommand({"-tl", picture, folder.path("out.png"), "6x6", "-fastest", "-silent"}).hint, "");
    const std::string second = folder.write("b.png", makePng(makeGradient(8, 8)));
    EXPECT_EQ(runCommand({"-i", picture, "-i", second, "-o", folder.path("folder/"), "-q", "0"}).hint, expected);
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

/// Warnings went into the texture where standard error was closed.
TEST(Encode, ClosedStreamsLeaveTheTextureWhole) {
    const TemporaryFolder folder;
    const std::string picture = folder.write("a.png", makePng(makeGradient(8, 8))), out = folder.path("out.ktx2");
    for (const std::vector<int>& closed : {std::vector{2}, {0, 2}, {1, 2}, {0, 1, 2}, {0, 1}, {0}, {1}}) {
        SCOPED_TRACE(testing::PrintToString(closed));
        CommandSetup setup;
        setup.closedStreams = closed;
        // -v has something to tell in any case, and a software device brings a warning.
        runCommand({"-i", picture, "-o", out, "-q", "draft", "-v"}, setup);
        EXPECT_EQ(runCommand({"validate", out}).exitCode, 0);
        std::filesystem::remove(out);
    }
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

TEST(Encode, OfAPictureAndADeviceThatAreBothBadThePictureIsTold) {
    const TemporaryFolder folder;
    CommandSetup noDriver;
    noDriver.environment = {"VK_DRIVER_FILES=/nonexistent", "VK_ICD_FILENAMES=/nonexistent"};
    Bytes cut = makePng(makeGradient(64, 64));
    cut.resize(cut.size() / 2);
    const std::string bad = folder.write("bad.png", cut), out = folder.path("out.ktx2");
    const std::string good = folder.write("good.png", makePng(makeGradient(8, 8)));
    expectFailure(runCommand({"-i", bad, "-o", out}), 3, "bad.png");
    expectFailure(runCommand({"-i", bad, "-o", out}, noDriver), 3, "bad.png");
    expectFailure(runCommand({"-i", good, "-o", out}, noDriver), 4, "no Vulkan");
    // In a folder's run both are told, in this order, and what comes after is not begun.
    const CommandResult several = runCommand({bad, good, good + "/none.png", "-o", folder.path("out/")}, noDriver);
    EXPECT_EQ(several.exitCode, 3);
    const size_t first = several.err.find("bad.png"), second = several.err.find("no Vulkan");
    EXPECT_TRUE(first < second && second != std::string::npos) << several.err;
    EXPECT_EQ(std::count(several.err.begin(), several.err.end(), '\n'), 2) << several.err;
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

TEST(Encode, NoWarnHidesWarningsAndSoDoesToktxsNowarn) {
    const TemporaryFolder folder;
    const PngPicture picture{4, 1, PngColor::Grey, 8, false, {{0, 80, 160, 240}}, {{"cICP", {9, 16, 0, 1}}}}; // PQ
    const std::string in = folder.write("a.png", makePng(picture)), out = folder.path("a.ktx2");
    EXPECT_NE(runCommand({"-i", in, "-o", out, "-q", "fastest", "--srgb"}).err.find("warning"), std::string::npos);
    expectSuccess(runCommand({"-i", in, "-o", out, "-q", "fastest", "--srgb", "--no-warn"}));
    expectSuccess(runCommand({"info", in, "--no-warn"}));
    for (const char* flag : {"--nowarn", "--no_warn"})
        expectSuccess(runCommand({"toktx", "--encode", "astc", "--astc_quality", "fastest", flag, out, in}));
}

TEST(Encode, ConversionsOfColorsAreWarnedOfOrRefusedOnDemand) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.png", makePng(makeGradient(8, 8))), out = folder.path("a.ktx2");
    const std::vector<std::string> line = {"-i", in, "-o", out, "-q", "fastest", "--quiet"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), line.begin(), line.end());
        return more;
    };
    expectFailure(runCommand(with({"--convert-tf", "linear", "--fail-on-color-conversions"})), 3,
                  "a.png: its colours would be converted from sRGB to linear");
    EXPECT_FALSE(folder.has("a.ktx2"));
    expectSuccess(runCommand(with({"--fail-on-color-conversions", "--fail-on-origin-changes"})));
    const CommandResult warned =
        runCommand({"-i", in, "-o", out, "-q", "fastest", "--convert-tf", "linear", "--warn-on-color-conversions",
                    "--warn-on-origin-changes", "--convert-texcoord-origin", "bottom-left"});
    EXPECT_EQ(warned.exitCode, 0);
    EXPECT_NE(warned.err.find("warning: its colours were converted from sRGB to linear"), std::string::npos);
    EXPECT_NE(warned.err.find("warning: was turned upside down"), std::string::npos) << warned.err;
    expectFailure(runCommand(with({"--convert-texcoord-origin", "bottom-left", "--fail-on-origin-changes"})), 3,
                  "turned upside down");
}

TEST(Encode, ASideOfZeroIsNotResized) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.png", makePng(makeGradient(16, 8))), out = folder.path("a.ktx2");
    const auto sizeOf = [&](const std::vector<std::string>& line) {
        expectSuccess(runCommand(line));
        const json info = runForJson({"info", out, "--json"});
        return std::pair(info["width"].get<int>(), info["height"].get<int>());
    };
    EXPECT_EQ(sizeOf({"-i", in, "-o", out, "-q", "fastest", "--resize", "0x4"}), std::pair(16, 4));
    const std::vector<std::string> create = {
        "create", "--format", "ASTC_4x4_SRGB_BLOCK", "--astc-quality", "fastest", "--width", "5", in, out};
    EXPECT_EQ(sizeOf(create), std::pair(5, 8));
}

TEST(Encode, TheLastOfRepeatedOptionsCounts) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.png", makePng(makeGradient(8, 8)));
    expectSuccess(runCommand({"-i",
                              in,
                              "-o",
                              folder.path("no.ktx2"),
                              "-o",
                              folder.path("a.ktx2"),
                              "-q",
                              "medium",
                              "-b",
                              "4x4",
                              "-b",
                              "8x8",
                              "-q",
                              "fastest",
                              "--zstd",
                              "5",
                              "--zstd",
                              "7",
                              "--channel-weights",
                              "1",
                              "1",
                              "1",
                              "1",
                              "--channel-weights",
                              "1",
                              "2",
                              "1",
                              "0"}));
    EXPECT_FALSE(folder.has("no.ktx2"));
    const json info = runForJson({"info", folder.path("a.ktx2"), "--json"});
    EXPECT_EQ(info["footprint"], "8x8");
    EXPECT_NE(info.dump().find("--quality fastest --channel-weights 1 2 1 0 --zstd 7"), std::string::npos)
        << info.dump(2);
    CommandSetup setup;
    setup.environment = {"TOKTX_OPTIONS=--encode etc1s --astc_blk_d 5x5 --astc_quality exhaustive --zcmp 1"};
    expectSuccess(runCommand(
        {"toktx", "--encode", "astc", "--astc_blk_d", "6x6", "--astc_quality", "fastest", folder.path("b.ktx2"), in},
        setup));
    EXPECT_EQ(runForJson({"info", folder.path("b.ktx2"), "--json"})["footprint"], "6x6");
}

TEST(Encode, KtxCreateReadsAndWritesPipesByItsFlags) {
    const TemporaryFolder folder;
    CommandSetup setup;
    setup.standardInput = folder.write("a.png", makePng(makeGradient(8, 8)));
    const std::vector<std::string> line = {"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--astc-quality", "fastest"};
    const auto with = [&](std::vector<std::string> more) {
        more.insert(more.begin(), line.begin(), line.end());
        return more;
    };
    expectSuccess(runCommand(with({setup.standardInput, folder.path("file.ktx2")})));
    expectSuccess(runCommand(with({"--stdin", folder.path("piped.ktx2")}), setup));
    EXPECT_EQ(folder.read("piped.ktx2"), folder.read("file.ktx2"));
    const CommandResult out = runCommand(with({"--stdin", "--stdout", "--quiet"}), setup);
    expectSuccess(out);
    EXPECT_EQ(Bytes(out.out.begin(), out.out.end()), folder.read("file.ktx2"));
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
    for (const char* flag : {"--linear", "--normal-mode"}) {
        const CommandResult kept = runCommand({"-i", in, "-o", out, "-q", "fastest", "-v", flag});
        EXPECT_NE(kept.out.find("colours are linear: untagged PNG, whose codes a linear texture takes"),
                  std::string::npos)
            << kept.out;
    }
    expectFailure(runCommand({"-i", in, "-o", out, "--max-pixels", "127"}), 5, "exceeds the limits");
    expectSuccess(runCommand({"-i", in, "-o", out, "--max-pixels", "128", "-q", "fastest"}));
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, KTXwriterScParams leaves out an option that a texture's bytes depend on.

#include <algorithm>
#include <set>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "writer_parameters.h"

namespace astcslang::test {
namespace {

using Words = std::vector<std::string>;

std::string parametersOf(const Words& line) {
    std::vector<const char*> arguments = {"astcslang", "-i", "a.png", "-o", "a.ktx2"};
    for (const std::string& word : line) arguments.push_back(word.c_str());
    const auto parsed = cli::parseOptions(static_cast<int>(arguments.size()), arguments.data());
    if (std::holds_alternative<cli::ExitCode>(parsed)) return "not parsed";
    return cli::writerParameters(std::get<cli::Options>(parsed));
}

/// Options of the main verb; hidden ones stand for words of other tools.
std::vector<std::string> optionsOfTheMainVerb() {
    std::vector<std::string> names;
    cli::visitGrammar([&](CLI::App& app) {
        for (const CLI::Option* option : app.get_options()) {
            if (option->get_positional() || option->get_group().empty()) continue;
            names.push_back("--" + option->get_lnames().front());
        }
    });
    return names;
}

TEST(WriterParameters, EveryOptionOfTheCommandIsInOneOfTheTables) {
    std::multiset<std::string> known;
    for (const auto& names : {cli::recordedOptions(), cli::unrecordedOptions()})
        known.insert(names.begin(), names.end());
    const std::vector<std::string> options = optionsOfTheMainVerb();
    EXPECT_GT(options.size(), 50u);
    for (const std::string& option : options) EXPECT_EQ(known.count(option), 1u) << option;
    EXPECT_EQ(known.size(), options.size());
}

const Words kLines[] = {
    {"--quality", "thorough"},
    {"--quality", "77"},
    {"--partitions", "3"},
    {"--normalize"},
    {"--assign-tf", "bt709"},
    {"--resize", "0x4"},
    {"--endpoint-fit", "lsq"},
    {"--mode-choice", "full"},
    {"--perceptual"},
    {"--channel-weights", "1", "2", "0.5", "0"},
    {"--alpha-radius", "3"},
    {"--raw-format", "R8G8B8A8_UNORM", "--width", "3", "--height", "5"},
    {"--exr-layer", "diffuse"},
    {"--assign-tf", "srgb"},
    {"--assign-tf", "linear"},
    {"--yflip"},
    {"--resize", "30x20"},
    {"--scale", "0.25"},
    {"--resize", "30x20", "--resize-filter", "box", "--resize-filter-scale", "0.5", "--resize-wrap", "wrap"},
    {"--assign-texcoord-origin", "bottom-left"},
    {"--assign-texcoord-origin", "bottom-left", "--convert-texcoord-origin", "top-left"},
    {"--convert-tf", "linear"},
    {"--premultiply-alpha"},
    {"--input-swizzle", "bgr1"},
    {"--rgbm", "8"},
    {"--zstd", "18"},
    {"--zlib", "9"},
    {"--generate-mipmap", "--mipmap-filter", "box", "--mipmap-filter-scale", "0.5", "--mipmap-wrap", "wrap",
     "--alpha-coverage", "0.5", "--mipmap-alpha-weighted"},
};

/// Each line's words, as they are, and all of the table's options in some line.
TEST(WriterParameters, TellWhatIsNotAsWithoutAWord) {
    EXPECT_EQ(parametersOf({}), "");
    EXPECT_EQ(parametersOf({"--quality", "medium", "--endpoint-fit", "pca", "--mode-choice", "screened",
                            "--alpha-radius", "0", "--block", "6x6", "--linear", "--compare"}),
              "");
    std::set<std::string> told;
    for (const Words& line : kLines) {
        std::string text;
        for (const std::string& word : line) text += (text.empty() ? "" : " ") + word;
        EXPECT_EQ(parametersOf(line), text);
        told.insert(line.begin(), line.end());
    }
    EXPECT_EQ(parametersOf({"--linear", "--decode-float16"}), "--decode-float16");
    EXPECT_EQ(parametersOf({"--normal-mode"}), "--normal-mode --input-swizzle rrrg");
    EXPECT_EQ(parametersOf({"--generate-mipmap", "--mipmap-normals"}), "--generate-mipmap --mipmap-normals");
    told.insert({"--decode-float16", "--normal-mode", "--mipmap-normals"});
    for (const std::string_view name : cli::recordedOptions()) EXPECT_TRUE(told.contains(std::string(name))) << name;
}

TEST(WriterParameters, StandInOneOrder) {
    const std::string expected = "--quality fast --perceptual --alpha-radius 2 --yflip --premultiply-alpha --zstd 5";
    EXPECT_EQ(parametersOf({"--zstd", "5", "--premultiply-alpha", "--yflip", "--alpha-radius", "2", "--perceptual",
                            "--quality", "fast"}),
              expected);
}

} // namespace
} // namespace astcslang::test

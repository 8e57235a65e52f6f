// SPDX-License-Identifier: Apache-2.0
// If these fail, a mistyped command does something else than saying so with status 1.

#include <filesystem>

#include <fcntl.h>
#include <gtest/gtest.h>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

TEST(Usage, HelpShowsExamplesAndExitStatuses) {
    const CommandResult help = runCommand({"--help"});
    expectSuccess(help);
    for (const char* text : {"astcslang -i cat.jpg -p 3 -o cat.ktx2", "Exit status:", "decode", "compare", "info",
                             "--format", "--input-swizzle", "astcslang -cl cat.png cat.astc 6x6 -medium"}) {
        EXPECT_NE(help.out.find(text), std::string::npos) << text;
    }
    expectSuccess(runCommand({"decode", "--help"}));
}

TEST(Usage, HelpIsACommandToo) {
    const std::pair<std::vector<std::string>, std::vector<std::string>> lines[] = {
        {{"help"}, {"--help"}},
        {{"help", "--json"}, {"--help"}},
        {{"help", "wrap"}, {"wrap", "--help"}},
        {{"help", "extract"}, {"decode", "--help"}},
        {{"help", "create"}, {"create", "--help"}},
    };
    for (const auto& [line, same] : lines) {
        SCOPED_TRACE(testing::PrintToString(line));
        const CommandResult help = runCommand(line);
        expectSuccess(help);
        EXPECT_EQ(help.out, runCommand(same).out);
    }
}

/// A file of the name may be what is meant, and -o says that pictures are.
TEST(Usage, NamesOfFilesAreNoCommands) {
    const TemporaryFolder folder;
    folder.write("inf", makeKtx2());
    expectFailure(runCommand({"inf", "-o", "b.ktx2"}), 2, "inf: No such file");
    const std::filesystem::path before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path(""));
    const CommandResult result = runCommand({"inf"});
    std::filesystem::current_path(before);
    expectFailure(result, 1, "--output is required");
}

TEST(Usage, VersionIsThatOfTheLibrary) {
    const CommandResult version = runCommand({"--version"});
    expectSuccess(version);
    EXPECT_EQ(version.out, "astcslang " + std::string(versionString()) + "\n");
}

/// Numbers that are counted ate the names behind them.
TEST(Usage, FilesMayFollowEveryOption) {
    for (const char* weights : {"--channel-weights=1,1,1,0", "--channel-weights"}) {
        std::vector<std::string> line = {"-o", "b.ktx2", weights};
        if (std::string(weights).back() == 's') line.insert(line.end(), {"1", "1", "1", "0"});
        line.push_back("/nonexistent/a.png");
        expectFailure(runCommand(line), 2, "/nonexistent/a.png: No such file");
    }
    expectFailure(runCommand({"compare", "--mpsnr", "-4", "4", "/nonexistent/a.exr", "b.exr"}), 2, "a.exr: No such");
}

TEST(Usage, EveryMistakeIsOneLineAndStatusOne) {
    const std::pair<std::vector<std::string>, const char*> mistakes[] = {
        {{}, "--input"},
        {{"-i", "a.png"}, "--output"},
        {{"-o", "a.ktx2"}, "--input"},
        {{"a.png"}, "--output is required"},
        {{"inf", "a.png"}, "inf: there is no such command; the commands are decode, extract, compare, info, validate,"},
        {{"version"}, "version: there is no such command"},
        {{"decod", "a.ktx2", "--level", "0"}, "decod: there is no such command"},
        {{"help", "inf"}, "inf: there is no such command"},
        {{"a.png", "b.ktx2"}, "-o the texture"},
        {{"a.png", "-i", "b.png", "-o", "c/"}, "pictures stand behind -i"},
        {{"--bogus"}, "--bogus"},
        {{"-i"}, "--input"},
        {{"-i", "a.png", "-o", "b.dds"}, "b.dds"},
        {{"-i", "a.png", "-o", "b"}, "unknown extension"},
        {{"-i", "a.png", "-o", "ktx2"}, "unknown extension"},
        {{"-i", "-", "-i", "-", "-o", "b.ktx2", "--mipmap"}, "only once"},
        {{"-i", "a.png", "-o", "-", "--container", "png"}, "--container"},
        {{"-i", "a.png", "-o", "b/", "--cubemap"}, "not 1; into a folder each goes"},
        {{"-i", "a.png", "-i", "c/a.jpg", "-o", "b/"}, "would both become b/a.ktx2"},
        {{"-i", "a.png", "-o", ""}, "--output: the file's name is empty"},
        {{"-i", "a.png", "-o", "", "--round-trip"}, "--output: the file's name is empty"},
        {{"decode", "a.ktx2", "-o", ""}, "--output: the file's name is empty"},
        {{"decode", "a.ktx2", ""}, "--output: the file's name is empty"},
        {{"wrap", "-i", "", "b.ktx2"}, "--input: the file's name is empty"},
        {{"-i", "a.png", "-o", "b.png"}, "unknown extension"},
        {{"-i", "a.png", "-o", "b.ktx2", "-p", "0"}, "--partitions"},
        {{"-i", "a.png", "-o", "b.ktx2", "-p", "5"}, "--partitions"},
        {{"-i", "a.png", "-o", "b.ktx2", "-p", "two"}, "--partitions"},
        {{"-i", "a.png", "-o", "b.ktx2", "-q", "101"}, "--quality"},
        {{"-i", "a.png", "-o", "b.ktx2", "-q", "-1"}, "--quality"},
        {{"-i", "a.png", "-o", "b.ktx2", "-q", "best"}, "--quality"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "4"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "--channel-weights", "1", "1"}, "--channel-weights: needs 4"},
        {{"compare", "a.exr", "b.exr", "--mpsnr", "1"}, "--mpsnr: needs 2"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "4x4x"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "7x7"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "4x5"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "5x8"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "12x8"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "12x12x12"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "4x4x4x4"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "260x260"}, "--block"},
        {{"-i", "a.png", "-o", "b.ktx2", "--endpoint-fit", "magic"}, "--endpoint-fit"},
        {{"-i", "a.png", "-o", "b.ktx2", "--mode-choice", "magic"}, "--mode-choice"},
        {{"-i", "a.png", "-o", "b.ktx2", "-b", "6x6", "--endpoint-fit", "lsq"},
         "--endpoint-fit: lsq exists at 4x4 only, not at 6x6"},
        {{"-i", "a.png", "-o", "b.ktx2", "--mode-choice", "full", "--format", "ASTC_8x5_UNORM_BLOCK"},
         "--mode-choice: full exists at 4x4 only, not at 8x5"},
        {{"-i", "a.png", "-o", "b.ktx2", "--srgb", "--linear"}, "--linear"},
        {{"-i", "a.png", "-o", "b.ktx2", "--assign-tf", "gamma"}, "--assign-tf"},
        {{"-i", "a.png", "-o", "b.ktx2", "--convert-oetf", "curve"}, "--convert-oetf"},
        {{"-i", "a.png", "-o", "b.ktx2", "--resize", "4"}, "--resize"},
        {{"-i", "a.png", "-o", "b.ktx2", "--resize", "0x0"}, "--resize"},
        {{"-i", "a.png", "-o", "b.ktx2", "--resize", "4x65537"}, "--resize"},
        {{"-i", "a.png", "-o", "b.ktx2", "--resize", "4x4x4"}, "--resize"},
        {{"-i", "a.png", "-o", "b.ktx2", "--normal-mode", "--input-swizzle", "rrr1"}, "rrr1 leaves x or y out"},
        {{"-i", "a.png", "-o", "b.ktx2", "--normal-mode", "--premultiplied"}, "--premultiplied"},
        {{"-i", "a.png", "-o", "b.ktx2", "--normal-mode", "--premultiply-alpha"}, "--premultiply-alpha"},
        {{"-i", "a.png", "-o", "b.ktx2", "--genmipmap", "--mipmap-normals", "--premultiply-alpha"}, "--mipmap-normals"},
        {{"-i", "a.png", "-o", "b.ktx2", "--genmipmap", "--mipmap-normals", "--premultiplied"}, "--mipmap-normals"},
        {{"-i", "a.png", "-o", "b.ktx2", "--normalize", "--premultiply-alpha"}, "--normalize: contradicts"},
        {{"-i", "a.png", "-o", "b.ktx2", "--premultiplied", "--premultiply-alpha"}, "contradicts --premultiplied"},
        {{"-i", "a.png", "-o", "b.ktx2", "--channel-weights", "1,1,1"}, "--channel-weights: needs 4 numbers"},
        {{"-i", "a.png", "-o", "b.ktx2", "--channel-weights", ",,,"}, "--channel-weights"},
        {{"-i", "a.png", "-o", "b.ktx2", "--channel-weights", "1,1,1,0,1"}, "--channel-weights: needs 4 numbers"},
        {{"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--cubemap", "--convert-texcoord-origin", "bottom-left", "a.png",
          "b.png", "c.png", "d.png", "e.png", "f.png", "o.ktx2"},
         "cube maps have their texcoord origin at the top left"},
        {{"-i", "a.png", "-o", "b.ktx2", "--scale", "0"}, "--scale"},
        {{"-i", "a.png", "-o", "b.ktx2", "--scale", "nan"}, "--scale"},
        {{"-i", "a.png", "-o", "b.ktx2", "--scale", "inf"}, "--scale"},
        {{"-i", "a.png", "-o", "b.ktx2", "--scale", "2", "--resize", "4x4"}, "--resize"},
        {{"-i", "a.png", "-o", "b.ktx2", "--max-pixels", "0"}, "--max-pixels"},
        {{"-i", "a.raw", "-o", "b.ktx2", "--raw-format", "R5G6B5", "--width", "1", "--height", "1"}, "--raw-format"},
        {{"-i", "a.raw", "-o", "b.ktx2", "--raw-format", "R8_UNORM", "--width", "1"}, "--height"},
        {{"-i", "a.raw", "-o", "b.ktx2", "--raw-format", "R8_UNORM", "--width", "0", "--height", "1"}, "--width"},
        {{"-i", "a.raw", "-o", "b.ktx2", "--width", "4"}, "--raw-format"},
        {{"-i", "a.png", "-o", "b.ktx2", "--max-pixels", "many"}, "--max-pixels"},
        {{"-i", "a.png", "-o", "b.ktx2", "--zstd=0"}, "--zstd"},
        {{"-i", "a.png", "-o", "b.ktx2", "--zstd", "23"}, "--zstd"},
        {{"-i", "a.png", "-o", "b.ktx2", "--zlib=10"}, "--zlib"},
        {{"-i", "a.png", "-o", "b.ktx2", "--zlib=best"}, "--zlib"},
        {{"-i", "a.png", "-o", "b.ktx2", "--zlib", "--zstd"}, "--z"},
        {{"-i", "a.png", "-o", "b.astc", "--zstd"}, "--zstd"},
        {{"-i", "a.png", "-o", "b.astc", "--premultiplied"}, "--premultiplied"},
        {{"-i", "a.png", "-o", "b.astc", "--layers", "1"}, "--layers"},
        {{"-i", "a.png", "-o", "b.png", "--round-trip", "--zstd"}, "--zstd"},
        {{"-i", "a.png", "-o", "b.ktx2", "--layers", "0"}, "--layers"},
        {{"-i", "a.png", "-o", "b.ktx2", "--levels", "0"}, "--levels"},
        {{"-i", "a.png", "-i", "b.png", "-o", "b.ktx2", "--cubemap"}, "take 6 pictures, not 2"},
        {{"-i", "a.png", "-i", "b.png", "-o", "b.ktx2"}, "2 pictures for one texture: -o FOLDER/ makes one of each"},
        {{"a.png", "b.png", "-o", "b.ktx2"}, "--layers, --levels or --cubemap make one of all"},
        {{"a.png", "b.png", "--genmipmap", "-o", "b.ktx2"}, "take 1 picture, not 2"},
        {{"-i", "a.png", "-i", "b.png", "-o", "b.ktx2", "--levels", "3"}, "take 3 pictures, not 2"},
        {{"-i", "a.png", "-i", "b.png", "-o", "b.ktx2", "--mipmap", "--layers", "3"}, "take 3 pictures, not 2"},
        {{"-i", "a.png", "-o", "b.ktx2", "--sample-swizzle", "rgbz"}, "--sample-swizzle"},
        {{"-i", "a.png", "-o", "b.ktx2", "--decode-float16"}, "--linear"},
        {{"-i", "a.png", "-o", "b.ktx2", "--decode-float16", "--srgb"}, "--linear"},
        {{"-i", "a.png", "-o", "b.ktx2", "--quiet", "--verbose"}, "--quiet"},
        {{"-i", "a.png", "-o", "b.ktx2", "--warn-on-origin-changes", "--fail-on-origin-changes"}, "excludes"},
        {{"-i", "a.png", "-i", "b.png", "-o", "b.ktx2"}, "--input"},
        {{"-i", "a.png", "-o", "b.ktx2", "--round-trip"}, "unknown extension"},
        {{"decode"}, "--input"},
        {{"decode", "-i", "a.ktx2"}, "--output"},
        {{"decode", "-i", "a.ktx2", "-o", "a.jpg"}, "unknown extension"},
        {{"decode", "-i", "a.ktx2", "-o", "a.png", "-p", "2"}, "-p"},
        {{"compare", "a.png"}, "B is required"},
        {{"compare", "a.png", "b.png", "c.png"}, "c.png"},
        {{"compare", "a.png", "b.png", "c.png", "d.png"}, "not expected: c.png d.png"},
        {{"info", "a.png", "--foo", "--bar"}, "not expected: --foo --bar"},
        {{"decode", "a.ktx2", "a.png", "--level", "-1"}, "--level: '-1' is not a number that it takes"},
        {{"compare", "--blocks", "a.astc", "b.astc"}, "--original"},
        {{"compare", "a.astc", "b.astc", "--original", "a.png"}, "--blocks"},
        {{"compare", "a.astc", "b.astc", "--top", "5"}, "--blocks"},
        {{"compare", "a.astc", "b.astc", "--csv"}, "--blocks"},
        {{"compare", "--blocks", "a.astc", "b.astc", "--original", "a.png", "--top", "-1"}, "--top"},
        {{"compare", "--blocks", "a.astc", "b.astc", "--original", "a.png", "--csv", "--json"}, "--csv"},
        {{"compare", "--blocks", "--normal", "a.astc", "b.astc", "--original", "a.png"}, "--normal"},
        {{"compare", "a.png", "b.png", "--normal-swizzle-a", "rg"}, "--normal"},
        {{"compare", "--normal", "a.png", "b.png", "--normal-swizzle-b", "xy"}, "--normal-swizzle-b"},
        {{"compare", "a.png", "b.png", "-b", "7x7"}, "--block"},
        {{"decode", "a.ktx2"}, "--output"},
        {{"decode", "a.ktx2", "a.png", "b.png"}, "b.png"},
        {{"info"}, "FILE is required"},
        {{"info", "--bogus"}, "not expected: --bogus"},
        {{"info", "-dash.png"}, "not expected: -dash.png"},
        {{"compare"}, "A is required"},
        {{"compare", "--bogus", "a.png"}, "not expected: --bogus"},
        // words of other tools are named as they were typed
        {{"toktx", "--encode", "astc", "--astc_blk_d", "7x7", "b.ktx2", "a.png"}, "--astc_blk_d: '7x7'"},
        {{"toktx", "--encode", "astc", "--astc_quality", "best", "b.ktx2", "a.png"}, "--astc_quality: 'best'"},
        {{"toktx", "--encode", "astc", "--zcmp", "23", "b.ktx2", "a.png"}, "--zcmp: '23'"},
        {{"toktx", "--encode", "astc", "--genmipmap", "-f", "sinc", "b.ktx2", "a.png"}, "--filter: 'sinc'"},
        {{"toktx", "--encode", "astc", "--cubemap", "b.ktx2", "a.png", "b.png"}, "the pictures: 1 level"},
        {{"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--astc-quality", "best", "a.png", "b.ktx2"}, "--astc-quality"},
        {{"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--width", "x", "a.png", "b.ktx2"}, "--width: 'x'"},
        {{"create", "--format", "ASTC_4x4_SRGB_BLOCK", "--height", "0", "a.png", "b.ktx2"}, "--height: '0'"},
        {{"-cl", "a.png", "b.astc", "7x7", "-medium"}, "BLOCK: '7x7'"},
        {{"-cl", "a.png", "b.dds", "6x6", "-medium"}, "b.dds"},
        {{"-cl", "a.png", "b.astc", "6x6", "-medium", "-esw", "rgbx"}, "-esw: 'rgbx'"},
        {{"-cl", "a.png", "b.astc", "6x6", "-medium", "-a", "99999"}, "-a: "},
        {{"-cs", "a.png", "b.astc", "6x6", "-medium", "-normal"}, "-normal: contradicts -cs"},
        {{"-v", "info", "a.ktx2"}, "info"},
    };
    for (const auto& [arguments, mention] : mistakes) {
        SCOPED_TRACE(testing::PrintToString(arguments));
        expectFailure(runCommand(arguments), 1, mention);
    }
}

/// CLI11's own words showed limits as 0.003906 and 65504.000000, and told of a range where a fraction was wrong.
TEST(Usage, NumbersAreToldWithTheirLimits) {
    const std::pair<std::vector<std::string>, const char*> mistakes[] = {
        {{"-p", "2.5"}, "--partitions: '2.5' is not a whole number from 1 to 4"},
        {{"-p", "5"}, "--partitions: '5' is not a whole number from 1 to 4"},
        {{"-p", "0x2"}, "--partitions: '0x2' is not a whole number from 1 to 4"},
        {{"--alpha-radius", "1.5"}, "--alpha-radius: '1.5' is not a whole number from 0 to 32"},
        {{"--layers", "010000000"}, "--layers: '010000000' is not a whole number from 1 to 65536"},
        {{"--levels", "many"}, "--levels: 'many' is not a whole number from 1 to 17"},
        {{"--rgbm", "0"}, "--rgbm: '0' is not a number from 0.00390625 to 65504 "},
        {{"--rgbm", "nan"}, "--rgbm: 'nan' is not a number from 0.00390625 to 65504 "},
        {{"--channel-weights", "1", "-1", "1", "1"}, "--channel-weights: '-1' is not a number from 0 to 1000000"},
        {{"--channel-weights", "1,1,red,1"}, "--channel-weights: 'red' is not a number from 0 to 1000000"},
        {{"--genmipmap", "--mipmap-filter-scale", "5"}, "--mipmap-filter-scale: '5' is not a number from 0.5 to 4"},
        {{"--genmipmap", "--alpha-coverage", "nan"}, "--alpha-coverage: 'nan' is not a number from 1e-06 to 1"},
        {{"--resize-filter-scale", "x"}, "--resize-filter-scale: 'x' is not a number from 0.5 to 4"},
        {{"--max-pixels", "1e6"}, "--max-pixels: '1e6' is not a whole number above 0"},
        {{"--width", "2.5"}, "--width: '2.5' is not a whole number from 1 to 65536"},
        {{"--zstd=1.5"}, "--zstd: '1.5' is not a whole number from 1 to 22"},
    };
    for (const auto& [options, mention] : mistakes) {
        SCOPED_TRACE(mention);
        std::vector<std::string> line = {"-i", "a.png", "-o", "b.ktx2"};
        line.insert(line.end(), options.begin(), options.end());
        expectFailure(runCommand(line), 1, mention);
    }
    expectFailure(runCommand({"compare", "a.png", "b.png", "--rgbm", "1e9"}), 1, "'1e9' is not a number from 0.0039");
    expectFailure(runCommand({"decode", "a.ktx2", "b.exr", "--rgbm", "no"}), 1, "'no' is not a number from 0.0039");
    // Digits are decimal, whatever they begin with: the missing file is found next.
    expectFailure(runCommand({"-i", "missing.png", "-o", "b.ktx2", "--alpha-radius", "09"}), 2, "missing.png");
}

TEST(Usage, HelpOnTheFormsOfOtherToolsShowsTheirFlags) {
    const CommandResult toktx = runCommand({"toktx", "--help"}), create = runCommand({"create", "--help"});
    for (const CommandResult& help : {toktx, create}) expectSuccess(help);
    for (const char* text : {"toktx --encode astc [OPTIONS] TEXTURE PICTURE", "--astc_blk_d ", "--genmipmap", "--bcmp"})
        EXPECT_NE(toktx.out.find(text), std::string::npos) << text;
    for (const char* text : {"PICTURE... TEXTURE", "--astc-quality ", "--assign-tf ", "--uastc-quality", "--zstd"})
        EXPECT_NE(create.out.find(text), std::string::npos) << text;
    EXPECT_EQ(create.out.find("--astc_blk_d"), std::string::npos);
}

TEST(Usage, ThreeDimensionalBlocksAreLegalButNotSupported) {
    for (const char* block : {"3x3x3", "4x4x4", "6x6x5", "6x6x6"})
        expectFailure(runCommand({"-i", "a.png", "-o", "b.ktx2", "-b", block}), 5, "3D");
}

TEST(Usage, RawFormatsThatAreNotReadAreToldFromNonsense) {
    const auto withFormat = [](const char* format) {
        return runCommand({"-i", "a.raw", "-o", "b.ktx2", "--width", "4", "--height", "4", "--raw-format", format});
    };
    for (const char* format : {"R8_SNORM", "vk_format_r32g32_uint", "D16_UNORM", "A2R10G10B10_SSCALED_PACK32",
                               "R10X6_UNORM_PACK16", "G8_B8R8_2PLANE_420_UNORM", "VK_FORMAT_B16G16R16G16_422_UNORM",
                               "G16_B16R16_2PLANE_444_UNORM", "R16G16_SFIXED5_NV"})
        expectFailure(withFormat(format), 5, "is not read");
    for (const char* format : {"BC1", "BC7_SRGB_BLOCK", "ASTC_4x4_UNORM_BLOCK"})
        expectFailure(withFormat(format), 5, "is compressed");
    for (const char* format : {"R8", "R9_UNORM", "nonsense", ""})
        expectFailure(withFormat(format), 1, "is not a format");
    expectFailure(withFormat("R8_UNORM"), 2, "a.raw");
}

TEST(Usage, PicturesThatDecodeDoesNotWriteBringAdvice) {
    for (const char* name : {"b.dds", "b.ktx"}) {
        expectFailure(runCommand({"decode", "a.ktx2", name}), 1, "make it of a .png or .exr");
        expectFailure(runCommand({"-i", "a.png", "-o", name, "--round-trip"}), 1, "make it of a .png or .exr");
    }
}

TEST(Usage, ExtensionsIgnoreCase) {
    // The missing input is found next, so the extension was taken.
    expectFailure(runCommand({"-i", "missing.png", "-o", "B.KTX2"}), 2, "missing.png");
    expectFailure(runCommand({"decode", "-i", "missing.astc", "-o", "B.PNG"}), 2, "missing.astc");
}

TEST(Usage, OutputThatCannotBeShownIsAnInputOutputError) {
    const TemporaryFolder folder;
    const std::string file = folder.write("a.ktx2", makeKtx2());
    CommandSetup setup;
    setup.standardOutput = "/dev/full";
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"info", file}, {"info", file, "--json"}, {"compare", file, file}}) {
        expectFailure(runCommand(arguments, setup), 2, "standard output");
    }
}

} // namespace
} // namespace astcslang::test

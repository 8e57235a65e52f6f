// SPDX-License-Identifier: Apache-2.0
// If these fail, a line written for astcenc does something else here than there, or fails without saying which word it
// is. No device is needed: the words alone are looked at.

#include <gtest/gtest.h>

#include "astcenc_form.h"
#include "command.h"
#include "sample_files.h"

namespace astcslang::cli {
namespace {

using Words = std::vector<std::string>;

Result<Words> rewrite(const Words& arguments) {
    TypedNames typed;
    return rewriteAstcencForm(arguments, typed);
}

Words rewritten(const Words& arguments) {
    const Result<Words> ours = rewrite(arguments);
    EXPECT_TRUE(ours) << testing::PrintToString(arguments) << ": " << (ours ? "" : ours.error().message);
    return ours ? *ours : Words{};
}

void expectRefused(const Words& arguments, ErrorCode code, const std::string& mention) {
    SCOPED_TRACE(testing::PrintToString(arguments));
    const Result<Words> ours = rewrite(arguments);
    ASSERT_FALSE(ours);
    EXPECT_EQ(ours.error().code, code);
    EXPECT_NE(ours.error().message.find(mention), std::string::npos) << ours.error().message;
}

TEST(AstcencForm, CompressionBecomesTheMainVerb) {
    EXPECT_EQ(
        rewritten({"-cl", "a.png", "b.astc", "6x6", "-medium"}),
        (Words{"--astcenc-form", "--input=a.png", "--output=b.astc", "--linear", "--block=6x6", "--quality=medium"}));
    EXPECT_EQ(rewritten({"-cs", "a.png", "b.astc", "12x10", "98"}),
              (Words{"--astcenc-form", "--input=a.png", "--output=b.astc", "--srgb", "--block=12x10", "--quality=98"}));
}

/// They became drafts.
TEST(AstcencForm, QualitiesBelowFastestAreFastest) {
    for (const auto& [number, ours] : {std::pair("0", "fastest"), {"0.5", "fastest"}, {"1", "fastest"}, {"2", "2"}}) {
        EXPECT_EQ(rewritten({"-cl", "a.png", "b.astc", "6x6", number}).back(), std::string("--quality=") + ours)
            << number;
    }
}

TEST(AstcencForm, PreprocessingIsAStepOfOurs) {
    EXPECT_EQ(rewritten({"-cl", "a.png", "b.astc", "6x6", "-medium", "-pp-normalize", "-pp-premultiply"}),
              (Words{"--astcenc-form", "--input=a.png", "--output=b.astc", "--linear", "--block=6x6",
                     "--quality=medium", "--normalize", "--premultiply-alpha"}));
    expectRefused({"-dl", "a.astc", "b.png", "-pp-normalize"}, ErrorCode::Unsupported, "-pp-normalize");
}

TEST(AstcencForm, DecompressionBecomesDecode) {
    EXPECT_EQ(rewritten({"-dl", "a.astc", "b.png"}), (Words{"decode", "--input=a.astc", "--output=b.png", "--linear"}));
    EXPECT_EQ(rewritten({"-dl", "a.astc", "b.png", "-dsw", "raz1"}),
              (Words{"decode", "--input=a.astc", "--output=b.png", "--linear", "--swizzle=raz1"}));
    EXPECT_EQ(rewritten({"-ds", "a.astc", "b.png", "-silent"}),
              (Words{"decode", "--input=a.astc", "--output=b.png", "--srgb", "--quiet"}));
}

TEST(AstcencForm, TestBecomesARoundTrip) {
    EXPECT_EQ(rewritten({"-tl", "a.png", "b.png", "4x4", "-fast"}),
              (Words{"--astcenc-form", "--input=a.png", "--output=b.png", "--linear", "--block=4x4", "--quality=fast",
                     "--round-trip"}));
    EXPECT_EQ(rewritten({"-ts", "a.png", "b.png", "4x4", "0"}),
              (Words{"--astcenc-form", "--input=a.png", "--output=b.png", "--srgb", "--block=4x4", "--quality=fastest",
                     "--round-trip"}));
}

TEST(AstcencForm, EveryPresetIsAQuality) {
    for (const char* name : {"fastest", "fast", "medium", "thorough", "verythorough", "exhaustive"}) {
        EXPECT_EQ(rewritten({"-cl", "a", "b", "4x4", std::string("-") + name}).back(),
                  std::string("--quality=") + name);
    }
}

TEST(AstcencForm, OptionsBecomeOurs) {
    const Words head = {"-cl", "a", "b", "4x4", "-fast"};
    const size_t headSize = rewritten(head).size();
    const std::pair<Words, Words> cases[] = {
        {{"-silent"}, {"--quiet"}},
        {{"-esw", "rrrg"}, {"--input-swizzle=rrrg"}},
        {{"-decode_unorm8"}, {}},
        {{"-j", "8"}, {"--astcenc-threads"}},
        {{"-v", "-j", "1"}, {"-v", "--astcenc-threads"}},
        {{"-pp-premultiply"}, {"--premultiply-alpha"}},
        {{"-a", "2"}, {"--alpha-radius=2"}},
        {{"-cw", "1", "0.5", "1", "0"}, {"--channel-weights=1,0.5,1,0"}},
        {{"-rgbm", "5"}, {"--rgbm=5"}},
        {{"-normal"}, {"--normal-mode"}},
        {{"-perceptual"}, {"--perceptual"}},
        {{"-normal", "-perceptual"}, {"--normal-mode"}},
        {{"-perceptual", "-cw", "1", "2", "3", "4"}, {"--channel-weights=1,2,3,4"}},
        {{"-cw", "1", "2", "3", "4", "-perceptual"}, {"--channel-weights=1,2,3,4"}},
        {{"--device", "0", "--json", "-esw", "bgra"}, {"--device", "0", "--json", "--input-swizzle=bgra"}},
    };
    for (const auto& [options, expected] : cases) {
        Words arguments = head;
        arguments.insert(arguments.end(), options.begin(), options.end());
        const Words ours = rewritten(arguments);
        EXPECT_EQ(Words(ours.begin() + static_cast<std::ptrdiff_t>(headSize), ours.end()), expected);
    }
}

TEST(AstcencForm, OperandsMayLookLikeOptions) {
    EXPECT_EQ(rewritten({"-dl", "-cl", "--json"}), (Words{"decode", "--input=-cl", "--output=--json", "--linear"}));
}

TEST(AstcencForm, OurOwnLinesStayAsTheyAre) {
    for (const Words& words : {Words{}, {"-i", "a.png", "-o", "b.astc"}, {"info", "-cl"}, {"-v", "-cl", "a"}, {"-c"}}) {
        EXPECT_EQ(rewritten(words), words);
    }
}

TEST(AstcencForm, WhatAstcencHasAndWeLackIsNotSupported) {
    for (const char* operation : {"-ch", "-cH", "-dh", "-dH", "-th", "-tH"}) {
        expectRefused({operation, "a", "b", "4x4", "-medium"}, ErrorCode::Unsupported, operation);
    }
    for (const char* option : {"-ssw", "-mask", "-zdim", "-partitioncountlimit", "-2partitionindexlimit",
                               "-4partitioncandidatelimit", "-blockmodelimit", "-refinementlimit", "-candidatelimit",
                               "-dblimit", "-3partitionlimitfactor", "-2planelimitcorrelation"}) {
        for (const char* operation : {"-cl", "-ts"}) {
            expectRefused({operation, "a", "b", "4x4", "-medium", option, "1"}, ErrorCode::Unsupported,
                          std::string(option) + " of astcenc is not supported: ");
        }
    }
    expectRefused({"-tl", "a", "b", "4x4", "-medium", "-dsw", "raz1"}, ErrorCode::Unsupported, "-dsw of astcenc");
    expectRefused({"-tl", "a", "b", "4x4", "-medium", "-mpsnr", "-4", "4"}, ErrorCode::Unsupported, "compare --mpsnr");
    for (const char* option : {"-yflip", "-pp-premultiply"})
        expectRefused({"-dl", "a", "b", option}, ErrorCode::Unsupported, std::string(option) + " of astcenc");
    EXPECT_EQ(rewritten({"-cl", "a", "b", "4x4", "-fast", "-yflip"}).back(), "--yflip");
}

TEST(AstcencForm, WhatHasNoEffectInAstcencHasNoneHere) {
    EXPECT_EQ(rewritten({"-tl", "a", "b", "4x4", "-medium", "-yflip"}).back(), "--round-trip"); // flipped twice
    EXPECT_EQ(rewritten({"-cl", "a", "b", "4x4", "-medium", "-dsw", "raz1"}).back(), "--quality=medium");
    EXPECT_EQ(rewritten({"-cs", "a", "b", "4x4", "-medium", "-mpsnr", "-4", "4"}).back(), "--quality=medium");
    EXPECT_EQ(rewritten({"-ds", "a", "b", "-mpsnr", "-4", "4"}).back(), "--srgb");
}

TEST(AstcencForm, QualitiesMayBeFractionsAndMeanTheNumberBelow) {
    EXPECT_EQ(rewritten({"-cl", "a", "b", "4x4", "98.75"}).back(), "--quality=98");
    for (const char* bad : {".", "98.", ".5", "1.5x", "1e1", "-1"})
        expectRefused({"-cl", "a", "b", "4x4", bad}, ErrorCode::InvalidArgument, "neither a preset");
}

TEST(AstcencForm, HelpAndVersionAreOurs) {
    EXPECT_EQ(rewritten({"-help"}), Words{"--help"});
    EXPECT_EQ(rewritten({"-version"}), Words{"--version"});
}

TEST(AstcencForm, AnythingElseIsAMistake) {
    const std::pair<Words, const char*> mistakes[] = {
        {{"-cl"}, "IN OUT BLOCK QUALITY"},
        {{"-cl", "a", "b", "4x4"}, "IN OUT BLOCK QUALITY"},
        {{"-tl", "a", "b", "4x4"}, "IN OUT BLOCK QUALITY"},
        {{"-ds", "a"}, "IN OUT"},
        {{"-cl", "a", "b", "4x4", "medium"}, "'medium'"},
        {{"-cl", "a", "b", "4x4", "-best"}, "'-best'"},
        {{"-cl", "", "b", "4x4", "-fast"}, "IN OUT BLOCK QUALITY"},
        {{"-cl", "a", "", "4x4", "-fast"}, "IN OUT BLOCK QUALITY"},
        {{"-cl", "a", "b", "", "-fast"}, "IN OUT BLOCK QUALITY"},
        {{"-cl", "a", "b", "4x4", ""}, "IN OUT BLOCK QUALITY"},
        {{"-dl", "a", ""}, "IN OUT"},
        {{"-cl", "a", "b", "4x4", "-fast", ""}, "''"},
        {{"-cl", "a", "b", "4x4", "-fast", "-esw", ""}, "-esw"},
        {{"-cl", "a", "b", "4x4", "-fast", "-bogus"}, "'-bogus'"},
        {{"-cl", "a", "b", "4x4", "-fast", "more"}, "'more'"},
        {{"-cl", "a", "b", "4x4", "-fast", "-esw"}, "-esw"},
        {{"-cl", "a", "b", "4x4", "-fast", "-j"}, "-j"},
        {{"-cl", "a", "b", "4x4", "-fast", "-j", "two"}, "-j"},
        {{"-dl", "a", "b", "-esw", "rgba"}, "'-esw'"},
        {{"-dl", "a", "b", "4x4"}, "'4x4'"},
    };
    for (const auto& [arguments, mention] : mistakes) expectRefused(arguments, ErrorCode::InvalidArgument, mention);
}

} // namespace
} // namespace astcslang::cli

namespace astcslang::test {
namespace {

TEST(AstcencFormOfTheCommand, HasTheStatusOfItsKindOfMistake) {
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "-medium", "-mask"}), 5,
                  "-mask of astcenc is not supported: ");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "-medium", "-mpsnr", "5"}), 1, "-mpsnr needs 2 numbers");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "-medium", "-cw", "1", "1"}), 1, "-cw needs 4 numbers");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "-medium", "-a"}), 1, "-a needs a number");
    expectFailure(runCommand({"-cH", "a.hdr", "b.astc", "6x6", "-medium"}), 5, "-cH of astcenc");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "4x4x4", "-medium"}), 5, "3D");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "-bogus"}), 1, "-bogus");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "7x7", "-medium"}), 1, "7x7");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "101"}), 1, "101");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "-fast", "-esw", "rgbx"}), 1, "rgbx");
    expectFailure(runCommand({"-cl", "a.png", "b.png", "6x6", "-fast"}), 1, "unknown extension");
    expectFailure(runCommand({"-tl", "a.png", "b.astc", "6x6", "-fast"}), 1, "unknown extension");
    expectFailure(runCommand({"-cl", "a.png", "b.astc", "6x6", "-fast", "--srgb"}), 1, "--srgb");
    expectFailure(runCommand({"-cl", "missing.png", "b.astc", "6x6", "-fast", "-j", "2"}), 2, "missing.png");
}

TEST(AstcencFormOfTheCommand, DecodesAsTheProfileSays) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.astc", makeAstc(9, 5));
    for (const auto& [word, option] : {std::pair{"-dl", "--linear"}, {"-ds", "--srgb"}}) {
        expectSuccess(runCommand({word, in, folder.path("short.png"), "-decode_unorm8"}));
        expectSuccess(runCommand({"decode", "-i", in, "-o", folder.path("long.png"), option}));
        EXPECT_EQ(folder.read("short.png"), folder.read("long.png"));
    }
}

TEST(AstcencFormOfTheCommand, SaysOnlyUnderVerboseThatThreadsAreIgnored) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.astc", makeAstc()), out = folder.path("a.png");
    expectSuccess(runCommand({"-dl", in, out, "-j", "4"}));
    const CommandResult verbose = runCommand({"-dl", in, out, "-j", "4", "-v"});
    EXPECT_EQ(verbose.exitCode, 0);
    EXPECT_EQ(verbose.err, "astcslang: note: -j of astcenc has no effect: the device decides how work is spread\n");
    const CommandResult silent = runCommand({"-dl", in, out, "-j", "4", "-silent"});
    expectSuccess(silent);
    EXPECT_EQ(silent.out, "");
}

} // namespace
} // namespace astcslang::test

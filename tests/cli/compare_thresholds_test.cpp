// SPDX-License-Identifier: Apache-2.0
// If these fail, a script that asks `compare` for a least quality is told the wrong thing.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

using nlohmann::json;

/// Two opaque pictures of which the second is off by 8 in every value: 10 log10(255^2 / 64) = 30.07 dB.
class Thresholds : public testing::Test {
protected:
    TemporaryFolder folder;
    static Image grey(uint8_t value, uint8_t alpha) {
        Image image{16, 16, {}};
        for (int texel = 0; texel < 256; ++texel) image.texels.insert(image.texels.end(), {value, value, value, alpha});
        return image;
    }
    const std::string a = folder.write("a.png", makePng(grey(100, 255)));
    const std::string b = folder.write("b.png", makePng(grey(108, 255)));
    const std::string clear = folder.write("clear.png", makePng(grey(100, 235))); // off by 20 in alpha alone: 28.13 dB

    CommandResult run(const std::string& other, std::vector<std::string> more) const {
        more.insert(more.begin(), {"compare", a, other});
        return runCommand(more);
    }
};

TEST_F(Thresholds, LeaveWithZeroWhereTheyAreKept) {
    EXPECT_EQ(run(b, {}).exitCode, 7);
    EXPECT_EQ(run(b, {"--min-psnr", "30"}).exitCode, 0);
    EXPECT_EQ(run(b, {"--max-flip", "0.5"}).exitCode, 0);
    EXPECT_EQ(run(b, {"--min-psnr", "30", "--max-flip", "0.5", "--quiet"}).exitCode, 0);
    EXPECT_EQ(run(a, {"--min-psnr", "1000", "--max-flip", "0"}).exitCode, 0);
}

TEST_F(Thresholds, LeaveWithEightAndTheFigureWhereTheyAreNot) {
    const CommandResult psnr = run(b, {"--min-psnr", "30.1", "--quiet"});
    EXPECT_EQ(psnr.exitCode, 8);
    EXPECT_EQ(psnr.err, "astcslang: " + a + ", " + b + ": PSNR of 30.0690 dB over RGB is less than --min-psnr 30.1\n");
    EXPECT_EQ(psnr.out, "");
    const CommandResult flip = run(b, {"--max-flip", "0.001"});
    EXPECT_EQ(flip.exitCode, 8);
    EXPECT_NE(flip.err.find(" is more than --max-flip 0.001"), std::string::npos) << flip.err;
    EXPECT_NE(flip.out.find("different PSNR"), std::string::npos) << "the report is printed all the same";
    const json report = json::parse(run(b, {"--min-psnr", "31", "--max-flip", "0.5", "--json"}).out)["thresholds"];
    EXPECT_EQ(report, (json{{"min_psnr", 31.0}, {"max_flip", 0.5}, {"kept", false}}));
}

TEST_F(Thresholds, CountAlphaWhereThereIsAny) {
    EXPECT_EQ(run(clear, {"--min-psnr", "28"}).exitCode, 0);
    const CommandResult missed = run(clear, {"--min-psnr", "29"});
    EXPECT_EQ(missed.exitCode, 8);
    EXPECT_NE(missed.err.find("over RGBA"), std::string::npos) << missed.err;
}

TEST_F(Thresholds, ArePointlessForPicturesOfTwoSizes) {
    const std::string small = folder.write("small.png", makePng(makeGradient(4, 4)));
    EXPECT_EQ(run(small, {"--min-psnr", "1"}).exitCode, 7);
}

TEST_F(Thresholds, AreNumbersAndOfPicturesAsAWhole) {
    for (const char* text : {"-1", "nan", "x", "1001"}) expectFailure(run(b, {"--min-psnr", text}), 1, "--min-psnr");
    for (const char* text : {"-0.1", "nan", "", "1.1"}) expectFailure(run(b, {"--max-flip", text}), 1, "--max-flip");
    expectFailure(run(b, {"--normal", "--min-psnr", "30"}), 1, "--min-psnr");
    expectFailure(run(b, {"--blocks", "--original", a, "--max-flip", "0.1"}), 1, "--max-flip");
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, `decode` writes another picture than the texture holds.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "sample_files.h"

namespace astcslang::test {
namespace {

bool holds(const Bytes& bytes, const std::string& text) {
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
}

TEST(Decode, WritesTheTexelsOfBothContainers) {
    const TemporaryFolder folder;
    folder.write("a.astc", makeAstc(9, 5));
    folder.write("a.ktx2", makeKtx2(9, 5));
    Image expected{9, 5, {}};
    for (unsigned y = 0; y < 5; ++y) {
        for (unsigned x = 0; x < 9; ++x) {
            const unsigned block = y / 4 * 3 + x / 4;
            for (unsigned channel : {block, 2 * block, 3 * block, 255u}) {
                expected.texels.push_back(static_cast<uint8_t>(channel));
            }
        }
    }
    const std::string reference = folder.write("reference.png", makePng(expected));
    for (const char* name : {"a.astc", "a.ktx2"}) {
        const CommandResult result = runCommand({"decode", "-i", folder.path(name), "-o", folder.path("out.png")});
        expectSuccess(result);
        EXPECT_NE(result.out.find("4x4 blocks, 9x5"), std::string::npos) << result.out;
        expectSuccess(runCommand({"compare", folder.path("out.png"), reference}));
    }
}

TEST(Decode, TagsThePictureAsTheTextureIsTagged) {
    const TemporaryFolder folder;
    const std::string out = folder.path("out.png");
    const std::pair<std::vector<std::string>, bool> runs[] = {
        {{"-i", folder.write("srgb.ktx2", makeKtx2(5, 4, Profile::LdrSrgb))}, true},
        {{"-i", folder.write("linear.ktx2", makeKtx2(5, 4, Profile::Ldr))}, false},
        {{"-i", folder.path("srgb.ktx2"), "--linear"}, false},
        {{"-i", folder.path("linear.ktx2"), "--srgb"}, true},
        {{"-i", folder.write("a.astc", makeAstc())}, true},
        {{"-i", folder.path("a.astc"), "--linear"}, false},
    };
    for (const auto& [arguments, isSrgb] : runs) {
        std::vector<std::string> words = {"decode", "-o", out};
        words.insert(words.end(), arguments.begin(), arguments.end());
        expectSuccess(runCommand(words));
        EXPECT_EQ(holds(folder.read("out.png"), "sRGB"), isSrgb) << testing::PrintToString(arguments);
    }
}

TEST(Decode, ReportsAsJson) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2(9, 5)), out = folder.path("out.png");
    const CommandResult result = runCommand({"decode", "-i", in, "-o", out, "--json"});
    expectSuccess(result);
    const auto json = nlohmann::json::parse(result.out);
    EXPECT_EQ(json["container"], "KTX2");
    EXPECT_EQ(json["width"], 9);
    EXPECT_EQ(json["footprint"], "4x4");
    EXPECT_EQ(json["bytes"], folder.read("out.png").size());
}

TEST(Decode, QuietSaysNothing) {
    const TemporaryFolder folder;
    const std::string in = folder.write("a.ktx2", makeKtx2());
    const CommandResult result = runCommand({"decode", "-i", in, "-o", folder.path("out.png"), "--quiet"});
    expectSuccess(result);
    EXPECT_EQ(result.out, "");
}

} // namespace
} // namespace astcslang::test

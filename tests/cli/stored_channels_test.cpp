// SPDX-License-Identifier: Apache-2.0
// If these fail, pictures of one or two channels are taken for grey where they are not, so that a shader author is told
// to read others than were put in. Needs a Vulkan device of any kind.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "command.h"
#include "format_files.h"

namespace astcslang::test {
namespace {

using Lines = std::vector<std::string>;

class StoredChannels : public testing::Test {
protected:
    TemporaryFolder folder;
    const std::string grey = folder.write("grey.png", makeGreyPng(PngColor::Grey));
    const std::string greyAlpha = folder.write("grey-alpha.png", makeGreyPng(PngColor::GreyAlpha));
    const std::string one = folder.write("r.bin", Bytes(16, 90)), two = folder.write("rg.bin", Bytes(32, 90));
    const std::string dds = folder.write("rg.dds", makeDx10Dds(4, 4, 49, Bytes(32, 90))); // R8G8_UNORM
    const std::string exr = folder.write("rg.exr", makeExrOfParts(4, 4, {{"", {{"R", 0.25f}, {"G", 0.5f}}}}));
    const std::string greyExr = folder.write("y.exr", makeExrOfParts(4, 4, {{"", {{"Y", 0.25f}}}}));
    /// Bits of red and of alpha alone.
    const std::string bmp = folder.write(
        "ra.bmp", makeLongBmp(108, 4, 4, 16, {0, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0, 0, 0}, Bytes(32, 90), 3));

    static Bytes makeGreyPng(PngColor color) {
        const size_t channelCount = color == PngColor::Grey ? 1 : 2;
        return makePng({4, 4, color, 8, false, std::vector<Bytes>(4, Bytes(4 * channelCount, 90)), {}});
    }
    static Lines raw(const std::string& format) { return {"--raw-format", format, "--width", "4", "--height", "4"}; }

    /// What an encode tells of the channels of `picture`.
    std::string channelsOf(const std::string& picture, const Lines& more = {}) const {
        Lines line = {"-i", picture, "-o", folder.path("out.ktx2"), "-q", "fastest", "--quiet", "--json"};
        line.insert(line.end(), more.begin(), more.end());
        const CommandResult result = runCommand(line);
        EXPECT_EQ(result.exitCode, 0) << result.err;
        return nlohmann::json::parse(result.out)["input"]["channel_names"];
    }
    std::string swizzleOf(const std::string& picture, Lines more) const {
        channelsOf(picture, more);
        const Texture texture = readKtx2Texture(folder.read("out.ktx2")).value();
        for (const KeyValue& entry : texture.metadata) {
            if (entry.key == "KTXswizzle") return entry.value.c_str();
        }
        return "";
    }
};

TEST_F(StoredChannels, AreNamedAsTheyAre) {
    EXPECT_EQ(channelsOf(grey), "grey");
    EXPECT_EQ(channelsOf(greyAlpha), "grey and alpha");
    EXPECT_EQ(channelsOf(one, raw("R8_UNORM")), "R");
    EXPECT_EQ(channelsOf(two, raw("R8G8_UNORM")), "RG");
    EXPECT_EQ(channelsOf(dds), "RG");
    EXPECT_EQ(channelsOf(exr), "RG");
    EXPECT_EQ(channelsOf(greyExr), "grey");
    EXPECT_EQ(channelsOf(bmp), "RA");
}

/// Two channels were taken for grey: rgb1, which shows y nowhere.
TEST_F(StoredChannels, OfNormalMapsAreToldToBeReadWhereTheyWerePut) {
    EXPECT_EQ(swizzleOf(dds, {"--normal-mode"}), "ra01");
    EXPECT_EQ(swizzleOf(exr, {"--normal-mode"}), "ra01");
    Lines line = raw("R8G8_UNORM");
    line.push_back("--normal-mode");
    EXPECT_EQ(swizzleOf(two, line), "ra01");
}

TEST_F(StoredChannels, OfGreyAreReadAsGreyAndOfRedAsRed) {
    const Lines swizzled = {"--input-swizzle", "rrr1"};
    EXPECT_EQ(swizzleOf(grey, swizzled), "");
    EXPECT_EQ(swizzleOf(greyExr, swizzled), "");
    EXPECT_EQ(swizzleOf(greyAlpha, {"--input-swizzle", "rrra"}), "");
    Lines line = raw("R8_UNORM");
    line.insert(line.end(), swizzled.begin(), swizzled.end());
    EXPECT_EQ(swizzleOf(one, line), "r00a");
    EXPECT_EQ(swizzleOf(bmp, {"--input-swizzle", "rrra"}), "r00a");
}

TEST_F(StoredChannels, WithoutGreenHoldNoNormals) {
    Lines line = raw("R8_UNORM");
    line.insert(line.end(), {"-i", one, "-o", folder.path("out.ktx2"), "--normal-mode"});
    expectFailure(runCommand(line), 5, one + ": has no green channel, so that y of its normals is missing");
    expectFailure(runCommand({"-i", exr, "-o", folder.path("out.ktx2"), "--normalize"}), 5, exr + ": has no z");
}

} // namespace
} // namespace astcslang::test

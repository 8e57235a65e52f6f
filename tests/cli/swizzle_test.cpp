// SPDX-License-Identifier: Apache-2.0
// If these fail, `--input-swizzle` puts channels into wrong places.

#include <gtest/gtest.h>

#include "options.h"
#include "swizzle.h"

namespace astcslang::cli {
namespace {

TEST(Swizzle, TakesEachChannelFromWhereItSays) {
    const std::pair<const char*, std::vector<uint8_t>> cases[] = {
        {"rgba", {10, 20, 30, 40, 50, 60, 70, 80}},   {"rrrg", {10, 10, 10, 20, 50, 50, 50, 60}},
        {"rgb1", {10, 20, 30, 255, 50, 60, 70, 255}}, {"abgr", {40, 30, 20, 10, 80, 70, 60, 50}},
        {"00a0", {0, 0, 40, 0, 0, 0, 80, 0}},         {"1111", {255, 255, 255, 255, 255, 255, 255, 255}},
    };
    for (const auto& [text, expected] : cases) {
        SCOPED_TRACE(text);
        const std::optional<Swizzle> swizzle = parseSwizzle(text);
        ASSERT_TRUE(swizzle);
        EXPECT_EQ(swizzle->text(), text);
        Picture picture;
        picture.samples = std::vector<uint8_t>{10, 20, 30, 40, 50, 60, 70, 80};
        applySwizzle(picture, *swizzle);
        EXPECT_EQ(std::get<0>(picture.samples), expected);
    }
}

TEST(Swizzle, OneIsTheFullScaleOfTheSamples) {
    Picture picture;
    picture.samples = std::vector<uint16_t>{1, 2, 3, 4};
    applySwizzle(picture, *parseSwizzle("1g0a"));
    EXPECT_EQ(std::get<1>(picture.samples), (std::vector<uint16_t>{65535, 2, 0, 4}));
    picture.samples = std::vector<float>{0.1f, 0.2f, 0.3f, 0.4f};
    applySwizzle(picture, *parseSwizzle("b101"));
    EXPECT_EQ(std::get<2>(picture.samples), (std::vector<float>{0.3f, 1.0f, 0.0f, 1.0f}));
}

TEST(Swizzle, IsFourOfSixCharacters) {
    for (const char* text : {"", "rgb", "rgbaa", "rgbx", "RGBA", "rgb2", "rg a", "r,g,b,a"}) {
        EXPECT_FALSE(parseSwizzle(text)) << text;
    }
}

/// Channels that --normal-mode did not expect y in used to count nothing.
TEST(Swizzle, NormalMapsCountEachChannelThatItTakesOnce) {
    const std::pair<const char*, std::array<float, 4>> cases[] = {
        {"rrrg", {1, 0, 0, 1}}, {"rgb1", {1, 1, 1, 0}}, {"gggr", {1, 0, 0, 1}},
        {"rg01", {1, 1, 0, 0}}, {"aaag", {1, 0, 0, 1}}, {"rgbg", {1, 0, 1, 1}},
    };
    for (const auto& [text, expected] : cases) {
        SCOPED_TRACE(text);
        const char* const words[] = {"astcslang",       "-i", "a.png", "-o", "a.ktx2", "--normal-mode",
                                     "--input-swizzle", text};
        const auto parsed = parseOptions(std::size(words), words);
        ASSERT_TRUE(std::holds_alternative<Options>(parsed));
        EXPECT_EQ(std::get<Options>(parsed).encode.channelWeights, expected);
    }
}

} // namespace
} // namespace astcslang::cli

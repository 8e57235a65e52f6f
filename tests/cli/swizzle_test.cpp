// SPDX-License-Identifier: Apache-2.0
// If these fail, `--input-swizzle` puts channels into wrong places.

#include <gtest/gtest.h>

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
        Image image{2, 1, {10, 20, 30, 40, 50, 60, 70, 80}};
        applySwizzle(image, *swizzle);
        EXPECT_EQ(image.texels, expected);
    }
}

TEST(Swizzle, IsFourOfSixCharacters) {
    for (const char* text : {"", "rgb", "rgbaa", "rgbx", "RGBA", "rgb2", "rg a", "r,g,b,a"}) {
        EXPECT_FALSE(parseSwizzle(text)) << text;
    }
}

} // namespace
} // namespace astcslang::cli

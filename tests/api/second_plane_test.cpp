// SPDX-License-Identifier: Apache-2.0
// Where one colour goes its own way, it gets a weight plane of its own.

#include <algorithm>
#include <string>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

struct PlaneCase {
    Footprint footprint;
    uint8_t component = 0;
};

std::string nameOf(const testing::TestParamInfo<PlaneCase>& info) {
    const PlaneCase& c = info.param;
    return std::to_string(c.footprint.width) + "x" + std::to_string(c.footprint.height) + "Component" +
           std::to_string(c.component);
}

class SecondPlane : public testing::TestWithParam<PlaneCase> {};

/// Two channels rise together from left to right, `component` alone from top to bottom.
Image makeCross(uint32_t size, uint8_t component) {
    Image image = makeConstant(size, size, {0, 0, 0, 255});
    for (uint32_t y = 0; y < size; ++y)
        for (uint32_t x = 0; x < size; ++x) {
            const auto across = static_cast<uint8_t>(40 + 97 * x % 180);
            const auto down = static_cast<uint8_t>(30 + 53 * y % 200);
            Color color = {across, across, across, 255};
            color[component] = down;
            setTexel(image, x, y, color);
        }
    return image;
}

TEST_P(SecondPlane, HoldsTheColorThatDoesNotFollowTheOthers) {
    const auto [footprint, component] = GetParam();
    EncodeOptions options;
    options.footprint = footprint;
    options.quality = Fast;
    options.maxPartitionCount = 1;
    const std::vector<BlockInfo> blocks =
        valueOf(analyzeBlocks(encode(options, makeCross(footprint.width * 6u, component)).image));
    ASSERT_FALSE(blocks.empty());
    for (const BlockInfo& block : blocks) {
        EXPECT_TRUE(block.isDualPlane);
        EXPECT_EQ(block.plane2Component, component);
    }
}

INSTANTIATE_TEST_SUITE_P(Colors, SecondPlane,
                         testing::Values(PlaneCase{{4, 4}, 0}, PlaneCase{{4, 4}, 1}, PlaneCase{{4, 4}, 2},
                                         PlaneCase{{6, 6}, 0}, PlaneCase{{6, 6}, 1}, PlaneCase{{6, 6}, 2}),
                         nameOf);

} // namespace
} // namespace astcslang::test

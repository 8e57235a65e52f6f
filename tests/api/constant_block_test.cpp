// SPDX-License-Identifier: Apache-2.0
// Flat areas are stored as void extents and come back exactly, under every decode rule.

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

constexpr std::array<Color, 9> kColors = {{{0, 0, 0, 255},
                                           {255, 255, 255, 255},
                                           {1, 2, 3, 255},
                                           {254, 127, 128, 255},
                                           {255, 0, 255, 255},
                                           {0, 0, 0, 0},
                                           {255, 255, 255, 0},
                                           {13, 200, 77, 1},
                                           {128, 129, 130, 254}}};

class ConstantBlock : public testing::TestWithParam<std::pair<Profile, DecodeTarget>> {
protected:
    EncodeOptions options{.profile = GetParam().first, .quality = Fastest, .decodeTarget = GetParam().second};
};

TEST_P(ConstantBlock, OfAnyColorIsAVoidExtentOfExactlyThatColor) {
    Encoder encoder = *Encoder::create(sharedContext(), options);
    for (const Color color : kColors) {
        SCOPED_TRACE(testing::PrintToString(color));
        const Image picture = makeConstant(9, 6, color);
        const EncodedImage encoded = encode(encoder, picture);
        for (const BlockInfo& block : valueOf(analyzeBlocks(encoded.image)))
            EXPECT_TRUE(block.isVoidExtent && !block.isError);
        EXPECT_EQ(valueOf(decode(encoded.image)).texels, picture.texels);
        EXPECT_EQ(encoded.statistics.squaredError, 0.0);
    }
}

TEST_P(ConstantBlock, BesideOthersStaysExact) {
    Image picture = makeNoise(64, 8, true, 3);
    for (uint32_t block = 0; block < 16; block += 2)
        for (uint32_t texel = 0; texel < 16; ++texel)
            setTexel(picture, 4 * block + texel % 4, texel / 4, kColors[block / 2]);
    const EncodedImage encoded = encode(options, picture);
    const Image decoded = valueOf(decode(encoded.image));
    const std::vector<BlockInfo> blocks = valueOf(analyzeBlocks(encoded.image));
    for (uint32_t block = 0; block < 16; ++block) {
        EXPECT_EQ(blocks[block].isVoidExtent, block % 2 == 0) << "block " << block;
        if (block % 2 == 0) {
            EXPECT_EQ(texelOf(decoded, 4 * block + 1, 2), kColors[block / 2]);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(, ConstantBlock,
                         testing::Values(std::pair{Profile::Ldr, DecodeTarget::Unorm8},
                                         std::pair{Profile::LdrSrgb, DecodeTarget::Unorm8},
                                         std::pair{Profile::Ldr, DecodeTarget::Float16}),
                         [](const auto& suite) {
                             if (suite.param.first == Profile::LdrSrgb) return "Srgb";
                             return suite.param.second == DecodeTarget::Float16 ? "Float16" : "Unorm8";
                         });

} // namespace
} // namespace astcslang::test

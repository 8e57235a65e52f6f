// SPDX-License-Identifier: Apache-2.0
// Properties of every block that any preset makes of any texels: legal, within what was asked for, and never worse than
// the simplest block there is.

#include <algorithm>
#include <cmath>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

constexpr std::array<uint8_t, 10> kLdrEndpointModes = {0, 1, 4, 5, 6, 8, 9, 10, 12, 13};

/// Squared error of the block whose every texel is the mean colour, rounded.
uint64_t flatError(std::span<const Color> texels) {
    uint64_t error = 0;
    for (size_t c = 0; c < 4; ++c) {
        int sum = 0;
        for (const Color texel : texels) sum += texel[c];
        const int mean = (sum + 8) / 16;
        for (const Color texel : texels) error += static_cast<uint64_t>((texel[c] - mean) * (texel[c] - mean));
    }
    return error;
}

std::array<Color, 16> texelsOf(const Image& image, uint32_t block) {
    std::array<Color, 16> texels;
    const uint32_t blocksPerRow = image.width / 4;
    for (uint32_t i = 0; i < 16; ++i)
        texels[i] = texelOf(image, block % blocksPerRow * 4 + i % 4, block / blocksPerRow * 4 + i / 4);
    return texels;
}

void expectSoundBlocks(const EncodeOptions& options, const Image& picture) {
    const EncodedImage encoded = encode(options, picture);
    const std::vector<BlockInfo> blocks = valueOf(analyzeBlocks(encoded.image));
    const Image decoded = valueOf(decode(encoded.image));
    ASSERT_EQ(blocks.size(), picture.texels.size() / 64);
    for (uint32_t index = 0; index < blocks.size(); ++index) {
        SCOPED_TRACE("block " + std::to_string(index));
        const BlockInfo& block = blocks[index];
        ASSERT_FALSE(block.isError);
        const std::array<Color, 16> texels = texelsOf(picture, index);
        const std::array<Color, 16> shown = texelsOf(decoded, index);
        uint64_t error = 0;
        for (size_t texel = 0; texel < 16; ++texel)
            for (size_t c = 0; c < 4; ++c)
                error +=
                    static_cast<uint64_t>((texels[texel][c] - shown[texel][c]) * (texels[texel][c] - shown[texel][c]));
        EXPECT_LE(error, flatError(texels)) << "a single colour would be better";
        if (block.isVoidExtent) continue;
        EXPECT_LE(block.partitionCount, options.maxPartitionCount);
        for (int p = 0; p < block.partitionCount; ++p)
            EXPECT_NE(std::ranges::find(kLdrEndpointModes, block.colorEndpointModes[p]), kLdrEndpointModes.end())
                << "endpoint mode " << int(block.colorEndpointModes[p]);
        EXPECT_EQ(block.partitionSeed == 0 || block.partitionCount > 1, true);
    }
    EXPECT_EQ(encoded.statistics.squaredError, static_cast<double>(squaredError(picture, decoded)));
}

struct PresetCase {
    NamedQuality preset;
    bool hasAlpha;
};
void PrintTo(const PresetCase& presetCase, std::ostream* stream) {
    *stream << presetCase.preset.name << (presetCase.hasAlpha ? ", alpha" : ", opaque");
}

class EmittedBlock : public testing::TestWithParam<PresetCase> {
protected:
    void expectSound(const Image& picture) {
        for (uint8_t partitions = 1; partitions <= 4; ++partitions)
            for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
                // The sRGB rule goes through the same code; one partition count is enough for it.
                if (profile == Profile::LdrSrgb && partitions != 2) continue;
                EncodeOptions options{.profile = profile, .maxPartitionCount = partitions};
                options.quality = GetParam().preset.quality;
                SCOPED_TRACE(describe(options));
                expectSoundBlocks(options, picture);
            }
    }
};

TEST_P(EmittedBlock, IsSoundOnAMixture) { expectSound(makeMixture(32, 32, GetParam().hasAlpha)); }
TEST_P(EmittedBlock, IsSoundOnNoise) { expectSound(makeNoise(32, 16, GetParam().hasAlpha, 5)); }
TEST_P(EmittedBlock, IsSoundAtTheExtremes) { expectSound(makeExtremes(GetParam().hasAlpha)); }

std::vector<PresetCase> allPresets() {
    std::vector<PresetCase> cases;
    for (const NamedQuality& preset : kPresets)
        for (const bool hasAlpha : {false, true}) cases.push_back({preset, hasAlpha});
    return cases;
}

INSTANTIATE_TEST_SUITE_P(, EmittedBlock, testing::ValuesIn(allPresets()), [](const auto& suite) {
    return std::string(suite.param.preset.name) + (suite.param.hasAlpha ? "_alpha" : "_opaque");
});

double errorOf(uint8_t quality, uint8_t partitions, const Image& picture) {
    EncodeOptions options{.maxPartitionCount = partitions};
    options.quality = quality;
    return encode(options, picture).statistics.squaredError;
}

TEST(PresetLadder, EveryStepUpLowersTheError) {
    const Image picture = makeMixture(64, 64, false);
    double before = INFINITY;
    for (const NamedQuality& preset : kPresets) {
        const double error = errorOf(preset.quality, 0, picture);
        EXPECT_LT(error, before) << preset.name;
        before = error;
    }
}

TEST(PresetLadder, QualitiesBetweenPresetsAreTheLowerOne) {
    const Image picture = makeMixture(32, 32, false);
    EncodeOptions fast{.quality = Fast};
    EncodeOptions between{.quality = Medium - 1};
    EXPECT_EQ(encode(fast, picture).image.blocks, encode(between, picture).image.blocks);
}

TEST(PresetLadder, MorePartitionsPay) {
    const Image picture = makeNoise(128, 128, false, 3);
    double before = INFINITY;
    for (uint8_t partitions = 1; partitions <= 4; ++partitions) {
        const double error = errorOf(Exhaustive, partitions, picture);
        // Four are rarely worth their bits, but must not cost.
        EXPECT_LE(error, partitions <= 3 ? std::nextafter(before, 0.0) : before) << int(partitions) << " partitions";
        before = error;
    }
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// Our decoder against astcenc's, on every footprint and both profiles. The two share no code, so agreement on blocks
// that take every way through the format is the evidence that this decoder may judge encoders.
// Known differences: before version 5, -dl goes through FP16 and may be off by 1; in every version tested
// (4.2.0, 5.6.0) -ds widens alpha like a colour, which C.2.19 does not, so alpha may be off by 1.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

#include <gtest/gtest.h>

#include "astc/decode_block.h"
#include "astcenc_command.h"
#include "stratified_blocks.h"

namespace astcslang {

/// How GoogleTest names it; found by the parameter's namespace.
static void PrintTo(const Footprint& footprint, std::ostream* stream) {
    *stream << int{footprint.width} << "x" << int{footprint.height};
}

namespace astc {
namespace {

constexpr uint32_t kBlocksPerRow = 128;

std::string nameOf(Footprint footprint) {
    return std::to_string(footprint.width) + "x" + std::to_string(footprint.height);
}

/// Whole rows of blocks; the last row repeats the last block.
CompressedImage layOut(const std::vector<PhysicalBlock>& blocks, Footprint footprint, Profile profile) {
    const uint32_t rows = static_cast<uint32_t>((blocks.size() + kBlocksPerRow - 1) / kBlocksPerRow);
    CompressedImage image{kBlocksPerRow * footprint.width, rows * footprint.height, footprint, profile, {}};
    for (size_t index = 0; index < size_t{rows} * kBlocksPerRow; ++index) {
        const auto bytes = blocks[std::min(index, blocks.size() - 1)].toBytes();
        image.blocks.insert(image.blocks.end(), bytes.begin(), bytes.end());
    }
    return image;
}

class AstcencAgreement : public testing::TestWithParam<Footprint> {
protected:
    /// Compares every component with the tolerance that `toleranceOf(component)` gives.
    template <typename Tolerance> void expectAgreement(Profile profile, Tolerance toleranceOf) {
        const auto blocks = makeStratifiedBlocks(GetParam());
        const CompressedImage image = layOut(blocks, GetParam(), profile);
        const auto ours = decode(image);
        const auto theirs = decodeWithAstcenc(*command_, image);
        ASSERT_TRUE(ours) << ours.error().message;
        ASSERT_TRUE(theirs) << theirs.error().message;
        ASSERT_EQ(theirs->width, image.width);
        ASSERT_EQ(theirs->height, image.height);

        int worst[4] = {0, 0, 0, 0};
        std::set<size_t> badBlocks;
        for (size_t byte = 0; byte < ours->texels.size(); ++byte) {
            const int difference = std::abs(ours->texels[byte] - theirs->texels[byte]);
            worst[byte % 4] = std::max(worst[byte % 4], difference);
            if (difference <= toleranceOf(static_cast<int>(byte % 4))) continue;
            const size_t texel = byte / 4, x = texel % image.width, y = texel / image.width;
            badBlocks.insert(y / GetParam().height * kBlocksPerRow + x / GetParam().width);
        }
        EXPECT_TRUE(badBlocks.empty()) << badBlocks.size() << " of " << blocks.size()
                                       << " blocks differ; the first is number " << *badBlocks.begin();
        for (int component = 0; component < 4; ++component)
            RecordProperty("worst" + std::to_string(component), worst[component]);
    }

    void SetUp() override {
        if (!command_) GTEST_SKIP() << "No astcenc command was found; install it or set ASTCENC.";
    }

    static void SetUpTestSuite() {
        command_ = findAstcenc();
        if (command_) std::printf("Comparing with %s\n", command_->version.c_str());
    }

    static inline std::optional<AstcencCommand> command_;
};

TEST_P(AstcencAgreement, SrgbDecodesToTheSameColors) {
    expectAgreement(Profile::LdrSrgb, [](int component) { return component == 3 ? 1 : 0; });
}

TEST_P(AstcencAgreement, LinearDecodesToTheSameColors) {
    const int tolerance = command_->majorVersion >= 5 ? 0 : 1;
    expectAgreement(Profile::Ldr, [tolerance](int) { return tolerance; });
}

INSTANTIATE_TEST_SUITE_P(, AstcencAgreement, testing::ValuesIn(kFootprints),
                         [](const auto& footprint) { return nameOf(footprint.param); });

// The two tests above would pass on blocks that show nothing, so the blocks themselves are checked.
class StratifiedBlocks : public testing::TestWithParam<Footprint> {};

/// Small footprints have no grid of more than 64 weights, and none is too large for the largest.
bool canOccur(BlockFault fault, Footprint footprint) {
    for (uint32_t field = 0; field < kBlockModeCount; ++field) {
        const auto mode = decodeBlockMode(field);
        if (!mode) continue;
        const bool fits = fitsFootprint(*mode, footprint);
        if (fault == BlockFault::GridExceedsFootprint && !fits) return true;
        if (fault == BlockFault::TooManyWeights && fits && mode->weightCount() > kMaxWeightCount) return true;
    }
    return fault != BlockFault::GridExceedsFootprint && fault != BlockFault::TooManyWeights;
}

TEST_P(StratifiedBlocks, HoldEveryLegalCombinationAndEveryFault) {
    using Combination = std::tuple<int, int, int>; // block mode, partitions, endpoint class
    std::set<Combination> seen;
    std::set<std::tuple<int, int>> seeds, endpointModes;
    std::set<int> components, faults;
    int voidExtents[2] = {0, 0};
    for (const PhysicalBlock& physical : makeStratifiedBlocks(GetParam())) {
        const UnpackedBlock unpacked = unpack(physical, GetParam());
        if (const auto* fault = std::get_if<BlockFault>(&unpacked)) faults.insert(static_cast<int>(*fault));
        if (const auto* extent = std::get_if<VoidExtentBlock>(&unpacked)) ++voidExtents[extent->isHdr];
        const auto* block = std::get_if<SymbolicBlock>(&unpacked);
        if (!block) continue;
        if (block->mode().isDualPlane) components.insert(block->plane2Component);
        if (block->partitionCount() > 1) seeds.insert({block->partitionCount(), block->partitionSeed});
        for (const ColorEndpointMode mode : block->endpointModes.used()) {
            endpointModes.insert({block->partitionCount(), static_cast<int>(mode)});
            if (!isHdr(mode)) seen.insert({block->blockMode, block->partitionCount(), endpointClass(mode)});
        }
    }

    for (const NumberedBlockMode& mode : listLegalBlockModes(GetParam())) {
        for (int count = 1; count <= 4; ++count) {
            for (int cls = 0; cls < 4; ++cls) {
                SymbolicBlock block;
                block.blockMode = mode.field;
                block.endpointModes =
                    EndpointModeList::of(std::vector(count, static_cast<ColorEndpointMode>(cls << 2)));
                if (!findFault(block, GetParam())) {
                    EXPECT_TRUE(seen.contains({mode.field, count, cls})) << mode.field << " " << count << " " << cls;
                }
            }
        }
    }
    EXPECT_EQ(seeds.size(), 3u * kPartitionSeedCount);
    // All but class 3 with three or four partitions, whose classes differ by at most one: 8 + 6 + 6 values are over 18.
    EXPECT_EQ(endpointModes.size(), 4u * kColorEndpointModeCount - 2u * 4u);
    EXPECT_EQ(components.size(), 4u);
    EXPECT_GT(voidExtents[0], 20);
    EXPECT_GT(voidExtents[1], 20);
    for (int fault = 0; fault < kBlockFaultCount; ++fault) {
        EXPECT_EQ(faults.contains(fault), canOccur(static_cast<BlockFault>(fault), GetParam()))
            << describe(static_cast<BlockFault>(fault));
    }
}

INSTANTIATE_TEST_SUITE_P(, StratifiedBlocks, testing::ValuesIn(kFootprints),
                         [](const auto& footprint) { return nameOf(footprint.param); });

} // namespace
} // namespace astc
} // namespace astcslang

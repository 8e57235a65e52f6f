// SPDX-License-Identifier: Apache-2.0
// If these fail, strips leave blocks out, look at other texels than whole pictures do, or ask devices for more memory
// than they have.
#include "encode/strips.h"

#include <algorithm>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "encode/encode_plan.h"
#include "encode/record_sizes.h"

namespace astcslang::encode {
namespace {

constexpr uint64_t kMaxBufferBytes = 128ull << 20;
constexpr uint64_t kMaxLoadedTexels = kMaxBufferBytes / 4;

/// All strips of a picture.
std::vector<Strip> stripsOf(const BlockGrid& grid, StripSize size) {
    std::vector<Strip> strips;
    for (uint32_t row = 0; row < grid.rows(); row += size.rows)
        for (uint32_t column = 0; column < grid.columns(); column += size.columns)
            strips.push_back(stripAt(grid, size, column, row));
    return strips;
}

/// Grids of odd sizes, with and without texels that count beside a block.
std::vector<BlockGrid> grids() {
    std::vector<BlockGrid> all;
    for (const Footprint footprint : {Footprint{4, 4}, {6, 5}, {12, 12}})
        for (const uint32_t width : {1u, 30u, 101u})
            for (const uint32_t height : {1u, 57u})
                for (const uint32_t halo : {0u, 2u, 31u}) all.push_back({width, height, footprint, halo});
    return all;
}

TEST(StripSize, IsAsManyWholeRowsAsTheLimitsAllow) {
    const BlockGrid grid{400, 400, {4, 4}, 0};
    EXPECT_EQ(chooseStripSize(grid, {100000, kMaxLoadedTexels}), (StripSize{100, 100}));
    EXPECT_EQ(chooseStripSize(grid, {799, kMaxLoadedTexels}), (StripSize{100, 7}));
    EXPECT_EQ(chooseStripSize(grid, {100, kMaxLoadedTexels}), (StripSize{100, 1}));
    EXPECT_EQ(chooseStripSize(grid, {100000, 400 * 15}), (StripSize{100, 3})) << "rows of texels count as well";
}

TEST(StripSize, IsEvenPartsOfARowThatDoesNotFit) {
    const BlockGrid grid{400, 400, {4, 4}, 0};
    EXPECT_EQ(chooseStripSize(grid, {99, kMaxLoadedTexels}), (StripSize{50, 1}));
    EXPECT_EQ(chooseStripSize(grid, {34, kMaxLoadedTexels}), (StripSize{34, 1}));
    EXPECT_EQ(chooseStripSize(grid, {33, kMaxLoadedTexels}), (StripSize{25, 1}));
    EXPECT_EQ(chooseStripSize(grid, {1, kMaxLoadedTexels}), (StripSize{1, 1}));
    EXPECT_EQ(chooseStripSize(grid, {100000, 400 * 4 - 1}), (StripSize{50, 1})) << "texels count as well";
    EXPECT_EQ(chooseStripSize({400, 400, {4, 4}, 5}, {33, kMaxLoadedTexels}), (StripSize{25, 1}))
        << "two columns beside the others bring the halo";
}

TEST(StripSize, KeepsToTheLimitsUnlessABlockItselfDoesNot) {
    for (const BlockGrid& grid : grids())
        for (const uint32_t blockCount : {1u, 2u, 7u, 40u, 1000u}) {
            const StripSize size = chooseStripSize(grid, {blockCount, 3000});
            const StripLimits largest = largestStrip(grid, size);
            const StripLimits single = largestStrip(grid, {1, 1});
            EXPECT_LE(largest.blockCount, std::max(blockCount, single.blockCount));
            EXPECT_LE(largest.texelCount, std::max<uint64_t>(3000, single.texelCount));
            for (const Strip& strip : stripsOf(grid, size)) {
                EXPECT_LE(strip.shape.blockCount, largest.blockCount);
                EXPECT_LE(uint64_t{strip.shape.widthTexels} * strip.shape.heightTexels, largest.texelCount);
            }
        }
}

TEST(Strips, CoverEveryBlockOnce) {
    for (const BlockGrid& grid : grids())
        for (const uint32_t blockCount : {1u, 2u, 7u, 40u, 1000u}) {
            std::vector<int> visits(size_t{grid.columns()} * grid.rows());
            for (const Strip& strip : stripsOf(grid, chooseStripSize(grid, {blockCount, kMaxLoadedTexels}))) {
                EXPECT_EQ(strip.shape.blocksPerRow, strip.spareColumns + strip.columns);
                EXPECT_EQ(strip.shape.blockCount, strip.shape.blocksPerRow * strip.rows);
                for (uint32_t row = 0; row < strip.rows; ++row)
                    for (uint32_t column = 0; column < strip.columns; ++column)
                        ++visits[(strip.firstRow + row) * grid.columns() + strip.firstColumn + column];
            }
            EXPECT_EQ(visits, std::vector<int>(visits.size(), 1));
        }
}

/// What load_block.cs.slang reads at a place beside a block: the nearest texel of those that it has.
struct Axis {
    int64_t firstLoaded;
    int64_t loadedCount;
    int64_t pictureCount;
    int64_t seenByStrip(int64_t place) const {
        return firstLoaded + std::clamp<int64_t>(place - firstLoaded, 0, loadedCount - 1);
    }
    int64_t seenByPicture(int64_t place) const { return std::clamp<int64_t>(place, 0, pictureCount - 1); }
};

TEST(Strips, SeeTheTexelsThatTheWholePictureShows) {
    for (const BlockGrid& grid : grids())
        for (const uint32_t blockCount : {1u, 7u, 40u})
            for (const Strip& strip : stripsOf(grid, chooseStripSize(grid, {blockCount, kMaxLoadedTexels}))) {
                const Axis x{strip.firstTexelColumn, strip.shape.widthTexels, grid.widthTexels};
                const Axis y{strip.firstTexelRow, strip.shape.heightTexels, grid.heightTexels};
                const int64_t halo = grid.haloTexels, width = grid.footprint.width, height = grid.footprint.height;
                ASSERT_EQ(strip.firstTexelColumn + strip.spareColumns * width, strip.firstColumn * width);
                ASSERT_EQ(strip.firstTexelRow + strip.shape.rowsAbove, strip.firstRow * height);
                for (int64_t place = strip.firstColumn * width - halo;
                     place < (strip.firstColumn + strip.columns) * width + halo; ++place)
                    ASSERT_EQ(x.seenByStrip(place), x.seenByPicture(place));
                for (int64_t place = strip.firstRow * height - halo;
                     place < (strip.firstRow + strip.rows) * height + halo; ++place)
                    ASSERT_EQ(y.seenByStrip(place), y.seenByPicture(place));
            }
}

/// The largest strips that a plan asks for, of the largest picture.
void expectBuffersWithinLimits(const EncodePlan& plan, uint32_t maxBlocks) {
    const BlockGrid grid{65536, 65536, plan.footprint, plan.haloTexels()};
    const RecordBytes record = recordBytes(plan);
    const StripSize size = chooseStripSize(grid, stripLimits(plan.footprint, record, false, maxBlocks));
    const StripLimits largest = largestStrip(grid, size);
    for (size_t slot = 0; slot < static_cast<size_t>(Slot::Count); ++slot)
        EXPECT_LE(recordWords(plan, static_cast<Slot>(slot), largest) * 4, kMaxBufferBytes) << "slot " << slot;
    EXPECT_LE(largest.blockCount * record.sum, 768ull << 20);
    EXPECT_LE(largest.blockCount, 1u << kItemSlotShift);
    EXPECT_GE(size.columns, 1u);
    EXPECT_GE(size.rows, 1u);
    if (maxBlocks == 0) {
        EXPECT_LE(size.columns * size.rows * plan.texelCount(), 1u << 23);
    }
}

TEST(StripLimits, KeepEveryBufferOfEveryPlanWithinWhatDevicesHave) {
    for (const Footprint footprint : {Footprint{4, 4}, {5, 4}, {8, 8}, {12, 12}})
        for (const uint8_t quality : {Draft, Fastest, Fast, Medium, Thorough, VeryThorough, Exhaustive})
            for (const bool hasAlpha : {false, true})
                for (const uint8_t alphaRadius : {uint8_t{0}, kMaxAlphaRadius}) {
                    const EncodeOptions options{.footprint = footprint, .quality = quality, .alphaRadius = alphaRadius};
                    const Efforts efforts = effortsOf(options);
                    SCOPED_TRACE(std::to_string(footprint.width) + " wide, quality " + std::to_string(quality));
                    for (const Effort& effort : {efforts.all, efforts.again}) {
                        if (effort.trialCount == 0) continue;
                        const EncodePlan plan = makeEncodePlan(options, effort, {.hasAlpha = hasAlpha});
                        for (const uint32_t maxBlocks : {0u, UINT32_MAX}) expectBuffersWithinLimits(plan, maxBlocks);
                    }
                }
}

TEST(RecordSizes, HaveRoomForEveryRowOfTexels) {
    for (const Footprint footprint : {Footprint{4, 4}, {5, 4}, {10, 8}, {12, 12}})
        for (const uint32_t blockCount : {1u, kTexelTile - 1, kTexelTile, kTexelTile + 1, 1000u}) {
            const EncodePlan plan = makeEncodePlan({.footprint = footprint}, {.trialCount = 1}, {});
            const uint64_t groups = recordWords(plan, Slot::Texels, {blockCount, 0}) / 4;
            std::vector<bool> isTaken(groups, false);
            for (uint32_t block = 0; block < blockCount; ++block)
                for (uint32_t t = 0; t < footprint.height; ++t)
                    for (uint32_t group = 0; group < texelGroups(footprint.width); ++group) {
                        const uint32_t at = texelGroupAt(block, t, footprint.width, footprint.height) + group;
                        ASSERT_LT(at, groups) << block << " of " << blockCount;
                        ASSERT_FALSE(isTaken[at]) << block << " of " << blockCount;
                        isTaken[at] = true;
                    }
        }
}

TEST(StripLimits, ARowOfTheWidestPictureAtExhaustiveDoesNotFit) {
    const EncodeOptions options{.footprint = {4, 4}, .quality = Exhaustive};
    const RecordBytes record = recordBytes(makeEncodePlan(options, effortsOf(options).all, {}));
    EXPECT_GT(65536 / 4 * record.largest, kMaxBufferBytes) << "if it does, nothing here is needed";
}

TEST(StripLimits, ProcessorsGetSmallStripsAndCallersTheirs) {
    const RecordBytes record{100, 1000};
    EXPECT_EQ(stripLimits({4, 4}, record, true, 0).blockCount, 4096u);
    EXPECT_EQ(stripLimits({4, 4}, record, false, 0).blockCount, (1u << 23) / 16);
    EXPECT_EQ(stripLimits({8, 8}, record, false, 0).blockCount, (1u << 23) / 64);
    EXPECT_EQ(stripLimits({8, 8}, record, true, 7).blockCount, 7u);
    EXPECT_EQ(stripLimits({4, 4}, {1 << 20, 1 << 21}, false, 0).blockCount, 128u) << "of one buffer";
    EXPECT_EQ(stripLimits({4, 4}, {1 << 20, 12 << 20}, false, 0).blockCount, 64u) << "of all";
}

} // namespace
} // namespace astcslang::encode

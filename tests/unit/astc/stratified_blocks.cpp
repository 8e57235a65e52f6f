// SPDX-License-Identifier: Apache-2.0
#include "stratified_blocks.h"

#include "random.h"

namespace astcslang::astc {

namespace {

class BlockList {
public:
    explicit BlockList(Footprint footprint)
        : random_(footprint.width * 16u + footprint.height), legalModes_(listLegalBlockModes(footprint)) {
        // Modes with few weight bits leave room for many colour values.
        for (const NumberedBlockMode& mode : legalModes_) {
            if (mode.mode.weightBits() <= 32 && !mode.mode.isDualPlane) roomyModes_.push_back(mode.field);
        }
    }

    void addEveryBlockModeWithEachPartitionCountAndClass() {
        for (const NumberedBlockMode& mode : legalModes_) {
            for (uint32_t count = 1; count <= 4; ++count) {
                for (uint32_t cls = 0; cls < 4; ++cls) {
                    addShared(mode.field, count, cls << 2 | random_.below(4));
                    // LDR modes again, as the HDR ones show only the error colour.
                    addShared(mode.field, count, cls << 2 | random_.below(2));
                }
            }
        }
        for (uint32_t field = 0; field < kBlockModeCount; ++field) addShared(field, 1, 0);
    }

    void addEveryEndpointModeField() {
        for (uint32_t count = 1; count <= 4; ++count) {
            for (uint32_t mode = 0; mode < kColorEndpointModeCount; ++mode) {
                for (int repeat = 0; repeat < 16; ++repeat) addShared(roomyMode(), count, mode);
            }
        }
        for (uint32_t count = 2; count <= 4; ++count) {
            for (uint32_t selected = 0; selected < 1u << (3 * count + 2); ++selected) {
                if ((selected & 3) != 0) addPerPartition(roomyMode(), count, selected);
            }
        }
        for (int repeat = 0; repeat < 4096; ++repeat) { // floating fields below weights of every length, and two planes
            const uint32_t count = 2 + random_.below(3);
            addPerPartition(anyMode(), count, random_.below(1u << (3 * count + 2)));
        }
    }

    void addEverySeed() {
        for (uint32_t count = 2; count <= 4; ++count) {
            for (uint32_t seed = 0; seed < kPartitionSeedCount; ++seed) {
                PhysicalBlock block = start(roomyMode(), count);
                block.bits.set(13, 10, seed);
                block.bits.set(23, 6, random_.below(2) << 2); // luminance leaves room for fine colours
                blocks_.push_back(block);
            }
        }
    }

    void addVoidExtents() {
        for (uint32_t field = 0; field < kBlockModeCount; ++field) {
            if (!isVoidExtentMode(field)) continue;
            for (uint32_t above = 0; above < 2; ++above) { // bit 11, the upper reserved one
                for (int repeat = 0; repeat < 64; ++repeat) {
                    PhysicalBlock block = start(field, 1);
                    block.bits.set(11, 1, above);
                    setExtent(block, static_cast<ExtentKind>(repeat % kExtentKindCount));
                    blocks_.push_back(block);
                }
            }
        }
    }

    void addUnstructured() {
        for (int repeat = 0; repeat < 8192; ++repeat) blocks_.push_back({Bits128(random_.next(), random_.next())});
    }

    std::vector<PhysicalBlock> take() { return std::move(blocks_); }

private:
    enum ExtentKind { NoExtent, GoodExtent, EmptyInS, EmptyInT, RandomExtent, AlmostNoExtent, kExtentKindCount };

    PhysicalBlock start(uint32_t blockMode, uint32_t partitionCount) {
        PhysicalBlock block = {Bits128(random_.next(), random_.next())};
        block.bits.set(0, 11, blockMode);
        block.bits.set(11, 2, partitionCount - 1);
        return block;
    }

    void addShared(uint32_t blockMode, uint32_t partitionCount, uint32_t endpointMode) {
        PhysicalBlock block = start(blockMode, partitionCount);
        if (partitionCount == 1)
            block.bits.set(13, 4, endpointMode);
        else
            block.bits.set(23, 6, endpointMode << 2);
        blocks_.push_back(block);
    }

    void addPerPartition(uint32_t blockMode, uint32_t partitionCount, uint32_t field) {
        PhysicalBlock block = start(blockMode, partitionCount);
        block.bits.set(23, 6, field & 63);
        if ((field & 3) != 0) {
            const int extraBits = 3 * static_cast<int>(partitionCount) - 4;
            block.bits.set(128 - decodeBlockMode(blockMode)->weightBits() - extraBits, extraBits, field >> 6);
        }
        blocks_.push_back(block);
    }

    void setExtent(PhysicalBlock& block, ExtentKind kind) {
        uint32_t minS = random_.below(8191), minT = random_.below(8191);
        uint32_t maxS = minS + 1 + random_.below(8191 - minS), maxT = minT + 1 + random_.below(8191 - minT);
        switch (kind) {
        case NoExtent:
            minS = maxS = minT = maxT = 8191;
            break;
        case GoodExtent:
            break;
        case EmptyInS:
            maxS = random_.below(minS + 1);
            break;
        case EmptyInT:
            maxT = minT;
            break;
        case RandomExtent:
            return;
        default:
            minS = minT = maxT = 8191, maxS = 8190;
            break;
        }
        block.bits.set(12, 13, minS);
        block.bits.set(25, 13, maxS);
        block.bits.set(38, 13, minT);
        block.bits.set(51, 13, maxT);
    }

    uint32_t anyMode() { return legalModes_[random_.below(static_cast<uint32_t>(legalModes_.size()))].field; }
    uint32_t roomyMode() { return roomyModes_[random_.below(static_cast<uint32_t>(roomyModes_.size()))]; }

    Random random_;
    std::vector<NumberedBlockMode> legalModes_;
    std::vector<uint32_t> roomyModes_;
    std::vector<PhysicalBlock> blocks_;
};

} // namespace

std::vector<PhysicalBlock> makeStratifiedBlocks(Footprint footprint) {
    BlockList list(footprint);
    list.addEveryBlockModeWithEachPartitionCountAndClass();
    list.addEveryEndpointModeField();
    list.addEverySeed();
    list.addVoidExtents();
    list.addUnstructured();
    return list.take();
}

} // namespace astcslang::astc

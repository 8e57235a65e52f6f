// SPDX-License-Identifier: Apache-2.0
// If these fail, a preset's switches leave out other fits than they say.
#include "encode/encode_plan.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

#include <gtest/gtest.h>

namespace astcslang::encode {
namespace {

constexpr PictureKind kOpaque{};
constexpr PictureKind kTransparent{.hasAlpha = true};
constexpr PictureKind kGrey{.isGrey = true};

/// Every class of blocks with fits: patterns of 2, 3 and 4 partitions, 2 with two planes as well.
constexpr Effort kWide{
    .patternCounts = {2, 2, 2}, .dualPatternCounts = {2, 2}, .trialCount = 8, .passes = {{{4, 1, 0}}}};

/// Partitions, planes, families, component of the second plane.
using Fit = std::tuple<uint32_t, uint32_t, uint32_t, uint32_t>;

std::set<Fit> fitsOf(const Effort& effort, PictureKind kind, Footprint footprint = {4, 4}) {
    EncodeOptions options;
    options.footprint = footprint;
    const EncodePlan plan = makeEncodePlan(options, effort, kind);
    std::set<Fit> fits;
    for (const FitSlot& slot : plan.fitSlots) {
        const ClassPlan& of = plan.classes[slot.classIndex];
        fits.emplace(of.partitionCount, of.planeCount, slot.families, slot.plane2Component);
    }
    return fits;
}

std::set<Fit> without(const std::set<Fit>& all, const std::set<Fit>& some) {
    std::set<Fit> rest;
    std::set_difference(all.begin(), all.end(), some.begin(), some.end(), std::inserter(rest, rest.end()));
    return rest;
}

bool usesOnly(uint32_t families, uint32_t partitionCount, uint32_t family) {
    for (uint32_t partition = 0; partition < partitionCount; ++partition)
        if (familyOf(families, partition) != family) return false;
    return true;
}

bool usesAny(uint32_t families, uint32_t partitionCount, uint32_t family) {
    for (uint32_t partition = 0; partition < partitionCount; ++partition)
        if (familyOf(families, partition) == family) return true;
    return false;
}

TEST(TiedPlanes, AddSecondPlanesForAColorOfLinesThroughBlack) {
    Effort tied = kWide;
    tied.hasTiedPlanes = true;
    for (const Footprint footprint : {Footprint{4, 4}, {8, 8}})
        for (const PictureKind kind : {kOpaque, kTransparent}) {
            const std::set<Fit> few = fitsOf(kWide, kind, footprint), many = fitsOf(tied, kind, footprint);
            EXPECT_EQ(without(few, many), std::set<Fit>{}) << "nothing is left out for them";
            const std::set<Fit> added = without(many, few);
            EXPECT_FALSE(added.empty());
            for (const auto& [partitions, planes, families, component] : added) {
                EXPECT_EQ(planes, 2u);
                EXPECT_EQ(component, kBestColor);
                EXPECT_TRUE(usesAny(families, partitions, kFamilyScale));
            }
        }
}

TEST(TiedPlanes, WithoutThemAColorHasAPlaneOnlyOnFreeLinesAndAlphaOnAll) {
    std::set<uint32_t> familiesOfAlpha;
    for (const auto& [partitions, planes, families, component] : fitsOf(kWide, kTransparent)) {
        if (planes == 1) continue;
        if (component == kBestColor) {
            EXPECT_EQ(families, uint32_t{kFamilyFree});
        } else if (partitions == 1) {
            familiesOfAlpha.insert(families);
        }
    }
    EXPECT_EQ(familiesOfAlpha, (std::set<uint32_t>{kFamilyFree, kFamilyScale, kFamilyGrey}));
}

TEST(TiedPlanes, AColorNeverHasAPlaneOfGreyLines) {
    Effort tied = kWide;
    tied.hasTiedPlanes = true;
    for (const PictureKind kind : {kOpaque, kTransparent, kGrey})
        for (const auto& [partitions, planes, families, component] : fitsOf(tied, kind))
            if (planes == 2 && component == kBestColor) {
                EXPECT_FALSE(usesOnly(families, partitions, kFamilyGrey)) << partitions << " partitions";
            }
}

TEST(FreeLinesOnly, LeavesOutOtherLinesOfSeveralPartitionsAndNothingElse) {
    Effort narrow = kWide;
    narrow.hasFreeLinesOnly = true;
    narrow.mixedPartitions = 3; // which has nothing to mix then
    for (const Footprint footprint : {Footprint{4, 4}, {8, 8}})
        for (const PictureKind kind : {kOpaque, kTransparent}) {
            const std::set<Fit> few = fitsOf(narrow, kind, footprint), many = fitsOf(kWide, kind, footprint);
            EXPECT_EQ(without(few, many), std::set<Fit>{});
            const std::set<Fit> left = without(many, few);
            EXPECT_FALSE(left.empty());
            for (const auto& [partitions, planes, families, component] : left) {
                EXPECT_GT(partitions, 1u);
                EXPECT_FALSE(usesOnly(families, partitions, kFamilyFree));
            }
            for (const auto& [partitions, planes, families, component] : few) {
                if (partitions > 1) {
                    EXPECT_TRUE(usesOnly(families, partitions, kFamilyFree));
                }
            }
        }
}

TEST(FreeLinesOnly, ChangesNothingForGreyPictures) {
    Effort narrow = kWide;
    narrow.hasFreeLinesOnly = true;
    EXPECT_EQ(fitsOf(narrow, kGrey), fitsOf(kWide, kGrey));
}

TEST(ColorPlane, WithoutItAlphaAloneHasASecondPlane) {
    Effort narrow = kWide;
    narrow.hasColorPlane = false;
    for (const Footprint footprint : {Footprint{4, 4}, {8, 8}})
        for (const PictureKind kind : {kOpaque, kTransparent}) {
            const std::set<Fit> few = fitsOf(narrow, kind, footprint), many = fitsOf(kWide, kind, footprint);
            EXPECT_EQ(without(few, many), std::set<Fit>{});
            std::set<Fit> withColorPlane;
            for (const Fit& fit : many)
                if (std::get<1>(fit) == 2 && std::get<3>(fit) == kBestColor) withColorPlane.insert(fit);
            EXPECT_FALSE(withColorPlane.empty());
            EXPECT_EQ(without(many, few), withColorPlane);
        }
}

TEST(SecondLook, OfDraftsGoesByLinesButForGreyPictures) {
    const Efforts draft = effortsOf({.footprint = {6, 6}, .quality = Draft});
    for (const PictureKind kind : {kOpaque, kTransparent, PictureKind{true, true}})
        EXPECT_EQ(draft.secondLookOf(kind), SecondLook::ByLine);
    EXPECT_EQ(draft.secondLookOf(kGrey), SecondLook::ByError) << "all its texels lie on a line";
    EXPECT_EQ(effortsOf({.quality = Draft}).secondLookOf(kGrey), SecondLook::None);
    EXPECT_EQ(effortsOf({.footprint = {6, 6}, .quality = Fastest}).secondLookOf(kOpaque), SecondLook::ByError);
}

TEST(SecondLook, IsNotNeededWhereAllBlocksGetEveryCandidate) {
    for (const uint8_t quality : {VeryThorough, Exhaustive}) {
        EXPECT_EQ(effortsOf({.footprint = {6, 6}, .quality = quality}).secondLookOf(kOpaque), SecondLook::None);
        EXPECT_EQ(effortsOf({.quality = quality}).secondLookOf(kOpaque), SecondLook::ByError);
    }
}

/// Flags are read back and lines measured for those alone who look at them.
TEST(SecondLook, AsksForWhatItNeedsToKnowOfBlocks) {
    for (const Footprint footprint : {Footprint{4, 4}, {6, 6}})
        for (const uint8_t quality : {Draft, Fastest, Medium, VeryThorough})
            for (const PictureKind kind : {kOpaque, kTransparent, kGrey})
                for (const uint8_t radius : {0, 1, 9}) {
                    EncodeOptions options{.footprint = footprint, .quality = quality, .alphaRadius = radius};
                    const Efforts efforts = effortsOf(options);
                    const SecondLook look = efforts.secondLookOf(kind);
                    const EncodePlan first = planFirstLook(options, efforts, kind);
                    const bool needsAlpha = look != SecondLook::None && kind.hasAlpha && radius > 0;
                    EXPECT_EQ(first.tellsOffLine, look == SecondLook::ByLine);
                    EXPECT_EQ(first.returnsFlags, look == SecondLook::ByLine || needsAlpha);
                    EXPECT_FALSE(first.takesFlags);
                    EXPECT_EQ(first.haloTexels(), kind.hasAlpha && radius > 0 ? radius - 1u : 0u);
                    if (look == SecondLook::None) continue;
                    const EncodePlan second = planSecondLook(options, efforts, kind);
                    EXPECT_EQ(second.takesFlags, needsAlpha);
                    EXPECT_FALSE(second.returnsFlags || second.tellsOffLine);
                    EXPECT_EQ(second.haloTexels(), 0u);
                    EXPECT_EQ(second.weighsChannels(), first.weighsChannels());
                }
}

TEST(ChannelWeights, OfAlphaThatIsNotEncodedAreNotAboveThoseOfColors) {
    EncodeOptions options{.channelWeights = {1, 3, 2, 5}};
    const auto weightsOf = [&](PictureKind kind) { return makeEncodePlan(options, kWide, kind).channelWeights; };
    EXPECT_EQ(weightsOf(kTransparent), (std::array<float, 4>{1, 3, 2, 5}));
    EXPECT_EQ(weightsOf(kOpaque), (std::array<float, 4>{1, 3, 2, 3}));
    options.channelWeights = {1, 3, 2, 0};
    EXPECT_EQ(weightsOf(kOpaque), options.channelWeights) << "alpha that does not count";
    options.channelWeights = {0, 0, 0, 1};
    EXPECT_EQ(weightsOf(kOpaque), options.channelWeights) << "nothing counts, hence all alike";
}

TEST(EveryPreset, HasNoMoreFitsThanKeysCanName) {
    for (const Footprint footprint : {Footprint{4, 4}, {6, 6}, {12, 12}})
        for (const uint8_t quality : {Draft, Fastest, Fast, Medium, Thorough, VeryThorough, Exhaustive})
            for (const PictureKind kind : {kOpaque, kTransparent, kGrey, PictureKind{true, true}}) {
                EncodeOptions options;
                options.footprint = footprint;
                options.quality = quality;
                const Efforts efforts = effortsOf(options);
                for (const Effort& effort : {efforts.all, efforts.again})
                    EXPECT_LE(makeEncodePlan(options, effort, kind).fitSlots.size() * kModesPerFit, kEntryMask + 1)
                        << "quality " << int{quality} << " at " << int{footprint.width};
            }
}

} // namespace
} // namespace astcslang::encode

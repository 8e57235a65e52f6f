// SPDX-License-Identifier: Apache-2.0
// If these fail, a preset's switches leave out other fits than they say.
#include "encode/encode_plan.h"

#include <algorithm>
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

TEST(EveryPreset, HasNoMoreFitsThanKeysCanName) {
    for (const Footprint footprint : {Footprint{4, 4}, {6, 6}, {12, 12}})
        for (const uint8_t quality : {Fastest, Fast, Medium, Thorough, VeryThorough, Exhaustive})
            for (const PictureKind kind : {kOpaque, kTransparent, kGrey, PictureKind{true, true}}) {
                EncodeOptions options;
                options.footprint = footprint;
                options.quality = quality;
                const Efforts efforts = effortsOf(options);
                for (const Effort& effort : {efforts.all, efforts.worst})
                    EXPECT_LE(makeEncodePlan(options, effort, kind).fitSlots.size() * kModesPerFit, kEntryMask + 1)
                        << "quality " << int{quality} << " at " << int{footprint.width};
            }
}

} // namespace
} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
#include "encode/encode_plan.h"

#include <algorithm>
#include <cassert>
#include <span>

#include "encode/format_tables.h"
#include "encode/grid_tables.h"
#include "encode/partition_patterns.h"
#include "encode/pattern_walk.h"

namespace astcslang::encode {
namespace {

/// Slots that a candidate key can name, but for the last.
constexpr uint32_t kMostTrials = kKeySlotMask;

/// A step above 4x4 that no other encoder has a name for; at 4x4 it is Fastest.
constexpr uint8_t kBetweenFastestAndFast = 5;

using enum SecondLook;

/// Of Efforts::repeatGainPercent where the first look tries one partition alone: with patterns, drawings of hard colors
/// gain more, photographs less but for a few at the smallest footprints.
constexpr uint32_t kGainOfDrawings = 75;

struct Preset {
    uint8_t quality;
    Efforts efforts;
};

/// What each preset does, in one place: `all` with every block, `again` once more with those of the second look. What
/// is left out is off or as Effort and Efforts say. Patterns of 2, 3, 4 partitions, and of 2 with two planes in opaque
/// pictures and in those with alpha; passes of {candidates, least-squares rounds, descents}.
constexpr Preset kPresets[] = {
    {Draft,
     {.all = {.patternCounts = {1, 0, 0},
              .isSnapped = {true, false},
              .dualPatternCounts = {0, 1},
              .hasFreeLinesOnly = true,
              .trialCount = 2}}},
    {Fastest,
     {.all = {.patternCounts = {1, 0, 0},
              .isSnapped = {true, false},
              .dualPatternCounts = {0, 1},
              .hasFreeLinesOnly = true,
              .trialCount = 2,
              .passes = {{{1, 1, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 20,
      .again = {.patternCounts = {8, 4, 0}, .dualPatternCounts = {4, 4}, .trialCount = 16, .passes = {{{1, 1, 0}}}}}},
    {Fast,
     {.all = {.patternCounts = {1, 0, 0}, .dualPatternCounts = {0, 1}, .trialCount = 6, .passes = {{{1, 1, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 24,
      .repeatGainPercent = 20,
      .again = {.patternCounts = {8, 4, 0},
                .dualPatternCounts = {8, 8},
                .hasTiedPlanes = true,
                .trialCount = 32,
                .passes = {{{4, 1, 0}}}}}},
    {Medium,
     {.all = {.patternCounts = {2, 0, 0}, .dualPatternCounts = {0, 2}, .trialCount = 8, .passes = {{{2, 1, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 30,
      .repeatGainPercent = 15,
      .again = {.patternCounts = {8, 4, 0},
                .dualPatternCounts = {8, 8},
                .mixedPartitions = 2,
                .hasTiedPlanes = true,
                .trialCount = 48,
                .passes = {{{8, 1, 0}, {2, 1, 1}}}}}},
    {Thorough,
     {.all = {.patternCounts = {4, 2, 0},
              .dualPatternCounts = {0, 4},
              .trialCount = 16,
              .passes = {{{4, 1, 0}, {2, 1, 1}}}},
      .secondLook = ByError,
      .secondLookPercent = 40,
      .repeatGainPercent = 10,
      .again = {.patternCounts = {8, 6, 2},
                .dualPatternCounts = {8, 8},
                .mixedPartitions = 3,
                .hasTiedPlanes = true,
                .trialCount = 128,
                .passes = {{{24, 1, 0}, {8, 1, 1}, {4, 0, 1}}}}}},
    {VeryThorough,
     {.all = {.patternCounts = {8, 4, 1},
              .dualPatternCounts = {0, 4},
              .mixedPartitions = 2,
              .trialCount = 32,
              .passes = {{{8, 1, 0}, {4, 1, 1}}}},
      .secondLook = ByError,
      .secondLookPercent = 42,
      .repeatGainPercent = 10,
      .again = {.patternCounts = {16, 8, 4},
                .dualPatternCounts = {8, 8},
                .mixedPartitions = 3,
                .hasTiedPlanes = true,
                .trialCount = 200,
                .passes = {{{32, 1, 0}, {12, 1, 1}, {6, 0, 2}}}}}},
    {Exhaustive,
     {.all = {.patternCounts = {16, 8, 4},
              .dualPatternCounts = {8, 8},
              .mixedPartitions = 3,
              .hasTiedPlanes = true,
              .trialCount = 240,
              .passes = {{{32, 2, 0}, {16, 1, 2}, {8, 0, 2}}}},
      .secondLook = ByError,
      .secondLookPercent = 70,
      .repeatGainPercent = 20,
      .again = {.patternCounts = {16, 16, 8},
                .dualPatternCounts = {16, 16},
                .mixedPartitions = 3,
                .hasTiedPlanes = true,
                .trialCount = 240,
                .passes = {{{32, 3, 0}, {16, 2, 2}, {8, 0, 4}}}}}},
};

/// All that is tried above 4x4.
constexpr Effort widestRefinedBy(decltype(Effort::passes) passes) {
    return {.patternCounts = {16, 16, 4},
            .dualPatternCounts = {4, 4},
            .mixedPartitions = 3,
            .hasTiedPlanes = true,
            .trialCount = 240,
            .passes = passes};
}

/// The same for footprints above 4x4, which have no tables to snap to. There one partition, and one plane for all
/// colors, serves most blocks well enough to begin with. VeryThorough and Exhaustive have no second look:
/// all blocks get every candidate, and they differ in refinement. Looking at the worst again found less for as much
/// work.
constexpr Preset kLargePresets[] = {
    {Draft,
     {.all = {.hasColorPlane = false, .trialCount = 1, .passes = {{{1, 1, 0}}}},
      .secondLook = ByLine,
      .secondLookPercent = 25,
      .repeatGainPercent = kGainOfDrawings,
      .mostRepeatedPercent = 80,
      .again = {.patternCounts = {1, 0, 0}, .dualPatternCounts = {0, 1}, .trialCount = 8, .passes = {{{1, 1, 0}}}}}},
    {Fastest,
     {.all = {.hasColorPlane = false, .trialCount = 2, .passes = {{{1, 1, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 72,
      .repeatGainPercent = kGainOfDrawings,
      .mostRepeatedPercent = 80,
      .again = {.patternCounts = {1, 0, 0}, .dualPatternCounts = {0, 1}, .trialCount = 8, .passes = {{{1, 1, 0}}}}}},
    {kBetweenFastestAndFast,
     {.all = {.trialCount = 2, .passes = {{{1, 1, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 65,
      .repeatGainPercent = kGainOfDrawings,
      .mostRepeatedPercent = 80,
      .again = {.patternCounts = {2, 0, 0}, .dualPatternCounts = {0, 2}, .trialCount = 16, .passes = {{{2, 1, 0}}}}}},
    {Fast,
     {.all = {.patternCounts = {2, 1, 0}, .dualPatternCounts = {0, 1}, .trialCount = 16, .passes = {{{2, 1, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 32,
      .again = {.patternCounts = {4, 2, 0},
                .dualPatternCounts = {0, 2},
                .trialCount = 32,
                .passes = {{{4, 1, 0}, {2, 2, 0}}}}}},
    {Medium,
     {.all = {.patternCounts = {4, 2, 0},
              .dualPatternCounts = {1, 2},
              .trialCount = 24,
              .passes = {{{4, 1, 0}, {2, 2, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 25,
      .again = {.patternCounts = {8, 4, 1},
                .dualPatternCounts = {0, 4},
                .mixedPartitions = 2,
                .trialCount = 64,
                .passes = {{{16, 1, 0}, {4, 4, 0}}}}}},
    {Thorough,
     {.all = {.patternCounts = {8, 4, 1},
              .dualPatternCounts = {4, 4},
              .mixedPartitions = 2,
              .trialCount = 48,
              .passes = {{{16, 1, 0}, {4, 4, 0}}}},
      .secondLook = ByError,
      .secondLookPercent = 34,
      .repeatGainPercent = 10,
      .again = {.patternCounts = {16, 8, 2},
                .dualPatternCounts = {0, 4},
                .mixedPartitions = 2,
                .trialCount = 128,
                .passes = {{{32, 1, 0}, {8, 4, 0}, {4, 0, 1}}}}}},
    {VeryThorough, {.all = widestRefinedBy({{{32, 1, 0}, {8, 4, 0}, {4, 0, 2}}})}},
    {Exhaustive, {.all = widestRefinedBy({{{32, 1, 0}, {16, 4, 0}, {8, 0, 3}}})}},
};

bool hasGrey(uint32_t families, uint32_t partitionCount) {
    for (uint32_t p = 0; p < partitionCount; ++p)
        if (familyOf(families, p) == kFamilyGrey) return true;
    return false;
}

/// Stored color values of one partition: its mode's class decides.
int valueCountOf(uint32_t family, bool hasAlpha) {
    const int rgb = family == kFamilyFree ? 6 : family == kFamilyScale ? 4 : 2;
    return rgb + (hasAlpha ? 2 : 0);
}

/// Span of block modes for a combination of families, or 0 where the format has none.
uint32_t modeSpan(const ModeLists& lists, const ClassPlan& plan, uint32_t families, bool hasAlpha) {
    int total = 0;
    int lowest = 8;
    int highest = 0;
    for (uint32_t p = 0; p < plan.partitionCount; ++p) {
        const int count = valueCountOf(familyOf(families, p), hasAlpha);
        total += count;
        lowest = std::min(lowest, count);
        highest = std::max(highest, count);
    }
    if (highest - lowest > 2) return 0; // classes of one block differ by at most one (C.2.11)
    return lists.span(static_cast<int>(plan.partitionCount), static_cast<int>(plan.planeCount), highest != lowest,
                      total);
}

/// A family word with one family in all partitions.
uint32_t everywhere(uint32_t family, uint32_t partitionCount) {
    return family * (0x55 & ((1u << (2 * partitionCount)) - 1));
}

/// All combinations of families that a block of `partitionCount` partitions may try.
std::vector<uint32_t> familyWords(uint32_t partitionCount, const Effort& effort, bool isClosedForm, PictureKind kind) {
    if (isClosedForm) return {kFamilyFree};
    if (kind.isGrey) return {everywhere(kFamilyGrey, partitionCount)};
    if (partitionCount > 1 && effort.hasFreeLinesOnly) return {kFamilyFree};
    std::vector<uint32_t> words;
    for (const uint32_t family : {kFamilyFree, kFamilyScale, kFamilyGrey})
        words.push_back(everywhere(family, partitionCount));
    if (partitionCount < 2 || partitionCount > effort.mixedPartitions) return words;
    const auto addMix = [&](uint32_t usual, uint32_t other) {
        for (uint32_t at = 0; at < partitionCount; ++at)
            words.push_back(everywhere(usual, partitionCount) ^ (usual ^ other) << (2 * at));
    };
    addMix(kFamilyScale, kFamilyFree);
    addMix(partitionCount == 2 ? kFamilyScale : kFamilyFree, partitionCount == 2 ? kFamilyGrey : kFamilyScale);
    return words;
}

/// Channels that get a weight plane of their own.
std::vector<uint32_t> secondComponents(uint32_t partitionCount, const Effort& effort, PictureKind kind) {
    std::vector<uint32_t> components;
    if (effort.hasColorPlane && (!kind.hasAlpha || partitionCount == 1)) components.push_back(kBestColor);
    if (kind.hasAlpha) components.push_back(3);
    return components;
}

void addFits(EncodePlan& plan, const ModeLists& lists, uint32_t classIndex, uint32_t patternCount, const Effort& effort,
             bool isClosedForm, PictureKind kind) {
    ClassPlan& blockClass = plan.classes[classIndex];
    blockClass.firstFit = static_cast<uint32_t>(plan.fitSlots.size());
    const bool isDual = blockClass.planeCount == 2;
    const std::vector<uint32_t> components =
        isDual ? secondComponents(blockClass.partitionCount, effort, kind) : std::vector<uint32_t>{0};
    for (uint32_t pattern = 0; pattern < patternCount; ++pattern)
        for (const uint32_t component : components) {
            const size_t group = plan.fitSlots.size();
            for (const uint32_t families : familyWords(blockClass.partitionCount, effort, isClosedForm, kind)) {
                FitSlot slot{};
                slot.classIndex = classIndex;
                slot.patternSlot = pattern;
                slot.families = families;
                slot.plane2Component = component;
                slot.opaqueModes = component == 3 ? 0 : modeSpan(lists, blockClass, families, false);
                slot.alphaModes = kind.hasAlpha ? modeSpan(lists, blockClass, families, true) : 0;
                // A second plane for a channel that all share with grey makes no sense.
                const bool isTied = isDual && component != 3 && families != kAllFree;
                if (isTied && (!effort.hasTiedPlanes || hasGrey(families, blockClass.partitionCount))) continue;
                if (slot.opaqueModes == 0 && slot.alphaModes == 0) continue;
                plan.fitSlots.push_back(slot);
                ++plan.fitSlots[group].groupCount;
            }
        }
    blockClass.fitCount = static_cast<uint32_t>(plan.fitSlots.size()) - blockClass.firstFit;
}

void addPatterns(EncodePlan& plan, Footprint footprint, const Effort& effort) {
    for (uint32_t count = 2; count <= 4; ++count) {
        PatternPlan& patterns = plan.patternPlans[count - 2];
        patterns.partitionCount = count;
        patterns.firstPattern = static_cast<uint32_t>(plan.patterns.size());
        patterns.firstSlot = plan.patternSlotCount;
        patterns.keptCount = count <= plan.maxPartitionCount ? effort.patternCounts[count - 2] : 0;
        if (patterns.keptCount == 0) continue;
        patterns.isSnapped = count <= 3 && patterns.keptCount == 1 && effort.isSnapped[count - 2];
        plan.patternSlotCount += patterns.keptCount;
        for (const PartitionPattern& pattern : partitionPatterns(footprint, static_cast<int>(count))) {
            PatternRecord record{};
            record.seed = pattern.seed;
            for (size_t texel = 0; texel < pattern.labels.size(); ++texel)
                record.labels[texel / 16] |= static_cast<uint32_t>(pattern.labels[texel]) << (2 * (texel % 16));
            plan.patterns.push_back(record);
        }
        patterns.patternCount = static_cast<uint32_t>(plan.patterns.size()) - patterns.firstPattern;
        if (patterns.isSnapped) continue;
        const std::vector<uint32_t>& walk = patternWalk(footprint, static_cast<int>(count));
        patterns.firstWalkGroup = static_cast<uint32_t>(plan.patternWalks.size() / kWalkGroupWords);
        plan.patternWalks.insert(plan.patternWalks.end(), walk.begin(), walk.end());
    }
    if (plan.patterns.empty()) plan.patterns.push_back({});
    if (plan.patternWalks.empty()) plan.patternWalks.resize(kWalkGroupWords, 0);
}

/// Grey pictures have one family of lines instead of three, hence time for three times the patterns, and their
/// endpoints take so few bits that three partitions pay early.
void favorPatterns(Effort& effort) {
    constexpr uint32_t kMostPatterns = 16;
    effort.patternCounts[1] = std::max(effort.patternCounts[1], effort.patternCounts[0] / 2);
    for (uint32_t& count : effort.patternCounts) count = std::min(3 * count, kMostPatterns);
    for (uint32_t& count : effort.dualPatternCounts) count = std::min(3 * count, kMostPatterns);
    effort.trialCount = std::min(effort.trialCount * 3 / 2, kMostTrials);
}

/// Class `index`: one plane with 1 to 4 partitions, then two planes. Two planes take the first of the patterns.
void addClass(EncodePlan& plan, const ModeLists& lists, uint32_t index, const Effort& effort, bool isClosedForm,
              PictureKind kind) {
    constexpr uint32_t kOnePlaneClasses = 4;
    ClassPlan& blockClass = plan.classes[index];
    const bool isDual = index >= kOnePlaneClasses;
    blockClass.planeCount = isDual ? 2 : 1;
    blockClass.partitionCount = index % kOnePlaneClasses + 1;
    if (isDual && isClosedForm) return;
    uint32_t patternCount = 1;
    if (blockClass.partitionCount > 1) {
        const PatternPlan& patterns = plan.patternPlans[blockClass.partitionCount - 2];
        const uint32_t dualCount = effort.dualPatternCounts[kind.hasAlpha ? 1 : 0];
        patternCount = isDual ? std::min(dualCount, patterns.keptCount) : patterns.keptCount;
        blockClass.firstPatternSlot = patterns.firstSlot;
    }
    addFits(plan, lists, index, patternCount, effort, isClosedForm, kind);
}

uint32_t modeRuleOf(ModeChoice choice) {
    return choice == ModeChoice::Corrected   ? kModeRuleCorrected
           : choice == ModeChoice::Published ? kModeRulePublished
                                             : kModeRuleScreened;
}

/// Trials that let every block mode of every fit be tried that the closed forms, or the full choice, pass on.
uint32_t countChosenModes(const EncodePlan& plan, ModeChoice choice) {
    uint32_t count = 0;
    for (const ClassPlan& blockClass : plan.classes) {
        const uint32_t taps = blockClass.partitionCount == 1 ? kTapsOfOne : kTapsOfMore;
        count += blockClass.fitCount * (choice == ModeChoice::Full ? kModesPerFit : taps);
    }
    constexpr uint32_t kMostTried = 64;
    return std::min(count, kMostTried);
}

/// Weights are scaled by the largest of the channels that are encoded, so no other may be larger.
std::array<float, 4> channelWeightsOf(const EncodeOptions& options, PictureKind kind) {
    std::array<float, 4> weights = options.channelWeights;
    const float ofColors = *std::max_element(weights.begin(), weights.begin() + 3);
    if (!kind.hasAlpha && ofColors > 0) weights[3] = std::min(weights[3], ofColors);
    return weights;
}

} // namespace

bool EncodePlan::weighsChannels() const {
    const bool isEven = std::all_of(channelWeights.begin(), channelWeights.begin() + channelCount,
                                    [&](float weight) { return weight == channelWeights[0]; });
    return !isEven || channelWeights[3] == 0 || alphaRadius > 0;
}

Efforts effortsOf(const EncodeOptions& options) {
    using Presets = std::span<const Preset>;
    const Presets presets = options.footprint == Footprint{4, 4} ? Presets(kPresets) : Presets(kLargePresets);
    Efforts efforts = presets.front().efforts;
    for (const Preset& preset : presets)
        if (options.quality >= preset.quality) efforts = preset.efforts;
    if (options.modeChoice != ModeChoice::Screened) efforts.secondLook = None; // comparisons show one choice alone
    // Asking for more partitions than the preset uses gives them a pattern, where most is spent.
    Effort& widest = efforts.secondLook == None ? efforts.all : efforts.again;
    for (uint32_t count = 2; count <= options.maxPartitionCount; ++count)
        widest.patternCounts[count - 2] = std::max(widest.patternCounts[count - 2], 1u);
    return efforts;
}

EncodePlan makeEncodePlan(const EncodeOptions& options, Effort effort, PictureKind kind) {
    const uint32_t asked = options.maxPartitionCount;
    // The closed forms know one plane, a weight a texel and free lines; what they are compared with is no wider.
    const bool isClosedForm = options.modeChoice != ModeChoice::Screened;
    if (kind.isGrey && !isClosedForm) favorPatterns(effort);

    EncodePlan plan;
    plan.footprint = options.footprint;
    plan.modeRule = modeRuleOf(options.modeChoice);
    plan.endpointFit = options.endpointFit;
    plan.channelWeights = channelWeightsOf(options, kind);
    plan.alphaRadius = kind.hasAlpha ? options.alphaRadius : 0;
    plan.collectsStatistics = options.collectStatistics;
    plan.channelCount = kind.hasAlpha ? 4 : 3;
    plan.decodeRule = options.profile == Profile::LdrSrgb ? 1 : options.decodeTarget == DecodeTarget::Float16 ? 2 : 0;
    plan.maxPartitionCount = 1;
    for (uint32_t count = 2; count <= 4; ++count)
        if (effort.patternCounts[count - 2] > 0 && (asked == 0 || count <= asked)) plan.maxPartitionCount = count;
    addPatterns(plan, options.footprint, effort);

    const ModeLists& lists = ModeLists::of(options.footprint, isClosedForm);
    plan.modes = lists.records();
    plan.formatTable = buildFormatTable();
    if (plan.isLarge()) plan.gridTable = buildGridTable(options.footprint);
    for (uint32_t index = 0; index < kBlockClassCount; ++index)
        addClass(plan, lists, index, effort, isClosedForm, kind);
    assert(plan.fitSlots.size() * kModesPerFit <= kEntryMask + 1 && "keys name every mode of every fit");
    plan.trialCount = isClosedForm ? countChosenModes(plan, options.modeChoice) : effort.trialCount;
    for (const RefinePass& pass : effort.passes)
        if (pass.keepCount > 0) plan.passes.push_back(pass);
    return plan;
}

EncodePlan planFirstLook(const EncodeOptions& options, const Efforts& efforts, PictureKind kind) {
    EncodePlan plan = makeEncodePlan(options, efforts.all, kind);
    const SecondLook next = efforts.secondLookOf(kind);
    plan.tellsOffLine = next == ByLine;
    plan.returnsFlags = next == ByLine || (next != None && plan.alphaRadius > 0);
    return plan;
}

EncodePlan planSecondLook(const EncodeOptions& options, const Efforts& efforts, PictureKind kind) {
    EncodePlan plan = makeEncodePlan(options, efforts.again, kind);
    plan.takesFlags = plan.alphaRadius > 0;
    return plan;
}

} // namespace astcslang::encode

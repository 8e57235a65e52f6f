// SPDX-License-Identifier: Apache-2.0
#include "encode/block_stages.h"

#include <algorithm>
#include <cassert>
#include <initializer_list>

namespace astcslang::encode {
namespace {

static_assert(sizeof(DispatchParams) <= 128, "as many bytes of push constants as every device has");

/// The smallest of a kernel's variants that holds `needed` entries.
uint32_t variantFor(uint32_t needed, std::initializer_list<uint32_t> variants) {
    for (const uint32_t variant : variants)
        if (needed <= variant) return variant;
    assert(false && "no kernel variant is large enough");
    return 0;
}

/// Rows of texels in which entry `entry` of a grid of `size` rows shows.
uint32_t rowsOfEntry(const EncodePlan& plan, uint32_t size, uint32_t entry) {
    const uint32_t support = plan.gridTable[kGridAxisWords + size * kMaxAxisSize + kGridSupportsAt + entry];
    return (support >> 8) - (support & 255) + 1;
}

/// Iterations of all loops in one sweep over one plane's grid, whatever grids the invocations have that run as one.
uint32_t sweepIterations(const EncodePlan& plan, uint32_t planeCount) {
    uint32_t count = 0;
    for (uint32_t column = 0; column < plan.footprint.width; ++column) {
        const uint32_t widest = kMaxWeightCount / planeCount / std::max(column + 1, 2u);
        const uint32_t highest = std::min<uint32_t>(plan.footprint.height, widest);
        for (uint32_t row = 0; row < highest; ++row) {
            uint32_t rows = 0;
            for (uint32_t size = std::max(row + 1, 2u); size <= highest; ++size)
                rows = std::max(rows, rowsOfEntry(plan, size, row));
            count += 1 + 2 * rows; // they are looked at, and changed
        }
        ++count;
    }
    return count;
}

/// Steps of a descent above 4x4 that one dispatch may take. llvmpipe ends all loops of an invocation, without a word,
/// after 65,535 iterations in sum, and it runs several invocations as one, each loop as long as the longest.
uint32_t descentStepsAtOnce(const EncodePlan& plan, const ClassPlan& blockClass) {
    constexpr uint32_t kMostIterations = 60000; // some are for what comes before and after
    const uint32_t height = plan.footprint.height;
    const uint32_t visit = height * (1 + (plan.footprint.width + 3) / 4); // of all texels, four at a time
    const uint32_t planes = blockClass.planeCount;
    return kMostIterations / (planes * (visit + sweepIterations(plan, planes)) + visit + height + 1);
}

/// Builds the list stage by stage; every method is one kernel.
class StageList {
public:
    StageList(const EncodePlan& plan, const StripShape& strip) : plan_(plan) {
        common_.blockCount = strip.blockCount;
        common_.blocksPerRow = strip.blocksPerRow;
        common_.imageWidth = strip.widthTexels;
        common_.imageHeight = strip.heightTexels;
        common_.blockWidth = plan.footprint.width;
        common_.blockHeight = plan.footprint.height;
        common_.weightWords = plan.weightWords();
        common_.fullGridEntries = plan.isLarge() ? 0 : kTexelCount;
        common_.trialCount = plan.trialCount;
        common_.patternSlotCount = plan.patternSlotCount;
        common_.fitStride = plan.fitStrideWords();
        common_.alphaRadius = plan.takesFlags ? kAlphaIsKnown : plan.alphaRadius;
        common_.imageTop = strip.rowsAbove;
        std::copy(plan.channelWeights.begin(), plan.channelWeights.end(), common_.channelWeights);
    }

    void loadBlock() {
        addPerBlock("load_block", "", {Slot::Image, Slot::Texels, Slot::BlockFlags});
        stages_.back().tellsOffLine = plan_.tellsOffLine;
    }

    void selectPartitions(const PatternPlan& patterns) {
        const std::string variant = "_p" + std::to_string(patterns.partitionCount) + channels();
        DispatchParams params = common_;
        params.firstPattern = patterns.firstPattern;
        params.patternCount = patterns.patternCount;
        params.patternSlots = patterns.keptCount;
        params.firstPatternSlot = patterns.firstSlot;
        if (patterns.isSnapped) {
            const Slot lut = patterns.partitionCount == 2 ? Slot::PartitionLut2 : Slot::PartitionLut3;
            addPerBlock("snap_partitions", variant, {Slot::Texels, Slot::BlockFlags, lut, Slot::PatternSlots}, params);
        } else {
            params.firstWalkGroup = patterns.firstWalkGroup;
            const std::string kept = "_k" + std::to_string(variantFor(patterns.keptCount, {4, 16}));
            addPerBlock("select_partitions", variant + axis() + kept,
                        {Slot::Texels, Slot::BlockFlags, Slot::PatternWalks, Slot::PatternSlots}, params);
            if (plan_.isLarge()) useSmallGroups();
        }
    }

    void fitEndpoints(uint32_t classIndex) {
        const ClassPlan& blockClass = plan_.classes[classIndex];
        addPerBlock("fit_endpoints", variantOf(blockClass),
                    {Slot::Texels, Slot::BlockFlags, Slot::FitSlots, Slot::Patterns, Slot::PatternSlots, Slot::Modes,
                     Slot::Fits, Slot::ModeKeys, Slot::ModeChoices},
                    classParams(classIndex));
        if (plan_.isLarge()) useLargeKernel("fit_endpoints", variantOf(blockClass));
        stages_.back().groupsY = blockClass.fitCount;
        keepUsefulModes();
    }

    void refineFits(uint32_t classIndex) {
        const ClassPlan& blockClass = plan_.classes[classIndex];
        addPerBlock(plan_.endpointFit == EndpointFit::Gradient ? "descend_fits" : "alternate_fits",
                    variantOf(blockClass),
                    {Slot::Texels, Slot::BlockFlags, Slot::FitSlots, Slot::Patterns, Slot::PatternSlots, Slot::Fits},
                    classParams(classIndex));
        stages_.back().groupsY = blockClass.fitCount;
    }

    void measureSnap(const PatternPlan& patterns) {
        DispatchParams params = common_;
        params.firstPattern = patterns.firstPattern;
        const Slot lut = patterns.partitionCount == 2 ? Slot::PartitionLut2 : Slot::PartitionLut3;
        addPerBlock("measure_snap", "_p" + std::to_string(patterns.partitionCount) + channels(),
                    {Slot::Texels, Slot::BlockFlags, lut, Slot::Patterns, Slot::Statistics}, params);
    }

    /// `next`: the pass that follows; null at the end.
    void measureBlock(uint32_t step, const RefinePass* next) {
        DispatchParams params = common_;
        params.step = step;
        if (next != nullptr) {
            params.keepCount = next->keepCount;
            params.rounds = next->rounds;
            params.descents = next->jointRounds;
        }
        addPerBlock("measure_block", channels(),
                    {Slot::Texels, Slot::BlockFlags, Slot::FitSlots, Slot::Patterns, Slot::Modes, Slot::Fits,
                     Slot::Trials, Slot::CandidateKeys, Slot::Candidates, Slot::Statistics},
                    params);
    }

    /// One kernel holds no more than kMostTrialsAtOnce; beyond that the fits are shared out among several.
    void chooseTrials() {
        constexpr uint32_t kMostTrialsAtOnce = 128;
        const uint32_t choices = (plan_.trialCount + kMostTrialsAtOnce - 1) / kMostTrialsAtOnce;
        const auto share = [&](size_t all, uint32_t choice) { return static_cast<uint32_t>(all * choice / choices); };
        for (uint32_t choice = 0; choice < choices; ++choice) {
            DispatchParams params = common_;
            params.firstFit = share(plan_.fitSlots.size(), choice);
            params.fitCount = share(plan_.fitSlots.size(), choice + 1) - params.firstFit;
            params.firstSlot = share(plan_.trialCount, choice);
            params.keepCount = share(plan_.trialCount, choice + 1) - params.firstSlot;
            const uint32_t kept = variantFor(params.keepCount, {4, 8, 16, 32, 64, kMostTrialsAtOnce});
            addPerBlock("choose_trials", "_k" + std::to_string(kept),
                        {Slot::ModeKeys, Slot::FitSlots, Slot::Trials, Slot::CandidateKeys, Slot::WorkList}, params);
            stages_.back().clearsWorkList = choice == 0;
            stages_.back().isConcurrent = choice > 0;
            keepUsefulModes();
        }
    }

    void countGroups() { add("count_groups", "", {Slot::WorkList}, common_, 1); }

    /// Puts items side by side whose weight grids have one size. Launches follow each other: each writes to the buffer
    /// that holds the next one's size.
    void sortItems(const std::vector<uint32_t>& classes) {
        if (!plan_.isLarge()) return;
        for (const std::string_view kernel : {"count_kinds", "sort_items"})
            for (const uint32_t index : classes)
                add(kernel, "", {Slot::Trials, Slot::ModeChoices, Slot::Modes, Slot::WorkList}, classParams(index), 0);
    }

    void quantizeBlock(uint32_t classIndex) {
        add("quantize_block", variantOf(plan_.classes[classIndex]),
            {Slot::Texels, Slot::BlockFlags, Slot::FitSlots, Slot::Patterns, Slot::PatternSlots, Slot::Modes,
             Slot::Fits, Slot::ModeChoices, Slot::Trials, Slot::FormatTable, Slot::WorkList, Slot::CandidateKeys,
             Slot::Candidates, Slot::Weights},
            classParams(classIndex), 0);
        if (plan_.isLarge()) useLargeKernel("quantize_block", variantOf(plan_.classes[classIndex]));
    }

    void keepCandidates(uint32_t keepCount) {
        DispatchParams params = common_;
        params.listIndex = unsortedList();
        params.keepCount = keepCount;
        const uint32_t kept = variantFor(keepCount, {1, 4, 16, 32});
        addPerBlock("keep_candidates", "_k" + std::to_string(kept),
                    {Slot::CandidateKeys, Slot::Trials, Slot::FitSlots, Slot::Candidates, Slot::Modes, Slot::WorkList},
                    params);
        stages_.back().clearsWorkList = true;
    }

    void refineBlock(uint32_t classIndex, bool isSmallGrid, uint32_t rounds) {
        const std::string variant = variantOf(plan_.classes[classIndex]);
        add("refine_block", variant + (isSmallGrid ? "_small" : "_full"),
            {Slot::Texels, Slot::BlockFlags, Slot::FitSlots, Slot::Patterns, Slot::Modes, Slot::Trials,
             Slot::FormatTable, Slot::WorkList, Slot::CandidateKeys, Slot::Candidates, Slot::Weights},
            candidateParams(classIndex, isSmallGrid, rounds), 0);
        if (plan_.isLarge()) useLargeKernel("refine_block", variant);
    }

    void descendBlock(uint32_t classIndex, bool isSmallGrid, uint32_t rounds) {
        add("descend_block", variantOf(plan_.classes[classIndex]) + (isSmallGrid ? "_small" : "_full"),
            descendBuffers(), candidateParams(classIndex, isSmallGrid, rounds), 0);
    }

    /// Part `part` of a round of descent above 4x4; nothing past the last.
    void descendLargeBlock(uint32_t classIndex, uint32_t part) {
        const ClassPlan& blockClass = plan_.classes[classIndex];
        const uint32_t all = blockClass.partitionCount * 8 * plan_.channelCount;
        const uint32_t atOnce = descentStepsAtOnce(plan_, blockClass);
        if (part * atOnce >= all) return;
        DispatchParams params = candidateParams(classIndex, false, 1);
        params.firstStep = part * atOnce;
        params.stepCount = std::min(atOnce, all - params.firstStep);
        add("descend_block", "", descendBuffers(), params, 0);
        useLargeKernel("descend_block", variantOf(blockClass));
    }

    /// All rounds of descent above 4x4: parts of a class follow each other, those of different classes may overlap.
    void descendLarge(const std::vector<uint32_t>& classes, uint32_t rounds) {
        for (uint32_t round = 0; round < rounds; ++round)
            for (uint32_t part = 0;; ++part) {
                const size_t first = stages_.size();
                for (const uint32_t index : classes) descendLargeBlock(index, part);
                if (stages_.size() == first) break;
                overlapFrom(first);
            }
    }

    size_t stageCount() const { return stages_.size(); }

    /// The stages from `first` on touch different candidates and need not wait for each other.
    void overlapFrom(size_t first) {
        for (size_t index = first + 1; index < stages_.size(); ++index) stages_[index].isConcurrent = true;
    }

    void packBlock() {
        addPerBlock("pack_block", "",
                    {Slot::Texels, Slot::BlockFlags, Slot::CandidateKeys, Slot::Candidates, Slot::Modes, Slot::Patterns,
                     Slot::FormatTable, Slot::Results, Slot::Weights});
    }

    std::vector<Stage> take() { return std::move(stages_); }

private:
    /// A fit has no more use for modes than there are trials.
    void keepUsefulModes() { stages_.back().modesKept = std::min(kModesPerFit, plan_.trialCount); }

    /// Where items are listed first: apart if they are sorted afterwards.
    uint32_t unsortedList() const { return plan_.isLarge() ? kBlockClassCount : 0; }

    std::string channels() const { return "_c" + std::to_string(plan_.channelCount); }

    static std::vector<Slot> descendBuffers() {
        return {Slot::Texels,   Slot::BlockFlags,    Slot::Patterns,   Slot::Modes,  Slot::FormatTable,
                Slot::WorkList, Slot::CandidateKeys, Slot::Candidates, Slot::Weights};
    }

    std::string variantOf(const ClassPlan& blockClass) const {
        return "_p" + std::to_string(blockClass.partitionCount) + "_d" + std::to_string(blockClass.planeCount) +
               channels();
    }

    DispatchParams classParams(uint32_t classIndex) const {
        DispatchParams params = common_;
        params.listIndex = classIndex;
        params.firstFit = plan_.classes[classIndex].firstFit;
        params.firstPatternSlot = plan_.classes[classIndex].firstPatternSlot;
        return params;
    }

    DispatchParams candidateParams(uint32_t classIndex, bool isSmallGrid, uint32_t rounds) const {
        DispatchParams params = classParams(classIndex);
        params.listIndex = classIndex + (isSmallGrid ? kBlockClassCount : 0);
        params.rounds = rounds;
        return params;
    }

    void add(std::string_view kernel, const std::string& variant, std::vector<Slot> buffers,
             const DispatchParams& params, uint32_t groupsX) {
        Stage stage;
        stage.kernel = std::string(kernel) + variant;
        stage.label = kernel;
        stage.buffers = std::move(buffers);
        stage.params = params;
        stage.groupsX = groupsX;
        stages_.push_back(std::move(stage));
    }

    void addPerBlock(std::string_view kernel, const std::string& variant, std::vector<Slot> buffers,
                     const DispatchParams& params) {
        add(kernel, variant, std::move(buffers), params, (params.blockCount + kGroupSize - 1) / kGroupSize);
    }

    /// Room that a kernel needs for a side of the footprint.
    std::string axis() const {
        const uint32_t side = std::max(plan_.footprint.width, plan_.footprint.height);
        return "_a" + std::to_string(variantFor(side, {4, 6, 8, 12}));
    }

    /// Lets the last stage run the kernel of that name for footprints above 4x4; the table of grids is its last buffer.
    void useLargeKernel(const std::string& kernel, const std::string& variant) {
        Stage& stage = stages_.back();
        stage.kernel = "large_" + kernel + variant + axis();
        stage.buffers.push_back(Slot::GridTable);
        if (stage.groupsX > 0) useSmallGroups();
    }

    void useSmallGroups() { stages_.back().groupsX = (common_.blockCount + kSmallGroupSize - 1) / kSmallGroupSize; }

    void addPerBlock(std::string_view kernel, const std::string& variant, std::vector<Slot> buffers) {
        addPerBlock(kernel, variant, std::move(buffers), common_);
    }

    const EncodePlan& plan_;
    DispatchParams common_{};
    std::vector<Stage> stages_;
};

/// Fits of all classes: a line for each, refined where the options ask for another fit than the usual.
void addFits(StageList& list, const EncodePlan& plan, const std::vector<uint32_t>& classes) {
    const size_t firstFit = list.stageCount();
    for (const uint32_t index : classes) list.fitEndpoints(index);
    list.overlapFrom(firstFit);
    if (plan.endpointFit == EndpointFit::Pca) return;
    const size_t firstRefinement = list.stageCount();
    for (const uint32_t index : classes) list.refineFits(index);
    list.overlapFrom(firstRefinement);
}

/// Quick encodes of what the fits promise.
void addTrials(StageList& list, const std::vector<uint32_t>& classes) {
    list.chooseTrials();
    list.countGroups();
    const size_t first = list.stageCount();
    for (const uint32_t index : classes) list.quantizeBlock(index);
    list.overlapFrom(first);
}

/// Work on the best candidates: refinement, then descent.
void addPass(StageList& list, const EncodePlan& plan, const std::vector<uint32_t>& classes, const RefinePass& pass) {
    list.keepCandidates(pass.keepCount);
    list.countGroups();
    list.sortItems(classes);
    // Above 4x4, grids smaller than the footprint are not listed apart.
    const std::vector<bool> gridSizes = plan.isLarge() ? std::vector{false} : std::vector{false, true};
    for (const bool descends : {false, true}) {
        const uint32_t rounds = descends ? pass.jointRounds : pass.rounds;
        if (rounds == 0) continue;
        if (descends && plan.isLarge()) {
            list.descendLarge(classes, rounds);
            continue;
        }
        const size_t first = list.stageCount();
        for (const uint32_t index : classes)
            for (const bool isSmallGrid : gridSizes)
                descends ? list.descendBlock(index, isSmallGrid, rounds) : list.refineBlock(index, isSmallGrid, rounds);
        list.overlapFrom(first);
    }
}

} // namespace

uint64_t dispatchArgumentsOffset(uint32_t listIndex) { return (kListDispatchesAt + 3ull * listIndex) * 4; }

std::vector<Stage> listStages(const EncodePlan& plan, const StripShape& strip) {
    std::vector<uint32_t> classes;
    for (uint32_t index = 0; index < kBlockClassCount; ++index)
        if (plan.classes[index].fitCount > 0) classes.push_back(index);

    StageList list(plan, strip);
    list.loadBlock();
    const size_t firstSelection = list.stageCount();
    for (const PatternPlan& patterns : plan.patternPlans)
        if (patterns.keptCount > 0) list.selectPartitions(patterns);
    list.overlapFrom(firstSelection);
    addFits(list, plan, classes);
    addTrials(list, classes);
    for (size_t step = 0; step < plan.passes.size(); ++step) {
        if (plan.collectsStatistics) list.measureBlock(static_cast<uint32_t>(step), &plan.passes[step]);
        addPass(list, plan, classes, plan.passes[step]);
    }
    if (plan.collectsStatistics) {
        list.measureBlock(static_cast<uint32_t>(plan.passes.size()), nullptr);
        for (const PatternPlan& patterns : plan.patternPlans)
            if (patterns.keptCount > 0 && patterns.partitionCount <= 3 && !plan.isLarge()) list.measureSnap(patterns);
    }
    list.packBlock();
    return list.take();
}

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// If these fail, candidates above 4x4 are refined twice or not at all, or threads that work side by side wait for
// grids of other sizes. The launches are those of an encode, from the list of candidates on: count_groups, then
// count_kinds and sort_items of every class.

#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <random>
#include <vector>

#include <gtest/gtest.h>

#include "astcslang_shaders/shader_modules.h"
#include "encode/block_stages.h"
#include "encode/encode_plan.h"
#include "gpu/upload.h"
#include "gpu_rig.h"

namespace astcslang::encode {
namespace {

using Words = std::vector<uint32_t>;
/// Items of every class.
using Counts = std::array<uint32_t, kBlockClassCount>;

constexpr uint32_t kUntouched = 0xA5A5A5A5u;
/// Entries that a block's trials are among: more would only take memory.
constexpr uint32_t kEntries = 16;
/// Groups in a row of an indirect dispatch: many devices allow 65,535, and rows are to stay below.
constexpr uint32_t kGroupsInARow = 32768;

/// A plan with candidates of every class above 4x4.
EncodePlan planOfAllClasses() {
    EncodeOptions options;
    options.footprint = {6, 6};
    options.quality = 100;
    return makeEncodePlan(options, effortsOf(options).all, {.hasAlpha = true});
}

/// What an encode launches between the kernel that lists candidates and the first that works on them.
std::vector<Stage> sortingStages(const EncodePlan& plan, uint32_t blockCount) {
    const std::vector<Stage> all = listStages(plan, {.blocksPerRow = blockCount, .blockCount = blockCount});
    const auto labelled = [](std::string_view label) { return [=](const Stage& s) { return s.label == label; }; };
    const auto keep = std::find_if(all.begin(), all.end(), labelled("keep_candidates"));
    const auto refine = std::find_if(keep, all.end(), labelled("refine_block"));
    EXPECT_NE(refine, all.end());
    return {keep + 1, refine};
}

/// What the kernels read of blocks and candidates, with a list of items for every class.
struct Lists {
    uint32_t blockCount = 0;
    uint32_t trialCount = 0;
    Words trials;      ///< By block and slot: an entry.
    Words modeChoices; ///< By entry and block: a mode.
    std::vector<ModeRecord> modes;
    std::array<Words, kBlockClassCount> items;

    uint32_t capacity() const { return blockCount * trialCount; }
    uint32_t kindOf(uint32_t item) const {
        const uint32_t block = item & ((1u << kItemSlotShift) - 1), slot = item >> kItemSlotShift;
        const uint32_t entry = trials[block * trialCount + slot];
        return modes[modeChoices[entry * blockCount + block]].grid & (kGridKindCount - 1);
    }
};

/// Random items of `kindCount` kinds; no item is twice in a list.
Lists makeLists(uint32_t blockCount, uint32_t trialCount, const Counts& counts, uint32_t kindCount, uint32_t seed) {
    std::mt19937 random(seed);
    Lists lists{.blockCount = blockCount, .trialCount = trialCount};
    for (uint32_t i = 0; i < 3 * kindCount; ++i) {
        // Kinds far apart, and above them what does not belong to the kind.
        ModeRecord mode{};
        mode.grid = (i % kindCount * 97 + 5) % kGridKindCount | random() % 256 << 8;
        lists.modes.push_back(mode);
    }
    for (uint32_t i = 0; i < lists.capacity(); ++i) lists.trials.push_back(random() % kEntries);
    for (uint32_t i = 0; i < kEntries * blockCount; ++i) {
        // The first kinds come more often.
        const auto most = static_cast<uint32_t>(1 + random() % lists.modes.size());
        lists.modeChoices.push_back(random() % most);
    }
    Words places(lists.capacity());
    std::iota(places.begin(), places.end(), 0u);
    for (uint32_t index = 0; index < kBlockClassCount; ++index)
        for (uint32_t i = 0; i < counts[index]; ++i) {
            std::swap(places[i], places[i + random() % (places.size() - i)]);
            lists.items[index].push_back(places[i] / trialCount | places[i] % trialCount << kItemSlotShift);
        }
    return lists;
}

/// The work list as keep_candidates leaves it: counters, and items in the lists after those of the classes.
Words unsortedWorkList(const Lists& lists) {
    Words list(kListItemsAt + kWorkListCount * size_t{lists.capacity()}, kUntouched);
    std::fill_n(list.begin(), dispatchArgumentsOffset(0) / sizeof(uint32_t), 0u);
    for (uint32_t index = 0; index < kBlockClassCount; ++index) {
        list[index] = static_cast<uint32_t>(lists.items[index].size());
        std::copy(lists.items[index].begin(), lists.items[index].end(),
                  list.begin() + kListItemsAt + size_t{kBlockClassCount + index} * lists.capacity());
    }
    return list;
}

gpu::KernelSource sourceOf(const Stage& stage) {
    return {stage.kernel,
            shaderModule(stage.kernel),
            static_cast<uint32_t>(stage.buffers.size()),
            sizeof(DispatchParams),
            {}};
}

/// The work list after `stages`.
Words run(gpu::Rig& rig, const std::vector<Stage>& stages, const Lists& lists) {
    gpu::CommandStream stream = gpu::makeStream(rig);
    const auto table = [&](const auto& records) {
        Result<gpu::Buffer> buffer = gpu::makeTable(rig.device, stream, std::as_bytes(std::span(records)));
        EXPECT_TRUE(buffer) << buffer.error().message;
        return *std::move(buffer);
    };
    const Words before = unsortedWorkList(lists);
    std::map<Slot, gpu::Buffer> slots;
    slots.emplace(Slot::Trials, table(lists.trials));
    slots.emplace(Slot::ModeChoices, table(lists.modeChoices));
    slots.emplace(Slot::Modes, table(lists.modes));
    slots.emplace(Slot::WorkList, table(before));
    const gpu::Buffer& workList = slots.at(Slot::WorkList);
    const gpu::Buffer result = gpu::makeBuffer(rig, gpu::BufferKind::Readback, before.size());
    std::map<std::string, gpu::Pipeline> pipelines;
    for (const Stage& stage : stages)
        if (pipelines.find(stage.kernel) == pipelines.end())
            pipelines.emplace(stage.kernel, gpu::makePipeline(rig, sourceOf(stage)));

    gpu::expectSuccess(stream.begin());
    for (const Stage& stage : stages) {
        if (!stage.isConcurrent) stream.barrier();
        std::vector<gpu::BufferBinding> buffers;
        for (const Slot slot : stage.buffers) buffers.emplace_back(slots.at(slot));
        if (stage.groupsX > 0)
            stream.dispatch(pipelines.at(stage.kernel), buffers, gpu::bytesOf(stage.params), {stage.groupsX, 1, 1});
        else
            stream.dispatchIndirect(pipelines.at(stage.kernel), buffers, gpu::bytesOf(stage.params), workList,
                                    dispatchArgumentsOffset(stage.params.listIndex));
    }
    stream.barrier();
    stream.copy(workList, 0, result, 0, before.size() * sizeof(uint32_t));
    gpu::submitAndWait(stream);
    return gpu::readWords(result);
}

/// Exactly as many groups as the items of list `index` need, in whole rows.
void expectGroupsFor(uint32_t count, const Words& list, uint32_t index) {
    const uint32_t* const arguments = &list[dispatchArgumentsOffset(index) / sizeof(uint32_t)];
    const uint32_t groups = (count + kGroupSize - 1) / kGroupSize;
    const uint32_t rows = (groups + kGroupsInARow - 1) / kGroupsInARow;
    EXPECT_EQ(arguments[0], rows > 1 ? kGroupsInARow : groups);
    EXPECT_EQ(arguments[1], std::max(rows, 1u));
    EXPECT_EQ(arguments[2], 1u);
}

/// All of `unsorted`, each as often as there, items of a kind side by side.
void expectSorted(const Lists& lists, Words unsorted, const Words& sorted) {
    Words inOrder = sorted;
    std::sort(unsorted.begin(), unsorted.end());
    std::sort(inOrder.begin(), inOrder.end());
    ASSERT_TRUE(inOrder == unsorted) << "other items than were listed";
    Words kinds;
    for (const uint32_t item : sorted) kinds.push_back(lists.kindOf(item));
    kinds.erase(std::unique(kinds.begin(), kinds.end()), kinds.end());
    std::sort(kinds.begin(), kinds.end());
    EXPECT_EQ(std::adjacent_find(kinds.begin(), kinds.end()), kinds.end()) << "a kind stands in several places";
}

/// The work list `list` is `lists` sorted, and nothing was written beside it.
void expectListsSorted(const Lists& lists, const Words& list) {
    const Words before = unsortedWorkList(lists);
    ASSERT_EQ(list.size(), before.size());
    EXPECT_TRUE(std::equal(list.begin(), list.begin() + kWorkListCount, before.begin())) << "counters";
    const size_t capacity = lists.capacity();
    const size_t unsortedAt = kListItemsAt + kBlockClassCount * capacity;
    EXPECT_TRUE(std::equal(list.begin() + unsortedAt, list.end(), before.begin() + unsortedAt)) << "unsorted lists";
    for (uint32_t index = 0; index < kWorkListCount; ++index) {
        SCOPED_TRACE("list " + std::to_string(index));
        expectGroupsFor(index < kBlockClassCount ? static_cast<uint32_t>(lists.items[index].size()) : 0, list, index);
    }
    for (uint32_t index = 0; index < kBlockClassCount; ++index) {
        SCOPED_TRACE("class " + std::to_string(index));
        const Words& items = lists.items[index];
        const auto first = list.begin() + kListItemsAt + index * capacity;
        expectSorted(lists, items, {first, first + items.size()});
        EXPECT_TRUE(std::all_of(first + items.size(), first + capacity, [](uint32_t w) { return w == kUntouched; }));
    }
}

void expectSorts(uint32_t blockCount, const Counts& counts, uint32_t kindCount, uint32_t seed) {
    const EncodePlan plan = planOfAllClasses();
    const std::vector<Stage> stages = sortingStages(plan, blockCount);
    ASSERT_EQ(stages.size(), 1 + 2 * kBlockClassCount) << "one to count groups, two for every class";
    const Lists lists = makeLists(blockCount, plan.trialCount, counts, kindCount, seed);
    gpu::onEveryDevice([&](gpu::Rig& rig) { expectListsSorted(lists, run(rig, stages, lists)); });
}

TEST(SortItems, PutsItemsOfAKindSideBySideInListsOfAnyLength) {
    // Around the size of a group, and many groups; every class comes to have every length.
    const Counts lengths = {0, 1, kGroupSize - 1, kGroupSize, kGroupSize + 1, 5000};
    for (uint32_t shift = 0; shift < kBlockClassCount; ++shift) {
        SCOPED_TRACE("shifted by " + std::to_string(shift));
        Counts counts = lengths;
        std::rotate(counts.begin(), counts.begin() + shift, counts.end());
        expectSorts(500, counts, 40, shift);
    }
}

TEST(SortItems, TakesOneKindAndAllOfThem) {
    for (const uint32_t kindCount : {1u, 2u, kGridKindCount}) {
        SCOPED_TRACE(std::to_string(kindCount) + " kinds");
        expectSorts(500, {3000, 300, 4000, 0, 64, 2}, kindCount, kindCount);
    }
}

TEST(SortItems, ReachesEveryItemWhereGroupsFillMoreThanARow) {
    const uint32_t longList = kGroupsInARow * kGroupSize + kGroupSize + 1;
    expectSorts(longList / planOfAllClasses().trialCount + 1, {7, 0, longList, 65, 1000, 1}, 60, 1);
}

} // namespace
} // namespace astcslang::encode

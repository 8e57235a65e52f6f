// SPDX-License-Identifier: Apache-2.0
// The way of a dispatch's blocks through the kernels, as data: which kernel runs on which buffers with which
// parameters.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "encode/encode_plan.h"
#include "encode/strips.h"

namespace astcslang::encode {

/// Every buffer that a kernel may see: tables of the plan, then records of the workspace.
enum class Slot : uint8_t {
    FormatTable,
    Modes,
    Patterns,
    PatternWalks,
    FitSlots,
    GridTable,
    PartitionLut2,
    PartitionLut3,
    Image,
    Texels,
    BlockFlags,
    PatternSlots,
    Fits,
    ModeKeys,
    ModeChoices,
    Trials,
    CandidateKeys,
    Candidates,
    Weights,
    WorkList,
    Results,
    Statistics,
    Count,
};

/// One kernel launch. All earlier stages are done before it starts.
struct Stage {
    std::string kernel;        ///< Name of the shader module.
    std::string_view label;    ///< Name for time keeping; that of the kernel without its variant.
    std::vector<Slot> buffers; ///< By binding.
    DispatchParams params{};
    uint32_t groupsX = 0; ///< 0: taken from the work list's dispatch arguments of list `params.listIndex`.
    uint32_t groupsY = 1;
    uint32_t modesKept = kModesPerFit; ///< Of each fit.
    bool tellsOffLine = false;         ///< Of load_block: EncodePlan::tellsOffLine.
    bool clearsWorkList = false;       ///< The work list's counters are zeroed before the stage.
    bool isConcurrent = false;         ///< May overlap the stage before it.
};

/// Byte offset in the work list of a list's indirect dispatch arguments.
uint64_t dispatchArgumentsOffset(uint32_t listIndex);

/// All launches from picture to blocks, in order.
std::vector<Stage> listStages(const EncodePlan& plan, const StripShape& strip);

} // namespace astcslang::encode

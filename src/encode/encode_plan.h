// SPDX-License-Identifier: Apache-2.0
// What an encode will try: options to lists of fits, patterns, modes and passes. Pure data; no device.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/astcslang.h>

#include "encode/picture_kind.h"
#include "gpu_types.h"

namespace astcslang::encode {

/// One round of work on the best candidates of each block.
struct RefinePass {
    uint32_t keepCount = 0;   ///< Candidates of a block that take part.
    uint32_t rounds = 0;      ///< Alternations of weights and least-squares endpoints.
    uint32_t jointRounds = 0; ///< Passes of integer descent.
};

/// What a preset spends. More of anything costs time and gains quality.
struct Effort {
    std::array<uint32_t, 3> patternCounts{}; ///< Patterns really tried with 2, 3 and 4 partitions.
    std::array<bool, 2> isSnapped{}; ///< With 2 and 3 partitions: a count of 1 is served by table, not by ranking.
    /// Patterns of 2 partitions that are tried with two planes as well: in opaque pictures with the color that suits a
    /// second plane best, in those with alpha with alpha.
    std::array<uint32_t, 2> dualPatternCounts{};
    bool hasColorPlane = true; ///< A second plane for a color as well, not for alpha alone.
    /// With several partitions; else lines through black and grey ones are tried as well.
    bool hasFreeLinesOnly = false;
    uint32_t mixedPartitions = 0; ///< Blocks of 2, or of up to 3, may mix kinds of line; 0: none may.
    /// A second plane for a color also where lines through black tie its range to the others'. Estimates flatter these.
    bool hasTiedPlanes = false;
    uint32_t trialCount = 0;            ///< Quick encodes of a block; at most 255.
    std::array<RefinePass, 3> passes{}; ///< In order; a keepCount of 0 ends the list.
};

/// Which blocks are encoded once more, with more effort.
enum class SecondLook : uint8_t {
    None,
    ByError, ///< Those that came out worst, see worstBlocks().
    ByLine,  ///< Those whose texels lie far from a line, see offLineBlocks().
};

/// What a preset spends on all blocks, and once more on some.
struct Efforts {
    Effort all = {};
    SecondLook secondLook = SecondLook::None;
    uint32_t secondLookPercent = 0; ///< Of the summed error.
    /// Where those blocks lose this share of their error or more, the worst of the others follow, with twice
    /// secondLookPercent of what is left, and so on: blocks that are much alike gain alike, but drawings are not like
    /// that.
    uint32_t repeatGainPercent = 50;
    uint32_t mostRepeatedPercent = 100; ///< Of what is left, at once: the last of it lies in most of the blocks.
    Effort again = {};

    /// Texels of a grey picture without alpha lie on a line, so that lines tell nothing of its blocks.
    SecondLook secondLookOf(PictureKind kind) const {
        const bool isOnLine = kind.isGrey && !kind.hasAlpha;
        return secondLook == SecondLook::ByLine && isOnLine ? SecondLook::ByError : secondLook;
    }
};

/// The efforts that options ask for; between presets the lower one's.
Efforts effortsOf(const EncodeOptions& options);

/// One of the kBlockClassCount kinds of block: its kernels' variant, its fits and patterns.
struct ClassPlan {
    uint32_t partitionCount = 1;
    uint32_t planeCount = 1;
    uint32_t firstFit = 0;
    uint32_t fitCount = 0;         ///< 0: the class is not used.
    uint32_t firstPatternSlot = 0; ///< Among a block's kept patterns.
};

/// Patterns of one partition count.
struct PatternPlan {
    uint32_t partitionCount = 2;
    uint32_t firstPattern = 0;
    uint32_t patternCount = 0;
    uint32_t firstWalkGroup = 0; ///< Of the walk through them.
    uint32_t keptCount = 0;      ///< 0: not used.
    uint32_t firstSlot = 0;
    bool isSnapped = false; ///< One pattern, by table, instead of ranking all.
};

struct EncodePlan {
    Footprint footprint;
    uint32_t channelCount = 3;
    uint32_t decodeRule = 0; ///< decode_rule.slang
    uint32_t modeRule = 0;   ///< kModeRule... of gpu_types.h
    EndpointFit endpointFit = EndpointFit::Pca;
    std::array<float, 4> channelWeights{};
    uint32_t alphaRadius = 0; ///< 0 where there is no alpha that counts.
    /// The host brings the flags that blocks had in a first look, as blocks by themselves do not show what is around
    /// them.
    bool takesFlags = false;
    bool returnsFlags = false; ///< The host reads them back.
    bool tellsOffLine = false; ///< They tell how far from a line texels lie.
    bool collectsStatistics = false;
    uint32_t maxPartitionCount = 1;
    uint32_t patternSlotCount = 0;
    uint32_t trialCount = 0;
    std::vector<RefinePass> passes;
    std::array<ClassPlan, kBlockClassCount> classes{};
    std::array<PatternPlan, 3> patternPlans{};
    std::vector<PatternRecord> patterns; ///< At least one record.
    std::vector<uint32_t> patternWalks;  ///< See pattern_walk.h.
    std::vector<FitSlot> fitSlots;
    std::vector<ModeRecord> modes;
    std::vector<uint32_t> formatTable;
    std::vector<uint32_t> gridTable; ///< Only above 4x4.

    uint32_t texelCount() const { return uint32_t{footprint.width} * footprint.height; }
    /// Whether the squared errors of channels count differently.
    bool weighsChannels() const;
    /// Texels on each side of a block that its encoding looks at.
    uint32_t haloTexels() const { return takesFlags || alphaRadius == 0 ? 0 : alphaRadius - 1; }
    /// Footprints above 4x4 have kernels of their own, which keep texels in memory.
    bool isLarge() const { return texelCount() > kTexelCount; }
    /// Words of a candidate's weights: two planes of 16 cells, or as many as a block can hold.
    uint32_t weightWords() const { return (isLarge() ? kMaxWeightCount : 2 * kTexelCount) / 4; }
    /// Words of one fit record: endpoints of every partition that a block may have.
    uint32_t fitStrideWords() const { return 4 * maxPartitionCount; }
};

/// `effort`: one of effortsOf(), here cut down to what the options allow. Flags stay on the device.
EncodePlan makeEncodePlan(const EncodeOptions& options, Effort effort, PictureKind kind);

/// The plans of an encode's looks at a picture of a kind: at all its blocks, and at some once more. What the second
/// needs to know of its blocks, the first returns.
EncodePlan planFirstLook(const EncodeOptions& options, const Efforts& efforts, PictureKind kind);
EncodePlan planSecondLook(const EncodeOptions& options, const Efforts& efforts, PictureKind kind);

} // namespace astcslang::encode

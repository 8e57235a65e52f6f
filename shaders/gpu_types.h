// SPDX-License-Identifier: Apache-2.0
// Records that C++ and Slang share: scalars and fixed arrays only, 4-byte aligned, so that both lay them out alike.
// Slang sees them through gpu_types.slang.

#ifdef __cplusplus
#pragma once
#include <cstdint>
namespace astcslang {
using uint = uint32_t;
#define ASTCSLANG_SHARED constexpr
#else
#define ASTCSLANG_SHARED
#endif

/// Texels of a 4x4 block.
static const uint kTexelCount = 16;
/// Texels of the largest footprint, and words that hold their partitions, two bits a texel.
static const uint kMaxTexelCount = 144;
static const uint kLabelWords = kMaxTexelCount / 16;
/// Weights that a block holds at most.
static const uint kMaxWeightCount = 64;
/// Threads of a kernel's group, unless it has kSmallGroupSize.
static const uint kGroupSize = 64;
/// Threads of a group of kernels that keep more than a weight grid in shared memory: above 4x4 fit_endpoints and
/// select_partitions.
static const uint kSmallGroupSize = 32;
/// Words of a color level table row: 256 bytes.
static const uint kColorLevelWords = 64;
/// Places in the table of format facts, in words: value of a color rank (21 quant modes x 256 bytes), symbol of a color
/// rank (likewise), symbol of a weight rank (12 x 32 bytes), packed form of 5 trits (243 bytes), of 3 quints (125).
static const uint kColorValuesAt = 0;
static const uint kColorSymbolsAt = kColorValuesAt + 21 * kColorLevelWords;
static const uint kWeightSymbolsAt = kColorSymbolsAt + 21 * kColorLevelWords;
static const uint kTritsAt = kWeightSymbolsAt + 12 * 8;
static const uint kQuintsAt = kTritsAt + 61;
static const uint kFormatTableWords = kQuintsAt + 32;
/// Largest side of a footprint and of a weight grid.
static const uint kMaxAxisSize = 12;
/// Table of a footprint's weight grids: of the x axis, then of the y axis. For each grid size 0..12 (2 on are used) and
/// texel, its place in the grid in 4:4 fixed point; for each size and entry, the first texel where it shows and,
/// shifted by 8, the last; for each size and entry a row of the axis' pseudo-inverse; and for each size an orthonormal
/// basis of its span: of what its entries can show, or of what they cannot, if that has fewer rows (gridSpanRows).
static const uint kGridPositionsAt = 0;
static const uint kGridSupportsAt = kGridPositionsAt + 13 * kMaxAxisSize;
static const uint kGridInversesAt = kGridSupportsAt + 13 * kMaxAxisSize;
static const uint kGridSpansAt = kGridInversesAt + 13 * kMaxAxisSize * kMaxAxisSize;
static const uint kGridAxisWords = kGridSpansAt + 13 * kMaxAxisSize * kMaxAxisSize;
static const uint kGridTableWords = 2 * kGridAxisWords;

/// Whether the span of an axis is of what a grid of `size` entries cannot show of its `texels`.
ASTCSLANG_SHARED bool gridSpanIsRest(uint size, uint texels) { return 2 * size > texels; }

/// Rows of that span.
ASTCSLANG_SHARED uint gridSpanRows(uint size, uint texels) {
    return gridSpanIsRest(size, texels) ? texels - size : size;
}

/// The most rows that the spans of all sizes of an axis of up to 6, 8 and 12 texels have together.
static const uint kGridSpanRowsOf6 = 8;
static const uint kGridSpanRowsOf8 = 15;
static const uint kGridSpanRowsOf12 = 35;

/// Block modes that a fit passes on, best estimate first.
static const uint kModesPerFit = 8;
/// Kinds of block that have kernels of their own: 1..4 partitions in one plane, then one and two partitions in two.
static const uint kBlockClassCount = 6;
/// Lists of a work list: one a class for trials and for candidates with a weight a texel, then one more a class: at 4x4
/// for candidates whose weight grid is smaller than the footprint, above it for candidates before they are sorted.
static const uint kWorkListCount = 2 * kBlockClassCount;
/// Words of a work list's buffer before the items: one counter a list; how many items each class has of every kind of
/// grid, and how many of those are sorted; then the three words of an indirect dispatch a list.
static const uint kGridKindCount = 256;
static const uint kListKindsAt = kWorkListCount;
static const uint kListSortedAt = kListKindsAt + kBlockClassCount * kGridKindCount;
static const uint kListDispatchesAt = kListSortedAt + kBlockClassCount * kGridKindCount;
static const uint kListItemsAt = kListDispatchesAt + 3 * kWorkListCount;
/// An item of a work list: block in the low bits, candidate slot above.
static const uint kItemSlotShift = 20;
/// A candidate key: exact error above, slot below.
static const uint kKeySlotBits = 8;
static const uint kKeySlotMask = (1u << kKeySlotBits) - 1u;
/// Low bits of a mode key: fit * kModesPerFit + rank. Before the modes of fits come together, the place in the fit's
/// list of modes, at 4x4 and above; more bits would leave fewer of the estimate.
static const uint kEntryMask = 4095;
static const uint kModePlaceMask = 255;
static const uint kLargeModePlaceMask = 1023;
/// Key that no candidate has; sorts last.
static const uint kNoKey = 0xFFFFFFFFu;

/// Bits that load_block finds out about a block, and the place of the 8 bits of the most alpha in it, or around it as
/// an alpha radius says; 255 without. Above those the color that a second plane suits best, and above that, where the
/// plan asks for it, the squared distance of all texels from the line that fits them best, a float cut to 14 bits.
static const uint kBlockIsConstant = 1;
static const uint kBlockHasAlpha = 2;
static const uint kBlockAlphaShift = 8;
static const uint kBlockColorShift = 16;
static const uint kBlockOffLineShift = 18;

/// Where 14 bits of a float begin that is not negative: 6 of its mantissa, and its exponent below 2.
static const uint kScreenFloatShift = 17;

/// That distance, as the bits of a float, to the flags and back.
ASTCSLANG_SHARED uint offLineFlags(uint floatBits) { return floatBits >> kScreenFloatShift << kBlockOffLineShift; }
ASTCSLANG_SHARED uint offLineBits(uint flags) { return flags >> kBlockOffLineShift << kScreenFloatShift; }

/// DispatchParams::alphaRadius where each block's most alpha is known: its flags hold it already.
static const uint kAlphaIsKnown = 0xFFFFFFFFu;

/// Second plane of a fit for the color that suits it best in each block.
static const uint kBestColor = 4;

/// Which line a partition's endpoints lie on; two bits a partition in a family word.
static const uint kFamilyFree = 0;  ///< Any two colours: direct or base + offset.
static const uint kFamilyScale = 1; ///< A line through black: RGB base and scale.
static const uint kFamilyGrey = 2;  ///< The grey axis: luminance.
/// The family word of any number of partitions with free lines.
static const uint kAllFree = 0;

/// Family of a partition in a family word.
ASTCSLANG_SHARED uint familyOf(uint families, uint partition) { return (families >> (2 * partition)) & 3; }

/// Texels travel as words of RGBA8, R lowest, in groups of four. A row of a block starts a group of its own, and what
/// is left of its last one is 0. Groups of a row:
ASTCSLANG_SHARED uint texelGroups(uint width) { return (width + 3) / 4; }

/// First group of row t of a block. The same row of kTexelTile blocks lies together, so that threads that take one
/// block after another read what lies side by side, and those that take blocks here and there all that a fetch brings.
static const uint kTexelTile = 32;
ASTCSLANG_SHARED uint texelGroupAt(uint block, uint t, uint width, uint height) {
    return (block / kTexelTile * height * kTexelTile + t * kTexelTile + block % kTexelTile) * texelGroups(width);
}

/// What one dispatch works on: its strip's blocks and texels, and what its stage has to know. A kernel reads those
/// fields that concern it.
struct DispatchParams {
    uint blockCount;   ///< Blocks of this dispatch.
    uint blocksPerRow; ///< Blocks of a row of the strip, spare columns counted (Strip::spareColumns).
    uint imageWidth;   ///< Texels of a row that is loaded for the strip.
    uint imageHeight;  ///< Rows of texels that are loaded.
    uint blockWidth;   ///< Texels of the footprint.
    uint blockHeight;
    uint fitCount;           ///< Fits that trials are chosen from.
    uint trialCount;         ///< Trials kept of a block.
    uint firstFit;           ///< First fit of the class, or of those that trials are chosen from.
    uint firstSlot;          ///< Slot of the first trial chosen.
    uint firstPattern;       ///< First pattern of the partition count.
    uint firstWalkGroup;     ///< Where the walk through them begins.
    uint patternCount;       ///< Distinct patterns of the partition count.
    uint patternSlots;       ///< Patterns kept of a block.
    uint patternSlotCount;   ///< Patterns kept of a block over all partition counts.
    uint firstPatternSlot;   ///< Place of this partition count in a block's kept patterns.
    uint weightWords;        ///< Words of a candidate's weights.
    uint fullGridEntries;    ///< Entries of the grids that have kernels of their own: 16 at 4x4, else 0.
    uint keepCount;          ///< Trials or candidates that the next stage receives.
    uint listIndex;          ///< List that the stage works on.
    uint rounds;             ///< Rounds of refinement or of descent.
    uint firstStep;          ///< Above 4x4, of a descent: first step of this dispatch.
    uint stepCount;          ///< And how many.
    uint fitStride;          ///< Words of one fit: kFitWords for each partition that a block may have.
    uint step;               ///< For statistics: 0 after the trials, then one more after each pass.
    uint descents;           ///< For statistics: rounds of descent of the pass that follows.
    uint alphaRadius;        ///< 0, or colors count as alpha lets them show, up to so many texels - 1 around a block;
                             ///< kAlphaIsKnown.
    uint imageTop;           ///< Rows of the strip above its first block, for the above.
    float channelWeights[4]; ///< Factors of the squared error of R, G, B, A, at least 0, one of them positive.
};

/// Sums that statistics consist of. Each takes two words, the sum of the values' low kSumLowBits and that of the bits
/// above. Neither overflows: blocks of a dispatch are at most 2^20, so that low bits stay below 2^31, and high ones if
/// values are below 2^23. Errors may be larger, but no texel's is above 4 * 255^2 < 2^18, and the texels of a dispatch
/// are at most 2^25, as their buffer has 128 MiB: high bits of errors stay below 2^(18 + 25 - 11).
static const uint kSumLowBits = 11;
static const uint kMaxSteps = 8;
static const uint kSumErrors = 0;                           ///< A step each: best error.
static const uint kSumEvaluations = kSumErrors + kMaxSteps; ///< Exact ones of whole blocks.
static const uint kSumLaterWins = kSumEvaluations + 1;      ///< Blocks that slot 0 did not win.
static const uint kSumModeBlocks = kSumLaterWins + 1; ///< 1, 2, 3 partitions each: blocks with a candidate to judge.
static const uint kSumCorrectedBits = kSumModeBlocks + 3;    ///< Likewise: error of the corrected form, 1/256 bits.
static const uint kSumPublishedBits = kSumCorrectedBits + 3; ///< Likewise: of the published form.
static const uint kSumSnapMoves = kSumPublishedBits + 3;     ///< 2, 3 partitions each: texels that a snap moves.
static const uint kSumCount = kSumSnapMoves + 2;

/// How block modes of a fit are ranked: specialization constant 1.
static const uint kModeRuleScreened = 0;
static const uint kModeRuleCorrected = 1;
static const uint kModeRulePublished = 2;
/// Modes that a closed form passes on, with one partition and with more.
static const uint kTapsOfOne = 3;
static const uint kTapsOfMore = 4;

/// A pattern of the footprint that needs telling apart: labels two bits a texel, texel 0 lowest in word 0.
struct PatternRecord {
    uint labels[kLabelWords];
    uint seed;
};

/// Block modes that stand side by side, and the word that holds this in a FitSlot.
struct ModeSpan {
    uint first;
    uint count;
};

ASTCSLANG_SHARED uint packModeSpan(uint first, uint count) { return first | (count << 16); }

ASTCSLANG_SHARED ModeSpan modeSpanOf(uint word) {
    ModeSpan span = {word & 0xFFFFu, word >> 16};
    return span;
}

/// One line fit that every block tries.
struct FitSlot {
    uint classIndex;
    uint patternSlot;     ///< Rank of the pattern in this block's list; 0 with one partition.
    uint families;        ///< Two bits a partition.
    uint plane2Component; ///< With two planes; kBestColor: as the block's flags say.
    uint opaqueModes;     ///< Its block modes when the block is opaque, a ModeSpan.
    uint alphaModes;      ///< The same when alpha varies.
    uint groupCount;      ///< Fits from this one on that differ in families only; 0 but for the first of them.
};

/// A block mode together with the color levels that fill the bits left.
struct ModeRecord {
    uint blockMode;     ///< 11 bits.
    uint gridWidth;     ///< 2..12
    uint gridHeight;    ///< 2..12
    uint weightQuant;   ///< 0..11
    uint colorQuant;    ///< 4..20
    float weightLevels; ///< 2..32
    float weightStep;   ///< floor(weightStep * rank) is the unquantized weight, in the lower half.
    float colorLevels;  ///< 6..256
    uint screen;        ///< What the estimate of its error needs, see below.
    uint grid;          ///< gridWidth - 2 | (gridHeight - 2) << 4 | entries a texel, at most 1, in 255ths << 8.
};

/// The screening word of a mode holds two floats cut to 14 bits (kScreenFloatShift) and the grid: expected
/// squared error of a texel's weight, in units of the line's length squared, in the top bits; expected squared error of
/// a texel's channel by color rounding, in bits 4..17; in bits 0..3 the grid as gridWidth - 2 + 3 (gridHeight - 2) at
/// 4x4, the weights' quant mode above.
static const uint kScreenWeightShift = 18;
static const uint kScreenColorShift = 4;
static const uint kScreenFloatMask = 0x3FFF;

/// A candidate but for its weights: every field an integer. The weights' ranks, a byte each, have a buffer of their
/// own, since footprints differ in how many there are. At 4x4 those of a plane stand in 16 expanded cells (see
/// weight_infill.slang), else in the order of the format, planes interleaved.
struct SymbolicBlock {
    uint mode;      ///< Index of its ModeRecord.
    uint pattern;   ///< Index of its PatternRecord among those of all partition counts; 0 with one partition.
    uint format;    ///< Endpoint modes, counts of partitions and planes, second plane: see candidate_format.slang.
    uint error;     ///< Squared 8-bit error.
    uint colors[8]; ///< Ranks, a byte each, 8 a partition.
};

#ifdef __cplusplus
} // namespace astcslang
#endif

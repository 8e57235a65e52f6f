// SPDX-License-Identifier: Apache-2.0
// Records that C++ and the kernels in kernels/mipmap share; the rules of gpu_types.h hold. Slang sees them through
// mipmap_types.slang.

#ifdef __cplusplus
#pragma once
#include <cstdint>
namespace astcslang {
using uint = uint32_t;
#endif

/// Threads of a group.
static const uint kMipmapGroupSize = 64;
/// Taps are summed by this many; a list of weights is filled up with zeros to a multiple.
static const uint kTapBatch = 8;

/// What the four components of a texel are, while it is filtered.
static const uint kComponentsValues = 0;  ///< The channels.
static const uint kComponentsNormals = 1; ///< x, y, z and a value.
static const uint kComponentsRebuilt = 2; ///< The same, with z from x and y.

/// Codes to components. Channel lists have four bits a component, red lowest.
struct DecodeTexelsParams {
    uint texelCount;
    uint codeBits; ///< 8: a texel is one word; 16: two.
    uint sourceChannels;
    uint componentKind;
    uint isAlphaWeighted;
};

/// Along rows, into the intermediate of a tile of columns.
struct FilterRowsParams {
    uint sampleCount; ///< Samples that the dispatch makes: rows times tileWidth.
    uint firstSample; ///< Place of the first in the intermediate.
    uint tileWidth;   ///< Columns of the tile.
    uint firstColumn; ///< Of the tile, in the result.
    uint resultWidth;
    uint tapCount;    ///< A multiple of kTapBatch.
    uint sourceWidth; ///< Of the whole source.
    uint cropFirst;   ///< First source column that is there.
    uint cropWidth;   ///< And how many.
};

/// Along columns, and components to codes.
struct FilterColumnsParams {
    uint texelCount; ///< Texels that the dispatch makes: rows times tileWidth.
    uint firstRow;   ///< In the result.
    uint tileWidth;
    uint resultHeight;
    uint tapCount;
    uint sourceHeight;
    uint codeBits;
    uint shownComponents; ///< Which component each channel shows, as a channel list.
    uint componentKind;
    uint isAlphaWeighted;
    uint writesWideAlpha; ///< With 8 bits: a second word a texel, which holds alpha in 16 bits.
};

#ifdef __cplusplus
} // namespace astcslang
#endif

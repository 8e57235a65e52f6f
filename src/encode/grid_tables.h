// SPDX-License-Identifier: Apache-2.0
// What weight grids of a footprint do to texels, one axis at a time (C.2.18): the infill of two axes is a product but
// for rounding, so least squares and what a grid can follow split into axes as well.

#pragma once

#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

/// The tables of both axes, laid out as gpu_types.h says under kGridTableWords. Floats are computed in double precision
/// without contraction, so that every host makes the same bits.
std::vector<uint32_t> buildGridTable(Footprint footprint);

/// Share of the weights' rounding variance that an axis of `gridSize` entries leaves in `blockSize` texels:
/// interpolated texels average their neighbours' errors. 1 where every texel has an entry.
double axisNoise(int blockSize, int gridSize);

} // namespace astcslang::encode

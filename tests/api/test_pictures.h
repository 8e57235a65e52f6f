// SPDX-License-Identifier: Apache-2.0
// Small pictures made by formula, the same on every host.

#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::test {

using Color = std::array<uint8_t, 4>;

Image makeConstant(uint32_t width, uint32_t height, Color color);

/// Smooth in all colour channels; alpha too, or 255.
Image makeGradient(uint32_t width, uint32_t height, bool hasAlpha);

/// Independent uniform values in every channel; alpha is 255 unless `hasAlpha`.
Image makeNoise(uint32_t width, uint32_t height, bool hasAlpha, uint32_t seed);

/// What encoders meet in pictures: quarters of gradient, noise, hard edges in two and more colours, and flat areas with
/// faint texture.
Image makeMixture(uint32_t width, uint32_t height, bool hasAlpha);

/// Blocks (4x4) at the edge of what can be expressed: one outlying texel in each place, checkerboards and stripes of
/// two colours, saturated channels, one step of difference, three and four far colours.
Image makeExtremes(bool hasAlpha);

/// Like a photograph: noise of all scales in correlated channels, larger scales stronger, and an edge across; with
/// alpha, a soft mask.
Image makeNatural(uint32_t width, uint32_t height, bool hasAlpha);

/// Like a map: cells of flat colours with a faint texture, and dark lines between some of them. Opaque.
Image makeDrawing(uint32_t width, uint32_t height);

/// Gives `image` the alpha of thin leaves with soft rims, `leafCount` of them strewn by `seed`.
void paintLeaves(Image& image, int leafCount, uint32_t seed);

Color texelOf(const Image& image, uint32_t x, uint32_t y);
void setTexel(Image& image, uint32_t x, uint32_t y, Color color);

/// `image` grown to `width` x `height` by repeating its last column and row.
Image padByEdges(const Image& image, uint32_t width, uint32_t height);

/// The same, to the next whole block.
Image padToBlocks(const Image& image, Footprint footprint);

/// Texels of a block in raster order; `image` has whole blocks.
std::vector<Color> blockTexels(const Image& image, Footprint footprint, uint32_t block);

} // namespace astcslang::test

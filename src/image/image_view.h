// SPDX-License-Identifier: Apache-2.0
// Access to the rows of a caller's ImageView, and the check that has to come first.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <astcslang/astcslang.h>

namespace astcslang::image {

inline constexpr uint32_t kMaxImageSide = 65536;

/// Whether the view keeps what its documentation asks: sides, row pitch and enough texels.
Result<void> checkImageView(const ImageView& view);

/// Distance between rows in bytes, with 0 resolved.
inline size_t rowPitchBytes(const ImageView& view) {
    return view.rowPitchBytes != 0 ? view.rowPitchBytes : size_t{view.width} * texelBytes(view.format);
}

/// The width * texelBytes() bytes of a row. Preconditions: a checked view, row < height.
inline std::span<const uint8_t> rowTexels(const ImageView& view, uint32_t row) {
    return view.texels.subspan(row * rowPitchBytes(view), size_t{view.width} * texelBytes(view.format));
}

/// 16 bits to the nearest 8 bits: 65535 / 255 is 257, and halves do not occur. This is (channel + 128) / 257 by what
/// vectors have.
constexpr uint8_t roundTo8Bits(uint16_t channel) { return static_cast<uint8_t>((channel * 255u + 32895u) >> 16); }

/// Writes the texels of a row from `firstColumn` on as 8-bit RGBA, rounded where the view has 16 bits, until `target`
/// is full. Preconditions: a checked view, row < height, 4 bytes in `target` for each of at most width - firstColumn
/// texels.
void copyTexels8(const ImageView& view, uint32_t row, uint32_t firstColumn, std::span<uint8_t> target);

/// The same for a whole row. Precondition: `target` has width * 4 bytes.
inline void copyRow8(const ImageView& view, uint32_t row, std::span<uint8_t> target) {
    copyTexels8(view, row, 0, target);
}

} // namespace astcslang::image

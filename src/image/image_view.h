// SPDX-License-Identifier: Apache-2.0
// Access to the rows of a caller's ImageView, and the check that has to come first.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include <astcslang/astcslang.h>

namespace astcslang::image {

inline constexpr uint32_t kMaxImageSide = 65536;
inline constexpr size_t kTexelBytes = 4;

/// Whether the view keeps what its documentation asks: sides, row pitch and enough texels.
Result<void> checkImageView(const ImageView& view);

/// Distance between rows in bytes, with 0 resolved.
inline size_t rowPitchBytes(const ImageView& view) {
    return view.rowPitchBytes != 0 ? view.rowPitchBytes : size_t{view.width} * kTexelBytes;
}

/// The width * 4 bytes of a row. Preconditions: a checked view, row < height.
inline std::span<const uint8_t> rowTexels(const ImageView& view, uint32_t row) {
    return view.texels.subspan(row * rowPitchBytes(view), size_t{view.width} * kTexelBytes);
}

} // namespace astcslang::image

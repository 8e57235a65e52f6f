// SPDX-License-Identifier: Apache-2.0
// The one field of EXIF data that changes how a picture is read.

#pragma once

#include <cstdint>
#include <span>

namespace astcslang::cli {

/// The orientation, 1 to 8, from a TIFF header on ("II*\0" or "MM\0*"); 1 where there is none or the data are damaged.
uint8_t readExifOrientation(std::span<const uint8_t> tiff);

} // namespace astcslang::cli

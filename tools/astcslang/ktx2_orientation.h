// SPDX-License-Identifier: Apache-2.0
// Where the rows and columns of a KTX2 file's pictures go (KTX 2.0, 5.3, KTXorientation).

#pragma once

#include <cstdint>
#include <span>

#include <astcslang/texture.h>

namespace astcslang::cli {

/// As EXIF counts it, see Picture::orientation: 1 for "rd" (rows go right, columns down) and without an entry, 2 for
/// "ld", 3 for "lu", 4 for "ru". Each of them undoes itself.
uint8_t orientationOf(std::span<const KeyValue> metadata);

} // namespace astcslang::cli

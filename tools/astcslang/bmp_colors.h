// SPDX-License-Identifier: Apache-2.0
// What a BMP file's header says of its colours: those of version 4 (108 bytes) and 5 (124 bytes) do.

#pragma once

#include <cstdint>
#include <span>

#include "picture.h"

namespace astcslang::cli {

/// Colours count as sRGB unless the header has a profile or primaries; warns of what is not followed. Precondition:
/// `bytes` hold the file's header and the one that follows it.
void readBmpColors(std::span<const uint8_t> bytes, Picture& picture);

} // namespace astcslang::cli

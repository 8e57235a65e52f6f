// SPDX-License-Identifier: Apache-2.0
// Writes 8-bit RGBA as PNG.

#pragma once

#include <astcslang/astcslang.h>

#include "output_file.h"

namespace astcslang::cli {

/// Streams the picture into `file`, tagged as sRGB if the profile says so. Does not commit.
Result<void> writePng(OutputFile& file, const Image& image, Profile profile);

} // namespace astcslang::cli

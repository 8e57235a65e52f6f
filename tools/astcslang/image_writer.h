// SPDX-License-Identifier: Apache-2.0
// Pictures to PNG and OpenEXR.

#pragma once

#include <astcslang/astcslang.h>

#include "output_file.h"
#include "picture.h"

namespace astcslang::cli {

/// RGBA of as many bits as the view has; an sRGB chunk tags sRGB pictures. Does not commit the file.
Result<void> writePng(OutputFile& file, const ImageView& image, Profile profile);

/// The picture's floats as floats of 32 bits, which hold all 16 of a UNORM texture, ZIP-compressed; alpha only if it
/// has one. Does not commit the file. Precondition: float samples, of linear light as OpenEXR has it.
Result<void> writeExr(OutputFile& file, const Picture& picture);

} // namespace astcslang::cli

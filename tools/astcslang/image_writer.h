// SPDX-License-Identifier: Apache-2.0
// Pictures to files; none of the functions commits them.

#pragma once

#include <optional>

#include <astcslang/astcslang.h>

#include "color_primaries.h"
#include "output_file.h"
#include "picture.h"

namespace astcslang::cli {

/// What a PNG says of its colours.
struct PngColors {
    Profile profile = Profile::LdrSrgb; ///< Of the texture that they are of: sRGB or linear.
    uint8_t primaries = kBt709Primaries;
};

/// RGBA of as many bits as the view has, tagged by an sRGB chunk, or by gAMA with cHRM, and with cICP where the
/// primaries are others than BT.709. Linear pictures of unknown primaries, which may be data, have gAMA alone.
Result<void> writePng(OutputFile& file, const ImageView& image, const std::optional<PngColors>& colors);

/// The picture's floats as floats of 32 bits, which hold all 16 of a UNORM texture, ZIP-compressed; alpha only if it
/// has one. Precondition: float samples, of linear light, multiplied by alpha as OpenEXR has it. `primaries` become
/// chromaticities, if they are known.
Result<void> writeExr(OutputFile& file, const Picture& picture, uint8_t primaries);

// Each fails with Unsupported for pictures that have no room in the format.

/// RGBA of 8 bits, untagged. Precondition: rows without gaps.
Result<void> writeTga(OutputFile& file, const ImageView& image);
/// Likewise.
Result<void> writeBmp(OutputFile& file, const ImageView& image);
/// Colours without alpha. Precondition: float samples, of linear light.
Result<void> writeHdr(OutputFile& file, const Picture& picture);

} // namespace astcslang::cli

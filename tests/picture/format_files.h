// SPDX-License-Identifier: Apache-2.0
// Small valid files of the formats that are not in sample_files.h, made by the formats' own libraries or byte by byte.

#pragma once

#include <ImfChromaticities.h>
#include <ImfCompression.h>

#include "sample_files.h"
#include "uncompressed_files.h"

namespace astcslang::test {

/// Full colour codes, index codes and runs.
Bytes makeQoi(const Image& image, uint8_t channelCount = 4, uint8_t colorSpace = 0);

/// Lossless, by libwebp.
Bytes makeWebp(const Image& image);
Bytes makeLossyWebp(const Image& image);
/// An extended file: the chunks of `simple` behind a VP8X chunk, with an ICC profile and EXIF data.
Bytes makeExtendedWebp(const Bytes& simple, uint32_t width, uint32_t height, const Bytes& icc, const Bytes& exif);

enum class HdrCoding { Flat, Channels, OldRuns };
/// `texels` are RGBE, four bytes each.
Bytes makeHdr(const std::string& resolution, uint32_t scanlineTexels, const Bytes& texels, HdrCoding coding);

enum class ExrLayout { HalfRgba, FloatRgb, HalfGrey, TiledFloatRgba };
/// Channels from 4 * width * height floats, RGBA; by OpenEXR.
Bytes makeExr(uint32_t width, uint32_t height, const std::vector<float>& texels, ExrLayout layout,
              Imf::Compression compression = Imf::ZIP_COMPRESSION, const Imf::Chromaticities* chromaticities = nullptr);

struct ExrPart {
    std::string name;
    std::vector<std::pair<std::string, float>> channels; ///< Each of one value, as 32-bit floats.
};
/// A file of several parts, or of one part without a name. Every second part is tiled.
Bytes makeExrOfParts(uint32_t width, uint32_t height, const std::vector<ExrPart>& parts);

/// BMP with a header of 40 bytes, behind which a palette or masks stand, and rows of whole 4 bytes from the bottom.
Bytes makeBmpOf(uint32_t width, int32_t height, uint8_t bits, const Bytes& palette, const Bytes& rows,
                uint8_t compression = 0);
/// The same with a header of another size, in which `more` follow its first 40 bytes.
Bytes makeLongBmp(uint32_t headerBytes, uint32_t width, int32_t height, uint8_t bits, const Bytes& more,
                  const Bytes& rows, uint8_t compression);

/// TGA with the extension area and the footer of version 2.0.
Bytes withAttributesType(Bytes tga, uint8_t type);

/// BMP of BI_RLE8 (`bits` 8) or BI_RLE4 (4): a palette of B, G, R, 0, whose size the header tells, and codes.
Bytes makeRunLengthBmp(uint32_t width, uint32_t height, uint8_t bits, const Bytes& palette, const Bytes& codes);

} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// Small valid files of every format that the command reads, made by other code than the command's.

#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <astcslang/astcslang.h>

#include "temporary_folder.h"

namespace astcslang::test {

/// A gradient in all four channels, of full range.
Image makeGradient(uint32_t width, uint32_t height);

/// Constant-colour blocks (4x4): the colour of block n is (n, 2n, 3n, 255).
CompressedImage makeConstantBlocks(uint32_t width, uint32_t height, Profile profile = Profile::LdrSrgb);
Bytes makeAstc(uint32_t width = 5, uint32_t height = 4);
Bytes makeKtx2(uint32_t width = 5, uint32_t height = 4, Profile profile = Profile::LdrSrgb);
/// Linear, 8x8, 2 levels of 2 layers of 6 faces. Constant blocks (4x4) of (red, 128, 64, 255), whose red tells the
/// place: 100 * level + 10 * layer + face.
Texture makeCubeArray();
/// A KTX2 file of another format by its head; levels are as large as those of makeCubeArray() and hold the same.
Bytes makeOtherKtx2(uint32_t vkFormat, uint8_t colorModel, uint8_t scheme = 0);

enum class PngColor : uint8_t { Grey = 0, Rgb = 2, Palette = 3, GreyAlpha = 4, Rgba = 6 };

struct PngPicture {
    uint32_t width = 0;
    uint32_t height = 0;
    PngColor color = PngColor::Rgba;
    uint8_t bitDepth = 8;
    bool isInterlaced = false;
    std::vector<Bytes> scanlines;                      ///< Of each pass one after the other, without filter bytes.
    std::vector<std::pair<std::string, Bytes>> chunks; ///< Between IHDR and IDAT.
    std::vector<std::pair<std::string, Bytes>> chunksBehind = {}; ///< Between IDAT and IEND.
};
/// By zlib, as in PNG.
Bytes deflate(const Bytes& bytes);
Bytes makePng(const PngPicture& picture);
/// 8-bit RGBA.
Bytes makePng(const Image& image);
/// A header that claims this size, with data for one texel.
Bytes makePngOfClaimedSize(uint32_t width, uint32_t height);

enum class JpegKind { Grey, Color, ProgressiveColor, ColorByPlanes /* a sequential scan each */, Cmyk };
Bytes makeJpeg(const Image& image, JpegKind kind, int quality = 95);

/// 24-bit, rows from bottom to top.
Bytes makeBmp(const Image& image);

/// A TGA header of 18 bytes.
Bytes makeTgaHeader(uint8_t type, uint16_t width, uint16_t height, uint8_t texelBits, uint8_t descriptor);
/// Uncompressed 32-bit, rows from top to bottom.
Bytes makeTga(const Image& image);

} // namespace astcslang::test

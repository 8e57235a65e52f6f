// SPDX-License-Identifier: Apache-2.0
// Which kind of picture a texture becomes, by the output's name, and what each kind cannot tell.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "decoded_picture.h"
#include "output_file.h"
#include "texture_file.h"

namespace astcslang::cli {

enum class PictureKind : uint8_t { Png, Exr, Hdr, Tga, Bmp };

inline constexpr const char* kPictureExtensions = ".png, .exr, .hdr, .tga or .bmp";
inline constexpr size_t kPictureExtensionLength = 4; // of each

/// By the extension in any case; standard output and devices get PNG. Empty for other names.
std::optional<PictureKind> pictureKindOf(const std::string& path);
/// Why an output's name is of no kind, and what to do instead.
std::string describeNoKind(const std::string& path);
/// "PNG", "OpenEXR", "Radiance HDR", "TGA", "BMP".
const char* nameOf(PictureKind kind);
/// Whether it holds floats of light rather than codes.
inline bool holdsLight(PictureKind kind) { return kind == PictureKind::Exr || kind == PictureKind::Hdr; }

/// Makes `style` that of `kind`; light of RGBM has the range that the texture tells, if `style` has none. Fails with
/// InvalidData where that is no range.
Result<void> settleStyle(DecodedStyle& style, PictureKind kind, const Texture& texture);

/// Writes what showTexture() made in the style of `kind`. Does not commit the file.
Result<void> writePicture(OutputFile& file, PictureKind kind, const Picture& picture, const TextureColors& colors);

/// What a file of that kind cannot tell of the texture's colours.
std::vector<std::string> describeLosses(PictureKind kind, const TextureColors& colors);

} // namespace astcslang::cli

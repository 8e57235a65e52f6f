// SPDX-License-Identifier: Apache-2.0
// Files of the command line as pictures or textures, with the file's name in every error.

#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <astcslang/astcslang.h>

#include "image_reader.h"
#include "input_file.h"
#include "swizzle.h"
#include "texture_place.h"

namespace astcslang::cli {

/// What a texture's numbers stand for, and where its rows belong.
struct TextureColors {
    TransferFunction transfer;
    std::string reason;                        ///< Who says so: the file, or an option.
    bool isTransferTold = false;               ///< Neither does if not: .astc says nothing.
    uint8_t primaries = kUnspecifiedPrimaries; ///< Unspecified: the file leaves them open.
    bool isPremultiplied = false;
    uint8_t orientation = 1;         ///< Of the blocks' texels, see Picture.
    std::optional<double> rgbm = {}; ///< Range of the RGBM texture.
    Swizzle swizzle = {};            ///< What shaders read, by KTXswizzle; rgba where there is none.
};

struct TextureFile {
    CompressedImage image;
    std::string container; ///< ".astc", "KTX 1" or "KTX2"
    TextureColors colors;
};

/// Of TextureFile::container and of a decoded picture's format.
inline constexpr std::string_view kAstcName = ".astc";

/// Whether the bytes are an .astc, KTX 1 or KTX2 file, by their first ones.
bool isTexture(std::span<const uint8_t> bytes);

/// All but the range of RGBM. `kind` is that of the texture's file, `profile` as below.
TextureColors plainColorsOf(const Texture& texture, FileKind kind, std::optional<Profile> profile);
/// Likewise, and RGBM. InvalidData where the file's range of it is none.
Result<TextureColors> colorsOf(const Texture& texture, FileKind kind, std::optional<Profile> profile);

/// All levels, layers and faces; with `onlyLevel` the others have no blocks, and are not unpacked. `profile` as below.
/// Where they are supercompressed, level 0, or that one, may have `maxTexels` in all its pictures, and nothing is
/// unpacked if it has more: Unsupported.
Result<Texture> readTextureBlocks(std::span<const uint8_t> bytes, std::optional<Profile> profile, uint64_t maxTexels,
                                  std::optional<uint32_t> onlyLevel = {});

/// Its blocks run by run, level by level, held no longer than that; the texture has no levels then. `maxTexels` as
/// above, also of pictures that are not supercompressed.
Result<Texture> visitTexture(std::span<const uint8_t> bytes, uint64_t maxTexels, const BlockVisitor& visit);

/// One picture of a texture. `profile`, if given, overrules what the file says; .astc says nothing and counts as sRGB.
/// `maxTexels` as above; other levels are not unpacked.
Result<TextureFile> readTextureFile(InputFile& file, std::optional<Profile> profile, const TexturePlace& place,
                                    uint64_t maxTexels);

/// Every level, layer and face, in this order.
std::vector<TexturePlace> everyPlace(const Texture& texture);

/// A picture or a decoded texture, as its file has it: pictures are not upright yet, nor floats cut.
struct StoredFile {
    std::string path;
    Picture picture;                        ///< Its shape is that of all the file holds, of textures, too.
    std::optional<CompressedImage> texture; ///< What was decoded; empty for a picture.
    std::optional<double> rgbm;             ///< Range of the RGBM texture.
    Swizzle swizzle = {};                   ///< That of the texture, not applied to `picture`.
};

/// A picture or a texture of which one picture after the other is wanted. Of a packed texture one level at a time is
/// unpacked.
class AnyFile {
public:
    /// The limit of `options` is also that of decoded textures; their place counts nothing.
    static Result<AnyFile> open(const std::string& path, std::optional<Profile> profile, const ReadOptions& options);
    /// `place` is of textures, and of uncompressed KTX2 and DDS that hold several pictures; others have no place.
    Result<StoredFile> read(const TexturePlace& place);

private:
    AnyFile(std::string path, std::optional<Profile> profile, ReadOptions options)
        : path_(std::move(path)), profile_(profile), options_(std::move(options)) {}

    std::string path_;
    std::optional<Profile> profile_;
    ReadOptions options_;
    std::vector<uint8_t> bytes_;     ///< Of a picture not supercompressed.
    std::optional<Texture> texture_; ///< With the blocks of `level_`.
    uint32_t level_ = 0;
};

/// `place`, which stands for that of `options`, is of textures, and of uncompressed KTX2 and DDS that hold several
/// pictures; others have no place. The limit of `options` is also that of decoded textures.
Result<StoredFile> readAnyFile(const std::string& path, std::optional<Profile> profile, const TexturePlace& place,
                               const ReadOptions& options);

/// decode() behind the limits of pictures.
Result<Image> decodeTexture(const CompressedImage& texture, uint64_t maxTexels = kDefaultMaxTexels);

} // namespace astcslang::cli

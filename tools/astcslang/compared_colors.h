// SPDX-License-Identifier: Apache-2.0
// Two files in one space, so that what is compared is what they show: that of the texture, if only one of them is one,
// else that of the first. Pictures that do not tell count as sRGB, as for the encoder; but linear integers without
// primaries may be data, as --linear and `decode` write them, and beside such a file these pictures' codes stay as they
// are. An .astc file is what the other one is. Numbers stay, too, where a file says what cannot be converted.

#pragma once

#include <optional>
#include <string>

#include "exposure_error.h"
#include "texture_file.h"

namespace astcslang::cli {

/// A picture or a decoded texture as it is compared.
struct DecodedFile {
    Image image;
    std::string format;                     ///< "PNG", "KTX2" ...
    std::optional<CompressedImage> texture; ///< What was decoded; empty for a picture.
    std::string colors;                     ///< What the file's were taken for, "linear (gAMA 1.00000)".
    std::string change;                     ///< What was done for the comparison; empty if nothing.
    uint8_t orientation = 1;                ///< Of the texture's rows, which `image` has upright; see turnImage().
    Swizzle swizzle = {};                   ///< What shaders read of the texture, applied unless codes are compared.
    bool has8Bits = true;                   ///< The file's values have no more.
    bool isClamped = false;                 ///< The file has values outside what `image` can show.
};

struct ComparedFiles {
    DecodedFile a, b;
    TransferFunction transfer = {}; ///< Of both, sRGB if it is not known.
    /// At the precision of the files, not of the images; of the coarser one where one was converted. Not so if they
    /// differ and one is clamped.
    bool isEqual = false;
    std::string note = {}; ///< What nothing was done about; empty if there is nothing.
    /// See exposure_error.h; only if one is a picture of floats, and unless numbers are compared as they are.
    std::optional<double> exposurePsnr = {};

    bool areImagesEqual() const { return a.image.width == b.image.width && a.image.texels == b.image.texels; }
    bool areSizesEqual() const { return a.image.width == b.image.width && a.image.height == b.image.height; }
};

/// What the command line says of it.
struct ColorRule {
    bool isAsStored = false;     ///< Nothing is converted, nor are textures turned.
    std::optional<double> rgbm;  ///< Range of textures, and of pictures of integers with alpha.
    bool isUpright = false;      ///< Textures are turned all the same.
    bool isProfileGiven = false; ///< That of .astc is the command line's, not the other file's.
    ExposureRange exposures = {};
};

/// Both in one space and upright, and multiplied by alpha if one of them is. Where one is RGBM, both become light, a
/// picture of integers with alpha being taken for RGBM of the same range; light is shown as sRGB codes of its share of
/// the range, and cut there. Fails with Unsupported where such light has an unknown transfer function.
Result<ComparedFiles> bringTogether(StoredFile a, StoredFile b, const ColorRule& rule);

/// The picture as shaders read it of a texture: in its codes, multiplied by alpha if that is, in the order of its rows,
/// with the constants of its KTXswizzle; made RGBM, if it has floats and the texture is RGBM.
Result<DecodedFile> inCodesOf(const TextureColors& texture, Profile profile, StoredFile picture);

} // namespace astcslang::cli

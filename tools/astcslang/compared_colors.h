// SPDX-License-Identifier: Apache-2.0
// Two files in one space, so that what is compared is what they show: that of the texture, if only one of them is one,
// else that of the first. Numbers stay as they are where a file does not say what they mean, or says what cannot be
// converted.

#pragma once

#include <optional>
#include <string>
#include <utility>

#include "texture_file.h"

namespace astcslang::cli {

/// A picture or a decoded texture as it is compared.
struct DecodedFile {
    Image image;
    std::string format;                     ///< "PNG", "KTX2" ...
    std::optional<CompressedImage> texture; ///< What was decoded; empty for a picture.
    std::string colors;                     ///< What the file's were taken for, "linear (gAMA 1.00000)".
    std::string change;                     ///< What was done for the comparison; empty if nothing.
};

/// What the command line says of it.
struct ColorRule {
    bool isAsStored = false;    ///< Nothing is converted.
    std::optional<double> rgbm; ///< Range of textures, and of pictures of integers with alpha.
};

/// Both upright and in one space. Where one is RGBM, both become light, a picture of integers with alpha being taken
/// for RGBM of the same range; light is shown as sRGB codes of its share of the range, and cut there. Fails with
/// Unsupported where such light has an unknown transfer function.
Result<std::pair<DecodedFile, DecodedFile>> bringTogether(StoredFile a, StoredFile b, const ColorRule& rule);

/// The picture in the codes of a texture: converted where both say what they are, and made RGBM, if it has floats and
/// the texture is RGBM.
Result<DecodedFile> inCodesOf(const TextureColors& texture, Profile profile, StoredFile picture);

} // namespace astcslang::cli

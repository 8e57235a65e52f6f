// SPDX-License-Identifier: Apache-2.0
// What all pictures of a texture have to agree in, since KTX2 tells it once: colour primaries, and whether colours are
// multiplied by alpha.

#pragma once

#include <optional>
#include <string>

#include "options.h"
#include "picture.h"

namespace astcslang::cli {

class PictureAgreement {
public:
    /// `options` must outlive it.
    explicit PictureAgreement(const Options& options) : options_(options) {}

    /// Takes one more picture into account, after all steps; what the texture cannot tell becomes a warning in it.
    /// Fails with InvalidData where the picture contradicts one before.
    Result<void> add(Picture& picture, const std::string& path);

    /// KHR_DF_PRIMARIES_*: what --assign-primaries says, else unspecified for normals, else the pictures', else BT.709
    /// for sRGB textures and converted pictures, and unspecified for other linear textures.
    uint8_t primaries() const;
    bool isPremultiplied() const { return options_.picture.isPremultiplied || isPremultiplied_.value_or(false); }

private:
    Result<void> addPrimaries(Picture& picture, const std::string& path);
    Result<void> addAlpha(Picture& picture, const std::string& path);

    const Options& options_;
    std::optional<uint8_t> primaries_; ///< Of the first picture that tells.
    std::string primariesPath_;
    std::string untoldPath_;              ///< The first picture that does not tell.
    bool isConverted_ = false;            ///< Some picture's colours, so that linear ones are no data.
    std::optional<bool> isPremultiplied_; ///< Of the first picture with alpha.
    std::string alphaPath_;
};

} // namespace astcslang::cli

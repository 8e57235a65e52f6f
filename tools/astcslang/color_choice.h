// SPDX-License-Identifier: Apache-2.0
// Which profile a texture gets where the command line does not say, and which pictures are converted to it unasked.
// Light is never put into an sRGB texture as if it were codes of it; codes of sRGB do go into linear textures as they
// are if the user asks for one, since data is often tagged as sRGB.

#pragma once

#include <optional>

#include "picture_steps.h"

namespace astcslang::cli {

/// What a texture of this first picture is decoded as, where nothing else tells: linear if the picture is tagged as
/// linear (or as a power below 1/0.6, as toktx has it) and has integers, since their codes then stay; sRGB otherwise.
/// Floats of light become sRGB, of which 8 bits tell more than 8 linear ones.
Profile chooseProfile(const Picture& first);

/// What the picture is converted to for a texture of the options' profile: what --convert-tf says; else that profile's
/// function, if the picture is tagged as another one, which is known, and the texture is sRGB or its profile was chosen
/// by the first picture. Powers from 2.0 to 2.4 pass for sRGB, but on lines of toktx. Nothing for astcenc's forms.
std::optional<TransferKind> chooseConversion(const Picture& picture, const PictureOptions& options);

} // namespace astcslang::cli

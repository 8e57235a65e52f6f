// SPDX-License-Identifier: Apache-2.0
// The way of a picture from its file to the encoder: made RGBM or clamped, upright, flipped, resized, converted,
// normalized, premultiplied, swizzled, in this order. What is rounded on the way has 16 bits a channel; the last step,
// toImage8(), leaves 8.

#pragma once

#include <optional>
#include <string>

#include "image_reader.h"
#include "picture.h"
#include "picture_resize.h"
#include "swizzle.h"

namespace astcslang::cli {

/// Whose words a line was written in.
enum class LineForm : uint8_t { Ours, Astcenc, Toktx, KtxCreate };

struct PictureOptions {
    ReadOptions read;
    std::optional<TransferKind> assignedTransfer;  ///< Srgb, Linear or Bt709, whatever the file says.
    std::optional<TransferKind> convertedTransfer; ///< Srgb or Linear; what the texels are converted to.
    bool isFlipWanted = false;
    bool isFlippedByOrigin = false; ///< Once more, for the texture's coordinates.
    bool isNormalizeWanted = false; ///< Of vectors.
    bool isPremultiplied = false;   ///< The colours are multiplied by alpha, whatever the file says.
    bool isPremultiplyWanted = false;
    bool isNormalMap = false;        ///< Some option says that the pictures hold normals.
    std::optional<PictureSize> size; ///< A side of 0 stays as it is; not both.
    std::optional<double> scale; ///< Above 0; not together with `size`. Sides are rounded down, as in toktx and ktx.
    std::optional<ResizeFilter> resizeFilter;
    std::optional<double> rgbm;         ///< Range of the RGBM texture, see rgbm.h.
    Profile profile = Profile::LdrSrgb; ///< Of the texture.
    bool isProfileTold = false;         ///< By the command line; the first picture may choose it otherwise.
    LineForm lineForm = LineForm::Ours;
};

inline bool isResizeWanted(const PictureOptions& options) { return options.size || options.scale; }

/// Whether codes of both stand for about the same light: they are equal, or sRGB and a power from 2.0 to 2.4.
bool areAlike(const TransferFunction& a, const TransferFunction& b);

/// What every use of a picture needs: floats within 0 to 1, rows from the top, columns from the left.
Result<void> makeUpright(Picture& picture);

/// Takes the picture's colours for what the options say, if they do.
void assignTransfer(Picture& picture, const PictureOptions& options);

/// All steps, in the order above. What is not converted counts from the first of them on as what decoders of the
/// texture take it for, which is also what mip levels are filtered as. `context` may be null where isResizeWanted() is
/// false.
Result<void> runPictureSteps(Picture& picture, const PictureOptions& options, const std::optional<Swizzle>& order,
                             Context* context = nullptr);

/// The profile of the texture that suits what was said of the picture: of --convert-tf, else of --assign-tf, else sRGB.
Profile impliedProfile(const PictureOptions& options);

/// A sentence if the picture's colours are not those that a decoder of this profile shows, as far as the file or the
/// command line tells.
std::optional<std::string> describeMismatch(const Picture& picture, Profile profile);

} // namespace astcslang::cli

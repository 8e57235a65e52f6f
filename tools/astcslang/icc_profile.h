// SPDX-License-Identifier: Apache-2.0
// What an ICC profile says of a picture's code values.

#pragma once

#include <span>
#include <string>

#include "picture.h"

namespace astcslang::cli {

struct IccProfile {
    std::string name; ///< Its description; "unnamed" without one.
    /// Those of its colorants; empty for grey, and unspecified for profiles without colorants.
    std::optional<uint8_t> primaries;
    TransferFunction transfer; ///< Unknown where curves are missing, of no kind, or not alike in all channels.
};

/// A damaged profile has an unknown transfer function, too.
IccProfile readIccProfile(std::span<const uint8_t> bytes);

/// Notes the profile in the picture, whose transfer function becomes the profile's.
void applyIccProfile(std::span<const uint8_t> bytes, Picture& picture);

} // namespace astcslang::cli

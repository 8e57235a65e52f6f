// SPDX-License-Identifier: Apache-2.0
// The one rule for pictures that do not say what their colours are, for the encoder and for every comparison.

#pragma once

#include <string>
#include <utility>

#include "picture.h"

namespace astcslang::cli {

/// Codes of integers that nobody says more of are those of sRGB.
inline void countAsSrgb(Picture& picture, std::string reason) {
    picture.transfer = {};
    picture.transferReason = std::move(reason);
    picture.isTransferTagged = false;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// What a picture holds, which decides what is worth trying.

#pragma once

#include <compare>

#include <astcslang/astcslang.h>

namespace astcslang::encode {

struct PictureKind {
    bool hasAlpha = false; ///< Some texels are not opaque, and that counts.
    bool isGrey = false;   ///< Red, green and blue of every texel are equal.
    auto operator<=>(const PictureKind&) const = default;
};

/// The kind of a picture whose alpha counts, as it is in 8 bits a channel. Looks at no more rows than it needs.
/// Precondition: a checked view.
PictureKind kindOf(const ImageView& image);

} // namespace astcslang::encode

// SPDX-License-Identifier: Apache-2.0
// Pictures that hold vectors rather than colours.

#pragma once

#include "picture.h"
#include "swizzle.h"

namespace astcslang::cli {

/// Looks at a picture of normals before its channels are ordered: fails with Unsupported where x and y would be one
/// channel, and warns where alpha, by which colours are multiplied, bends them.
Result<void> checkNormals(Picture& picture, const Swizzle& order);

/// Makes the vectors that R, G and B stand for (x = 2 R - 1, and so on) unit length; those without a direction stay.
/// Samples become floats. Preconditions: floats are clamped. Fails with Unsupported for pictures of fewer than three
/// channels, which have no z.
Result<void> normalizeVectors(Picture& picture);

} // namespace astcslang::cli

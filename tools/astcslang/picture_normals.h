// SPDX-License-Identifier: Apache-2.0
// Pictures that hold vectors rather than colours.

#pragma once

#include "picture.h"

namespace astcslang::cli {

/// Makes the vectors that R, G and B stand for (x = 2 R - 1, and so on) unit length; those without a direction stay.
/// Samples become floats. Preconditions: floats are clamped. Fails with Unsupported for pictures of fewer than three
/// channels, which have no z.
Result<void> normalizeVectors(Picture& picture);

} // namespace astcslang::cli

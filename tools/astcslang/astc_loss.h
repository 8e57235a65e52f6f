// SPDX-License-Identifier: Apache-2.0
// What becomes of a texture's meaning in an .astc file, which holds a size, a footprint and blocks.

#pragma once

#include <string>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// What the texture says beside its blocks, as a list for a message: "linear, premultiplied alpha, KTXswizzle ra01".
/// Never empty, since KTX2 tells at least the profile. KTXwriter and its parameters are no loss.
std::string describeAstcLoss(const Texture& texture);

} // namespace astcslang::cli

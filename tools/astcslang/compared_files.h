// SPDX-License-Identifier: Apache-2.0
// The two files of `compare`.

#pragma once

#include "block_error.h"
#include "compared_colors.h"
#include "options.h"

namespace astcslang::cli {

/// Of textures, the pictures that --level, --layer and --face choose, of both or by side, in one space as `rule` has
/// it. InvalidArgument where one is chosen of a file that is no texture, or of both and neither is one.
Result<ComparedFiles> readComparedFiles(const Options& options, const ColorRule& rule);

/// What a block is, if that is clear: --block says so, or one of the files is a texture, or both are and agree.
std::optional<BlockLayout> layoutOf(const Options& options, const ComparedFiles& files);

} // namespace astcslang::cli

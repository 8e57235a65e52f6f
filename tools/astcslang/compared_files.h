// SPDX-License-Identifier: Apache-2.0
// The two files of `compare`.

#pragma once

#include "options.h"
#include "texture_file.h"

namespace astcslang::cli {

struct ComparedFiles {
    DecodedFile a, b;
};

/// Of textures, the picture that --level, --layer and --face choose. InvalidArgument where they are given and neither
/// file is a texture.
Result<ComparedFiles> readComparedFiles(const Options& options);

} // namespace astcslang::cli

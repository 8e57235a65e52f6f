// SPDX-License-Identifier: Apache-2.0
// Runs an installed astcenc as a decoder: $ASTCENC, or the first of its usual names on PATH.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <astcslang/astcslang.h>

namespace astcslang::astc {

struct AstcencCommand {
    std::string path;
    std::string version; ///< What `-version` prints in its first line.
    int majorVersion = 0;
};

/// Nothing where no astcenc runs.
std::optional<AstcencCommand> findAstcenc();

/// The picture as astcenc decodes it to 8 bits with -dl or -ds. Fails with its output as the message.
Result<Image> decodeWithAstcenc(const AstcencCommand& command, const CompressedImage& image);

} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// What the command line wants to be told, or not, of what had to be done to a picture. Names are those of `ktx create`,
// but for --no-warn, which is toktx's --nowarn.

#pragma once

#include <astcslang/result.h>

#include "picture.h"

namespace CLI {
class App;
}

namespace astcslang::cli {

struct Reactions {
    bool areWarningsHidden = false;
    bool isConversionWarned = false; ///< Of the transfer function; primaries are never converted.
    bool isConversionRefused = false;
    bool isOriginChangeWarned = false;
    bool isOriginChangeRefused = false;
};

void addNoWarnOption(CLI::App& app, Reactions& reactions);
/// All others.
void addReactionOptions(CLI::App& app, Reactions& reactions);

/// Adds warnings to a picture that has gone through its steps. Fails with InvalidData, as `ktx create` does, if one of
/// them was to be refused. `isFlippedByOrigin`: the picture was turned upside down for its texture coordinates.
Result<void> react(Picture& picture, bool isFlippedByOrigin, const Reactions& reactions);

} // namespace astcslang::cli

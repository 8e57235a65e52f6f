// SPDX-License-Identifier: Apache-2.0
// Flags of basisu 1.16 to 2.1, none of which is taken, with what comes nearest.

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace astcslang::cli {

/// What to say of a word that is a flag of basisu and no option of ours, with one dash or two, in any case; nothing for
/// other words.
std::optional<std::string_view> hintForBasisuFlag(const std::string& word);

} // namespace astcslang::cli

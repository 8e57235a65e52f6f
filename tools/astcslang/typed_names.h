// SPDX-License-Identifier: Apache-2.0
// Errors name the words that were typed, not those that they were rewritten to.

#pragma once

#include <map>
#include <string>

namespace astcslang::cli {

/// Our options, as "--block", to the words of another tool that stood for them, as "--astc_blk_d".
using TypedNames = std::map<std::string, std::string>;

/// `message` with every name in `typed` replaced where it stands as a word of its own.
std::string nameAsTyped(const std::string& message, const TypedNames& typed);

} // namespace astcslang::cli

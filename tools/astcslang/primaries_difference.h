// SPDX-License-Identifier: Apache-2.0
// Where two files that are compared tell different primaries, which nothing converts.

#pragma once

#include <string>

#include "texture_file.h"

namespace astcslang::cli {

/// A sentence that names both; empty where they agree. What does not tell any counts as BT.709, but .astc and pictures
/// of linear integers, which may be data, as anything.
std::string describePrimariesDifference(const StoredFile& a, const StoredFile& b);

} // namespace astcslang::cli

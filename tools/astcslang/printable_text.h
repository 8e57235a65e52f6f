// SPDX-License-Identifier: Apache-2.0
// Text of files and file names as a terminal may see it.

#pragma once

#include <string>
#include <string_view>

namespace astcslang::cli {

/// Whether it is UTF-8 without control characters.
bool isPrintable(std::string_view text);

/// One line of UTF-8: control characters and bytes that are no UTF-8 become \xNN, the rest stays as it is.
std::string escapeText(std::string_view text);

} // namespace astcslang::cli

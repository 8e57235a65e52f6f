// SPDX-License-Identifier: Apache-2.0
// KTXwriterScParams: the options that a texture's bytes depend on, as words of a command line. Every option of the main
// verb is in one of two tables, which a test holds against the command's definition.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "options.h"

namespace astcslang::cli {

/// "--quality thorough --zstd 18": what is not as it would be without a word. What KTX2 tells elsewhere (block,
/// profile, levels, layers, swizzle, ...) is left out.
std::string writerParameters(const Options& options);

/// Long names of the options that writerParameters() tells, and of those that it does not.
std::vector<std::string_view> recordedOptions();
std::vector<std::string_view> unrecordedOptions();

} // namespace astcslang::cli

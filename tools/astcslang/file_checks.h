// SPDX-License-Identifier: Apache-2.0
// Whether the files that a line names go together with its options; checked before any but lists is opened.

#pragma once

#include "options.h"

namespace astcslang::cli {

/// Takes lists apart, as early as the number of pictures matters. Fails where one cannot be read; throws
/// CLI::ParseError.
Result<void> settleInputs(Options& options);

/// Options of the main verb that contradict each other or name no format. Throws CLI::ParseError.
void checkEncode(CLI::App& app, const Options& options);

/// The output of `wrap`. Throws CLI::ParseError.
void checkTextureOutput(const Options& options);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Lines that were written for `ktx create` and toktx. docs/flags.md lists what becomes of each flag.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ktx_flags.h"
#include "options.h"
#include "typed_names.h"

namespace astcslang::cli {

/// `create ...` takes pictures and, last, the texture, as `ktx create`; `toktx ...` takes the texture first. Flags of
/// both tools, and of toktx those in the environment's TOKTX_OPTIONS, become ours wherever they stand in a line of the
/// main verb. Fails with Unsupported for those that ask for what is not done here; the message names what comes
/// nearest. Lines of other verbs are not for it. `typed` receives what stood for our options.
Result<std::vector<std::string>> rewriteOtherTools(std::vector<std::string> words, TypedNames& typed);

/// Refuses by name what verbs of `ktx` that are verbs here, too (`extract` is `decode`), have there alone; other lines
/// pass.
Result<void> checkVerbFlags(const std::vector<std::string>& words);

/// The form of a line that asks for help on it.
std::optional<Form> formOfHelp(const std::vector<std::string>& words);

/// The operands of these forms, hidden from help.
void addOperands(CLI::App& app, Options& options);

/// Makes inputs and an output of them, when the line has been parsed; in a line of ours that has -o and no -i, inputs.
/// Throws CLI::ValidationError where there are too few, or where the line is of another kind.
void settleOperands(Options& options);

/// Puts pictures that toktx takes face by face in the order of ours, when lists have been expanded.
void settleOrder(Options& options);

/// After a line of `ktx create` that names a format, colors are converted to those of the format, as it does; normals
/// and what --convert-tf says stay.
void settleColors(Options& options);

} // namespace astcslang::cli

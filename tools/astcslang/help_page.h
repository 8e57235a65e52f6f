// SPDX-License-Identifier: Apache-2.0
// How --help looks: sections as in docs/encode.md, a line for what an option takes, lines that a terminal holds.

#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace astcslang::cli {

/// Puts the options of the main verb into the sections of docs/encode.md. Precondition: all of them are defined.
void groupOptions(CLI::App& app);

/// Puts the look on `app` and the verbs that are added to it from now on.
void setHelpFormat(CLI::App& app);

/// What may follow "astcslang ": of the main verb a line for each way to use it, of another one its own line. Words in
/// capital letters stand for something.
std::vector<std::string> synopsisOf(const CLI::App& app);

} // namespace astcslang::cli

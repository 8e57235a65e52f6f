// SPDX-License-Identifier: Apache-2.0
// Completion scripts for shells: options of the verb that stands on the line, words and files as their values.

#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace astcslang::cli {

std::string makeBashCompletion(CLI::App& app);
std::string makeZshCompletion(CLI::App& app);
std::string makeFishCompletion(CLI::App& app);

} // namespace astcslang::cli

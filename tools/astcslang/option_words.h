// SPDX-License-Identifier: Apache-2.0
// What pages and completions need to know of an option.

#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

namespace astcslang::cli {

/// The options that help shows; positional ones apart.
std::vector<CLI::Option*> shownOptions(CLI::App& app);
std::vector<CLI::Option*> shownPositionals(CLI::App& app);

/// "-i", "--input": all names, short ones first.
std::vector<std::string> namesOf(const CLI::Option& option);

/// What stands for its value in help, without the limits that CLI11 adds; empty for flags.
std::string valueOf(const CLI::Option& option);

/// The words that it takes, if they are few enough to be known: those of offerWords(), or of a value such as "8|16".
std::vector<std::string> wordsOf(CLI::Option& option);

/// What is completed behind an option, or for a positional one.
enum class ValueKind { None, Words, File, Folder, Other };
ValueKind valueKindOf(CLI::Option& option);

/// The verbs, each under all its names.
std::vector<std::string> verbNames(const CLI::App& verb);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// The first word of a line, where it may be a command: `help`, and what is none.

#pragma once

#include <string>
#include <vector>

#include <astcslang/result.h>

namespace CLI {
class App;
}

namespace astcslang::cli {

/// `help` becomes --help, and `help COMMAND` that of the command; other lines stay. Fails with InvalidArgument where
/// there is no such command.
Result<std::vector<std::string>> rewriteHelp(const CLI::App& app, std::vector<std::string> words);

/// Whether a line that makes no sense begins with what was meant for a command: a word of letters that is neither a
/// command nor a file.
bool isUnknownCommand(const CLI::App& app, const std::vector<std::string>& words);

/// That there is none of this name, and which there are.
std::string describeUnknownCommand(const CLI::App& app, const std::string& word);

} // namespace astcslang::cli

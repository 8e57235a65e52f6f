// SPDX-License-Identifier: Apache-2.0
#include "command_words.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "option_words.h"

namespace astcslang::cli {
namespace {

constexpr const char* kHelp = "--help";

/// In the order of help; lines of other tools begin with the last two.
std::vector<std::string> commandNames(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* verb : app.get_subcommands([](const CLI::App*) { return true; })) {
        const std::vector<std::string> ofVerb = verbNames(*verb);
        names.insert(names.end(), ofVerb.begin(), ofVerb.end());
    }
    names.insert(names.end(), {"create", "toktx"});
    return names;
}

bool isCommand(const CLI::App& app, const std::string& word) {
    const std::vector<std::string> names = commandNames(app);
    return std::find(names.begin(), names.end(), word) != names.end();
}

} // namespace

Result<std::vector<std::string>> rewriteHelp(const CLI::App& app, std::vector<std::string> words) {
    if (words.empty() || words[0] != "help") return words;
    if (words.size() == 1 || words[1].starts_with('-')) return std::vector<std::string>{kHelp};
    if (isCommand(app, words[1])) return std::vector<std::string>{words[1], kHelp};
    return Error{ErrorCode::InvalidArgument, describeUnknownCommand(app, words[1])};
}

bool isUnknownCommand(const CLI::App& app, const std::vector<std::string>& words) {
    if (words.empty() || words[0].empty() || isCommand(app, words[0])) return false;
    const auto isLetter = [](unsigned char c) { return std::isalpha(c) != 0; };
    std::error_code error;
    return std::all_of(words[0].begin(), words[0].end(), isLetter) && !std::filesystem::exists(words[0], error);
}

std::string describeUnknownCommand(const CLI::App& app, const std::string& word) {
    return fmt::format("{}: there is no such command; the commands are {}", word, fmt::join(commandNames(app), ", "));
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "option_words.h"

#include <algorithm>
#include <cctype>
#include <sstream>

#include "option_names.h"

namespace astcslang::cli {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
    return parts;
}

std::vector<CLI::Option*> optionsOf(CLI::App& app, bool arePositional) {
    return app.get_options([=](const CLI::Option* option) {
        return option->get_positional() == arePositional && !option->get_group().empty();
    });
}

} // namespace

std::vector<CLI::Option*> shownOptions(CLI::App& app) { return optionsOf(app, false); }

std::vector<CLI::Option*> shownPositionals(CLI::App& app) { return optionsOf(app, true); }

std::vector<std::string> namesOf(const CLI::Option& option) {
    std::vector<std::string> names;
    for (const std::string& name : option.get_snames()) names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) names.push_back("--" + name);
    return names;
}

std::string valueOf(const CLI::Option& option) {
    if (option.get_expected_max() == 0) return {};
    const std::string type = option.get_type_name();
    return type.substr(0, type.find(':'));
}

std::vector<std::string> wordsOf(CLI::Option& option) {
    try {
        const std::string name = option.get_validator(0)->get_name();
        if (name.starts_with(kWordsPrefix)) return split(name.substr(kWordsPrefix.size()), '|');
    } catch (const CLI::OptionNotFound&) {
        // no validators
    }
    const std::string value = valueOf(option);
    const bool areWords = value.find('|') != value.npos &&
                          std::none_of(value.begin(), value.end(), [](unsigned char c) { return std::isupper(c); });
    return areWords ? split(value, '|') : std::vector<std::string>();
}

ValueKind valueKindOf(CLI::Option& option) {
    const std::string value = valueOf(option);
    // One in brackets may be left out, so that a file may follow.
    if ((value.empty() && !option.get_positional()) || value.starts_with('[')) return ValueKind::None;
    if (!wordsOf(option).empty()) return ValueKind::Words;
    if (value == "FOLDER") return ValueKind::Folder;
    // Positional arguments of every verb are files.
    return value == "FILE" || option.get_positional() ? ValueKind::File : ValueKind::Other;
}

std::vector<std::string> verbNames(const CLI::App& verb) {
    std::vector<std::string> names = {verb.get_name()};
    names.insert(names.end(), verb.get_aliases().begin(), verb.get_aliases().end());
    return names;
}

} // namespace astcslang::cli

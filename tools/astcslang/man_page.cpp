// SPDX-License-Identifier: Apache-2.0
// Sections come from the definition of the options and from the paragraphs under `--help`: "Examples:", others whose
// first lines stand above indented ones, "Exit status: 0 done; 1 ...", and plain text.

#include "man_page.h"

#include <algorithm>
#include <sstream>

#include <fmt/format.h>

#include "help_page.h"
#include "option_words.h"

namespace astcslang::cli {
namespace {

constexpr std::string_view kExitStatus = "Exit status: ";

/// Text as it is, on lines that roff does not take for requests. With `isLiteral`, a hyphen is a minus that can be
/// copied to a shell.
std::string escaped(std::string_view text, bool isLiteral) {
    std::string result;
    for (const char c : text) {
        if (c == '\\') {
            result += "\\e";
        } else if (c == '-' && isLiteral) {
            result += "\\-";
        } else {
            result += c;
        }
    }
    if (!result.empty() && (result.front() == '.' || result.front() == '\'')) result.insert(0, "\\&");
    return result;
}

/// Filled text, an input line a few words long.
std::string filled(const std::string& text) {
    constexpr size_t kLineLength = 72;
    std::string result, line;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const std::string next = escaped(word, word.starts_with("-"));
        if (!line.empty() && line.size() + next.size() > kLineLength) {
            result += line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + next;
    }
    return result + line + "\n";
}

std::string bold(const std::string& text) { return "\\fB" + escaped(text, true) + "\\fR"; }
std::string italic(const std::string& text) { return "\\fI" + escaped(text, true) + "\\fR"; }

std::string describeOption(const CLI::Option& option) {
    std::string head;
    for (const std::string& name : namesOf(option)) head += (head.empty() ? "" : ", ") + bold(name);
    if (const std::string value = valueOf(option); !value.empty()) head += " " + italic(value);
    return ".TP\n" + head + "\n" + filled(option.get_description());
}

std::string describeOptions(CLI::App& app) {
    std::string text;
    const std::vector<CLI::Option*> options = shownOptions(app);
    const std::vector<std::string> groups = app.get_groups();
    const bool hasSections = groups.size() > 2; // beside CLI11's and that of hidden options
    for (const std::string& group : groups) {
        if (hasSections && !group.empty() && group != "Options") text += ".PP\n" + bold(group) + "\n";
        for (const CLI::Option* option : options) {
            if (option->get_group() == group) text += describeOption(*option);
        }
    }
    return text;
}

/// One way to use the command; words in capital letters stand for something, those in brackets may be left out.
std::string markedUp(const std::string& synopsis) {
    std::string line = bold("astcslang");
    int depth = 0;
    std::istringstream words(synopsis);
    for (std::string word; words >> word;) {
        depth += static_cast<int>(std::count(word.begin(), word.end(), '['));
        const bool isName = std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        line += " " + (word == "..." ? word : depth > 0 ? escaped(word, true) : isName ? italic(word) : bold(word));
        depth -= static_cast<int>(std::count(word.begin(), word.end(), ']'));
    }
    return line + "\n";
}

std::string synopsis(const CLI::App& app) {
    std::string text;
    for (const std::string& line : synopsisOf(app)) text += (text.empty() ? "" : ".br\n") + markedUp(line);
    return text;
}

std::string describeVerb(CLI::App& verb) {
    std::string title, others;
    for (const std::string& name : verbNames(verb)) title += (title.empty() ? "" : ", ") + name;
    std::string text = ".SS " + title + "\n" + synopsis(verb) + ".PP\n" + filled(verb.get_description() + ".");
    for (const CLI::Option* option : shownPositionals(verb)) {
        text += ".TP\n" + italic(option->get_name(true)) + "\n" + filled(option->get_description());
    }
    return text + describeOptions(verb);
}

std::vector<std::string> paragraphsOf(const std::string& text) {
    std::vector<std::string> paragraphs;
    size_t start = 0;
    while (start < text.size()) {
        const size_t end = std::min(text.find("\n\n", start), text.size());
        const size_t first = text.find_first_not_of('\n', start);
        if (first < end) paragraphs.push_back(text.substr(first, end - first));
        start = end + 2;
    }
    return paragraphs;
}

std::string verbatim(std::string_view lines) {
    std::string text = ".nf\n";
    std::istringstream stream{std::string(lines)};
    for (std::string line; std::getline(stream, line);) text += escaped(line, true) + "\n";
    return text + ".fi\n";
}

std::string describeExitStatus(const std::string& paragraph) {
    std::string text = ".SH EXIT STATUS\n";
    std::istringstream items(paragraph.substr(kExitStatus.size()));
    for (std::string item; std::getline(items, item, ';');) {
        const size_t number = item.find_first_not_of(" \n");
        const size_t space = item.find(' ', number);
        text += ".TP\n" + bold(item.substr(number, space - number)) + "\n" + filled(item.substr(space));
    }
    return text;
}

/// The paragraphs under the options of `--help`.
std::string describeFooter(const std::string& footer) {
    std::string examples, notes, status;
    for (const std::string& paragraph : paragraphsOf(footer)) {
        const size_t headEnd = paragraph.find("\n  "); // indented lines are commands
        if (paragraph.starts_with("Examples:")) {
            examples += ".SH EXAMPLES\n" + verbatim(paragraph.substr(headEnd + 1));
        } else if (paragraph.starts_with(kExitStatus)) {
            status += describeExitStatus(paragraph);
        } else if (headEnd != paragraph.npos) {
            notes += ".PP\n" + filled(paragraph.substr(0, headEnd)) + ".PP\n" + verbatim(paragraph.substr(headEnd + 1));
        } else {
            notes += ".PP\n" + filled(paragraph);
        }
    }
    return status + examples + ".SH NOTES\n" + notes.substr(notes.find('\n') + 1);
}

} // namespace

std::string makeManPage(CLI::App& app, const std::string& version, const std::string& date) {
    std::string page = fmt::format(".TH ASTCSLANG 1 {0} \"astcslang {1}\" \"User Commands\"\n"
                                   ".SH NAME\nastcslang \\- encode pictures to ASTC textures on the GPU\n"
                                   ".SH SYNOPSIS\n",
                                   date, version);
    page += synopsis(app);
    const std::vector<CLI::App*> verbs = app.get_subcommands([](const CLI::App*) { return true; });
    for (CLI::App* verb : verbs) page += ".br\n" + synopsis(*verb);
    page += ".SH DESCRIPTION\n" + filled(app.get_description());
    for (CLI::App* verb : verbs)
        page += ".PP\n" + bold(verb->get_name()) + ":\n" + filled(verb->get_description() + ".");
    page += ".SH OPTIONS\n" + describeOptions(app) + ".SH COMMANDS\n";
    for (CLI::App* verb : verbs) page += describeVerb(*verb);
    return page + describeFooter(app.get_footer());
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// The scripts have no state: a verb is the first word of the line that is one.

#include "completions.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ktx_flags.h"
#include "option_words.h"

namespace astcslang::cli {
namespace {

std::vector<CLI::App*> verbsOf(CLI::App& app) {
    return app.get_subcommands([](const CLI::App*) { return true; });
}

/// Lines of other tools, whose flags are not of the definition.
struct FormVerb {
    const char* name;
    Form form;
    const char* about;
};
constexpr FormVerb kFormVerbs[] = {{"create", Form::Create, "A line of ktx create"},
                                   {"toktx", Form::Toktx, "A line of toktx"}};

std::vector<std::string> takenFlags(Form form) {
    std::vector<std::string> names;
    for (const std::string_view name : sameFlagsOf(form)) names.emplace_back(name);
    for (const Flag& flag : flagsOf(form)) {
        const bool isOfForm = (flag.forms & static_cast<uint8_t>(form)) != 0;
        if (isOfForm && flag.fate != Fate::Refuse) names.emplace_back(flag.name);
    }
    return names;
}

std::string verbWords(CLI::App& app) {
    std::string words;
    for (CLI::App* verb : verbsOf(app)) words += fmt::format("{} ", fmt::join(verbNames(*verb), " "));
    for (const FormVerb& verb : kFormVerbs) words += fmt::format("{} ", verb.name);
    return words.substr(0, words.size() - 1);
}

/// "decode" or "wrap|deflate": a pattern of bash and zsh.
std::string patternOf(CLI::App& verb) { return fmt::format("{}", fmt::join(verbNames(verb), "|")); }

/// Text within single quotes of a shell.
std::string shellQuoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) result += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return result + "'";
}

// ---------------------------------------------------------------------------------------------------------------
// bash

/// Arms of a case over the word before the cursor.
std::string bashValueArms(CLI::App& verb) {
    std::string arms;
    for (CLI::Option* option : shownOptions(verb)) {
        const std::string names = fmt::format("{}", fmt::join(namesOf(*option), "|"));
        switch (valueKindOf(*option)) {
        case ValueKind::None:
            break;
        case ValueKind::Words:
            arms +=
                fmt::format("        {}) _astcslang_words '{}'; return ;;\n", names, fmt::join(wordsOf(*option), " "));
            break;
        case ValueKind::File:
            arms += fmt::format("        {}) _astcslang_files -f; return ;;\n", names);
            break;
        case ValueKind::Folder:
            arms += fmt::format("        {}) _astcslang_files -d; return ;;\n", names);
            break;
        case ValueKind::Other:
            arms += fmt::format("        {}) COMPREPLY=(); return ;;\n", names);
            break;
        }
    }
    return arms;
}

std::string bashArm(const std::string& pattern, CLI::App& verb) {
    std::string options;
    for (const CLI::Option* option : shownOptions(verb))
        options += fmt::format("{} ", fmt::join(namesOf(*option), " "));
    const std::string values = bashValueArms(verb);
    return fmt::format("    {})\n        case $previous in\n{}        esac\n        options='{}' ;;\n", pattern, values,
                       options.substr(0, options.size() - 1));
}

// ---------------------------------------------------------------------------------------------------------------
// zsh

/// What _arguments takes for special in a description or a message.
std::string zshEscaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

std::string zshAction(CLI::Option& option) {
    switch (valueKindOf(option)) {
    case ValueKind::Words:
        return fmt::format("({})", fmt::join(wordsOf(option), " "));
    case ValueKind::File:
        return "_files";
    case ValueKind::Folder:
        return "_files -/";
    default:
        return " ";
    }
}

std::string zshArguments(CLI::App& verb) {
    std::string lines;
    for (CLI::Option* option : shownOptions(verb)) {
        for (const std::string& name : namesOf(*option)) {
            std::string specification = "*" + name + "[" + zshEscaped(option->get_description()) + "]";
            if (valueKindOf(*option) != ValueKind::None) {
                specification += ":" + zshEscaped(valueOf(*option)) + ":" + zshAction(*option);
            }
            lines += " \\\n            " + shellQuoted(specification);
        }
    }
    return lines;
}

// ---------------------------------------------------------------------------------------------------------------
// fish

std::string fishLine(const std::string& condition, CLI::Option& option) {
    std::string line = "complete -c astcslang -n " + shellQuoted(condition);
    for (const std::string& name : option.get_snames()) line += " -s " + name;
    for (const std::string& name : option.get_lnames()) line += " -l " + name;
    switch (valueKindOf(option)) {
    case ValueKind::None:
        break;
    case ValueKind::Words:
        line += fmt::format(" -x -a {}", shellQuoted(fmt::format("{}", fmt::join(wordsOf(option), " "))));
        break;
    case ValueKind::File:
        line += " -r -F";
        break;
    case ValueKind::Folder:
        line += " -x -a '(__fish_complete_directories)'";
        break;
    case ValueKind::Other:
        line += " -x";
        break;
    }
    return line + " -d " + shellQuoted(option.get_description()) + "\n";
}

} // namespace

std::string makeBashCompletion(CLI::App& app) {
    std::string arms;
    for (CLI::App* verb : verbsOf(app)) arms += bashArm(patternOf(*verb), *verb);
    for (const FormVerb& verb : kFormVerbs) {
        arms += fmt::format("    {})\n        options='{}' ;;\n", verb.name, fmt::join(takenFlags(verb.form), " "));
    }
    arms += bashArm("*", app);
    return fmt::format(R"sh(# bash completion of astcslang; made of its definition of options.

_astcslang_words() {{ mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current"); }}

_astcslang_files() {{
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen "$1" -- "$current")
}}

_astcslang() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} verb='' verbs='{0}' options word
    if [[ $current == = ]]; then # --option=, where bash takes the sign for a word
        current=''
    elif [[ $previous == = && COMP_CWORD -ge 2 ]]; then
        previous=${{COMP_WORDS[COMP_CWORD - 2]}}
    fi
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        if [[ " $verbs " == *" $word "* ]]; then verb=$word; break; fi
    done
    case $verb in
{1}    esac
    if [[ $current == -* ]]; then
        _astcslang_words "$options"
    elif [[ -z $verb && $COMP_CWORD == 1 ]]; then
        _astcslang_words "$verbs"
    else
        _astcslang_files -f
    fi
}}

complete -F _astcslang astcslang
)sh",
                       verbWords(app), arms);
}

std::string makeZshCompletion(CLI::App& app) {
    std::string arms, descriptions, anyVerb;
    for (CLI::App* verb : verbsOf(app)) {
        anyVerb += (anyVerb.empty() ? "" : "|") + patternOf(*verb);
        arms += fmt::format("    {})\n        _arguments -s -S{} \\\n            '*:file:_files' ;;\n",
                            patternOf(*verb), zshArguments(*verb));
        for (const std::string& name : verbNames(*verb)) {
            descriptions += " " + shellQuoted(name + ":" + zshEscaped(verb->get_description()));
        }
    }
    for (const FormVerb& verb : kFormVerbs) {
        anyVerb += fmt::format("|{}", verb.name);
        arms += fmt::format("    {})\n        _arguments -s -S", verb.name);
        for (const std::string& flag : takenFlags(verb.form)) arms += fmt::format(" \\\n            '*{}'", flag);
        arms += " \\\n            '*:file:_files' ;;\n";
        descriptions += " " + shellQuoted(fmt::format("{}:{}", verb.name, verb.about));
    }
    return fmt::format(R"sh(#compdef astcslang
# zsh completion of astcslang; made of its definition of options.

_astcslang_verbs() {{
    local -a verbs=({0})
    _describe -t commands command verbs
}}

_astcslang() {{
    local verb='' place
    for (( place = 2; place < CURRENT; ++place )); do
        case ${{words[place]}} in ({1}) verb=${{words[place]}}; break ;; esac
    done
    if [[ -n $verb ]]; then # the verb takes the place of the command
        words=("${{(@)words[place,-1]}}")
        (( CURRENT -= place - 1 ))
    fi
    case $verb in
{2}    *)
        _arguments -s -S{3} \
            '1:command:_astcslang_verbs' ;;
    esac
}}

if [[ $funcstack[1] == _astcslang ]]; then _astcslang "$@"; else compdef _astcslang astcslang; fi
)sh",
                       descriptions.substr(1), anyVerb, arms, zshArguments(app));
}

std::string makeFishCompletion(CLI::App& app) {
    const std::string verbs = verbWords(app);
    const std::string isNone = "not __fish_seen_subcommand_from " + verbs;
    std::string text = "# fish completion of astcslang; made of its definition of options.\n";
    for (CLI::App* verb : verbsOf(app)) {
        for (const std::string& name : verbNames(*verb)) {
            text += fmt::format("complete -c astcslang -n {} -a {} -d {}\n", shellQuoted(isNone), name,
                                shellQuoted(verb->get_description()));
        }
    }
    for (const FormVerb& verb : kFormVerbs) {
        text += fmt::format("complete -c astcslang -n {} -a {} -d {}\n", shellQuoted(isNone), verb.name,
                            shellQuoted(verb.about));
    }
    for (CLI::Option* option : shownOptions(app)) text += fishLine(isNone, *option);
    for (CLI::App* verb : verbsOf(app)) {
        const std::string isThis = fmt::format("__fish_seen_subcommand_from {}", fmt::join(verbNames(*verb), " "));
        for (CLI::Option* option : shownOptions(*verb)) text += fishLine(isThis, *option);
    }
    return text;
}

} // namespace astcslang::cli

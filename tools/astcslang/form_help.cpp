// SPDX-License-Identifier: Apache-2.0
#include "form_help.h"

#include <fmt/format.h>

namespace astcslang::cli {
namespace {

constexpr size_t kColumns = 100;

/// What stands for a flag that is taken; empty for the others.
std::string describe(const Flag& flag, Form form) {
    switch (flag.fate) {
    case Fate::Rename:
    case Fate::Replace:
    case Fate::Origin:
        return std::string(flag.text);
    case Fate::Quality:
        return fmt::format("{}; 0 and 1 are fastest", flag.text);
    case Fate::Transfer:
        return fmt::format("{}, names in any case", flag.text);
    case Fate::OnlyValue:
        return fmt::format("{}, and nothing else", flag.text);
    case Fate::TargetType:
        return "R, RG, RGB or RGBA, as --input-swizzle";
    case Fate::Filter:
        return "--mipmap-filter, --resize-filter";
    case Fate::FilterScale:
        return "--mipmap-filter-scale, --resize-filter-scale";
    case Fate::FilterWrap:
        return form == Form::Create ? "--mipmap-wrap, --resize-wrap" : "--mipmap-wrap"; // toktx clamps sizes
    case Fate::Width:
    case Fate::Height:
        return "--resize; the other side, if not given, stays as it is";
    default:
        return {};
    }
}

/// Words in lines of up to kColumns, each indented.
class WordList {
public:
    void add(std::string_view word) {
        if (line_.size() + word.size() + 2 > kColumns) flush();
        line_ += fmt::format("{}{}", line_.empty() ? "  " : ", ", word);
    }
    std::string text() {
        flush();
        return text_;
    }

private:
    void flush() {
        if (!line_.empty()) text_ += line_ + "\n";
        line_.clear();
    }
    std::string line_, text_;
};

} // namespace

std::string helpOfForm(Form form) {
    const bool isToktx = form == Form::Toktx;
    std::string taken;
    WordList same, needless, refused;
    for (const std::string_view name : sameFlagsOf(form)) same.add(name);
    for (const Flag& flag : flagsOf(form)) {
        if ((flag.forms & static_cast<uint8_t>(form)) == 0) continue;
        if (flag.fate == Fate::Refuse) refused.add(flag.name);
        if (flag.fate == Fate::Drop || flag.fate == Fate::DropValue) needless.add(flag.name);
        const bool isOperand = flag.text == kStandardInputOperand || flag.text == kStandardOutputOperand;
        const std::string ours = isOperand ? "- in place of a name" : describe(flag, form);
        if (!ours.empty()) taken += fmt::format("  {:<28} {}\n", flag.name, ours);
    }
    return fmt::format("Lines of {0}, with its flags.\n"
                       "Usage: astcslang {1}\n\n"
                       "Flags that this command has under the same name (see astcslang --help):\n{2}\n"
                       "Flags of {0}, and what does the same here:\n{3}\n"
                       "Taken, though nothing has to be done for them:\n{4}\n"
                       "Refused by name, with what comes nearest:\n{5}\n"
                       "All other options of astcslang --help are taken as well.\n",
                       isToktx ? "toktx" : "ktx create",
                       isToktx ? "toktx --encode astc [OPTIONS] TEXTURE PICTURE..."
                               : "create --format FORMAT [OPTIONS] PICTURE... TEXTURE",
                       same.text(), taken, needless.text(), refused.text());
}

} // namespace astcslang::cli

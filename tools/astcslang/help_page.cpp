// SPDX-License-Identifier: Apache-2.0
#include "help_page.h"

#include <memory>
#include <sstream>

#include <fmt/format.h>

#include "option_words.h"

namespace astcslang::cli {
namespace {

struct OptionGroup {
    const char* title;
    const char* options;
};
constexpr OptionGroup kGroups[] = {
    {"What the texture is",
     "--quality --partitions --block --format --srgb --linear --decode-float16 --rgbm --zstd --zlib"},
    {"The pictures", "--assign-tf --convert-tf --raw-format --width --height --exr-layer --max-pixels --yflip --resize "
                     "--scale --resize-filter --resize-filter-scale --resize-wrap --normalize --premultiply-alpha "
                     "--input-swizzle"},
    {"What errors count", "--channel-weights --perceptual --alpha-radius --normal-mode"},
    {"Levels, layers and faces",
     "--cubemap --layers --levels --mipmap --generate-mipmap --mipmap-filter --mipmap-filter-scale --mipmap-wrap "
     "--mipmap-alpha-weighted --alpha-coverage --mipmap-normals"},
    {"What KTX2 tells", "--assign-texcoord-origin --convert-texcoord-origin --sample-swizzle --assign-primaries "
                        "--premultiplied"},
    {"The run", "--compare --round-trip --json --quiet --verbose --no-warn --warn-on-color-conversions "
                "--fail-on-color-conversions --warn-on-origin-changes --fail-on-origin-changes --stats --list-devices "
                "--device --validation --endpoint-fit --mode-choice"},
};

constexpr size_t kLineLength = 110;

/// Lines of words, broken where `length` would be exceeded.
std::string broken(const std::string& text, size_t length) {
    std::string result;
    size_t used = 0;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const bool isNewLine = used + 1 + word.size() > length;
        if (used != 0) result += isNewLine ? "\n" : " ";
        used = used == 0 || isNewLine ? word.size() : used + 1 + word.size();
        result += word;
    }
    return result;
}

class HelpFormat : public CLI::Formatter {
    /// With one empty line between sections, where CLI11 has two.
    std::string make_help(const CLI::App* app, std::string name, CLI::AppFormatMode mode) const override {
        std::string text = CLI::Formatter::make_help(app, std::move(name), mode);
        for (size_t place = 0; (place = text.find("\n\n\n", place)) != text.npos;) text.erase(place, 1);
        while (text.ends_with("\n\n")) text.pop_back();
        return text;
    }
    std::string make_usage(const CLI::App* app, std::string) const override {
        std::string text;
        for (const std::string& line : synopsisOf(*app))
            text += fmt::format("{} astcslang {}\n", text.empty() ? "Usage:" : "      ", line);
        return text;
    }
    std::string make_option_opts(const CLI::Option* option) const override {
        if (option->get_positional()) return {};
        const bool isList = option->get_expected_max() == CLI::detail::expected_max_vector_size;
        const std::string value = valueOf(*option);
        return value.empty() ? value : " " + value + (isList ? " ..." : "");
    }
    std::string make_option_desc(const CLI::Option* option) const override {
        return broken(option->get_description(), kLineLength - get_column_width());
    }
};

} // namespace

void groupOptions(CLI::App& app) {
    for (const OptionGroup& group : kGroups) {
        std::istringstream names(group.options);
        for (std::string name; names >> name;) app.get_option(name)->group(group.title);
    }
}

void setHelpFormat(CLI::App& app) {
    const auto format = std::make_shared<HelpFormat>();
    format->label("Positionals", "Files");
    app.formatter(format);
}

std::vector<std::string> synopsisOf(const CLI::App& app) {
    if (app.get_parent() == nullptr) {
        return {"[options] -i FILE -o FILE",
                "[options] -o FILE PICTURE ...",
                "COMMAND [options] ...",
                "create [flags of ktx create] PICTURE ... TEXTURE",
                "toktx [flags of toktx] TEXTURE PICTURE ...",
                "-cl|-cs PICTURE TEXTURE BLOCK QUALITY [options of astcenc]",
                "-dl|-ds TEXTURE PICTURE [options of astcenc]",
                "-tl|-ts PICTURE OUT BLOCK QUALITY [options of astcenc]"};
    }
    std::string line = app.get_name() + " [options]";
    for (const CLI::Option* option : app.get_options()) {
        if (!option->get_positional()) continue;
        // Words that other options may give as well are hidden; their description is their names.
        const bool isHidden = option->get_group().empty();
        line += " " + (isHidden ? option->get_description() : option->get_name(true));
        if (!isHidden && option->get_expected_max() > 1) line += " ...";
    }
    return {line};
}

} // namespace astcslang::cli

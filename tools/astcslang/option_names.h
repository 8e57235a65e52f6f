// SPDX-License-Identifier: Apache-2.0
// Options whose values are words of a table.

#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "letter_case.h"
#include "options.h"

namespace astcslang::cli {

template <typename Table> std::string joinNames(const Table& table) {
    std::string names;
    for (const auto& entry : table) names += (names.empty() ? "" : ", ") + std::string(entry.first);
    return names;
}

/// The value that `text` stands for in any case; a usage error that names `option` where the table lacks it.
template <typename Value, size_t size>
Value parseName(const char* option, const std::string& text, const std::pair<const char*, Value> (&table)[size]) {
    for (const auto& [name, value] : table) {
        if (lowerCase(text) == name) return value;
    }
    throw CLI::ValidationError(option, fmt::format("'{}' is none of {}", text, joinNames(table)));
}

/// The first name of the value; "" where the table lacks it.
template <typename Value, size_t size>
const char* nameIn(const std::pair<const char*, Value> (&table)[size], Value value) {
    for (const auto& [name, named] : table) {
        if (named == value) return name;
    }
    return "";
}

/// A parsed value, or one of two failures: a usage error is thrown; what is legal but not supported is kept in
/// `unsupported`, to be said when the rest of the line has turned out to make sense.
template <typename Value>
std::optional<Value> supportedValue(const char* option, const Result<Value>& parsed, std::string& unsupported) {
    if (parsed) return *parsed;
    if (parsed.error().code != ErrorCode::Unsupported) throw CLI::ValidationError(option, parsed.error().message);
    unsupported = fmt::format("{}: {}", option, parsed.error().message);
    return std::nullopt;
}

inline constexpr std::string_view kWordsPrefix = "words:";

/// Tells shells and pages which words an option takes. CLI11 has no place for them but the name of a check, and this
/// check refuses nothing, so that messages stay ours.
template <typename Table> CLI::Option* offerWords(CLI::Option* option, const Table& table) {
    std::string name(kWordsPrefix);
    for (const auto& entry : table) name += (name.size() > kWordsPrefix.size() ? "|" : "") + std::string(entry.first);
    return option->check(CLI::Validator([](std::string&) { return std::string(); }, "", name));
}

/// An option whose value is a name of `table` in any case; `take` gets what that stands for. The table must be static.
template <typename Value, size_t size, typename Take>
CLI::Option* addNamedOption(CLI::App& app, const char* name, const std::pair<const char*, Value> (&table)[size],
                            Take take, const std::string& about) {
    auto* option = app.add_option_function<std::string>(
        name, [=, &table](const std::string& text) { take(parseName(name, text, table)); }, about);
    return offerWords(option->type_name("NAME"), table);
}

/// The swizzle that `text` tells by characters of `sources`; a usage error that names `option` for other text.
inline Swizzle parseSwizzleOption(const char* option, const std::string& text,
                                  std::string_view sources = kEncodeSources) {
    if (const std::optional<Swizzle> swizzle = parseSwizzle(text, sources)) return *swizzle;
    throw CLI::ValidationError(option, fmt::format("'{}' is not four of {}", text, fmt::join(sources, ", ")));
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Every flag of toktx 4.0 to 4.4 and of `ktx create` 4.3 to 5.0, and what becomes of it here. Flags that both tools and
// this command have under one name and meaning are not listed: they pass.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace astcslang::cli {

/// What a line is written for: ours, or one that begins with "toktx" or "create".
enum class Form : uint8_t { Ours = 1, Toktx = 2, Create = 4 };

enum class Fate : uint8_t {
    Rename,     ///< `text` is our option; a value stays.
    Replace,    ///< `text` stands for it.
    Drop,       ///< Nothing is to be done for it.
    DropValue,  ///< Likewise, with its value.
    OnlyValue,  ///< Nothing is to be done for the value `text` in any case; others are refused.
    Refuse,     ///< Its value, if there is one, goes with it.
    Transfer,   ///< Our option `text` for a name of a transfer function.
    Quality,    ///< Our option `text` for a number whose 0 is fastest.
    TargetType, ///< Components of the texture.
    Filter,     ///< Shape of the filter, for levels and for other sizes.
    FilterScale,
    FilterWrap,
    Width, ///< Of the texture, to which pictures are resized.
    Height,
    Origin, ///< Our option `text` for a corner.
};

struct Flag {
    std::string_view name;
    uint8_t forms; ///< In which it is understood.
    Fate fate;
    std::string_view text = {}; ///< See Fate; with Refuse, what comes nearest.
    std::string_view hint = {}; ///< With OnlyValue, for the refusal.
};

/// The flag that one of toktx's letters stands for, as "-f" for "--filter"; other words are their own.
std::string_view longName(std::string_view word, Form form);

inline constexpr const char* kStandardInputOperand = "--standard-input-operand"; ///< Hidden options, for `ktx create`.
inline constexpr const char* kStandardOutputOperand = "--standard-output-operand";

/// Flags of the tool that a form is of.
std::span<const Flag> flagsOf(Form form);

/// Flags of it that this command has under the same name, which are not among those.
std::span<const std::string_view> sameFlagsOf(Form form);

/// `word` may be "--name=value". Null for words that are not listed.
const Flag* findFlag(std::string_view word, Form form);

} // namespace astcslang::cli

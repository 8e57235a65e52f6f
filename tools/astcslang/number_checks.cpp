// SPDX-License-Identifier: Apache-2.0
#include "number_checks.h"

#include <optional>
#include <string>

#include <fmt/format.h>

#include "parse_number.h"

namespace astcslang::cli {

CLI::Validator wholeNumber(uint32_t least, uint32_t most) {
    return CLI::Validator(
        [=](std::string& text) {
            const std::optional<uint32_t> number = parseNumber<uint32_t>(text);
            if (!number || *number < least || *number > most)
                return fmt::format("'{}' is not a whole number from {} to {}", text, least, most);
            text = std::to_string(*number);
            return std::string();
        },
        "", "whole number");
}

CLI::Validator numberWithin(double least, double most) {
    return CLI::Validator(
        [=](std::string& text) {
            const std::optional<double> number = parseNumber<double>(text);
            const bool isWithin = number && *number >= least && *number <= most; // NaN fails both comparisons
            return isWithin ? std::string() : fmt::format("'{}' is not a number from {} to {}", text, least, most);
        },
        "", "number");
}

} // namespace astcslang::cli

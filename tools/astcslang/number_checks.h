// SPDX-License-Identifier: Apache-2.0
// Checks of options whose values are numbers. CLI11's own let NaN pass, and show limits of six digits and no reason.

#pragma once

#include <cstdint>

#include <CLI/CLI.hpp>

namespace astcslang::cli {

/// Takes decimal digits, which become what CLI11 reads as the same number: it has leading zeros for octal. For
/// CLI::Option::transform().
CLI::Validator wholeNumber(uint32_t least, uint32_t most);

/// For CLI::Option::check().
CLI::Validator numberWithin(double least, double most);

} // namespace astcslang::cli

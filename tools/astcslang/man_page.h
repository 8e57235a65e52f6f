// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <CLI/CLI.hpp>

namespace astcslang::cli {

/// The manual page in man(7) macros. `date` is "2026-01-31".
std::string makeManPage(CLI::App& app, const std::string& version, const std::string& date);

} // namespace astcslang::cli

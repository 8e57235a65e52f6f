// SPDX-License-Identifier: Apache-2.0
// What the command line says of how hard, and how, the encoder searches. The names of values are declared in options.h.

#pragma once

#include <string>

#include <astcslang/astcslang.h>

namespace CLI {
class App;
}

namespace astcslang::cli {

/// --partitions and --quality.
void addQualityOptions(CLI::App& app, EncodeOptions& encode);

/// The value of our --quality for what the tools that are built on astcenc take: 0 is fastest there, and so is 1.
std::string qualityOfAstcenc(const std::string& text);

/// --endpoint-fit and --mode-choice.
void addSearchOptions(CLI::App& app, EncodeOptions& encode);
/// When the footprint is known. Throws CLI::ValidationError for what other footprints than 4x4 do not have.
void checkSearchOptions(const EncodeOptions& encode);

} // namespace astcslang::cli

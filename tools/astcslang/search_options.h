// SPDX-License-Identifier: Apache-2.0
// What the command line says of how hard, and how, the encoder searches. The names of values are declared in options.h.

#pragma once

#include <astcslang/astcslang.h>

namespace CLI {
class App;
}

namespace astcslang::cli {

/// --partitions and --quality.
void addQualityOptions(CLI::App& app, EncodeOptions& encode);

/// --endpoint-fit and --mode-choice.
void addSearchOptions(CLI::App& app, EncodeOptions& encode);

} // namespace astcslang::cli

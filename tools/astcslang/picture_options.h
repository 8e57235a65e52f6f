// SPDX-License-Identifier: Apache-2.0
// The options of the command line that say how pictures are read and what is done to them before they are encoded.

#pragma once

#include <CLI/CLI.hpp>

#include "picture_steps.h"

namespace astcslang::cli {

/// --max-pixels
CLI::Option* addMaxPixelsOption(CLI::App& app, ReadOptions& options);

/// --exr-layer
CLI::Option* addExrLayerOption(CLI::App& app, ReadOptions& options);

/// `unsupported` gets what is legal but not supported, if anything is.
void addPictureOptions(CLI::App& app, PictureOptions& options, std::string& unsupported);

/// Throws CLI::ValidationError for options that do not go together or are incomplete.
void checkPictureOptions(const PictureOptions& options);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// What the command line says to the verbs on texture files: decode, validate, wrap.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "texture_place.h"

namespace CLI {
class App;
}

namespace astcslang::cli {

struct DecodeOptions {
    TexturePlace place;
    bool isEveryPictureWanted = false; ///< Each in a file of its own.
    std::string swizzle;               ///< Four of r, g, b, a, 0, 1, z; empty: as the texture is.
    std::string diagnosticsFolder;
    std::string original; ///< Picture to measure the error against, for diagnostics.
};

struct ValidateOptions {
    std::vector<std::string> files;
    bool areWarningsErrors = false;
    bool areRulesWanted = false;
};

/// Options beside input, output and profile.
void addDecodeOptions(CLI::App& app, DecodeOptions& options);
/// Throws CLI::ValidationError for options that do not go together.
void checkDecodeOptions(const CLI::App& app, const DecodeOptions& options, const std::string& output);

void addValidateOptions(CLI::App& app, ValidateOptions& options);
void checkValidateOptions(const ValidateOptions& options);

} // namespace astcslang::cli

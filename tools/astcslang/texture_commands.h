// SPDX-License-Identifier: Apache-2.0
// What the command line says to the verbs on texture files: decode, wrap and validate.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "swizzle.h"
#include "texture_place.h"

namespace CLI {
class App;
}

namespace astcslang::cli {

struct DecodeOptions {
    TexturePlace place;
    bool isFolderMade = false; ///< That of the output: it is named as a folder, or `extract` was typed, as in ktx.
    bool isEveryPictureWanted = false; ///< Each in a file of its own.
    std::optional<Swizzle> swizzle;    ///< Of kDecodeSources.
    uint8_t pngBits = 8;               ///< Of a channel: 8 or 16.
    bool isAsStored = false;           ///< Neither rows nor colours beside alpha are changed.
    std::optional<double> rgbm;        ///< Range of the RGBM texture, for light in OpenEXR; empty: what the file says.
    std::string diagnosticsFolder;
    std::string original; ///< Picture to measure the error against, for diagnostics.
};

struct ValidateOptions {
    std::vector<std::string> files;
    bool areWarningsErrors = false;
    bool areRulesWanted = false;
};

/// -i, -o and IN OUT. The strings live as long as the app; what they and `words` say is known after
/// settleInputOutput().
void addInputOutput(CLI::App& app, std::string& input, std::string& output, std::vector<std::string>& words,
                    const std::string& inputText, const std::string& outputText);
/// Makes the input and then the output of words, where no option gives them. Throws CLI::ValidationError for more words
/// than that, and CLI::RequiredError without an input.
void settleInputOutput(const std::vector<std::string>& words, std::string& input, std::string& output);

/// Options beside input, output and profile.
void addDecodeOptions(CLI::App& app, DecodeOptions& options);
/// Makes of a folder the name of a PNG in it; of a name without extension, too, if every picture goes there.
void settleDecodeOutput(DecodeOptions& options, const std::string& input, std::string& output);
/// Throws CLI::ValidationError for options that do not go together.
void checkDecodeOptions(const DecodeOptions& options, const std::string& output);

void addValidateOptions(CLI::App& app, ValidateOptions& options);
void checkValidateOptions(const ValidateOptions& options);

} // namespace astcslang::cli

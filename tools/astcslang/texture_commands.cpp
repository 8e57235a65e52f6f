// SPDX-License-Identifier: Apache-2.0
// Names are those of `ktx validate`, and of astcenc for the swizzle's z.

#include "texture_commands.h"

#include <filesystem>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "file_names.h"
#include "number_checks.h"
#include "option_names.h"
#include "picture_output.h"
#include "rgbm.h"

namespace astcslang::cli {

void addDecodeOptions(CLI::App& app, DecodeOptions& options) {
    const std::array<CLI::Option*, 3> place = addPlaceOptions(app, options.place);
    auto* all = app.add_flag("--all", options.isEveryPictureWanted,
                             "Every level, layer and face; files are named NAME_level0_layer0_face0.png as far as "
                             "there are several, or as the input in a folder, which is made");
    for (CLI::Option* option : place) all->excludes(option);
    app.add_option_function<std::string>(
           "--swizzle",
           [&](const std::string& text) { options.swizzle = parseSwizzleOption("--swizzle", text, kDecodeSources); },
           "New order of the decoded channels: four of r, g, b, a, 0, 1, z, where z is rebuilt from x in r and "
           "y in a, e.g. raz1")
        ->type_name("RGBA");
    app.add_option_function<std::string>(
           "--png-depth",
           [&](const std::string& text) {
               if (text != "8" && text != "16") {
                   throw CLI::ValidationError("--png-depth", fmt::format("'{}' is neither 8 nor 16", text));
               }
               options.pngBits = text == "8" ? 8 : 16;
           },
           "Bits of a channel: 8 (default), or 16, as decoders of linear textures to 16-bit floats see")
        ->type_name("8|16");
    app.add_flag("--as-stored", options.isAsStored,
                 "Leave rows where the blocks have them, whatever KTXorientation says, and colours as they stand "
                 "beside alpha, multiplied or not");
    app.add_option_function<double>(
           "--rgbm", [&](double range) { options.rgbm = range; },
           "To .exr or .hdr: R, G and B are light of 0 to MAX by the multiplier in alpha (default: what the KTX2 file "
           "says)")
        ->check(numberWithin(kLeastRgbmRange, kMostRgbmRange))
        ->type_name("MAX");
    app.add_option("--diagnostics", options.diagnosticsFolder, "Write maps of what the blocks are into this folder")
        ->type_name("FOLDER")
        ->excludes(all);
    app.add_option("--original", options.original, "With --diagnostics: the picture to show errors against")
        ->type_name("FILE");
}

void addInputOutput(CLI::App& app, std::string& input, std::string& output, std::vector<std::string>& words,
                    const std::string& inputText, const std::string& outputText) {
    const CLI::Validator isNamed([](std::string& name) { return std::string(name.empty() ? kEmptyName : ""); }, "",
                                 "name");
    app.add_option("-i,--input", input, fmt::format("{}; {} IN OUT will do, too", inputText, app.get_name()))
        ->check(isNamed)
        ->type_name("FILE");
    app.add_option("-o,--output", output, outputText)->check(isNamed)->type_name("FILE");
    app.add_option("OPERANDS", words, "IN OUT")->group("");
}

void settleInputOutput(const std::vector<std::string>& words, std::string& input, std::string& output) {
    for (const std::string& word : words) {
        std::string* place = input.empty() ? &input : output.empty() ? &output : nullptr;
        if (place == nullptr) throw CLI::ValidationError(word, "not expected; input and output are given");
        if (word.empty()) throw CLI::ValidationError(place == &input ? "--input" : "--output", kEmptyName);
        *place = word;
    }
    if (input.empty()) throw CLI::RequiredError("--input");
}

void settleDecodeOutput(DecodeOptions& options, const std::string& input, std::string& output) {
    if (output.empty() || isStreamName(output)) return;
    const bool isUnnamed = options.isEveryPictureWanted && !std::filesystem::path(output).has_extension();
    if (!isFolderName(output) && !isUnnamed) return;
    options.isFolderMade = true;
    output = nameInFolder(output, input, ".png");
}

void checkDecodeOptions(const DecodeOptions& options, const std::string& output) {
    if (output.empty() && options.diagnosticsFolder.empty()) throw CLI::RequiredError("--output");
    const std::optional<PictureKind> kind = pictureKindOf(output);
    if (!output.empty() && !kind) {
        throw CLI::ValidationError(output, describeNoKind(output));
    }
    if (kind && kind != PictureKind::Png && options.pngBits != 8)
        throw CLI::ValidationError("--png-depth", "needs an output that ends in .png");
    if (options.rgbm && !(kind && holdsLight(*kind)))
        throw CLI::ValidationError("--rgbm", "needs an output that ends in .exr or .hdr");
    if (isStreamName(output) && options.isEveryPictureWanted)
        throw CLI::ValidationError("--all", "needs a file's name");
    if (options.diagnosticsFolder.empty() && !options.original.empty()) {
        throw CLI::ValidationError("--original", "needs --diagnostics");
    }
}

void addValidateOptions(CLI::App& app, ValidateOptions& options) {
    app.add_option("FILE", options.files, "Textures, .astc or .ktx2")->type_name("");
    app.add_flag("-e,--warnings-as-errors", options.areWarningsErrors, "A file with warnings is not valid either");
    app.add_flag("--rules", options.areRulesWanted, "List the rules");
}

void checkValidateOptions(const ValidateOptions& options) {
    if (options.files.empty() && !options.areRulesWanted) throw CLI::RequiredError("FILE");
}

} // namespace astcslang::cli

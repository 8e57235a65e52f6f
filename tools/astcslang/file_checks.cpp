// SPDX-License-Identifier: Apache-2.0
#include "file_checks.h"

#include <algorithm>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "file_names.h"
#include "picture_output.h"

namespace astcslang::cli {
namespace {

void checkTextureName(const std::string& path, bool mayBeKtx1) {
    if (hasExtension(path, ".ktx2") || hasExtension(path, ".astc")) return;
    if (mayBeKtx1 && hasExtension(path, kKtx1Extension)) return;
    throw CLI::ValidationError(
        path, fmt::format("unknown extension; the output is .ktx2{} .astc", mayBeKtx1 ? ", .ktx or" : " or"));
}

/// The output's name says what to write; those of standard output and of folders do not.
void checkOutputName(const Options& options) {
    if (isStreamName(options.output) || isFolderName(options.output)) return;
    if (options.isRoundTrip) {
        if (pictureKindOf(options.output)) return;
        throw CLI::ValidationError(options.output, describeNoKind(options.output) + " (of a round trip)");
    }
    const LineForm form = options.picture.lineForm; // toktx and ktx create write KTX2 whatever its name is
    checkTextureName(options.output, form != LineForm::Toktx && form != LineForm::KtxCreate);
}

void checkNeedsOfKtx2(const Options& options) {
    const std::string word = needsKtx2(options.texture);
    if (!word.empty() && !writesKtx2(options)) {
        throw CLI::ValidationError(word, "needs an output that ends in .ktx2");
    }
}

/// Whether the pictures make a texture, and one that the output can hold. A single file may hold several, which shows
/// when it is read; of those that go into a folder, each tells by itself what it holds.
void checkTexture(const Options& options) {
    const bool isFolder = isFolderName(options.output);
    if (isFolder || options.inputs.size() > 1) {
        const Result<TextureCounts> counts = countPictures(options.texture, isFolder ? 1 : options.inputs.size());
        if (!counts) {
            const char* const ofFolders = isFolder ? "; into a folder each goes as a texture of its own" : "";
            throw CLI::ValidationError("--input", counts.error().message + ofFolders);
        }
    }
    checkNeedsOfKtx2(options);
}

} // namespace

Result<void> settleInputs(Options& options) {
    Result<std::vector<std::string>> names = expandLists(options.inputs, options.lists);
    if (!names) return names.error();
    options.inputs = *std::move(names);
    if (std::count(options.inputs.begin(), options.inputs.end(), "-") > 1) {
        throw CLI::ValidationError("--input", "standard input can be read only once");
    }
    return {};
}

void checkEncode(CLI::App& app, const Options& options) {
    if (options.inputs.empty() && app.get_option("--input")->empty()) throw CLI::RequiredError("--input");
    if (options.output.empty() && app.get_option("--output")->empty()) throw CLI::RequiredError("--output");
    if (options.output.empty()) throw CLI::ValidationError("--output", kEmptyName);
    checkOutputName(options);
    checkTexture(options);
    if (options.encode.decodeTarget == DecodeTarget::Float16 && options.profile != Profile::Ldr) {
        throw CLI::ValidationError("--decode-float16", "needs --linear, since sRGB textures decode to 8 bits");
    }
}

void checkTextureOutput(const Options& options) {
    if (!isStreamName(options.output)) checkTextureName(options.output, false);
    checkNeedsOfKtx2(options);
}

} // namespace astcslang::cli

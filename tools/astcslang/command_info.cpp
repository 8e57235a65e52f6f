// SPDX-License-Identifier: Apache-2.0
// `astcslang info`: what a texture file is and what its blocks say; what a picture is and what is assumed of it.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "block_statistics.h"
#include "commands.h"
#include "picture_report.h"
#include "picture_steps.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

ExitCode printPicture(const Options& options, const Picture& picture, size_t fileBytes) {
    if (options.isJson) {
        nlohmann::ordered_json json = {{"file", options.input}};
        json.update(pictureToJson(picture));
        json["file_bytes"] = fileBytes;
        printJson(json);
    } else if (!options.isQuiet) {
        printField("picture", fmt::format("{}: {}, {} bytes", options.input, picture.format, fileBytes));
        printField("size", formatSize(picture.width, picture.height) + " texels");
        for (const std::string& line : describePicture(picture)) printField("", line);
    }
    return ExitCode::Success;
}

} // namespace

Result<ExitCode> runInfo(const Options& options) {
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    const Result<std::vector<uint8_t>> bytes = input->readAll();
    if (!bytes) return bytes.error();
    if (!isTexture(*bytes)) {
        Result<Picture> picture = readPicture(*bytes);
        if (picture) {
            const Result<void> upright = makeUpright(*picture);
            if (!upright) picture = upright.error();
        }
        if (!picture) return inFile(options.input, picture.error());
        if (!options.isQuiet) reportWarnings(options.input, picture->warnings);
        return printPicture(options, *picture, bytes->size());
    }
    const Result<TextureFile> texture = readTexture(*bytes, std::nullopt);
    if (!texture) return inFile(options.input, texture.error());
    const CompressedImage& image = texture->image;
    if (Result<void> checked = checkPictureSize(image.width, image.height); !checked) {
        return inFile(options.input, checked.error());
    }
    const Result<std::vector<BlockInfo>> blocks = analyzeBlocks(image);
    if (!blocks) return inFile(options.input, blocks.error());
    BlockStatistics statistics;
    addBlockStatistics(statistics, *blocks);

    // .astc does not say how it is to be decoded.
    const std::string profile = texture->container == "KTX2" ? formatProfile(image.profile) : "not recorded";
    const double bitsPerTexel = 128.0 / (image.footprint.width * image.footprint.height);
    if (options.isJson) {
        printJson({{"file", options.input},
                   {"container", texture->container},
                   {"width", image.width},
                   {"height", image.height},
                   {"footprint", formatFootprint(image.footprint)},
                   {"profile", texture->container == "KTX2" ? nlohmann::ordered_json(profile) : nullptr},
                   {"file_bytes", texture->fileBytes},
                   {"block_bytes", image.blocks.size()},
                   {"bits_per_texel", bitsPerTexel},
                   {"statistics", blockStatisticsToJson(statistics)}});
    } else if (!options.isQuiet) {
        printField("texture", fmt::format("{}: {}, {} bytes", options.input, texture->container, texture->fileBytes));
        printField("size", fmt::format("{} texels, {} bytes of blocks", formatSize(image.width, image.height),
                                       image.blocks.size()));
        printField("footprint",
                   fmt::format("{} ({:.2f} bits per texel)", formatFootprint(image.footprint), bitsPerTexel));
        printField("profile", profile);
        printBlockStatistics(statistics, options.isVerbose);
    }
    return ExitCode::Success;
}

} // namespace astcslang::cli

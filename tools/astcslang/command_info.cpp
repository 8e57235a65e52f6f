// SPDX-License-Identifier: Apache-2.0
// `astcslang info`: what a texture file is and what its blocks say; what a picture is and what is assumed of it.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "block_statistics.h"
#include "commands.h"
#include "ktx2_report.h"
#include "picture_report.h"
#include "picture_steps.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

/// `info` is of an uncompressed KTX2 file.
ExitCode printPicture(const Options& options, const Picture& picture, const std::optional<Ktx2Info>& info,
                      size_t fileBytes) {
    if (options.isJson) {
        nlohmann::ordered_json json = {{"file", options.input}};
        json.update(pictureToJson(picture));
        json["file_bytes"] = fileBytes;
        if (info) json.update(ktx2InfoToJson(*info));
        printJson(json);
    } else if (!options.isQuiet) {
        printField("picture", fmt::format("{}: {}, {} bytes", options.input, picture.format, fileBytes));
        printField("size", formatSize(picture.width, picture.height) + " texels");
        for (const std::string& line : describePicture(picture)) printField("", line);
        if (info) printKtx2Info(*info);
    }
    return ExitCode::Success;
}

/// A KTX2 file of which neither texels nor blocks are read: what it says of itself.
ExitCode printOtherKtx2(const Options& options, const Ktx2Info& info, size_t fileBytes) {
    if (options.isJson) {
        nlohmann::ordered_json json = {{"file", options.input},
                                       {"container", "KTX2"},
                                       {"width", info.pixelWidth},
                                       {"height", info.pixelHeight},
                                       {"file_bytes", fileBytes}};
        json.update(ktx2InfoToJson(info));
        printJson(json);
    } else if (!options.isQuiet) {
        printField("texture", fmt::format("{}: KTX2, {} bytes", options.input, fileBytes));
        printField("size", formatSize(info.pixelWidth, info.pixelHeight) + " texels");
        printKtx2Info(info);
    }
    return ExitCode::Success;
}

/// Whether the library reads the file's blocks, if they are good: 2D ASTC of low dynamic range.
bool hasReadableBlocks(const Ktx2Info& info) {
    constexpr uint32_t kFirstAstc = 157, kLastAstc = 184; // VK_FORMAT_ASTC_4x4_UNORM_BLOCK .. 12x12_SRGB_BLOCK
    constexpr uint32_t kBasisLz = 1, kZlib = 3;
    return info.vkFormat >= kFirstAstc && info.vkFormat <= kLastAstc && info.pixelDepth == 0 && info.pixelHeight != 0 &&
           info.supercompressionScheme != kBasisLz && info.supercompressionScheme <= kZlib;
}

/// What the blocks of all levels, layers and faces are.
Result<BlockStatistics> collectStatistics(const Texture& texture) {
    BlockStatistics statistics;
    for (const TexturePlace& place : everyPlace(texture)) {
        const Result<CompressedImage> image = extractImage(texture, place.level, place.layer, place.face);
        if (!image) return image.error();
        const Result<std::vector<BlockInfo>> blocks = analyzeBlocks(*image);
        if (!blocks) return blocks.error();
        addBlockStatistics(statistics, *blocks);
    }
    return statistics;
}

Result<ExitCode> printTexture(const Options& options, std::span<const uint8_t> bytes,
                              const std::optional<Ktx2Info>& info) {
    const Result<Texture> texture = readWholeTexture(bytes, std::nullopt);
    if (!texture) return inFile(options.input, texture.error());
    if (Result<void> checked = checkPictureSize(texture->width, texture->height, options.picture.read.maxTexels);
        !checked) {
        return inFile(options.input, checked.error());
    }
    const Result<BlockStatistics> statistics = collectStatistics(*texture);
    if (!statistics) return inFile(options.input, statistics.error());
    const std::string container = detectFileType(bytes).name;
    const bool isKtx2 = info.has_value();
    // .astc does not say how it is to be decoded.
    const std::string profile = isKtx2 ? formatProfile(texture->profile) : "not recorded";
    const double bitsPerTexel = 128.0 / (texture->footprint.width * texture->footprint.height);
    uint64_t blockBytes = 0;
    for (const std::vector<uint8_t>& level : texture->levels) blockBytes += level.size();
    if (options.isJson) {
        nlohmann::ordered_json json = {{"file", options.input},
                                       {"container", container},
                                       {"width", texture->width},
                                       {"height", texture->height},
                                       {"footprint", formatFootprint(texture->footprint)},
                                       {"profile", isKtx2 ? nlohmann::ordered_json(profile) : nullptr},
                                       {"file_bytes", bytes.size()},
                                       {"block_bytes", blockBytes},
                                       {"bits_per_texel", bitsPerTexel}};
        if (info) json.update(ktx2InfoToJson(*info));
        json["statistics"] = blockStatisticsToJson(*statistics);
        printJson(json);
    } else if (!options.isQuiet) {
        printField("texture", fmt::format("{}: {}, {} bytes", options.input, container, bytes.size()));
        printField("size", fmt::format("{} texels, {} bytes of blocks", formatSize(texture->width, texture->height),
                                       blockBytes));
        printField("footprint",
                   fmt::format("{} ({:.2f} bits per texel)", formatFootprint(texture->footprint), bitsPerTexel));
        printField("profile", profile);
        if (info) printKtx2Info(*info);
        printBlockStatistics(*statistics, options.isVerbose);
    }
    return ExitCode::Success;
}

} // namespace

Result<ExitCode> runInfo(const Options& options) {
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    const Result<std::vector<uint8_t>> bytes = input->readAll();
    if (!bytes) return bytes.error();
    std::optional<Ktx2Info> info;
    const FileKind kind = detectFileType(*bytes).kind;
    if (kind == FileKind::Ktx2 || kind == FileKind::Ktx2Picture) {
        Result<Ktx2Info> inspected = inspectKtx2(*bytes);
        if (!inspected) return inFile(options.input, inspected.error());
        info = *std::move(inspected);
        if (kind == FileKind::Ktx2 && !hasReadableBlocks(*info)) return printOtherKtx2(options, *info, bytes->size());
    }
    if (!isTexture(*bytes)) {
        Result<Picture> picture = readPicture(*bytes, options.picture.read);
        if (picture) {
            const Result<void> upright = makeUpright(*picture);
            if (!upright) picture = upright.error();
        }
        const bool isOther = !picture && info && picture.error().code == ErrorCode::Unsupported;
        if (isOther) return printOtherKtx2(options, *info, bytes->size()); // of several layers, say
        if (!picture) return inFile(options.input, picture.error());
        if (areWarningsShown(options)) reportWarnings(options.input, picture->warnings);
        return printPicture(options, *picture, info, bytes->size());
    }
    return printTexture(options, *bytes, info);
}

} // namespace astcslang::cli

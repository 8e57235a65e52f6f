// SPDX-License-Identifier: Apache-2.0
// `astcslang info`: what a texture file is and what its blocks say; what a picture is and what is assumed of it.

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "batch.h"
#include "block_statistics.h"
#include "commands.h"
#include "file_head.h"
#include "ktx2_report.h"
#include "picture_report.h"
#include "picture_steps.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

// What each of these has to tell is printed, or with --json returned; else they return null.

/// `info` is of an uncompressed KTX2 file.
ordered_json tellPicture(const Options& options, const Picture& picture, const std::optional<Ktx2Info>& info,
                         size_t fileBytes) {
    if (options.isJson) {
        ordered_json json = {{"file", options.input}};
        json.update(pictureToJson(picture));
        json["file_bytes"] = fileBytes;
        if (info) json.update(ktx2InfoToJson(*info));
        return json;
    }
    if (!options.isQuiet) {
        printField("picture", fmt::format("{}: {}, {} bytes", options.input, picture.format, fileBytes));
        printField("size", formatSize(picture.width, picture.height) + " texels");
        for (const std::string& line : describePicture(picture)) printField("", line);
        if (info) printKtx2Info(*info);
    }
    return nullptr;
}

/// A KTX2 file of which neither texels nor blocks are read: what it says of itself.
ordered_json tellOtherKtx2(const Options& options, const Ktx2Info& info, size_t fileBytes) {
    if (options.isJson) {
        ordered_json json = {{"file", options.input},
                             {"container", "KTX2"},
                             {"width", info.pixelWidth},
                             {"height", info.pixelHeight},
                             {"file_bytes", fileBytes}};
        json.update(ktx2InfoToJson(info));
        return json;
    }
    if (!options.isQuiet) {
        printField("texture", fmt::format("{}: KTX2, {} bytes", options.input, fileBytes));
        printField("size", formatSize(info.pixelWidth, info.pixelHeight) + " texels");
        printKtx2Info(info);
    }
    return nullptr;
}

/// Whether the library reads the file's blocks, if they are good: 2D ASTC of low dynamic range.
bool hasReadableBlocks(const Ktx2Info& info) {
    constexpr uint32_t kFirstAstc = 157, kLastAstc = 184; // VK_FORMAT_ASTC_4x4_UNORM_BLOCK .. 12x12_SRGB_BLOCK
    constexpr uint32_t kBasisLz = 1, kZlib = 3;
    return info.vkFormat >= kFirstAstc && info.vkFormat <= kLastAstc && info.pixelDepth == 0 && info.pixelHeight != 0 &&
           info.supercompressionScheme != kBasisLz && info.supercompressionScheme <= kZlib;
}

/// Blocks of a row, as analyzeBlocks() takes them.
Result<void> addBlocks(BlockStatistics& statistics, std::span<const uint8_t> run, Footprint footprint) {
    constexpr size_t kBlockBytes = 16;
    const auto blockCount = static_cast<uint32_t>(run.size() / kBlockBytes);
    const Result<std::vector<BlockInfo>> blocks = analyzeBlocks(
        {blockCount * footprint.width, footprint.height, footprint, Profile::Ldr, {run.begin(), run.end()}});
    if (!blocks) return blocks.error();
    addBlockStatistics(statistics, *blocks);
    return {};
}

Result<ordered_json> tellTexture(const Options& options, std::span<const uint8_t> bytes,
                                 const std::optional<Ktx2Info>& info) {
    BlockStatistics statistics;
    uint64_t blockBytes = 0;
    uint32_t levelCount = 0;
    const auto take = [&](const Texture& of, uint32_t level, std::span<const uint8_t> run) {
        blockBytes += run.size();
        levelCount = level + 1;
        return addBlocks(statistics, run, of.footprint);
    };
    const Result<Texture> texture = visitTexture(bytes, options.picture.read.maxTexels, take);
    if (!texture) return inFile(options.input, texture.error());
    const auto [kind, container] = detectFileType(bytes);
    // .astc does not say how it is to be decoded.
    const bool hasProfile = kind != FileKind::Astc, isKtx1 = kind == FileKind::Ktx1;
    const std::string profile = hasProfile ? formatProfile(texture->profile) : "not recorded";
    const double bitsPerTexel = 128.0 / (texture->footprint.width * texture->footprint.height);
    if (options.isJson) {
        ordered_json json = {{"file", options.input},
                             {"container", container},
                             {"width", texture->width},
                             {"height", texture->height},
                             {"footprint", formatFootprint(texture->footprint)},
                             {"profile", hasProfile ? ordered_json(profile) : nullptr},
                             {"file_bytes", bytes.size()},
                             {"block_bytes", blockBytes},
                             {"bits_per_texel", bitsPerTexel}};
        if (isKtx1)
            json.update({{"levels", levelCount}, {"layers", texture->layerCount}, {"faces", texture->faceCount}});
        if (info) json.update(ktx2InfoToJson(*info));
        json["statistics"] = blockStatisticsToJson(statistics);
        return json;
    }
    if (!options.isQuiet) {
        printField("texture", fmt::format("{}: {}, {} bytes", options.input, container, bytes.size()));
        printField("size", fmt::format("{} texels, {} bytes of blocks", formatSize(texture->width, texture->height),
                                       blockBytes));
        printField("footprint",
                   fmt::format("{} ({:.2f} bits per texel)", formatFootprint(texture->footprint), bitsPerTexel));
        printField("profile", profile);
        if (isKtx1)
            printField("pictures", fmt::format("levels {}, layers {} (0: no array), faces {}", levelCount,
                                               texture->layerCount, texture->faceCount));
        if (info) printKtx2Info(*info);
        printBlockStatistics(statistics, options.isVerbose);
    }
    return ordered_json();
}

/// Of `options.input`.
Result<ordered_json> tellFile(const Options& options) {
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    const Result<std::vector<uint8_t>> bytes = input->readAll(pictureHead(options.picture.read));
    if (!bytes) return bytes.error();
    std::optional<Ktx2Info> info;
    const FileKind kind = detectFileType(*bytes).kind;
    if (kind == FileKind::Ktx2 || kind == FileKind::Ktx2Picture) {
        Result<Ktx2Info> inspected = inspectKtx2(*bytes);
        if (!inspected) return inFile(options.input, inspected.error());
        info = *std::move(inspected);
        if (kind == FileKind::Ktx2 && !hasReadableBlocks(*info)) return tellOtherKtx2(options, *info, bytes->size());
    }
    if (!isTexture(*bytes)) {
        Result<Picture> picture = readPicture(*bytes, options.picture.read);
        if (picture) {
            const Result<void> upright = makeUpright(*picture);
            if (!upright) picture = upright.error();
        }
        const bool isOther = !picture && info && picture.error().code == ErrorCode::Unsupported;
        if (isOther) return tellOtherKtx2(options, *info, bytes->size()); // of several layers, say
        if (!picture) return inFile(options.input, picture.error());
        if (areWarningsShown(options)) reportWarnings(options.input, picture->warnings);
        return tellPicture(options, *picture, info, bytes->size());
    }
    return tellTexture(options, *bytes, info);
}

} // namespace

Result<ExitCode> runInfo(const Options& options) {
    ordered_json files = ordered_json::array();
    Batch batch;
    for (const std::string& path : options.infoFiles) {
        Options one = options;
        one.input = path;
        const Result<ordered_json> told = runOnFile(path, [&] { return tellFile(one); });
        if (!told) batch.fail(told.error());
        files.push_back(told ? *told : ordered_json{{"file", path}, {"error", told.error().message}});
    }
    const bool isAlone = options.infoFiles.size() == 1;
    if (options.isJson && !isAlone) printJson({{"files", files}});
    if (options.isJson && isAlone && batch.exitCode() == ExitCode::Success) printJson(files.front());
    return batch.exitCode();
}

} // namespace astcslang::cli

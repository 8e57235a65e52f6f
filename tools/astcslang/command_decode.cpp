// SPDX-License-Identifier: Apache-2.0
// `astcslang decode`: pictures of a texture to files, on the CPU, and maps of what its blocks are.

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "block_maps.h"
#include "commands.h"
#include "compared_colors.h"
#include "decoded_picture.h"
#include "file_head.h"
#include "file_names.h"
#include "image_reader.h"
#include "image_writer.h"
#include "output_file.h"
#include "picture_codes.h"
#include "picture_geometry.h"
#include "picture_output.h"
#include "picture_report.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

struct WrittenFile {
    std::string path;
    uint64_t byteCount = 0;
    std::vector<std::string> notes = {}; ///< What was done to the picture.
};

Result<WrittenFile> finish(OutputFile output, const Result<void>& written) {
    if (!written) return written.error();
    if (Result<void> committed = output.commit(); !committed) return committed.error();
    return WrittenFile{output.path(), output.writtenBytes()};
}

/// The kind that the output's name asks for, which the options have checked.
PictureKind kindOf(const Options& options) { return *pictureKindOf(options.output); }

Result<WrittenFile> writeDecoded(OutputFile output, PictureKind kind, const Picture& picture,
                                 const TextureColors& colors) {
    const Result<void> written = writePicture(output, kind, picture, colors);
    Result<WrittenFile> file = finish(std::move(output), written);
    if (!file) return file;
    file->notes = picture.notes;
    for (const std::string& loss : describeLosses(kind, colors)) file->notes.push_back(loss);
    return file;
}

Result<WrittenFile> writeMap(OutputFile output, const Image& map) {
    const Result<void> written = writePng(output, map.view(), std::nullopt);
    return finish(std::move(output), written);
}

/// How the output's name and the options want pictures to be.
Result<DecodedStyle> styleFor(const Options& options, const Texture& texture) {
    DecodedStyle style;
    style.swizzle = options.decode.swizzle;
    style.isWide = options.decode.pngBits == 16;
    style.rgbm = options.decode.rgbm;
    style.isAsStored = options.decode.isAsStored;
    style.maxTexels = options.picture.read.maxTexels;
    if (Result<void> settled = settleStyle(style, kindOf(options), texture); !settled)
        return inFile(options.input, settled.error());
    return style;
}

/// "out.png" becomes "out_level1_face3.png", with those parts of which the texture has several.
std::string nameFor(const std::string& output, const Texture& texture, const TexturePlace& place) {
    const size_t stemLength = output.size() - kPictureExtensionLength;
    std::string name = output.substr(0, stemLength);
    if (texture.levels.size() > 1) name += fmt::format("_level{}", place.level);
    if (texture.layerCount > 1) name += fmt::format("_layer{}", place.layer);
    if (texture.faceCount > 1) name += fmt::format("_face{}", place.face);
    return name + output.substr(stemLength);
}

/// A map as a picture, by its name.
using NamedMap = std::pair<std::string, Image>;

/// The maps of one picture, in the order of the texture's rows.
Result<std::vector<NamedMap>> makeMaps(const Options& options, const CompressedImage& blocks,
                                       const Result<TextureColors>& colors) {
    const Result<std::vector<BlockMap>> blockMaps = makeBlockMaps(blocks);
    if (!blockMaps) return inFile(options.input, blockMaps.error());
    std::vector<NamedMap> maps;
    for (const BlockMap& map : *blockMaps) maps.emplace_back(map.name, paintBlockMap(map, blocks));
    if (options.decode.original.empty()) return maps;
    if (!colors) return inFile(options.input, colors.error());
    Result<Image> decoded = decodeTexture(blocks, options.picture.read.maxTexels);
    if (!decoded) return inFile(options.input, decoded.error());
    applySwizzle(*decoded, colors->swizzle);
    Result<StoredFile> stored =
        readAnyFile(options.decode.original, std::nullopt, options.decode.place, options.picture.read);
    if (!stored) return stored.error();
    const Result<DecodedFile> original = inCodesOf(*colors, blocks.profile, *std::move(stored));
    if (!original) return original.error();
    if (original->image.width != decoded->width || original->image.height != decoded->height) {
        return Error{ErrorCode::InvalidArgument,
                     fmt::format("{}: the size is {}, that of the texture {}", options.decode.original,
                                 formatSize(original->image.width, original->image.height),
                                 formatSize(decoded->width, decoded->height))};
    }
    maps.emplace_back("error", makeErrorMap(original->image, *decoded));
    return maps;
}

std::filesystem::path pathOfMap(const std::string& folder, const std::string& name) {
    return std::filesystem::path(folder) / (name + ".png");
}

/// Fails where a map would replace the picture.
Result<void> checkNamesDiffer(const Options& options, const std::string& output, const std::vector<NamedMap>& maps) {
    const auto place = [](const std::filesystem::path& path) {
        std::error_code error;
        return std::filesystem::weakly_canonical(path, error);
    };
    for (const auto& [name, map] : maps) {
        if (place(pathOfMap(options.decode.diagnosticsFolder, name)) != place(output)) continue;
        return Error{ErrorCode::InvalidArgument, fmt::format("{}: is the name of a map of --diagnostics, too", output)};
    }
    return {};
}

/// The maps, into a folder that is made if it is not there.
Result<std::vector<WrittenFile>> writeMaps(const std::string& folder, const std::vector<NamedMap>& maps,
                                           const std::vector<FileIdentity>& inputs) {
    if (Result<void> made = makeFolder(folder); !made) return made.error();
    const auto create = [&](const std::string& name) {
        return OutputFile::create(pathOfMap(folder, name).string(), inputs);
    };
    for (const auto& [name, map] : maps) { // none of them is written if one cannot be
        if (Result<OutputFile> output = create(name); !output) return output.error();
    }
    std::vector<WrittenFile> files;
    for (const auto& [name, map] : maps) {
        Result<OutputFile> output = create(name);
        if (!output) return output.error();
        const Result<WrittenFile> written = writeMap(*std::move(output), map);
        if (!written) return written.error();
        files.push_back(*written);
    }
    return files;
}

/// Decodes one picture, and writes it to `output`, if there is one, and the maps that are asked for.
Result<std::vector<WrittenFile>> decodePlace(const Options& options, const Texture& texture, FileKind kind,
                                             const TexturePlace& place, std::optional<OutputFile> output,
                                             const std::vector<FileIdentity>& inputs) {
    const Result<CompressedImage> blocks = extractImage(texture, place.level, place.layer, place.face);
    if (!blocks) return inFile(options.input, blocks.error());
    if (Result<void> checked = checkPictureSize(blocks->width, blocks->height, options.picture.read.maxTexels);
        !checked) {
        return inFile(options.input, checked.error());
    }
    const bool areMapsWanted = !options.decode.diagnosticsFolder.empty();
    const TextureColors colors = plainColorsOf(texture, kind, options.profile);
    Result<std::vector<NamedMap>> maps = areMapsWanted
                                             ? makeMaps(options, *blocks, colorsOf(texture, kind, options.profile))
                                             : Result(std::vector<NamedMap>());
    if (!maps) return maps.error();
    for (auto& [name, map] : *maps) {
        if (options.decode.isAsStored) break;
        if (Result<void> turned = turnImage(map, colors.orientation); !turned) return turned.error();
    }
    std::vector<WrittenFile> files;
    if (output) {
        if (Result<void> checked = checkNamesDiffer(options, output->path(), *maps); !checked) return checked.error();
        const Result<DecodedStyle> style = styleFor(options, texture);
        if (!style) return style.error();
        const Result<Picture> picture = showTexture(*blocks, colors, *style);
        if (!picture) return inFile(options.input, picture.error());
        if (!options.isQuiet) reportWarnings(options.input, picture->warnings);
        const Result<WrittenFile> written = writeDecoded(*std::move(output), kindOf(options), *picture, colors);
        if (!written) return written.error();
        files.push_back(*written);
    }
    if (areMapsWanted) {
        const Result<std::vector<WrittenFile>> written = writeMaps(options.decode.diagnosticsFolder, *maps, inputs);
        if (!written) return written.error();
        files.insert(files.end(), written->begin(), written->end());
    }
    return files;
}

/// The texture as --srgb or --linear asks for it. A warning tells where its file says otherwise.
Result<Texture> readWithProfile(const Options& options, std::span<const uint8_t> bytes, FileKind kind,
                                std::optional<uint32_t> onlyLevel) {
    const bool isTold = kind != FileKind::Astc;
    Result<Texture> texture =
        readTextureBlocks(bytes, isTold ? std::nullopt : options.profile, options.picture.read.maxTexels, onlyLevel);
    if (!texture || !options.profile || texture->profile == *options.profile) return texture;
    if (!options.isQuiet) {
        reportWarnings(options.input, {fmt::format("says that it is {}, but is decoded as {}, as was asked for",
                                                   formatProfile(texture->profile), formatProfile(*options.profile))});
    }
    texture->profile = *options.profile;
    return texture;
}

void report(const Options& options, const Texture& texture, const std::string& container, const TexturePlace& place,
            const std::vector<WrittenFile>& files) {
    const uint32_t width = levelSide(texture.width, place.level);
    const uint32_t height = levelSide(texture.height, place.level);
    const bool isAssumed = container == kAstcName && !options.profile;
    if (options.isJson) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const WrittenFile& file : files) {
            nlohmann::ordered_json entry = {{"file", file.path}, {"bytes", file.byteCount}};
            if (!file.notes.empty()) entry["notes"] = file.notes;
            list.push_back(std::move(entry));
        }
        printJson({{"input", options.input},
                   {"output", files.front().path},
                   {"container", container},
                   {"width", width},
                   {"height", height},
                   {"footprint", formatFootprint(texture.footprint)},
                   {"profile", formatProfile(texture.profile)},
                   {"is_profile_assumed", isAssumed},
                   {"bytes", files.front().byteCount},
                   {"files", list}});
    } else if (!options.isQuiet) {
        printField("texture", fmt::format("{}: {}, {} blocks, {}, {}{}", options.input, container,
                                          formatFootprint(texture.footprint), formatSize(width, height),
                                          formatProfile(texture.profile),
                                          isAssumed ? " (assumed, since .astc does not tell)" : ""));
        for (const WrittenFile& file : files) {
            printField("picture",
                       fmt::format("{}: {}, {} bytes{}{}", file.path,
                                   nameOf(pictureKindOf(file.path).value_or(PictureKind::Png)), file.byteCount,
                                   file.notes.empty() ? "" : "; ", fmt::join(file.notes, "; ")));
        }
    }
}

} // namespace

Result<ExitCode> runDecode(const Options& options) {
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    const DecodeOptions& choice = options.decode;
    std::vector<FileIdentity> inputs = {input->identity()};
    if (const std::optional<FileIdentity> original = identify(choice.original)) inputs.push_back(*original);
    const auto create = [&](const std::string& path) { return OutputFile::create(path, inputs); };
    std::optional<OutputFile> output; // made before anything is read, if its name is known
    if (!options.output.empty() && !choice.isEveryPictureWanted) {
        if (Result<void> made = choice.isFolderMade ? makeFolderOf(options.output) : Result<void>(); !made)
            return made.error();
        Result<OutputFile> created = create(options.output);
        if (!created) return created.error();
        output.emplace(*std::move(created));
    }
    const Result<std::vector<uint8_t>> bytes = input->readAll(textureHead(options.picture.read.maxTexels));
    if (!bytes) return bytes.error();
    const auto onlyLevel = choice.isEveryPictureWanted ? std::nullopt : std::optional(choice.place.level);
    const FileType type = detectFileType(*bytes);
    const Result<Texture> texture = readWithProfile(options, *bytes, type.kind, onlyLevel);
    if (!texture) return inFile(options.input, texture.error());

    std::vector<WrittenFile> files;
    for (const TexturePlace& place :
         choice.isEveryPictureWanted ? everyPlace(*texture) : std::vector<TexturePlace>{choice.place}) {
        if (choice.isEveryPictureWanted) {
            if (Result<void> made = makeFolderOf(options.output); !made) return made.error();
            Result<OutputFile> created = create(nameFor(options.output, *texture, place));
            if (!created) return created.error();
            output.emplace(*std::move(created));
        }
        const Result<std::vector<WrittenFile>> written =
            decodePlace(options, *texture, type.kind, place, std::move(output), inputs);
        if (!written) return written.error();
        files.insert(files.end(), written->begin(), written->end());
        output.reset();
    }
    report(options, *texture, type.name, choice.place, files);
    return ExitCode::Success;
}

} // namespace astcslang::cli

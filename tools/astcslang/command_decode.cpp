// SPDX-License-Identifier: Apache-2.0
// `astcslang decode`: pictures of a texture to PNG, on the CPU, and maps of what its blocks are.

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "block_maps.h"
#include "commands.h"
#include "image_reader.h"
#include "image_writer.h"
#include "output_file.h"
#include "report.h"
#include "texture_builder.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

struct WrittenFile {
    std::string path;
    uint64_t byteCount = 0;
};

Result<WrittenFile> writePngFile(OutputFile output, const Image& image, Profile profile) {
    if (Result<void> written = writePng(output, image, profile); !written) return written.error();
    if (Result<void> committed = output.commit(); !committed) return committed.error();
    return WrittenFile{output.path(), output.writtenBytes()};
}

void applyDecodeSwizzle(Image& image, const Swizzle& swizzle) {
    Picture picture;
    picture.samples = std::move(image.texels);
    applySwizzle(picture, swizzle);
    image.texels = std::get<std::vector<uint8_t>>(std::move(picture.samples));
}

/// "out.png" becomes "out_level1_face3.png", with those parts of which the texture has several.
std::string nameFor(const std::string& output, const Texture& texture, const TexturePlace& place) {
    std::string name = output.substr(0, output.size() - 4); // without ".png"
    if (texture.levels.size() > 1) name += fmt::format("_level{}", place.level);
    if (texture.layerCount > 1) name += fmt::format("_layer{}", place.layer);
    if (texture.faceCount > 1) name += fmt::format("_face{}", place.face);
    return name + output.substr(output.size() - 4);
}

std::vector<TexturePlace> everyPlace(const Texture& texture) {
    std::vector<TexturePlace> places;
    for (uint32_t level = 0; level < texture.levels.size(); ++level) {
        for (uint32_t layer = 0; layer < std::max(1u, texture.layerCount); ++layer) {
            for (uint32_t face = 0; face < texture.faceCount; ++face) places.push_back({level, layer, face});
        }
    }
    return places;
}

/// The maps of one picture, into a folder that is made if it is not there.
Result<std::vector<WrittenFile>> writeMaps(const DecodeOptions& options, const CompressedImage& blocks,
                                           const Image& decoded, FileIdentity input) {
    const Result<std::vector<BlockInfo>> infos = analyzeBlocks(blocks);
    if (!infos) return infos.error();
    std::vector<BlockMap> maps = makeBlockMaps(blocks, *infos);
    if (!options.original.empty()) {
        const Result<DecodedFile> original = readAnyFile(options.original, std::nullopt);
        if (!original) return original.error();
        if (original->image.width != decoded.width || original->image.height != decoded.height) {
            return Error{ErrorCode::InvalidArgument,
                         fmt::format("{}: the size is {}, that of the texture {}", options.original,
                                     formatSize(original->image.width, original->image.height),
                                     formatSize(decoded.width, decoded.height))};
        }
        maps.push_back({"error", makeErrorMap(original->image, decoded)});
    }
    const std::filesystem::path folder = options.diagnosticsFolder;
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) return Error{ErrorCode::Io, folder.string() + ": " + error.message()};
    std::vector<WrittenFile> files;
    for (const BlockMap& map : maps) {
        Result<OutputFile> output = OutputFile::create((folder / (map.name + ".png")).string(), {input});
        if (!output) return output.error();
        const Result<WrittenFile> written = writePngFile(*std::move(output), map.image, Profile::Ldr);
        if (!written) return written.error();
        files.push_back(*written);
    }
    return files;
}

/// Decodes one picture, and writes it to `output`, if there is one, and the maps that are asked for.
Result<std::vector<WrittenFile>> decodePlace(const Options& options, const Texture& texture, const TexturePlace& place,
                                             std::optional<OutputFile> output, FileIdentity input) {
    const Result<CompressedImage> blocks = extractImage(texture, place.level, place.layer, place.face);
    if (!blocks) return inFile(options.input, blocks.error());
    Result<Image> image = decodeTexture(*blocks);
    if (!image) return inFile(options.input, image.error());
    std::vector<WrittenFile> files;
    if (output) {
        Image shown = options.decode.diagnosticsFolder.empty() ? std::move(*image) : *image;
        if (options.decode.swizzle) applyDecodeSwizzle(shown, *options.decode.swizzle);
        const Result<WrittenFile> written = writePngFile(*std::move(output), shown, blocks->profile);
        if (!written) return written.error();
        files.push_back(*written);
    }
    if (!options.decode.diagnosticsFolder.empty()) {
        const Result<std::vector<WrittenFile>> maps = writeMaps(options.decode, *blocks, *image, input);
        if (!maps) return maps.error();
        files.insert(files.end(), maps->begin(), maps->end());
    }
    return files;
}

void report(const Options& options, const Texture& texture, const std::string& container, const TexturePlace& place,
            const std::vector<WrittenFile>& files) {
    const uint32_t width = levelSide(texture.width, place.level);
    const uint32_t height = levelSide(texture.height, place.level);
    if (options.isJson) {
        nlohmann::ordered_json list = nlohmann::ordered_json::array();
        for (const WrittenFile& file : files) list.push_back({{"file", file.path}, {"bytes", file.byteCount}});
        printJson({{"input", options.input},
                   {"output", files.front().path},
                   {"container", container},
                   {"width", width},
                   {"height", height},
                   {"footprint", formatFootprint(texture.footprint)},
                   {"profile", formatProfile(texture.profile)},
                   {"bytes", files.front().byteCount},
                   {"files", list}});
    } else if (!options.isQuiet) {
        printField("texture", fmt::format("{}: {}, {} blocks, {}, {}", options.input, container,
                                          formatFootprint(texture.footprint), formatSize(width, height),
                                          formatProfile(texture.profile)));
        for (const WrittenFile& file : files) {
            printField("picture", fmt::format("{}: PNG, {} bytes", file.path, file.byteCount));
        }
    }
}

} // namespace

Result<ExitCode> runDecode(const Options& options) {
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    const DecodeOptions& choice = options.decode;
    const auto create = [&](const std::string& path) { return OutputFile::create(path, {input->identity()}); };
    std::optional<OutputFile> output; // made before anything is read, if its name is known
    if (!options.output.empty() && !choice.isEveryPictureWanted) {
        Result<OutputFile> created = create(options.output);
        if (!created) return created.error();
        output.emplace(*std::move(created));
    }
    const Result<std::vector<uint8_t>> bytes = input->readAll();
    if (!bytes) return bytes.error();
    const Result<Texture> texture = readWholeTexture(*bytes, options.profile);
    if (!texture) return inFile(options.input, texture.error());

    std::vector<WrittenFile> files;
    for (const TexturePlace& place :
         choice.isEveryPictureWanted ? everyPlace(*texture) : std::vector<TexturePlace>{choice.place}) {
        if (choice.isEveryPictureWanted) {
            Result<OutputFile> created = create(nameFor(options.output, *texture, place));
            if (!created) return created.error();
            output.emplace(*std::move(created));
        }
        const Result<std::vector<WrittenFile>> written =
            decodePlace(options, *texture, place, std::move(output), input->identity());
        if (!written) return written.error();
        files.insert(files.end(), written->begin(), written->end());
        output.reset();
    }
    report(options, *texture, detectFileType(*bytes).name, choice.place, files);
    return ExitCode::Success;
}

} // namespace astcslang::cli

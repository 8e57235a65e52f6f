// SPDX-License-Identifier: Apache-2.0
// `astcslang wrap`: the same blocks in another file: .astc and KTX 1 to KTX2, it to .astc, and KTX2 of any format
// packed or unpacked. Metadata stay, but for the writer and its parameters. Files that `validate` finds errors in are
// refused, as by `ktx deflate`, so that no error gets a new file around it.

#include <algorithm>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <astcslang/ktx2_info.h>
#include <astcslang/validate.h>

#include "astc_loss.h"
#include "commands.h"
#include "file_head.h"
#include "image_reader.h"
#include "ktx2_metadata.h"
#include "output_file.h"
#include "picture_report.h"
#include "report.h"
#include "texture_builder.h"
#include "texture_file.h"
#include "unpacked_size.h"

namespace astcslang::cli {
namespace {

/// Options without those that packed levels: ours, and toktx's --zcmp.
std::string withoutPacking(const std::string& options) {
    std::istringstream words(options);
    std::string kept;
    bool isPackingLevel = false;
    for (std::string word; words >> word;) {
        const std::string name = word.substr(0, word.find('='));
        const bool isPacking = name == "--zstd" || name == "--zlib" || name == "--zcmp";
        const bool isLevel = isPackingLevel && word.find_first_not_of("0123456789") == std::string::npos;
        isPackingLevel = isPacking && name == word;
        if (!isPacking && !isLevel) kept += (kept.empty() ? "" : " ") + word;
    }
    return kept;
}

/// The options that the file was made with before, without how it was packed, and how it is packed now.
std::string parametersOf(std::span<const KeyValue> metadata, const PackingOptions& packing) {
    std::string words = withoutPacking(textOf(metadata, "KTXwriterScParams").value_or(""));
    if (!packing.words.empty()) words += (words.empty() ? "" : " ") + packing.words;
    return words;
}

Result<std::vector<uint8_t>> rewrap(const Texture& texture, const Options& options) {
    if (writesKtx2(options)) {
        const PackingOptions& packing = options.texture.packing;
        return writeKtx2(texture, {"", parametersOf(texture.metadata, packing), packing.scheme, packing.level});
    }
    if (texture.levels.size() > 1 || texture.layerCount > 1 || texture.faceCount > 1) {
        return Error{ErrorCode::Unsupported, "a texture of several levels, layers or faces does not fit into .astc; "
                                             "--level, --layer and --face take one of them"};
    }
    const Result<CompressedImage> image = extractImage(texture, 0, 0, 0);
    if (!image) return image.error();
    return writeAstc(*image);
}

/// The levels, layers and faces of a texture that `place` names, all of those that it does not.
Result<Texture> takePart(const Texture& texture, const PlaceOfSide& place) {
    const auto last = [](std::optional<uint32_t> chosen, size_t count) {
        return chosen.value_or(static_cast<uint32_t>(std::max<size_t>(count, 1)) - 1);
    };
    Texture part = texture;
    part.levels.clear();
    if (place.layer) part.layerCount = 0;
    if (place.face) part.faceCount = 1;
    for (uint32_t level = place.level.value_or(0); level <= last(place.level, texture.levels.size()); ++level) {
        std::vector<uint8_t>& blocks = part.levels.emplace_back();
        for (uint32_t layer = place.layer.value_or(0); layer <= last(place.layer, texture.layerCount); ++layer) {
            for (uint32_t face = place.face.value_or(0); face <= last(place.face, texture.faceCount); ++face) {
                const Result<CompressedImage> picture = extractImage(texture, level, layer, face);
                if (!picture) return picture.error();
                blocks.insert(blocks.end(), picture->blocks.begin(), picture->blocks.end());
                if (part.levels.size() > 1) continue;
                part.width = picture->width;
                part.height = picture->height;
            }
        }
    }
    return part;
}

/// Takes away what metadata say of an array's layers together, as a clip or as the faces of a cube map, from a texture
/// that is no array. A warning that names it; empty if there was nothing.
std::string dropMeaningOfLayers(Texture& texture) {
    if (texture.layerCount != 0) return {};
    std::string keys;
    std::erase_if(texture.metadata, [&](const KeyValue& entry) {
        const bool isOfLayers = entry.key == "KTXanimData" || entry.key == "KTXcubemapIncomplete";
        if (isOfLayers) keys += (keys.empty() ? "" : ", ") + entry.key;
        return isOfLayers;
    });
    return keys.empty() ? keys : "left out, as it is said of all layers together: " + keys;
}

/// KTX2 of any format as KTX2.
Result<std::vector<uint8_t>> repack(std::span<const uint8_t> bytes, const Options& options) {
    if (Result<void> checked = checkUnpackedSize(bytes, options.picture.read.maxTexels); !checked)
        return checked.error();
    const Result<Ktx2Info> info = inspectKtx2(bytes);
    if (!info) return info.error();
    const PackingOptions& packing = options.texture.packing;
    return repackKtx2(bytes, {"", parametersOf(info->metadata, packing), packing.scheme, packing.level});
}

/// What the line says of the texture of a file that cannot.
void assignMeaning(Texture& texture, const TextureOptions& options) {
    texture.isAlphaPremultiplied = options.isAlphaPremultiplied;
    if (options.primaries) texture.colorPrimaries = *options.primaries;
    if (options.sampleSwizzle) texture.metadata.push_back(makeSwizzleEntry(*options.sampleSwizzle));
}

/// An option that says of the texture what a KTX2 file says itself; nullptr if there is none.
const char* saidOfTexture(const Options& options) {
    if (options.profile) return "whether it is sRGB";
    if (options.texture.isAlphaPremultiplied) return "whether its alpha is premultiplied (--premultiplied)";
    if (options.texture.sampleSwizzle) return "how shaders read it (--swizzle)";
    return options.texture.primaries ? "what its primaries are (--assign-primaries)" : nullptr;
}

/// The first error that `validate` would tell of a file.
Result<void> checkValid(std::span<const uint8_t> bytes) {
    for (const Fault& fault : validateTexture(bytes)) {
        if (fault.severity == Severity::Error) {
            return Error{ErrorCode::InvalidData,
                         fmt::format("not valid, at {}: {} ({})", fault.offset, fault.text, fault.id)};
        }
    }
    return {};
}

struct Wrapped {
    std::vector<uint8_t> bytes;
    std::vector<std::string> warnings = {}; ///< What the output cannot tell of the texture, or the input did not.
};

Result<Wrapped> wrap(std::span<const uint8_t> bytes, const Options& options) {
    const FileKind kind = detectFileType(bytes).kind;
    const bool isKtx2 = kind == FileKind::Ktx2 || kind == FileKind::Ktx2Picture;
    if (const char* const said = saidOfTexture(options); said != nullptr && isKtx2)
        return Error{ErrorCode::InvalidArgument, fmt::format("a KTX2 file says itself {}", said)};
    if (kind == FileKind::Ktx1 && options.profile)
        return Error{ErrorCode::InvalidArgument, "a KTX 1 file says itself whether it is sRGB"};
    if (isKtx2 && writesKtx2(options) && !options.wrapPart.isGiven()) {
        Result<std::vector<uint8_t>> packed = repack(bytes, options);
        if (!packed) return packed.error();
        return Wrapped{*std::move(packed)};
    }
    Result<Texture> texture = readTextureBlocks(bytes, options.profile, options.picture.read.maxTexels);
    if (texture && options.wrapPart.isGiven()) texture = takePart(*texture, options.wrapPart);
    if (!texture) return texture.error();
    if (!isKtx2) assignMeaning(*texture, options.texture);
    std::vector<std::string> warnings;
    if (options.wrapPart.isGiven() && writesKtx2(options)) {
        if (std::string warning = dropMeaningOfLayers(*texture); !warning.empty())
            warnings.push_back(std::move(warning));
    }
    Result<std::vector<uint8_t>> wrapped = rewrap(*texture, options);
    if (!wrapped) return wrapped.error();
    if (kind != FileKind::Astc && !writesKtx2(options)) {
        warnings.push_back("an .astc file cannot tell what this one says: " + describeAstcLoss(*texture));
    } else if (kind == FileKind::Astc && writesKtx2(options) && !options.profile) {
        warnings.push_back("assumed to be sRGB, since .astc does not tell; --srgb says that this is right, --linear "
                           "that it is not");
    }
    return Wrapped{*std::move(wrapped), std::move(warnings)};
}

void report(const Options& options, size_t inputBytes, size_t outputBytes, const std::vector<std::string>& warnings) {
    if (options.isJson) {
        nlohmann::ordered_json json = {{"input", options.input},
                                       {"input_bytes", inputBytes},
                                       {"output", options.output},
                                       {"output_bytes", outputBytes}};
        if (!warnings.empty()) json["warnings"] = warnings;
        printJson(json);
    } else if (!options.isQuiet) {
        reportWarnings(options.input, warnings);
        printField("texture", fmt::format("{}: {} bytes", options.input, inputBytes));
        printField("wrapped", fmt::format("{}: {} bytes", options.output, outputBytes));
    }
}

} // namespace

Result<ExitCode> runWrap(const Options& options) {
    Result<InputFile> input = InputFile::open(options.input);
    if (!input) return input.error();
    Result<OutputFile> output = OutputFile::create(options.output, {input->identity()});
    if (!output) return output.error();
    const Result<std::vector<uint8_t>> bytes = input->readAll(textureHead(options.picture.read.maxTexels));
    if (!bytes) return bytes.error();
    const Result<Wrapped> wrapped = wrap(*bytes, options);
    if (!wrapped) return inFile(options.input, wrapped.error());
    if (Result<void> checked = checkValid(*bytes); !checked) return inFile(options.input, checked.error());
    if (Result<void> written = output->write(wrapped->bytes); !written) return written.error();
    if (Result<void> committed = output->commit(); !committed) return committed.error();

    report(options, bytes->size(), wrapped->bytes.size(), wrapped->warnings);
    return ExitCode::Success;
}

} // namespace astcslang::cli

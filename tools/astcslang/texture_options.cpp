// SPDX-License-Identifier: Apache-2.0
// Names and meanings are those of `ktx create`, and of toktx for --mipmap.

#include "texture_options.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "color_primaries.h"
#include "number_checks.h"
#include "option_names.h"
#include "parse_number.h"

namespace astcslang::cli {
namespace {

constexpr const char* kStandardLevel = "default";

struct PackingName {
    const char* option;
    Supercompression scheme;
    int highestLevel;
};
constexpr PackingName kPackings[] = {{"--zstd", Supercompression::Zstd, 22}, {"--zlib", Supercompression::Zlib, 9}};

void setPacking(PackingOptions& packing, const PackingName& name, const std::string& text) {
    packing.scheme = name.scheme;
    packing.words = name.option;
    if (text == kStandardLevel) return;
    const std::optional<int> level = parseNumber<int>(text);
    if (!level || *level < 1 || *level > name.highestLevel) {
        throw CLI::ValidationError(name.option,
                                   fmt::format("'{}' is not a whole number from 1 to {}", text, name.highestLevel));
    }
    packing.level = *level;
    packing.words += fmt::format(" {}", *level);
}

constexpr std::pair<const char*, TexcoordOrigin> kOriginNames[] = {{"top-left", TexcoordOrigin::TopLeft},
                                                                   {"bottom-left", TexcoordOrigin::BottomLeft}};

void addOriginOptions(CLI::App& app, TextureOptions& options) {
    addNamedOption(
        app, "--assign-texcoord-origin", kOriginNames, [&](TexcoordOrigin origin) { options.assignedOrigin = origin; },
        "Where the pictures' texture coordinates begin: top-left (default), bottom-left")
        ->type_name("CORNER");
    addNamedOption(
        app, "--convert-texcoord-origin", kOriginNames,
        [&](TexcoordOrigin origin) { options.convertedOrigin = origin; },
        "Where the texture's begin; pictures are turned upside down if theirs begin elsewhere")
        ->type_name("CORNER");
}

std::string countText(uint64_t count, const char* noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

} // namespace

void addPackingOptions(CLI::App& app, PackingOptions& packing) {
    auto* zstd = app.add_option_function<std::string>(
                        "--zstd", [&](const std::string& text) { setPacking(packing, kPackings[0], text); },
                        "Pack the levels of a KTX2 file by Zstandard; 22 is smallest and slowest (default 3)")
                     ->type_name("[1..22]");
    app.add_option_function<std::string>(
           "--zlib", [&](const std::string& text) { setPacking(packing, kPackings[1], text); },
           "Pack the levels of a KTX2 file by zlib (default 6)")
        ->type_name("[1..9]")
        ->excludes(zstd);
}

void addMeaningOptions(CLI::App& app, TextureOptions& options, const MeaningWords& words) {
    app.add_flag("--premultiplied", options.isAlphaPremultiplied, words.premultiplied);
    app.add_option_function<std::string>(
           "--sample-swizzle,--swizzle",
           [&](const std::string& text) { options.sampleSwizzle = parseSwizzleOption("--sample-swizzle", text); },
           words.swizzle)
        ->type_name("RGBA");
    offerWords(app.add_option_function<std::string>(
                      "--assign-primaries",
                      [&](const std::string& text) {
                          options.primaries = parsePrimaries(text);
                          if (options.primaries) return;
                          throw CLI::ValidationError("--assign-primaries", fmt::format("'{}' is none of {}", text,
                                                                                       joinNames(primariesNames())));
                      },
                      words.primaries)
                   ->type_name("NAME"),
               primariesNames());
}

void addTextureOptions(CLI::App& app, TextureOptions& options) {
    app.add_flag("--cubemap", options.isCubemap, "A cube map: six pictures, +X -X +Y -Y +Z -Z");
    app.add_option("--layers", options.layerCount, "An array of N layers; with --cubemap, of N cube maps")
        ->transform(wholeNumber(1, 65536))
        ->type_name("N");
    app.add_option("--levels", options.levelCount, "N mip levels, each with pictures of its own or generated")
        ->transform(wholeNumber(1, 17))
        ->type_name("N");
    app.add_flag("--mipmap", options.isMipmapped, "The pictures are mip levels, as many as there are");
    addMeaningOptions(
        app, options,
        {"The colours are multiplied by alpha: say so in the KTX2 file",
         "How shaders shall read the channels, for KTX2 (default: so that an --input-swizzle is undone)",
         "Colour primaries for KTX2, whatever the pictures say: none, bt709, srgb, bt2020, displayp3, adobergb, ..."});
    addOriginOptions(app, options);
    addPackingOptions(app, options.packing);
}

void completePackingWords(std::vector<std::string>& words) {
    for (size_t word = 0; word < words.size(); ++word) {
        if (words[word] == "--") return;
        for (const PackingName& name : kPackings) {
            if (words[word] != name.option) continue;
            const bool hasLevel = word + 1 < words.size() && parseNumber<int>(words[word + 1]);
            if (!hasLevel) words[word] += std::string("=") + kStandardLevel;
        }
    }
}

Result<TextureCounts> countPictures(const TextureOptions& options, size_t pictureCount) {
    const bool isUpsideDown =
        originOf(options) != TexcoordOrigin::TopLeft || options.assignedOrigin != TexcoordOrigin::TopLeft;
    if (options.isCubemap && isUpsideDown) // as in `ktx create`
        return Error{ErrorCode::InvalidArgument, "cube maps have their texcoord origin at the top left"};
    TextureCounts counts;
    counts.layerCount = options.layerCount.value_or(0);
    counts.faceCount = options.isCubemap ? 6 : 1;
    const size_t perLevel = counts.picturesPerLevel();
    counts.levelCount = options.levelCount.value_or(1);
    if (options.isMipmapped && !options.levelCount) {
        counts.levelCount = static_cast<uint32_t>(std::max<size_t>(1, pictureCount / perLevel));
    }
    if (options.generation.isWanted) counts.levelCount = options.levelCount.value_or(0);
    const uint64_t givenLevels = options.generation.isWanted ? 1 : counts.levelCount;
    const uint64_t needed = givenLevels * perLevel;
    if (needed == pictureCount) return counts;
    const bool isCountAsked = options.layerCount || options.levelCount || options.isCubemap || options.isMipmapped ||
                              options.generation.isWanted;
    if (!isCountAsked)
        return Error{ErrorCode::InvalidArgument,
                     fmt::format("{} for one texture: -o FOLDER/ makes one of each; --layers, --levels or --cubemap "
                                 "make one of all",
                                 countText(pictureCount, "picture"))};
    return Error{ErrorCode::InvalidArgument,
                 fmt::format("{} of {} and {} take {}, not {}", countText(givenLevels, "level"),
                             countText(options.layerCount.value_or(1), "layer"), countText(counts.faceCount, "face"),
                             countText(needed, "picture"), pictureCount)};
}

std::string needsKtx2(const TextureOptions& options) {
    if (options.isCubemap) return "--cubemap";
    if (options.layerCount) return "--layers";
    if (options.generation.isWanted) return "--generate-mipmap";
    if (options.levelCount) return "--levels";
    if (options.isMipmapped) return "--mipmap";
    if (options.isAlphaPremultiplied) return "--premultiplied";
    if (options.sampleSwizzle) return "--sample-swizzle";
    if (originOf(options) != TexcoordOrigin::TopLeft) return "a texcoord origin of bottom-left";
    if (options.primaries) return "--assign-primaries";
    return options.packing.words;
}

} // namespace astcslang::cli

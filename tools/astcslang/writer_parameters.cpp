// SPDX-License-Identifier: Apache-2.0
#include "writer_parameters.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace astcslang::cli {
namespace {

/// One or more options, and their words; none where they are as without a word.
struct RecordedOptions {
    std::initializer_list<std::string_view> names;
    std::string (*words)(const Options& options);
};

std::string when(bool isGiven, const char* words) { return isGiven ? words : ""; }

const char* nameOfTransfer(TransferKind kind) {
    return kind == TransferKind::Linear ? "linear" : kind == TransferKind::Bt709 ? "bt709" : "srgb";
}

std::string rawWords(const Options& options) {
    const std::optional<RawLayout>& raw = options.picture.read.raw;
    if (!raw) return "";
    return fmt::format("--raw-format {} --width {} --height {}", raw->layout->name, raw->width, raw->height);
}

std::string sizeWords(const Options& options) {
    const PictureOptions& picture = options.picture;
    if (picture.size) return fmt::format("--resize {}x{}", picture.size->width, picture.size->height);
    return picture.scale ? fmt::format("--scale {}", *picture.scale) : "";
}

std::string originWords(const Options& options) {
    const TextureOptions& texture = options.texture;
    const auto name = [](TexcoordOrigin origin) {
        return origin == TexcoordOrigin::TopLeft ? "top-left" : "bottom-left";
    };
    std::string words;
    if (texture.assignedOrigin != TexcoordOrigin::TopLeft)
        words = fmt::format("--assign-texcoord-origin {}", name(texture.assignedOrigin));
    if (isFlippedByOrigin(texture)) {
        words += fmt::format("{}--convert-texcoord-origin {}", words.empty() ? "" : " ", name(originOf(texture)));
    }
    return words;
}

std::string weightWords(const Options& options) {
    if (!options.channelWeights) return "";
    return fmt::format("--channel-weights {}", fmt::join(*options.channelWeights, " "));
}

std::string partitionWords(const Options& options) {
    const unsigned count = options.encode.maxPartitionCount;
    return count == 0 ? "" : fmt::format("--partitions {}", count);
}

std::string qualityWords(const Options& options) {
    const uint8_t quality = options.encode.quality;
    return quality == Medium ? "" : "--quality " + describeQuality(quality);
}

std::string endpointFitWords(const Options& options) {
    const EndpointFit fit = options.encode.endpointFit;
    return fit == EncodeOptions().endpointFit ? "" : fmt::format("--endpoint-fit {}", nameOf(fit));
}

std::string modeChoiceWords(const Options& options) {
    const ModeChoice choice = options.encode.modeChoice;
    return choice == EncodeOptions().modeChoice ? "" : fmt::format("--mode-choice {}", nameOf(choice));
}

std::string alphaRadiusWords(const Options& options) {
    const unsigned radius = options.encode.alphaRadius;
    return radius == 0 ? "" : fmt::format("--alpha-radius {}", radius);
}

std::string assignedWords(const Options& options) {
    const std::optional<TransferKind>& kind = options.picture.assignedTransfer;
    return kind ? fmt::format("--assign-tf {}", nameOfTransfer(*kind)) : "";
}

std::string convertedWords(const Options& options) {
    const std::optional<TransferKind>& kind = options.picture.convertedTransfer;
    return kind ? fmt::format("--convert-tf {}", nameOfTransfer(*kind)) : "";
}

std::string swizzleWords(const Options& options) {
    return options.inputSwizzle ? fmt::format("--input-swizzle {}", options.inputSwizzle->text()) : "";
}

std::string rgbmWords(const Options& options) {
    return options.picture.rgbm ? fmt::format("--rgbm {}", *options.picture.rgbm) : "";
}

const RecordedOptions kRecorded[] = {
    {{"--quality"}, qualityWords},
    {{"--partitions"}, partitionWords},
    {{"--endpoint-fit"}, endpointFitWords},
    {{"--mode-choice"}, modeChoiceWords},
    {{"--decode-float16"},
     [](const Options& options) {
         return when(options.encode.decodeTarget == DecodeTarget::Float16, "--decode-float16");
     }},
    {{"--perceptual"}, [](const Options& options) { return when(options.isPerceptual, "--perceptual"); }},
    {{"--channel-weights"}, weightWords},
    {{"--alpha-radius"}, alphaRadiusWords},
    {{"--normal-mode"}, [](const Options& options) { return when(options.isNormalMap, "--normal-mode"); }},
    {{"--raw-format", "--width", "--height"}, rawWords},
    {{"--exr-layer"},
     [](const Options& options) {
         const std::string& layer = options.picture.read.exrLayer;
         return layer.empty() ? "" : "--exr-layer " + layer;
     }},
    {{"--assign-tf"}, assignedWords},
    {{"--yflip"}, [](const Options& options) { return when(options.picture.isFlipWanted, "--yflip"); }},
    {{"--assign-texcoord-origin", "--convert-texcoord-origin"}, originWords},
    {{"--resize", "--scale"}, sizeWords},
    {{"--resize-filter", "--resize-filter-scale", "--resize-wrap"},
     [](const Options& options) { return resizeFilterWords(options.picture.resizeFilter); }},
    {{"--convert-tf"}, convertedWords},
    {{"--normalize"}, [](const Options& options) { return when(options.picture.isNormalizeWanted, "--normalize"); }},
    {{"--premultiply-alpha"},
     [](const Options& options) { return when(options.picture.isPremultiplyWanted, "--premultiply-alpha"); }},
    {{"--input-swizzle"}, swizzleWords},
    {{"--rgbm"}, rgbmWords},
    {{"--generate-mipmap", "--mipmap-filter", "--mipmap-filter-scale", "--mipmap-wrap", "--alpha-coverage",
      "--mipmap-alpha-weighted", "--mipmap-normals"},
     [](const Options& options) { return generationWords(options.texture.generation); }},
    {{"--zstd", "--zlib"}, [](const Options& options) { return options.texture.packing.words; }},
};

constexpr std::string_view kUnrecorded[] = {
    // other fields of KTX2 tell
    "--block", "--format", "--srgb", "--linear", "--cubemap", "--layers", "--levels", "--mipmap", "--premultiplied",
    "--sample-swizzle", "--assign-primaries",
    // what is read and written, and where
    "--input", "--output", "--container", "--max-pixels", "--round-trip", "--device", "--list-devices",
    // what is told, and what has no effect on the texture
    "--compare", "--stats", "--validation", "--json", "--verbose", "--quiet", "--no-warn",
    "--warn-on-color-conversions", "--fail-on-color-conversions", "--warn-on-origin-changes",
    "--fail-on-origin-changes", "--help", "--version"};

} // namespace

std::string writerParameters(const Options& options) {
    std::string parameters;
    for (const RecordedOptions& recorded : kRecorded) {
        const std::string words = recorded.words(options);
        if (!words.empty()) parameters += (parameters.empty() ? "" : " ") + words;
    }
    return parameters;
}

std::vector<std::string_view> recordedOptions() {
    std::vector<std::string_view> names;
    for (const RecordedOptions& recorded : kRecorded) names.insert(names.end(), recorded.names);
    return names;
}

std::vector<std::string_view> unrecordedOptions() { return {std::begin(kUnrecorded), std::end(kUnrecorded)}; }

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Each value is checked where it is read; what depends on two options, in checkPictureOptions().

#include "picture_options.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "option_names.h"
#include "parse_number.h"
#include "vk_format_name.h"

namespace astcslang::cli {
namespace {

/// Textures are sRGB or linear; pictures may be something else.
TransferKind parseTransfer(const char* option, const std::string& text, bool isOfPicture) {
    if (text == "srgb") return TransferKind::Srgb;
    if (text == "linear") return TransferKind::Linear;
    if (text == "bt709" && isOfPicture) return TransferKind::Bt709;
    throw CLI::ValidationError(
        option,
        fmt::format("'{}' is {}", text, isOfPicture ? "none of srgb, linear, bt709" : "neither srgb nor linear"));
}

PictureSize parseSize(const std::string& text) {
    const size_t cross = text.find('x');
    if (cross != text.npos) {
        const auto width = parseNumber<uint32_t>(std::string_view(text).substr(0, cross));
        const auto height = parseNumber<uint32_t>(std::string_view(text).substr(cross + 1));
        const auto isSide = [](const std::optional<uint32_t>& side) { return side && *side <= kMaxPictureSide; };
        if (isSide(width) && isSide(height) && *width + *height > 0) return {*width, *height};
    }
    throw CLI::ValidationError(
        "--resize", fmt::format("'{}' is not WIDTHxHEIGHT, each 1 to {}, or one of them 0", text, kMaxPictureSide));
}

double parseScale(const std::string& text) {
    const auto scale = parseNumber<double>(text);
    if (scale && std::isfinite(*scale) && *scale > 0) return *scale;
    throw CLI::ValidationError("--scale", fmt::format("'{}' is not a number above 0", text));
}

uint32_t parseSide(const char* option, const std::string& text) {
    const auto side = parseNumber<uint32_t>(text);
    if (side && *side >= 1 && *side <= kMaxPictureSide) return *side;
    throw CLI::ValidationError(option, fmt::format("'{}' is not a whole number from 1 to {}", text, kMaxPictureSide));
}

/// "BC1" and the like are no format's whole name, but plain enough.
bool isCompressedName(std::string_view upper) {
    constexpr std::string_view kPrefixes[] = {"BC1", "BC2", "BC3",  "BC4",  "BC5",  "BC6H",
                                              "BC7", "ETC", "EAC_", "ASTC", "PVRTC"};
    return std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                       [&](std::string_view prefix) { return upper.starts_with(prefix); });
}

Result<const TexelLayout*> parseLayout(const std::string& text) {
    if (const TexelLayout* layout = findLayoutByName(text)) return layout;
    const std::string bare = bareFormatName(text);
    if (isCompressedName(bare)) return Error{ErrorCode::Unsupported, fmt::format("'{}' is compressed", text)};
    if (isVkFormatName(bare))
        return Error{ErrorCode::Unsupported, fmt::format("'{}' is not read; {} are", text, kReadTexels)};
    return Error{ErrorCode::InvalidArgument, fmt::format("'{}' is not a format, such as R8G8B8A8_UNORM", text)};
}

RawLayout& rawOf(PictureOptions& options) { return options.read.raw ? *options.read.raw : options.read.raw.emplace(); }

uint64_t parseTexelCount(const std::string& text) {
    const auto count = parseNumber<uint64_t>(text);
    if (count && *count > 0) return *count;
    throw CLI::ValidationError("--max-pixels", fmt::format("'{}' is not a whole number above 0", text));
}

void addTextOption(CLI::App& app, const char* names, const char* type, const char* about,
                   std::function<void(const std::string&)> read) {
    app.add_option_function<std::string>(names, std::move(read), about)->type_name(type);
}

} // namespace

CLI::Option* addMaxPixelsOption(CLI::App& app, ReadOptions& options) {
    return app
        .add_option_function<std::string>(
            "--max-pixels", [&](const std::string& text) { options.maxTexels = parseTexelCount(text); },
            "Refuse larger pictures (default 1073741824)")
        ->type_name("N");
}

CLI::Option* addExrLayerOption(CLI::App& app, ReadOptions& options) {
    return app
        .add_option("--exr-layer", options.exrLayer,
                    "The layer or part of OpenEXR files to read (default: what has R or Y as a whole name)")
        ->type_name("NAME");
}

void addPictureOptions(CLI::App& app, PictureOptions& options, std::string& unsupported) {
    addTextOption(
        app, "--assign-tf,--assign-oetf", "srgb|linear|bt709",
        "What the picture's colours are, whatever the file says; also the texture's, if nothing else is said",
        [&](const std::string& text) { options.assignedTransfer = parseTransfer("--assign-tf", text, true); });
    addTextOption(
        app, "--convert-tf,--convert-oetf", "srgb|linear",
        "Convert the picture's colours; also the texture's, if nothing else is said",
        [&](const std::string& text) { options.convertedTransfer = parseTransfer("--convert-tf", text, false); });
    app.add_flag("--yflip", options.isFlipWanted, "Exchange top and bottom");
    app.add_flag("--normalize", options.isNormalizeWanted,
                 "Make the vectors that R, G and B hold unit length; implies --linear");
    app.add_flag("--premultiply-alpha", options.isPremultiplyWanted, "Multiply the colours' light by alpha");
    addTextOption(app, "--resize", "WxH", "Resize the picture; a side of 0 stays as it is",
                  [&](const std::string& text) { options.size = parseSize(text); });
    addTextOption(app, "--scale", "F", "Resize each side to F times its length, rounded down",
                  [&](const std::string& text) { options.scale = parseScale(text); });
    addMaxPixelsOption(app, options.read);
    addExrLayerOption(app, options.read);
    addTextOption(
        app, "--raw-format", "NAME",
        "The input is nothing but texels of this format by Vulkan's name, e.g. R8G8B8A8_UNORM",
        [&](const std::string& text) {
            // One that is not supported is told at the end of all; until then something stands there.
            rawOf(options).layout =
                supportedValue("--raw-format", parseLayout(text), unsupported).value_or(findLayoutByName("R8_UNORM"));
        });
    addTextOption(app, "--width", "N", "Texels in a row of such an input",
                  [&](const std::string& text) { rawOf(options).width = parseSide("--width", text); });
    addTextOption(app, "--height", "N", "Its number of rows",
                  [&](const std::string& text) { rawOf(options).height = parseSide("--height", text); });
}

void checkPictureOptions(const PictureOptions& options) {
    if (options.resizeFilter && !isResizeWanted(options)) {
        throw CLI::ValidationError("--resize-filter and its like", "need --resize or --scale");
    }
    if (options.isPremultiplied && options.isPremultiplyWanted)
        throw CLI::ValidationError("--premultiply-alpha", "contradicts --premultiplied: it is done already");
    if (options.size && options.scale) throw CLI::ValidationError("--scale", "excludes --resize");
    if (!options.read.raw) return;
    const RawLayout& raw = *options.read.raw;
    if (raw.layout == nullptr)
        throw CLI::ValidationError(raw.width != 0 ? "--width" : "--height", "needs --raw-format");
    if (raw.width == 0 || raw.height == 0) throw CLI::ValidationError("--raw-format", "needs --width and --height");
}

} // namespace astcslang::cli

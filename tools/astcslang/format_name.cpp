// SPDX-License-Identifier: Apache-2.0
// Formats are those of VkFormat: the core's, and those that extensions add for HDR (SFLOAT) and 3D blocks, which may
// end in _EXT.

#include "format_name.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "letter_case.h"
#include "option_names.h"
#include "parse_number.h"
#include "report.h"

namespace astcslang::cli {
namespace {

constexpr Footprint kFootprints[] = {{4, 4},  {5, 4},  {5, 5}, {6, 5},  {6, 6},   {8, 5},   {8, 6},
                                     {10, 5}, {10, 6}, {8, 8}, {10, 8}, {10, 10}, {12, 10}, {12, 12}};

/// The numbers between "x"es; 0 for what is no number up to 12.
std::vector<unsigned> parseSides(std::string_view text) {
    std::vector<unsigned> sides;
    for (size_t begin = 0; begin <= text.size();) {
        const size_t end = std::min(text.find_first_of("xX", begin), text.size());
        const auto side = parseNumber<unsigned>(text.substr(begin, end - begin));
        sides.push_back(side && *side <= 12 ? *side : 0);
        begin = end + 1;
    }
    return sides;
}

/// Takes `prefix` from the front.
bool skipPrefix(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Takes `suffix` from the back.
bool skipSuffix(std::string_view& text, std::string_view suffix) {
    if (!text.ends_with(suffix)) return false;
    text.remove_suffix(suffix.size());
    return true;
}

/// Whether a name without its prefix is made like those of Vulkan's other formats, as "r8g8b8a8_unorm" or
/// "bc7_srgb_block".
bool isOfOtherFormat(std::string_view name) {
    constexpr std::string_view kNumbers[] = {"_unorm",  "_snorm",  "_uint",    "_sint",   "_srgb",
                                             "_sfloat", "_ufloat", "_uscaled", "_sscaled"};
    constexpr std::string_view kCompressed[] = {"bc", "etc2_", "eac_", "pvrtc"};
    const auto begins = [&](std::string_view prefix) { return name.starts_with(prefix); };
    const bool isChannel =
        name.size() > 1 && std::string_view("rgbadsxe").find(name[0]) != name.npos && name[1] >= '0' && name[1] <= '9';
    if (!isChannel && std::none_of(std::begin(kCompressed), std::end(kCompressed), begins)) return false;
    return std::any_of(std::begin(kNumbers), std::end(kNumbers),
                       [&](std::string_view word) { return name.find(word) != name.npos; });
}

Error unknownFormat(const std::string& text) {
    return {ErrorCode::InvalidArgument,
            fmt::format("'{}' is not ASTC_WxH_UNORM_BLOCK or ASTC_WxH_SRGB_BLOCK of a footprint WxH", text)};
}

} // namespace

std::vector<std::pair<std::string, Footprint>> footprintNames() {
    std::vector<std::pair<std::string, Footprint>> names;
    for (const Footprint footprint : kFootprints) names.emplace_back(formatFootprint(footprint), footprint);
    return names;
}

Result<Footprint> parseFootprint(const std::string& text) {
    const std::vector<unsigned> sides = parseSides(text);
    const auto isSide3d = [](unsigned side) { return side >= 3 && side <= 6; };
    if (sides.size() == 3 && std::all_of(sides.begin(), sides.end(), isSide3d)) {
        return Error{ErrorCode::Unsupported, "3D blocks are not supported"};
    }
    if (sides.size() == 2) {
        const Footprint footprint{static_cast<uint8_t>(sides[0]), static_cast<uint8_t>(sides[1])};
        if (std::find(std::begin(kFootprints), std::end(kFootprints), footprint) != std::end(kFootprints)) {
            return footprint;
        }
    }
    return Error{ErrorCode::InvalidArgument, fmt::format("'{}' is none of {}", text, joinNames(footprintNames()))};
}

Result<TextureFormat> parseTextureFormat(const std::string& text) {
    const std::string lower = lowerCase(text);
    std::string_view name = lower;
    skipPrefix(name, "vk_format_");
    if (isOfOtherFormat(name)) return Error{ErrorCode::Unsupported, fmt::format("'{}': textures are ASTC", text)};
    const bool isExtension = skipSuffix(name, "_ext");
    if (!skipPrefix(name, "astc_") || !skipSuffix(name, "_block")) return unknownFormat(text);
    const bool isSrgb = skipSuffix(name, "_srgb");
    const bool isHdr = !isSrgb && skipSuffix(name, "_sfloat");
    if (!isSrgb && !isHdr && !skipSuffix(name, "_unorm")) return unknownFormat(text);

    const Result<Footprint> footprint = parseFootprint(std::string(name));
    if (!footprint && footprint.error().code == ErrorCode::Unsupported) return footprint.error();
    if (!footprint) return unknownFormat(text);
    if (isHdr) return Error{ErrorCode::Unsupported, "HDR (SFLOAT) is not supported"};
    if (isExtension) return unknownFormat(text);
    return TextureFormat{*footprint, isSrgb ? Profile::LdrSrgb : Profile::Ldr};
}

std::vector<std::pair<std::string, TextureFormat>> textureFormatNames() {
    std::vector<std::pair<std::string, TextureFormat>> names;
    for (const auto& [footprint, sides] : footprintNames()) {
        names.emplace_back(fmt::format("ASTC_{}_UNORM_BLOCK", footprint), TextureFormat{sides, Profile::Ldr});
        names.emplace_back(fmt::format("ASTC_{}_SRGB_BLOCK", footprint), TextureFormat{sides, Profile::LdrSrgb});
    }
    return names;
}

} // namespace astcslang::cli

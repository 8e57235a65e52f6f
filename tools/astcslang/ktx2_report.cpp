// SPDX-License-Identifier: Apache-2.0
// Names of numbers are those of the Khronos Data Format Specification 1.3 and KTX 2.0; what has no name here is shown
// as a number.

#include "ktx2_report.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "color_primaries.h"
#include "printable_text.h"
#include "report.h"
#include "vk_format_name.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

constexpr const char* kSchemes[] = {"none", "BasisLZ", "Zstandard", "zlib"};

/// Of the compressed models, and of the one that nearly all others have.
constexpr std::pair<uint8_t, const char*> kModels[] = {
    {0, "unspecified"}, {1, "RGBSDA"},  {128, "BC1"},    {129, "BC2"},  {130, "BC3"},  {131, "BC4"},
    {132, "BC5"},       {133, "BC6H"},  {134, "BC7"},    {160, "ETC1"}, {161, "ETC2"}, {162, "ASTC"},
    {163, "ETC1S"},     {164, "PVRTC"}, {165, "PVRTC2"}, {166, "UASTC"}};

std::string nameOfModel(uint8_t number) {
    const auto* model =
        std::find_if(std::begin(kModels), std::end(kModels), [&](const auto& known) { return known.first == number; });
    return model == std::end(kModels) ? std::to_string(number) : model->second;
}

template <size_t count> std::string nameOf(const char* const (&names)[count], uint32_t number) {
    return number < count ? names[number] : std::to_string(number);
}

std::string nameOfTransfer(uint8_t number) {
    const std::string_view name = transferFunctionName(number);
    return name.empty() ? std::to_string(number) : std::string(name);
}

std::string kindOf(const Ktx2Info& info) {
    std::string kind = info.pixelDepth != 0    ? "3D"
                       : info.faceCount == 6   ? "cube map"
                       : info.pixelHeight != 0 ? "2D"
                                               : "1D";
    if (info.layerCount != 0)
        kind += fmt::format(" array of {} layer{}", info.layerCount, info.layerCount == 1 ? "" : "s");
    return kind;
}

/// Text as it is, other bytes in hexadecimal.
std::string valueText(const std::string& value) {
    const bool isText =
        !value.empty() && value.back() == '\0' && isPrintable(std::string_view(value).substr(0, value.size() - 1));
    if (isText) return value.substr(0, value.size() - 1);
    std::string hex;
    for (const unsigned char byte : value) hex += fmt::format("{}{:02x}", hex.empty() ? "" : " ", byte);
    return hex;
}

uint64_t storedBytes(const Ktx2Info& info) {
    uint64_t bytes = 0;
    for (const Ktx2LevelInfo& level : info.levels) bytes += level.range.byteCount;
    return bytes;
}

uint64_t rawBytes(const Ktx2Info& info) {
    uint64_t bytes = 0;
    for (const Ktx2LevelInfo& level : info.levels) bytes += level.uncompressedByteCount;
    return bytes;
}

double packedShare(const Ktx2Info& info) {
    const uint64_t raw = rawBytes(info);
    return raw == 0 ? 1 : static_cast<double>(storedBytes(info)) / static_cast<double>(raw);
}

std::string rangeText(const FileRange& range) { return fmt::format("{} bytes at {}", range.byteCount, range.offset); }

ordered_json rangeToJson(const FileRange& range) { return {{"offset", range.offset}, {"bytes", range.byteCount}}; }

} // namespace

void printKtx2Info(const Ktx2Info& info) {
    printField("kind", fmt::format("{}, {} level{}, vkFormat {} ({}), typeSize {}", kindOf(info), info.levels.size(),
                                   info.levels.size() == 1 ? "" : "s", info.vkFormat, vkFormatName(info.vkFormat),
                                   info.typeSize));
    std::string packing = nameOf(kSchemes, info.supercompressionScheme);
    if (info.supercompressionScheme != 0 && rawBytes(info) != 0) // BasisLZ does not say
        packing += fmt::format(", {:.1f}% of {} bytes", 100 * packedShare(info), rawBytes(info));
    printField("packing", packing);
    for (uint32_t level = 0; level < info.levels.size(); ++level) {
        const Ktx2LevelInfo& stored = info.levels[level];
        std::string line = fmt::format(
            "{}: {}, {}", level, formatSize(levelSide(info.pixelWidth, level), levelSide(info.pixelHeight, level)),
            rangeText(stored.range));
        if (info.supercompressionScheme != 0) line += fmt::format(", {} unpacked", stored.uncompressedByteCount);
        printField(level == 0 ? "levels" : "", line);
    }
    printField("colours", fmt::format("model {}, primaries {}, transfer {}, alpha {}", nameOfModel(info.colorModel),
                                      nameOfPrimaries(info.colorPrimaries), nameOfTransfer(info.transferFunction),
                                      (info.flags & 1) != 0 ? "premultiplied" : "straight"));
    printField("sections", fmt::format("descriptor {}, key/value data {}", rangeText(info.descriptor),
                                       rangeText(info.keyValueData)));
    for (const KeyValue& entry : info.metadata) printField("metadata", entry.key + ": " + valueText(entry.value));
}

ordered_json ktx2InfoToJson(const Ktx2Info& info) {
    ordered_json levels = ordered_json::array();
    for (const Ktx2LevelInfo& level : info.levels) {
        const auto number = static_cast<uint32_t>(levels.size());
        ordered_json json = {{"width", levelSide(info.pixelWidth, number)},
                             {"height", levelSide(info.pixelHeight, number)}};
        json.update(rangeToJson(level.range));
        json["uncompressed_bytes"] = level.uncompressedByteCount;
        levels.push_back(json);
    }
    ordered_json metadata = ordered_json::object();
    for (const KeyValue& entry : info.metadata) metadata[escapeText(entry.key)] = valueText(entry.value);
    return {{"kind", kindOf(info)},
            {"vk_format_name", vkFormatName(info.vkFormat)},
            {"header",
             {{"vk_format", info.vkFormat},
              {"type_size", info.typeSize},
              {"pixel_width", info.pixelWidth},
              {"pixel_height", info.pixelHeight},
              {"pixel_depth", info.pixelDepth},
              {"layer_count", info.layerCount},
              {"face_count", info.faceCount},
              {"level_count", info.levelCount},
              {"supercompression_scheme", info.supercompressionScheme}}},
            {"descriptor",
             {{"offset", info.descriptor.offset},
              {"bytes", info.descriptor.byteCount},
              {"color_model", info.colorModel},
              {"color_primaries", info.colorPrimaries},
              {"transfer_function", info.transferFunction},
              {"flags", info.flags},
              {"texel_block", info.texelBlockSides},
              {"bytes_plane0", info.bytesPlane0}}},
            {"key_value_data", rangeToJson(info.keyValueData)},
            {"global_data", rangeToJson(info.globalData)},
            {"levels", levels},
            {"supercompression", nameOf(kSchemes, info.supercompressionScheme)},
            {"supercompression_ratio", packedShare(info)},
            {"metadata", metadata}};
}

} // namespace astcslang::cli

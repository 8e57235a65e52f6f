// SPDX-License-Identifier: Apache-2.0
// The same facts for `-v`, `info` and `--json`.

#include "picture_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "picture_color.h"
#include "report.h"

namespace astcslang::cli {
namespace {

std::string nameOfChannels(const Picture& picture) {
    if (picture.isGrey) return picture.hasAlpha ? "grey and alpha" : "grey";
    return std::string("RGB", static_cast<size_t>(picture.colorCount())) + (picture.hasAlpha ? "A" : "");
}

const TransferFunction& transferOfFile(const Picture& picture) {
    return picture.convertedFrom ? *picture.convertedFrom : toldTransfer(picture);
}

std::pair<std::string, std::string> transferAndReason(const Picture& picture) {
    // Nobody tells, and a linear texture takes the codes for its own.
    const bool areCodesKept = !picture.isTransferTagged && !picture.convertedFrom && picture.keptFrom &&
                              picture.transfer.kind == TransferKind::Linear;
    if (!areCodesKept) return {describeTransfer(transferOfFile(picture)), picture.transferReason};
    return {"linear", fmt::format("untagged {}, whose codes a linear texture takes as they are", picture.format)};
}

} // namespace

std::vector<std::string> describePicture(const Picture& picture) {
    std::vector<std::string> lines;
    lines.push_back(fmt::format("{}, {} bits a channel{}", nameOfChannels(picture), picture.storedBits,
                                picture.isPremultiplied ? ", premultiplied by alpha" : ""));
    const auto [transfer, why] = transferAndReason(picture);
    lines.push_back(fmt::format("colours are {}: {}", transfer, why));
    if (picture.primaries) {
        const auto& [code, reason] = *picture.primaries;
        const bool isKnown = code != kUnspecifiedPrimaries;
        lines.push_back(
            fmt::format("primaries are {}: {}", isKnown ? nameOfPrimaries(code) : "unknown to KTX2", reason));
    }
    if (!picture.colorNote.empty()) lines.push_back("tagged " + picture.colorNote);
    if (picture.shape.pictureCount() > 1) lines.push_back(fmt::format("one of {}", describeShape(picture.shape)));
    lines.insert(lines.end(), picture.notes.begin(), picture.notes.end());
    return lines;
}

nlohmann::ordered_json pictureToJson(const Picture& picture) {
    const auto [transfer, why] = transferAndReason(picture);
    nlohmann::ordered_json json = {{"format", picture.format},
                                   {"width", picture.width},
                                   {"height", picture.height},
                                   {"channels", picture.channelCount},
                                   {"channel_names", nameOfChannels(picture)},
                                   {"bits_per_channel", picture.storedBits},
                                   {"has_alpha", picture.hasAlpha},
                                   {"premultiplied", picture.isPremultiplied},
                                   {"transfer", transfer},
                                   {"transfer_reason", why}};
    if (picture.primaries) {
        json["primaries"] = nameOfPrimaries(picture.primaries->code);
        json["primaries_reason"] = picture.primaries->reason;
    }
    if (!picture.colorNote.empty()) json["color_note"] = picture.colorNote;
    if (const PictureShape& shape = picture.shape; shape.pictureCount() > 1) {
        json["levels"] = shape.levelCount;
        json["layers"] = shape.layerCount;
        json["faces"] = shape.faceCount;
    }
    if (!picture.notes.empty()) json["steps"] = picture.notes;
    if (!picture.warnings.empty()) json["warnings"] = picture.warnings;
    return json;
}

void reportWarnings(const std::string& path, const std::vector<std::string>& warnings) {
    for (const std::string& warning : warnings) reportError(path + ": warning: " + warning);
}

} // namespace astcslang::cli

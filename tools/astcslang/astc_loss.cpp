// SPDX-License-Identifier: Apache-2.0
#include "astc_loss.h"

#include <algorithm>

#include <fmt/format.h>

#include "color_primaries.h"
#include "picture_color.h"
#include "report.h"

namespace astcslang::cli {
namespace {

bool isText(const std::string& value) {
    return std::all_of(value.begin(), value.end(), [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
}

/// "KTXswizzle ra01"; the key alone for long values and such as are no text.
std::string describeEntry(const KeyValue& entry) {
    constexpr size_t kMostValueBytes = 40;
    const std::string value = entry.value.substr(0, entry.value.find('\0'));
    const bool isShown = !value.empty() && value.size() <= kMostValueBytes && isText(value);
    return isShown ? entry.key + " " + value : entry.key;
}

} // namespace

std::string describeAstcLoss(const Texture& texture) {
    std::string text = formatProfile(texture.profile);
    if (texture.transferFunction) text += fmt::format(", {}", transferOfKtx2(*texture.transferFunction).name);
    const uint8_t primaries = texture.colorPrimaries;
    if (primaries != kUnspecifiedPrimaries && primaries != kBt709Primaries) {
        text += ", primaries " + nameOfPrimaries(primaries);
    }
    if (texture.isAlphaPremultiplied) text += ", premultiplied alpha";
    for (const KeyValue& entry : texture.metadata) {
        const bool isUpright = entry.key == "KTXorientation" && entry.value.starts_with("rd");
        if (!isUpright && !entry.key.starts_with("KTXwriter")) text += ", " + describeEntry(entry);
    }
    return text;
}

} // namespace astcslang::cli

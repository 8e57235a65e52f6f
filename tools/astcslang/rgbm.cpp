// SPDX-License-Identifier: Apache-2.0
// A multiplier is the brightest channel to a power below 1, which leaves the rest of it to the colors: blocks then lose
// less than with the smallest multiplier possible, which varies as much as the light itself (2 to 6 dB of
// multi-exposure PSNR on three pictures of range 8, at 4x4 and 6x6).

#include "rgbm.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

#include "ktx2_metadata.h"
#include "picture_color.h"

namespace astcslang::cli {
namespace {

constexpr const char* kRgbmKey = "astcslang.rgbm";

/// Higher: multipliers vary more, colors less.
constexpr double kMultiplierPower = 0.4;

/// The multiplier, 0 to 1, for colours up to `most` of the range.
double chooseMultiplier(double most) {
    return std::max<double>(std::ceil(std::pow(std::min(most, 1.0), kMultiplierPower) * 255), kLeastMultiplier) / 255;
}

/// `light` holds R, G and B as shares of the range; all of it becomes RGBM.
void fitTexel(float* light, const TransferFunction& transfer) {
    const double multiplier = chooseMultiplier(std::max({light[0], light[1], light[2]}));
    for (size_t channel = 0; channel < 3; ++channel) {
        const double value = std::min(light[channel] / multiplier, 1.0);
        light[channel] = static_cast<float>(encodeTransfer(transfer, value));
    }
    light[3] = static_cast<float>(multiplier);
}

/// What there was to leave out of a picture.
struct Losses {
    size_t aboveCount = 0;
    size_t belowCount = 0; ///< Not-a-numbers, too.
    float largest = 0;
};

/// Light as a share of the range, cut to 0 to 1.
float shareOf(float value, const TransferFunction& transfer, double range, Losses& losses) {
    if (!(value >= 0)) {
        ++losses.belowCount;
        return 0;
    }
    const auto light = static_cast<float>(decodeTransfer(transfer, value));
    losses.largest = std::max(losses.largest, light);
    if (light > range) ++losses.aboveCount;
    return static_cast<float>(std::min(light / range, 1.0));
}

void warnOfLosses(Picture& picture, const Losses& losses, bool isTransparent, double range) {
    if (losses.aboveCount != 0) {
        picture.warnings.push_back(fmt::format("{} values exceed --rgbm {} and were cut; the largest is {:.4g}",
                                               losses.aboveCount, range, losses.largest));
    }
    if (losses.belowCount != 0) {
        picture.warnings.push_back(fmt::format("{} values are negative or no numbers and became 0", losses.belowCount));
    }
    if (isTransparent) picture.warnings.push_back("its alpha is left out, since --rgbm keeps multipliers there");
}

} // namespace

Result<void> encodeRgbm(Picture& picture, double range, Profile profile) {
    auto* samples = std::get_if<std::vector<float>>(&picture.samples);
    if (samples == nullptr) {
        picture.notes.push_back(fmt::format("taken for RGBM of 0 to {}", range));
        if (!picture.hasAlpha) picture.warnings.push_back("it has no alpha, where --rgbm expects multipliers");
        return {};
    }
    if (Result<void> known = checkTransferKnown(picture, "stored as RGBM"); !known) return known;
    const TransferFunction target = transferOf(profile);
    Losses losses;
    bool isTransparent = false;
    for (size_t i = 0; i + 4 <= samples->size(); i += 4) {
        float* texel = &(*samples)[i];
        isTransparent |= texel[3] != 1;
        for (size_t channel = 0; channel < 3; ++channel) {
            texel[channel] = shareOf(texel[channel], picture.transfer, range, losses);
        }
        fitTexel(texel, target);
    }
    warnOfLosses(picture, losses, isTransparent, range);
    picture.transfer = target;
    picture.transferReason = "--rgbm";
    picture.hasAlpha = true;
    picture.isPremultiplied = false;
    picture.notes.push_back(fmt::format("made RGBM of 0 to {}", range));
    return {};
}

KeyValue makeRgbmEntry(double range) { return {kRgbmKey, fmt::format("{}", range) + '\0'}; }

Result<std::optional<double>> rgbmRangeOf(const Texture& texture) {
    const std::optional<std::string> text = textOf(texture.metadata, kRgbmKey);
    if (!text) return std::optional<double>();
    char* end = nullptr;
    const double range = std::strtod(text->c_str(), &end);
    if (end == text->c_str() || !(range >= kLeastRgbmRange && range <= kMostRgbmRange)) {
        return Error{ErrorCode::InvalidData, fmt::format("{} is '{}', which is not a range from {} to {}", kRgbmKey,
                                                         *text, kLeastRgbmRange, kMostRgbmRange)};
    }
    return std::optional(range);
}

void decodeRgbm(Picture& picture, double range) {
    const TransferFunction linear{TransferKind::Linear, 0, {}};
    convertSamples(picture, std::exchange(picture.transfer, linear), linear);
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t i = 0; i < samples.size(); ++i) {
        if (i % 4 != 3) samples[i] = static_cast<float>(samples[i] * samples[i | 3] * range);
    }
    picture.hasAlpha = false;
}

void refitRgbm(Picture& picture) {
    const TransferFunction linear{TransferKind::Linear, 0, {}};
    convertSamples(picture, picture.transfer, linear);
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t i = 0; i + 4 <= samples.size(); i += 4) {
        for (size_t channel = 0; channel < 3; ++channel) samples[i + channel] *= samples[i + 3];
        fitTexel(&samples[i], picture.transfer);
    }
}

} // namespace astcslang::cli

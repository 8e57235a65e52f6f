// SPDX-License-Identifier: Apache-2.0
// Integers go through tables of every code value. What is converted is kept as floats, which hold 16 bits exactly, so
// that the only rounding is the one to the encoder's 8 bits.

#include "picture_color.h"

#include <algorithm>
#include <cmath>
#include <new>
#include <utility>

#include <astcslang/data_format.h>
#include <astcslang/ktx2_info.h>
#include <fmt/format.h>

namespace astcslang::cli {
namespace {

Error noMemory() { return {ErrorCode::OutOfMemory, "not enough memory to convert it"}; }

/// The samples as floats of 0 to 1, R, G and B through `convert`, alpha as it is.
template <typename Sample, typename Convert>
std::vector<float> convertColors(const std::vector<Sample>& samples, const Convert& convert) {
    std::vector<float> table;
    if constexpr (!std::is_same_v<Sample, float>) {
        for (size_t code = 0; code <= kFullScale<Sample>; ++code) {
            table.push_back(static_cast<float>(convert(static_cast<double>(code) / kFullScale<Sample>)));
        }
    }
    std::vector<float> converted(samples.size());
    for (size_t i = 0; i < samples.size(); ++i) {
        if (i % 4 == 3) {
            converted[i] = static_cast<float>(static_cast<double>(samples[i]) / kFullScale<Sample>);
        } else if constexpr (std::is_same_v<Sample, float>) {
            converted[i] = static_cast<float>(convert(samples[i]));
        } else {
            converted[i] = table[samples[i]];
        }
    }
    return converted;
}

/// Light of R, G and B becomes change(light, alpha), in the same codes; samples become floats. `what` is for
/// checkTransferKnown().
template <typename Change> Result<void> changeLight(Picture& picture, const char* what, const Change& change) {
    if (Result<void> known = checkTransferKnown(picture, what); !known) return known;
    try {
        std::vector<float> samples = std::visit(
            [&](const auto& codes) {
                return convertColors(codes, [&](double value) { return decodeTransfer(picture.transfer, value); });
            },
            picture.samples);
        for (size_t i = 0; i < samples.size(); ++i) {
            if (i % 4 == 3) continue;
            const double light = change(double{samples[i]}, double{samples[i | 3]});
            samples[i] = static_cast<float>(encodeTransfer(picture.transfer, light));
        }
        picture.samples = std::move(samples);
    } catch (const std::bad_alloc&) {
        return noMemory();
    }
    return {};
}

} // namespace

TransferFunction transferOf(Profile profile) {
    return {profile == Profile::Ldr ? TransferKind::Linear : TransferKind::Srgb, 0, {}};
}

TransferFunction transferOfKtx2(uint8_t number) {
    if (number == khr_df::kTransferSrgb) return transferOf(Profile::LdrSrgb);
    if (number == khr_df::kTransferLinear) return transferOf(Profile::Ldr);
    const std::string_view name = transferFunctionName(number);
    const std::string text = fmt::format("KTX2 transfer function {}", number);
    return {TransferKind::Unknown, 0, name.empty() ? text : fmt::format("{} ({})", text, name)};
}

Result<void> checkTransferKnown(const Picture& picture, const char* what) {
    if (picture.transfer.kind != TransferKind::Unknown) return {};
    return Error{ErrorCode::Unsupported,
                 fmt::format("its colours are {} ({}), which cannot be {}; say what they are with --assign-tf",
                             picture.transfer.name, picture.transferReason, what)};
}

// IEC 61966-2-1; ITU-R BT.709-6, 1.2.
double decodeTransfer(const TransferFunction& transfer, double value) {
    switch (transfer.kind) {
    case TransferKind::Srgb:
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    case TransferKind::Gamma:
        return std::pow(value, transfer.gamma);
    case TransferKind::Bt709:
        return value < 4.5 * 0.018 ? value / 4.5 : std::pow((value + 0.099) / 1.099, 1 / 0.45);
    default:
        return value;
    }
}

double encodeTransfer(const TransferFunction& transfer, double light) {
    switch (transfer.kind) {
    case TransferKind::Srgb:
        return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1 / 2.4) - 0.055;
    case TransferKind::Gamma:
        return std::pow(light, 1 / transfer.gamma);
    case TransferKind::Bt709:
        return light < 0.018 ? light * 4.5 : 1.099 * std::pow(light, 0.45) - 0.099;
    default:
        return light;
    }
}

OutsideUnit countOutsideUnit(const Picture& picture) {
    const auto* samples = std::get_if<std::vector<float>>(&picture.samples);
    if (samples == nullptr) return {};
    // Grey stands in R, G and B; what the file does not have has been filled up.
    const auto colorCount = static_cast<size_t>(picture.colorCount());
    OutsideUnit outside;
    outside.valueCount = samples->size() / 4 * picture.channelCount;
    for (size_t i = 0; i < samples->size(); ++i) {
        const float sample = (*samples)[i];
        const bool isStored = i % 4 == 3 ? picture.hasAlpha : i % 4 < colorCount;
        if (!isStored || (sample >= 0 && sample <= 1)) continue;
        if (std::isnan(sample)) {
            ++outside.nanCount;
        } else if (std::isinf(sample)) {
            ++outside.infiniteCount;
        } else {
            ++outside.finiteCount;
            outside.largest = std::max(outside.largest, sample);
        }
    }
    return outside;
}

void clampToUnit(Picture& picture) {
    auto* samples = std::get_if<std::vector<float>>(&picture.samples);
    if (samples == nullptr) return;
    const OutsideUnit outside = countOutsideUnit(picture);
    for (float& sample : *samples) sample = sample > 0 ? std::min(sample, 1.0f) : 0.0f; // NaN: 0
    const auto warn = [&](size_t count, const std::string& what) {
        if (count == 0) return;
        picture.warnings.push_back(fmt::format("{} of {} values {}", count, outside.valueCount, what));
    };
    warn(outside.finiteCount, fmt::format("are outside 0 to 1 (up to {:.4g}) and were clamped, since the texture is of "
                                          "low dynamic range",
                                          outside.largest));
    warn(outside.nanCount, "are no numbers (NaN) and became 0");
    warn(outside.infiniteCount, "are infinite and became 0 or 1");
}

void convertSamples(Picture& picture, const TransferFunction& from, const TransferFunction& to) {
    picture.samples = std::visit(
        [&](const auto& samples) -> Samples {
            return convertColors(samples,
                                 [&](double value) { return encodeTransfer(to, decodeTransfer(from, value)); });
        },
        picture.samples);
}

Result<void> convertTransfer(Picture& picture, const TransferFunction& target) {
    if (picture.transfer == target) return {};
    if (Result<void> known = checkTransferKnown(picture, "converted"); !known) return known;
    try {
        convertSamples(picture, picture.transfer, target);
    } catch (const std::bad_alloc&) {
        return noMemory();
    }
    picture.notes.push_back(
        fmt::format("converted from {} to {}", describeTransfer(picture.transfer), describeTransfer(target)));
    picture.convertedFrom = std::exchange(picture.transfer, target);
    return {};
}

void takeCodesFor(Picture& picture, Profile profile) {
    const TransferFunction target = transferOf(profile);
    if (picture.transfer != target) picture.keptFrom = std::exchange(picture.transfer, target);
}

const TransferFunction& toldTransfer(const Picture& picture) {
    return picture.keptFrom ? *picture.keptFrom : picture.transfer;
}

Result<void> premultiplyAlpha(Picture& picture) {
    if (picture.isPremultiplied || !picture.hasAlpha) return {};
    Result<void> done = changeLight(picture, "premultiplied", [](double light, double alpha) { return light * alpha; });
    if (!done) return done;
    picture.isPremultiplied = true;
    picture.notes.push_back("colours multiplied by alpha");
    return {};
}

Result<void> unpremultiplyAlpha(Picture& picture) {
    if (!picture.isPremultiplied || !picture.hasAlpha) return {};
    Result<void> done = changeLight(picture, "divided by alpha", [](double light, double alpha) {
        return alpha > 0 ? std::min(light / alpha, 1.0) : 0.0;
    });
    if (!done) return done;
    picture.isPremultiplied = false;
    picture.notes.push_back("colours divided by alpha");
    return {};
}

Image toImage8(Picture&& picture) {
    Image image{picture.width, picture.height, {}};
    if (auto* bytes = std::get_if<std::vector<uint8_t>>(&picture.samples)) {
        image.texels = std::move(*bytes);
        return image;
    }
    image.texels.resize(size_t{picture.width} * picture.height * 4);
    if (const auto* words = std::get_if<std::vector<uint16_t>>(&picture.samples)) {
        // 65535 / 255 is 257; halves do not occur.
        std::transform(words->begin(), words->end(), image.texels.begin(),
                       [](uint16_t word) { return static_cast<uint8_t>((word + 128u) / 257u); });
    } else {
        const auto& floats = std::get<std::vector<float>>(picture.samples);
        std::transform(floats.begin(), floats.end(), image.texels.begin(),
                       [](float value) { return static_cast<uint8_t>(double{value} * 255 + 0.5); });
    }
    picture.samples = {};
    return image;
}

} // namespace astcslang::cli

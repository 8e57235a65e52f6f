// SPDX-License-Identifier: Apache-2.0
// By Little CMS. A curve counts as sRGB's, as linear or as a power if it is within 1/255 of it everywhere.

#include "icc_profile.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <fmt/format.h>
#include <lcms2.h>

#include "picture_color.h"

namespace astcslang::cli {
namespace {

constexpr double kTolerance = 1.0 / 255;
constexpr int kPointCount = 64;

std::string nameOf(cmsHPROFILE profile) {
    char text[128] = "";
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", text, sizeof(text));
    std::string name;
    for (const char c : std::string_view(text)) name += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    return name.empty() ? "unnamed" : name;
}

/// Whether the curve runs beside the function; compared as code values, which are even to the eye.
bool follows(const cmsToneCurve* curve, const TransferFunction& transfer) {
    for (int point = 0; point <= kPointCount; ++point) {
        const double value = static_cast<double>(point) / kPointCount;
        const double light = cmsEvalToneCurveFloat(curve, static_cast<float>(value));
        if (!(std::abs(encodeTransfer(transfer, std::max(light, 0.0)) - value) < kTolerance)) return false;
    }
    return true;
}

TransferFunction transferOf(cmsHPROFILE profile) {
    const TransferFunction unknown{TransferKind::Unknown, 0, fmt::format("of ICC profile '{}'", nameOf(profile))};
    std::vector<cmsTagSignature> tags = {cmsSigRedTRCTag, cmsSigGreenTRCTag, cmsSigBlueTRCTag};
    if (cmsGetColorSpace(profile) == cmsSigGrayData) tags = {cmsSigGrayTRCTag};
    std::vector<const cmsToneCurve*> curves;
    for (const cmsTagSignature tag : tags) {
        curves.push_back(static_cast<const cmsToneCurve*>(cmsReadTag(profile, tag)));
        if (curves.back() == nullptr) return unknown;
    }
    const auto allFollow = [&](const TransferFunction& transfer) {
        return std::all_of(curves.begin(), curves.end(),
                           [&](const cmsToneCurve* curve) { return follows(curve, transfer); });
    };
    for (const TransferKind kind : {TransferKind::Srgb, TransferKind::Linear}) {
        if (allFollow({kind, 0, {}})) return {kind, 0, {}};
    }
    const double middle = cmsEvalToneCurveFloat(curves.front(), 0.5f);
    const TransferFunction power{TransferKind::Gamma, middle > 0 && middle < 1 ? -std::log2(middle) : 1, {}};
    return allFollow(power) ? power : unknown;
}

std::optional<uint8_t> primariesOf(cmsHPROFILE profile) {
    if (cmsGetColorSpace(profile) != cmsSigRgbData) return std::nullopt;
    std::array<std::array<double, 3>, 3> colorants{};
    const cmsTagSignature tags[] = {cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
    for (size_t channel = 0; channel < 3; ++channel) {
        const auto* xyz = static_cast<const cmsCIEXYZ*>(cmsReadTag(profile, tags[channel]));
        if (xyz == nullptr) return kUnspecifiedPrimaries;
        colorants[channel] = {xyz->X, xyz->Y, xyz->Z};
    }
    return findAdaptedPrimaries(colorants);
}

} // namespace

IccProfile readIccProfile(std::span<const uint8_t> bytes) {
    cmsSetLogErrorHandler([](cmsContext, cmsUInt32Number, const char*) {});
    const std::unique_ptr<void, int (*)(cmsHPROFILE)> profile(
        cmsOpenProfileFromMem(bytes.data(), static_cast<cmsUInt32Number>(bytes.size())), cmsCloseProfile);
    if (profile == nullptr) return {"damaged", std::nullopt, {TransferKind::Unknown, 0, "of a damaged ICC profile"}};
    return {nameOf(profile.get()), primariesOf(profile.get()), transferOf(profile.get())};
}

void applyIccProfile(std::span<const uint8_t> bytes, Picture& picture) {
    const IccProfile profile = readIccProfile(bytes);
    picture.transfer = profile.transfer;
    picture.transferReason = fmt::format("ICC profile '{}'", profile.name);
    picture.isTransferTagged = true;
    picture.primaries.reset();
    if (profile.primaries) picture.primaries = {*profile.primaries, picture.transferReason};
    picture.colorNote += (picture.colorNote.empty() ? "" : ", ") + picture.transferReason;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Chromaticities are those of the Khronos Data Format Specification 1.3, 14.1.

#include "color_primaries.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include <lcms2.h>

#include "letter_case.h"

namespace astcslang::cli {
namespace {

constexpr double kTolerance = 0.002;
constexpr double kColorantTolerance = 0.003;

struct PrimariesRow {
    const char* word; ///< Of --assign-primaries, as in `ktx create`.
    const char* name;
    Chromaticities chromaticities;
};

/// By number.
constexpr PrimariesRow kRows[] = {
    {"none", "unspecified", {}},
    {"bt709", "BT.709", {0.640, 0.330, 0.300, 0.600, 0.150, 0.060, 0.3127, 0.3290}},
    {"bt601_ebu", "BT.601 EBU", {0.640, 0.330, 0.290, 0.600, 0.150, 0.060, 0.3127, 0.3290}},
    {"bt601_smpte", "BT.601 SMPTE", {0.630, 0.340, 0.310, 0.595, 0.155, 0.070, 0.3127, 0.3290}},
    {"bt2020", "BT.2020", {0.708, 0.292, 0.170, 0.797, 0.131, 0.046, 0.3127, 0.3290}},
    {"ciexyz", "CIE XYZ", {1, 0, 0, 1, 0, 0, 1.0 / 3, 1.0 / 3}},
    {"aces", "ACES", {0.7347, 0.2653, 0, 1, 0.0001, -0.077, 0.32168, 0.33767}},
    {"acescc", "ACEScc", {0.713, 0.293, 0.165, 0.830, 0.128, 0.044, 0.32168, 0.33767}},
    {"ntsc1953", "NTSC 1953", {0.67, 0.33, 0.21, 0.71, 0.14, 0.08, 0.310, 0.316}},
    {"pal525", "PAL 525", {0.630, 0.340, 0.310, 0.595, 0.155, 0.070, 0.3101, 0.3162}},
    {"displayp3", "Display P3", {0.680, 0.320, 0.265, 0.690, 0.150, 0.060, 0.3127, 0.3290}},
    {"adobergb", "Adobe RGB", {0.640, 0.330, 0.210, 0.710, 0.150, 0.060, 0.3127, 0.3290}},
};
constexpr size_t kRowCount = std::size(kRows);

/// cICP's code and KTX2's number; of several codes for one number the first is written.
constexpr std::pair<uint8_t, uint8_t> kCicpCodes[] = {{1, 1}, {4, 8}, {5, 2},  {6, 3},
                                                      {7, 3}, {9, 4}, {10, 5}, {12, 10}};

/// The largest difference of a profile's colorants from those of a row; none where no profile has such primaries.
std::optional<double> differenceOf(const PrimariesRow& row, const std::array<std::array<double, 3>, 3>& colorants) {
    const Chromaticities& c = row.chromaticities;
    const cmsCIExyY white{c[6], c[7], 1};
    const cmsCIExyYTRIPLE primaries{{c[0], c[1], 1}, {c[2], c[3], 1}, {c[4], c[5], 1}};
    const std::unique_ptr<cmsToneCurve, void (*)(cmsToneCurve*)> curve(cmsBuildGamma(nullptr, 1), cmsFreeToneCurve);
    cmsToneCurve* const curves[] = {curve.get(), curve.get(), curve.get()};
    const std::unique_ptr<void, int (*)(cmsHPROFILE)> profile(cmsCreateRGBProfile(&white, &primaries, curves),
                                                              cmsCloseProfile);
    if (profile == nullptr) return std::nullopt;
    double most = 0;
    const cmsTagSignature tags[] = {cmsSigRedColorantTag, cmsSigGreenColorantTag, cmsSigBlueColorantTag};
    for (size_t channel = 0; channel < 3; ++channel) {
        const auto* xyz = static_cast<const cmsCIEXYZ*>(cmsReadTag(profile.get(), tags[channel]));
        if (xyz == nullptr) return std::nullopt;
        const double expected[] = {xyz->X, xyz->Y, xyz->Z};
        for (size_t i = 0; i < 3; ++i) most = std::max(most, std::abs(expected[i] - colorants[channel][i]));
    }
    return most;
}

} // namespace

uint8_t findPrimaries(const Chromaticities& chromaticities) {
    for (uint8_t code = kBt709Primaries; code < kRowCount; ++code) {
        const Chromaticities& row = kRows[code].chromaticities;
        const auto isNear = [](double a, double b) { return std::abs(a - b) <= kTolerance; };
        if (std::equal(row.begin(), row.end(), chromaticities.begin(), isNear)) return code;
    }
    return kUnspecifiedPrimaries;
}

const Chromaticities* chromaticitiesOf(uint8_t code) {
    return code == kUnspecifiedPrimaries || code >= kRowCount ? nullptr : &kRows[code].chromaticities;
}

uint8_t findAdaptedPrimaries(const std::array<std::array<double, 3>, 3>& colorants) {
    uint8_t nearest = kUnspecifiedPrimaries;
    double least = kColorantTolerance;
    for (uint8_t code = kBt709Primaries; code < kRowCount; ++code) {
        const std::optional<double> difference = differenceOf(kRows[code], colorants);
        if (!difference || !(*difference < least)) continue;
        nearest = code;
        least = *difference;
    }
    return nearest;
}

std::string nameOfPrimaries(uint32_t code) { return code < kRowCount ? kRows[code].name : std::to_string(code); }

std::optional<uint8_t> parsePrimaries(std::string text) {
    text = lowerCase(std::move(text));
    constexpr std::string_view kPrefix = "khr_df_primaries_";
    if (text.starts_with(kPrefix)) text.erase(0, kPrefix.size());
    std::replace(text.begin(), text.end(), '-', '_'); // as `ktx create` had it up to 4.3
    for (const auto& [name, code] : primariesNames()) {
        if (text == name) return code;
    }
    return std::nullopt;
}

std::vector<std::pair<std::string, uint8_t>> primariesNames() {
    std::vector<std::pair<std::string, uint8_t>> names;
    for (uint8_t code = 0; code < kRowCount; ++code) names.emplace_back(kRows[code].word, code);
    names.emplace_back("srgb", kBt709Primaries);
    return names;
}

uint8_t primariesOfCicp(uint8_t code) {
    for (const auto& [cicp, primaries] : kCicpCodes) {
        if (cicp == code) return primaries;
    }
    return kUnspecifiedPrimaries;
}

uint8_t cicpOfPrimaries(uint8_t primaries) {
    for (const auto& [cicp, known] : kCicpCodes) {
        if (known == primaries) return cicp;
    }
    return kUnspecifiedCicp;
}

} // namespace astcslang::cli

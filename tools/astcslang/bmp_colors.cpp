// SPDX-License-Identifier: Apache-2.0
// After Microsoft's BITMAPV4HEADER and BITMAPV5HEADER.

#include "bmp_colors.h"

#include <array>

#include <fmt/format.h>

#include "byte_reader.h"
#include "icc_profile.h"
#include "untagged_picture.h"

namespace astcslang::cli {
namespace {

// Places in the file, whose first 14 bytes come before this header.
constexpr size_t kHeader = 14, kColorSpace = kHeader + 56, kEndpoints = kHeader + 60, kGammas = kHeader + 96,
                 kProfileOffset = kHeader + 112, kProfileBytes = kHeader + 116;
constexpr uint64_t kVersion4Bytes = 108, kVersion5Bytes = 124;

// Of the colour space: LCS_*.
constexpr uint64_t kCalibrated = 0, kSrgb = 0x73524742, kProfileLinked = 0x4C494E4B, kProfileEmbedded = 0x4D424544;

/// CIEXYZTRIPLE: X, Y and Z of red, green and blue as numbers with 30 bits behind the point.
void readEndpoints(std::span<const uint8_t> bytes, Picture& picture) {
    std::array<double, 9> xyz{};
    for (size_t i = 0; i < xyz.size(); ++i) {
        const auto stored = static_cast<int32_t>(loadLittle(bytes, kEndpoints + 4 * i, 4));
        xyz[i] = static_cast<double>(stored) / (1 << 30);
    }
    Chromaticities chromaticities{};
    std::array<double, 3> white{};
    for (size_t color = 0; color < 4; ++color) {
        const double* c = color < 3 ? &xyz[3 * color] : white.data();
        const double sum = c[0] + c[1] + c[2];
        if (!(sum > 0)) return; // writers leave them 0
        chromaticities[2 * color] = c[0] / sum;
        chromaticities[2 * color + 1] = c[1] / sum;
        for (size_t i = 0; i < 3 && color < 3; ++i) white[i] += c[i];
    }
    const auto& c = chromaticities;
    picture.primaries = {findPrimaries(c), fmt::format("BMP header red {:.3f} {:.3f}, green {:.3f} {:.3f}, blue {:.3f} "
                                                       "{:.3f}",
                                                       c[0], c[1], c[2], c[3], c[4], c[5])};
    picture.colorNote = picture.primaries->reason;
}

void readCalibration(std::span<const uint8_t> bytes, Picture& picture) {
    readEndpoints(bytes, picture);
    std::array<double, 3> gammas{};
    for (size_t i = 0; i < 3; ++i) gammas[i] = static_cast<double>(loadLittle(bytes, kGammas + 4 * i, 4)) / 65536;
    if (gammas == std::array<double, 3>{}) return;
    picture.warnings.push_back(
        fmt::format("its header has gammas of {:.3g}, {:.3g} and {:.3g}, which are not followed; "
                    "colours count as sRGB",
                    gammas[0], gammas[1], gammas[2]));
}

void readEmbeddedProfile(std::span<const uint8_t> bytes, Picture& picture) {
    const uint64_t offset = kHeader + loadLittle(bytes, kProfileOffset, 4);
    const uint64_t byteCount = loadLittle(bytes, kProfileBytes, 4);
    if (holds(bytes, offset, byteCount)) {
        applyIccProfile(bytes.subspan(offset, byteCount), picture);
    } else {
        picture.warnings.push_back("its ICC profile lies beyond the end of the file; colours count as sRGB");
    }
}

} // namespace

void readBmpColors(std::span<const uint8_t> bytes, Picture& picture) {
    countAsSrgb(picture, "BMP does not tell, which counts as sRGB");
    const uint64_t headerBytes = loadLittle(bytes, kHeader, 4);
    if (headerBytes < kVersion4Bytes) return;
    const uint64_t space = loadLittle(bytes, kColorSpace, 4);
    if (space == kSrgb) {
        picture.transferReason = "BMP header says sRGB";
        picture.isTransferTagged = true;
        picture.primaries = {kBt709Primaries, picture.transferReason};
    } else if (space == kCalibrated) {
        readCalibration(bytes, picture);
    } else if (space == kProfileEmbedded && headerBytes >= kVersion5Bytes) {
        readEmbeddedProfile(bytes, picture);
    } else if (space == kProfileLinked) {
        picture.warnings.push_back("its ICC profile is in another file, which is not read; colours count as sRGB");
    }
}

} // namespace astcslang::cli

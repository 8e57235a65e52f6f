// SPDX-License-Identifier: Apache-2.0
#include "png_color_tags.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <span>

#include <fmt/format.h>

#include "icc_profile.h"
#include "untagged_picture.h"

namespace astcslang::cli {
namespace {

/// ITU-T H.273, table 3.
TransferFunction transferOfCicp(uint8_t code) {
    switch (code) {
    case 4:
        return {TransferKind::Gamma, 2.2, {}};
    case 5:
        return {TransferKind::Gamma, 2.8, {}};
    case 8:
        return {TransferKind::Linear, 0, {}};
    case 13:
        return {TransferKind::Srgb, 0, {}};
    case 1:
    case 6:
    case 14:
    case 15:
        return {TransferKind::Bt709, 0, {}};
    case 16:
        return {TransferKind::Unknown, 0, "PQ"};
    case 18:
        return {TransferKind::Unknown, 0, "HLG"};
    default:
        return {TransferKind::Unknown, 0, fmt::format("cICP transfer function {}", code)};
    }
}

void note(Picture& picture, const std::string& text) {
    picture.colorNote += (picture.colorNote.empty() ? "" : ", ") + text;
}

void setTransfer(Picture& picture, TransferFunction transfer, const std::string& reason) {
    picture.transfer = std::move(transfer);
    picture.transferReason = reason;
    picture.isTransferTagged = true;
    note(picture, reason);
}

void readGamma(png_const_structp png, png_const_infop info, Picture& picture) {
    double gamma = 0;
    if (png_get_gAMA(png, info, &gamma) == 0 || !(gamma > 0)) return;
    const bool isLinear = std::abs(gamma - 1) < 0.005;
    setTransfer(picture,
                isLinear ? TransferFunction{TransferKind::Linear, 0, {}}
                         : TransferFunction{TransferKind::Gamma, 1 / gamma, {}},
                fmt::format("gAMA {:.5f}", gamma));
}

void readChromaticities(png_const_structp png, png_const_infop info, Picture& picture) {
    double c[8]; // white, red, green, blue
    if (png_get_cHRM(png, info, &c[0], &c[1], &c[2], &c[3], &c[4], &c[5], &c[6], &c[7]) == 0) return;
    const std::string text = fmt::format("cHRM red {:.3f} {:.3f}, green {:.3f} {:.3f}, blue {:.3f} {:.3f}", c[2], c[3],
                                         c[4], c[5], c[6], c[7]);
    picture.primaries = {findPrimaries({c[2], c[3], c[4], c[5], c[6], c[7], c[0], c[1]}), text};
    note(picture, text);
}

void readSrgb(png_const_structp png, png_const_infop info, Picture& picture) {
    int intent = 0;
    if (png_get_sRGB(png, info, &intent) == 0) return;
    setTransfer(picture, {}, "sRGB chunk");
    picture.primaries = {kBt709Primaries, "sRGB chunk"};
}

void readProfile(png_const_structp png, png_infop info, Picture& picture) {
    png_charp name = nullptr;
    png_bytep profile = nullptr;
    png_uint_32 length = 0;
    int compression = 0;
    if (png_get_iCCP(png, info, &name, &compression, &profile, &length) != 0) {
        applyIccProfile({profile, length}, picture);
    }
}

/// ITU-T H.273: primaries, transfer function, matrix, full range. A 2 leaves the first two to the other chunks.
void applyCicp(std::span<const uint8_t, 4> cicp, Picture& picture) {
    constexpr uint8_t kUnspecifiedTransfer = 2;
    if (cicp[1] == kUnspecifiedTransfer) {
        note(picture, "cICP without a transfer function");
    } else {
        setTransfer(picture, transferOfCicp(cicp[1]), fmt::format("cICP transfer function {}", cicp[1]));
    }
    if (cicp[0] == kUnspecifiedCicp) {
        note(picture, "cICP without primaries");
    } else {
        picture.primaries = {primariesOfCicp(cicp[0]), fmt::format("cICP primaries {}", cicp[0])};
        note(picture, picture.primaries->reason);
    }
    if (cicp[2] != 0) {
        picture.warnings.push_back(fmt::format(
            "its cICP chunk names matrix coefficients {}, but PNG holds RGB (0); they are not applied", cicp[2]));
    }
    if (cicp[3] != 1) {
        picture.warnings.push_back(fmt::format("its cICP chunk says narrow range (full range flag {}), where black is "
                                               "16 of 255 and white 235; codes are taken as they are, full range",
                                               cicp[3]));
    }
}

void readCicp(png_const_structp png, png_infop info, Picture& picture) {
    png_unknown_chunkp chunks = nullptr;
    const int chunkCount = png_get_unknown_chunks(png, info, &chunks);
    for (const png_unknown_chunk& chunk : std::span(chunks, static_cast<size_t>(chunkCount))) {
        if (std::memcmp(chunk.name, "cICP", 4) != 0) continue;
        if (chunk.size == 4) {
            applyCicp(std::span<const uint8_t, 4>(chunk.data, 4), picture);
        } else {
            picture.warnings.push_back(
                fmt::format("its cICP chunk has {} bytes rather than 4 and is not followed", chunk.size));
        }
    }
}

/// libpng drops what it takes for faulty.
void warnOfDroppedChunks(png_const_structp png, png_const_infop info, const std::vector<std::string>& libpngWarnings,
                         Picture& picture) {
    constexpr std::pair<const char*, png_uint_32> kChunks[] = {
        {"iCCP", PNG_INFO_iCCP}, {"sRGB", PNG_INFO_sRGB}, {"gAMA", PNG_INFO_gAMA}, {"cHRM", PNG_INFO_cHRM}};
    for (const auto& [name, flag] : kChunks) {
        const auto warning = std::find_if(libpngWarnings.begin(), libpngWarnings.end(),
                                          [&](const std::string& text) { return text.starts_with(name); });
        if (warning == libpngWarnings.end() || png_get_valid(png, info, flag) != 0) continue;
        picture.warnings.push_back(fmt::format("a chunk of colour is not followed, since libpng refuses it ({}); "
                                               "colours are taken for {} ({})",
                                               *warning, describeTransfer(picture.transfer), picture.transferReason));
        return;
    }
}

} // namespace

void readPngColorTags(png_const_structp png, png_infop info, const std::vector<std::string>& libpngWarnings,
                      Picture& picture) {
    countAsSrgb(picture, "untagged PNG counts as sRGB");
    if (png_get_valid(png, info, PNG_INFO_sRGB) == 0) { // libpng makes up both of it
        readGamma(png, info, picture);
        readChromaticities(png, info, picture);
    }
    readSrgb(png, info, picture);
    readProfile(png, info, picture);
    readCicp(png, info, picture);
    warnOfDroppedChunks(png, info, libpngWarnings, picture);
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Profiles by Little CMS; the rest byte by byte.

#include "tagged_files.h"

#include <algorithm>

#include <lcms2.h>

#include "byte_append.h"

namespace astcslang::test {
namespace {

Bytes save(cmsHPROFILE profile) {
    cmsUInt32Number byteCount = 0;
    cmsSaveProfileToMem(profile, nullptr, &byteCount);
    Bytes bytes(byteCount);
    cmsSaveProfileToMem(profile, bytes.data(), &byteCount);
    cmsCloseProfile(profile);
    return bytes;
}

void append(Bytes& bytes, uint32_t value, size_t byteCount, bool isBigEndian) {
    isBigEndian ? appendBig(bytes, value, byteCount) : appendLittle(bytes, value, byteCount);
}

} // namespace

Bytes joined(const Bytes& first, const Bytes& second) {
    Bytes bytes(first.size() + second.size());
    std::copy(second.begin(), second.end(), std::copy(first.begin(), first.end(), bytes.begin()));
    return bytes;
}

Bytes makeRampPng(const Chunks& chunks) {
    PngPicture picture{256, 1, PngColor::Grey, 8, false, {{}}, chunks};
    for (unsigned code = 0; code < 256; ++code) picture.scanlines[0].push_back(static_cast<uint8_t>(code));
    return makePng(picture);
}

Bytes gamaChunk(uint32_t gammaTimes100000) {
    Bytes content;
    append(content, gammaTimes100000, 4, true);
    return content;
}

Bytes iccpChunk(const Bytes& profile) {
    return joined({'t', 'e', 's', 't', 0, 0}, deflate(profile)); // name, end of name, method
}

Bytes makeSrgbProfile() { return save(cmsCreate_sRGBProfile()); }

Bytes makeGammaProfile(double gamma) { return makeRgbProfile(gamma, {0.64, 0.33, 0.30, 0.60, 0.15, 0.06}); }

Bytes makeRgbProfile(double gamma, const std::array<double, 6>& c) {
    const cmsCIExyY white = {0.3127, 0.3290, 1};
    const cmsCIExyYTRIPLE primaries = {{c[0], c[1], 1}, {c[2], c[3], 1}, {c[4], c[5], 1}};
    cmsToneCurve* curve = cmsBuildGamma(nullptr, gamma);
    cmsToneCurve* const curves[3] = {curve, curve, curve};
    const Bytes bytes = save(cmsCreateRGBProfile(&white, &primaries, curves));
    cmsFreeToneCurve(curve);
    return bytes;
}

Bytes makeCurvesProfile(const std::array<double, 3>& gammas) {
    const cmsCIExyY white = {0.3127, 0.3290, 1};
    const cmsCIExyYTRIPLE primaries = {{0.64, 0.33, 1}, {0.30, 0.60, 1}, {0.15, 0.06, 1}};
    cmsToneCurve* curves[3] = {};
    for (size_t channel = 0; channel < 3; ++channel) curves[channel] = cmsBuildGamma(nullptr, gammas[channel]);
    const Bytes bytes = save(cmsCreateRGBProfile(&white, &primaries, curves));
    for (cmsToneCurve* curve : curves) cmsFreeToneCurve(curve);
    return bytes;
}

Bytes makeExif(uint16_t orientation, bool isBigEndian) {
    Bytes tiff = isBigEndian ? Bytes{'M', 'M', 0, 42} : Bytes{'I', 'I', 42, 0};
    append(tiff, 8, 4, isBigEndian);      // where the directory is
    append(tiff, 1, 2, isBigEndian);      // its number of entries
    append(tiff, 0x0112, 2, isBigEndian); // orientation
    append(tiff, 3, 2, isBigEndian);      // SHORT
    append(tiff, 1, 4, isBigEndian);
    append(tiff, orientation, 2, isBigEndian);
    append(tiff, 0, 2, isBigEndian);
    append(tiff, 0, 4, isBigEndian); // no further directory
    return tiff;
}

Bytes withSegment(const Bytes& jpeg, uint8_t marker, const Bytes& content) {
    Bytes head(jpeg.begin(), jpeg.begin() + 2);
    head.push_back(0xFF);
    head.push_back(marker);
    append(head, static_cast<uint32_t>(content.size() + 2), 2, true);
    return joined(joined(head, content), {jpeg.begin() + 2, jpeg.end()});
}

} // namespace astcslang::test

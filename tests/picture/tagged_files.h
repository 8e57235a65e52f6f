// SPDX-License-Identifier: Apache-2.0
// PNG and JPEG files that say something of their colours or of how they are to be turned.

#pragma once

#include <array>

#include "sample_files.h"

namespace astcslang::test {

using Chunks = std::vector<std::pair<std::string, Bytes>>;

/// Every grey of 8 bits, left to right, under these chunks.
Bytes makeRampPng(const Chunks& chunks);

Bytes gamaChunk(uint32_t gammaTimes100000);
Bytes iccpChunk(const Bytes& profile);

/// ICC profiles of sRGB's primaries with sRGB's curve, and with a power.
Bytes makeSrgbProfile();
Bytes makeGammaProfile(double gamma);
/// Of a power, D65, and x and y of red, green and blue.
Bytes makeRgbProfile(double gamma, const std::array<double, 6>& chromaticities);

/// Of sRGB's primaries, and a power for each of red, green and blue.
Bytes makeCurvesProfile(const std::array<double, 3>& gammas);

/// One after the other.
Bytes joined(const Bytes& first, const Bytes& second);

/// A TIFF header and one directory with one entry, the orientation.
Bytes makeExif(uint16_t orientation, bool isBigEndian);

/// `jpeg` with a segment after its first marker.
Bytes withSegment(const Bytes& jpeg, uint8_t marker, const Bytes& content);

} // namespace astcslang::test

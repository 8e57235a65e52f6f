// SPDX-License-Identifier: Apache-2.0
// If these fail, a few bytes that claim to be a huge picture cost memory or time.

#include <algorithm>
#include <chrono>
#include <functional>

#include <gtest/gtest.h>

#include "byte_append.h"
#include "format_files.h"
#include "image_reader.h"
#include "peak_memory.h"
#include "tagged_files.h"

namespace astcslang::test {
namespace {

/// The place behind the first `text` in `bytes`.
size_t placeBehind(const Bytes& bytes, const std::string& text) {
    const auto found = std::search(bytes.begin(), bytes.end(), text.begin(), text.end(),
                                   [](uint8_t a, char b) { return a == static_cast<uint8_t>(b); });
    EXPECT_TRUE(found != bytes.end());
    return static_cast<size_t>(found - bytes.begin()) + text.size();
}

Bytes withBytes(Bytes bytes, std::initializer_list<size_t> places, uint8_t value) {
    for (const size_t place : places) bytes[place] = value;
    return bytes;
}

/// The frame header: marker, length of two bytes, precision, height and width of two bytes, big-endian.
Bytes makeHugeJpeg(JpegKind kind, uint8_t marker) {
    const Bytes jpeg = makeJpeg(makeGradient(16, 8), kind);
    const size_t frame = placeBehind(jpeg, {'\xFF', static_cast<char>(marker)});
    return withBytes(jpeg, {frame + 3, frame + 5}, 0x75);
}

/// The bitstream's header follows those of the file and the chunk, 20 bytes, and a signature of one: width and height
/// less 1 of 14 bits each, whether there is alpha, and a version of 3 bits.
Bytes makeHugeWebp() {
    const Bytes webp = makeWebp(makeGradient(9, 5));
    EXPECT_EQ(placeBehind(webp, "VP8L"), 16u);
    return withBytes(withBytes(webp, {21, 22, 23}, 0xFF), {24}, 0x1F);
}

/// Behind the start code, width and height of 14 bits and 2 bits for scaling, each.
Bytes makeHugeLossyWebp() {
    Image opaque = makeGradient(9, 5);
    for (size_t alpha = 3; alpha < opaque.texels.size(); alpha += 4) opaque.texels[alpha] = 255;
    const Bytes webp = makeLossyWebp(opaque);
    const size_t size = placeBehind(webp, "\x9D\x01\x2A");
    return withBytes(withBytes(webp, {size, size + 2}, 0xFF), {size + 1, size + 3}, 0x3F);
}

Bytes makeSmallExr() { return makeExr(7, 6, std::vector<float>(7 * 6 * 4, 0.5f), ExrLayout::HalfRgba); }

/// A file whose first attribute, of this type, claims 2 GiB.
Bytes makeExrWithHugeAttribute(const std::string& type) {
    const Bytes exr = makeSmallExr();
    Bytes bytes(exr.begin(), exr.begin() + 8); // magic and version
    for (const std::string& text : {std::string("owner"), type})
        bytes.insert(bytes.end(), text.c_str(), text.c_str() + text.size() + 1);
    appendLittle(bytes, 0x7FFFFFF0, 4);
    return joined(bytes, Bytes(exr.begin() + 8, exr.end()));
}

/// Calls `read`, which must take next to no memory and time.
void expectCheap(const std::string& name, const std::function<void()>& read) {
    SCOPED_TRACE(name);
    const uint64_t before = peakBytes();
    const auto start = std::chrono::steady_clock::now();
    read();
    EXPECT_LT(peakBytes() - before, 64 * kMiB + kSanitizerBytes);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

TEST(AbsurdSizes, WhatCannotBeInSoFewBytesIsRefusedAtOnce) {
    const Bytes texels = makeGradient(9, 5).texels;
    const size_t window = placeBehind(makeSmallExr(), std::string("dataWindow\0box2i\0", 17)) + 4;
    const std::pair<const char*, Bytes> files[] = {
        {"PNG", makePngOfClaimedSize(30000, 30000)},
        {"JPEG", makeHugeJpeg(JpegKind::Color, 0xC0)},
        {"progressive JPEG", makeHugeJpeg(JpegKind::ProgressiveColor, 0xC2)},
        {"TGA", makeTgaHeader(2, 30000, 30000, 32, 0)},
        {"TGA with runs", makeTgaHeader(10, 30000, 30000, 32, 0)},
        {"BMP", withBytes(makeBmp(makeGradient(9, 5)), {19, 23}, 0x75)},
        {"BMP with runs", makeRunLengthBmp(30000, 30000, 8, Bytes(16), {0, 1})},
        {"QOI", withBytes(makeQoi(makeGradient(9, 5)), {6, 10}, 0x75)},
        {"HDR", makeHdr("-Y 30000 +X 30000", 9, Bytes(36), HdrCoding::Flat)},
        {"OpenEXR", withBytes(makeSmallExr(), {window + 9, window + 13}, 0x75)}, // the largest x and y
        {"OpenEXR, a string", makeExrWithHugeAttribute("string")},
        {"OpenEXR, floats", makeExrWithHugeAttribute("floatvector")},
        {"OpenEXR, strings", makeExrWithHugeAttribute("stringvector")},
        {"OpenEXR, of its own", makeExrWithHugeAttribute("mine")},
        {"WebP lossless", makeHugeWebp()},
        {"WebP lossy", makeHugeLossyWebp()},
        {"DDS", withBytes(makeDx10Dds(9, 5, 29, texels), {13, 17}, 0x75)},
        {"KTX2", withBytes(makeKtx2Picture(9, 5, texels), {21, 25}, 0x75)},
    };
    for (const auto& [name, bytes] : files) {
        expectCheap(name, [&file = bytes] {
            const Result<cli::Picture> picture = cli::readPicture(file, {});
            ASSERT_FALSE(picture);
            EXPECT_EQ(picture.error().code, ErrorCode::InvalidData) << picture.error().message;
        });
    }
}

TEST(AbsurdSizes, SidesBeyondAllLimitsAreNotSupported) {
    const Bytes texels = makeGradient(9, 5).texels;
    for (const auto& [name, bytes] : {std::pair{"PNG", makePngOfClaimedSize(0x7FFFFFFF, 1)},
                                      {"BMP", withBytes(makeBmp(makeGradient(9, 5)), {21}, 0x75)},
                                      {"QOI", withBytes(makeQoi(makeGradient(9, 5)), {4}, 0x75)},
                                      {"HDR", makeHdr("-Y 1 +X 2000000000", 9, Bytes(36), HdrCoding::Flat)},
                                      {"DDS", withBytes(makeDx10Dds(9, 5, 29, texels), {19}, 0x75)},
                                      {"KTX2", withBytes(makeKtx2Picture(9, 5, texels), {23}, 0x75)}}) {
        expectCheap(name, [&file = bytes] {
            const Result<cli::Picture> picture = cli::readPicture(file, {});
            ASSERT_FALSE(picture);
            EXPECT_EQ(picture.error().code, ErrorCode::Unsupported) << picture.error().message;
        });
    }
}

// Deflated zeros take a thousandth of their size in the file. What is too long to be a profile is none.
TEST(AbsurdSizes, AProfileThatInflatesWithoutEndIsLeftOut) {
    Bytes profile = makeSrgbProfile();
    profile.resize(64 * kMiB);
    profile[0] = 4; // its length, big-endian: the same
    profile[1] = profile[2] = profile[3] = 0;
    const Bytes png = makeRampPng({{"iCCP", iccpChunk(profile)}});
    ASSERT_LT(png.size(), kMiB);
    const auto start = std::chrono::steady_clock::now();
    const Result<cli::Picture> picture = cli::readPicture(png, {});
    ASSERT_TRUE(picture);
    EXPECT_FALSE(picture->isTransferTagged);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, a bad file crashes a reader, makes it take memory for what is not there, or is believed. Files cut at
// every length, every byte changed, sizes that cannot be, kinds that are not read.

#include <algorithm>
#include <chrono>
#include <random>

#include <gtest/gtest.h>

#include <astcslang/ktx2_info.h>

#include "byte_append.h"
#include "format_files.h"
#include "image_reader.h"
#include "peak_memory.h"
#include "tagged_files.h"
#include "uncompressed_files.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::ReadOptions;

struct Sample {
    std::string name;
    Bytes bytes;
    size_t spareBytes = 0; ///< At its end, without which it is a picture all the same.
};

std::vector<float> ramp(size_t count) {
    std::vector<float> values(count);
    for (size_t i = 0; i < count; ++i) values[i] = static_cast<float>(i) / static_cast<float>(count);
    return values;
}

Bytes makeHdrOf(HdrCoding coding) {
    Bytes texels;
    for (unsigned i = 0; i < 9 * 3 * 4; ++i) texels.push_back(static_cast<uint8_t>(i % 16 < 8 ? 100 : i));
    return makeHdr("-Y 3 +X 9", 9, texels, coding);
}

/// 16 bits a channel, interlaced: passes 1, 4, 6 and 7 of Adam7 have texels of a 3x2 picture.
Bytes makeInterlacedPng() {
    return makePng(
        PngPicture{3, 2, PngColor::Rgba, 16, true, {Bytes(8, 1), Bytes(8, 50), Bytes(8, 99), Bytes(24, 7)}, {}});
}

Bytes makePalettePng() {
    const std::vector<std::pair<std::string, Bytes>> chunks = {{"PLTE", {1, 2, 3, 4, 5, 6, 7, 8, 9}}, {"tRNS", {9, 8}}};
    return makePng(PngPicture{5, 2, PngColor::Palette, 2, false, {{0x18, 0x40}, {0x91, 0x80}}, chunks});
}

Bytes makeRunLengthTga() {
    return joined(makeTgaHeader(10, 4, 2, 24, 0), {0x82, 1, 2, 3, 0x04, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3});
}

Bytes makePaletteTga() {
    Bytes tga = makeTgaHeader(1, 3, 1, 8, 0x20);
    tga[1] = 1;  // has a palette
    tga[5] = 2;  // of two colours
    tga[7] = 24; // bits each
    return joined(tga, {1, 2, 3, 4, 5, 6, 1, 0, 1});
}

/// Of R, G and B: 5, 6 and 5 bits.
const Bytes kMasks = {0, 0xF8, 0, 0, 0xE0, 7, 0, 0, 0x1F, 0, 0, 0};

/// Of version 5, with masks and an ICC profile behind its texels.
Bytes makeProfiledBmp() {
    const Bytes profile = makeSrgbProfile();
    Bytes more = kMasks; // what follows the header's first 40 bytes
    more.resize(16);
    appendLittle(more, 0x4D424544, 4); // PROFILE_EMBEDDED
    more.resize(72);
    appendLittle(more, 124 + 4, 4); // its place, behind the header and the texels
    appendLittle(more, profile.size(), 4);
    return makeLongBmp(124, 1, 1, 16, more, joined({1, 2, 0, 0}, profile), 3);
}

void addExrSamples(std::vector<Sample>& samples) {
    const std::vector<float> floats = ramp(7 * 6 * 4);
    samples.push_back({"OpenEXR grey", makeExr(7, 6, floats, ExrLayout::HalfGrey)});
    const std::vector<std::pair<std::string, float>> rgb = {{"R", 1.0f}, {"G", 0.5f}, {"B", 0.25f}};
    samples.push_back({"OpenEXR of parts", makeExrOfParts(3, 2, {{"a", {{"Z", 1.0f}}}, {"b", rgb}})});
    samples.push_back({"OpenEXR tiled", makeExr(7, 6, floats, ExrLayout::TiledFloatRgba)});
    for (int method = Imf::NO_COMPRESSION; method < Imf::NUM_COMPRESSION_METHODS; ++method) {
        samples.push_back({"OpenEXR, compression " + std::to_string(method),
                           makeExr(7, 6, floats, ExrLayout::HalfRgba, static_cast<Imf::Compression>(method))});
    }
}

/// A small valid file of every format and kind of coding.
std::vector<Sample> makeSamples() {
    const Image image = makeGradient(9, 5);
    const Bytes jpeg = makeJpeg(makeGradient(16, 8), JpegKind::Color);
    const Bytes icc = joined({'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1}, makeSrgbProfile());
    const Bytes exif = joined({'E', 'x', 'i', 'f', 0, 0}, makeExif(6, true));
    std::vector<Sample> samples = {
        {"PNG", makePng(image)},
        {"PNG interlaced", makeInterlacedPng()},
        {"PNG with a palette", makePalettePng()},
        {"PNG with tags",
         makeRampPng(
             {{"iCCP", iccpChunk(makeGammaProfile(2.2))}, {"eXIf", makeExif(3, false)}, {"cICP", {1, 13, 0, 1}}})},
        {"JPEG", withSegment(withSegment(jpeg, 0xE2, icc), 0xE1, exif)},
        {"grey JPEG", makeJpeg(makeGradient(16, 8), JpegKind::Grey)},
        {"progressive JPEG", makeJpeg(makeGradient(16, 8), JpegKind::ProgressiveColor)},
        {"JPEG by planes", makeJpeg(makeGradient(16, 8), JpegKind::ColorByPlanes)},
        {"TGA", makeTga(image)},
        {"TGA with runs", makeRunLengthTga()},
        {"TGA with a palette", makePaletteTga()},
        {"TGA of 16 bits", joined(makeTgaHeader(2, 2, 1, 16, 0x21), {0x43, 0x84, 0x43, 0x04})},
        {"TGA with an extension area", withAttributesType(makeTga(makeGradient(2, 2)), 4), 495 + 26},
        {"BMP", makeBmp(image)},
        {"BMP with a palette", makeBmpOf(3, 2, 2, {4, 5, 6, 0, 7, 8, 9, 0}, {0x10, 0, 0, 0, 0x44, 0, 0, 0})},
        {"BMP with masks", makeBmpOf(1, 1, 16, kMasks, {1, 2, 0, 0}, 3)},
        {"BMP of version 4", makeLongBmp(108, 1, 1, 16, kMasks, {1, 2, 0, 0}, 3)},
        {"BMP of version 5", makeProfiledBmp(), makeSrgbProfile().size()},
        {"BMP with runs", makeRunLengthBmp(3, 2, 8, Bytes(16, 9), {0, 3, 1, 2, 3, 0, 0, 0, 2, 1, 0, 0, 0, 1})},
        {"BMP with runs of 4 bits", makeRunLengthBmp(3, 2, 4, Bytes(64, 9), {3, 0x12, 0, 0, 0, 2, 1, 0, 2, 1, 0, 1})},
        {"QOI", makeQoi(image)},
        {"WebP lossless", makeWebp(image)},
        {"WebP lossy", makeLossyWebp(image)},
        {"WebP extended", makeExtendedWebp(makeWebp(image), 9, 5, makeSrgbProfile(), makeExif(5, true))},
        {"HDR flat", makeHdrOf(HdrCoding::Flat)},
        {"HDR by channels", makeHdrOf(HdrCoding::Channels)},
        {"HDR with old runs", makeHdrOf(HdrCoding::OldRuns)},
        {"DDS", makeDds(9, 5, 0x41, 32, {0xFF, 0xFF00, 0xFF0000, 0xFF000000}, image.texels)},
        {"DDS DX10", makeDx10Dds(9, 5, 29, image.texels)},
        {"KTX2", makeKtx2Picture(9, 5, image.texels, {43, 2, 0, "ru"})},
        {"KTX2 packed", repackKtx2(makeKtx2Picture(9, 5, image.texels), {"", "", Supercompression::Zstd}).value()},
    };
    addExrSamples(samples);
    return samples;
}

/// Reads from a copy of exactly that size, so that a sanitizer sees a step too far.
Result<Picture> readExactly(std::span<const uint8_t> bytes, uint64_t maxTexels) {
    const Bytes copy(bytes.begin(), bytes.end());
    ReadOptions options;
    options.maxTexels = maxTexels;
    return cli::readPicture(copy, options);
}

/// Small, so that changed sizes cost no time.
constexpr uint64_t kFewTexels = 1 << 16;

bool isOneLine(const std::string& message) { return !message.empty() && message.find('\n') == message.npos; }

TEST(BadPictures, EverySampleIsValid) {
    for (const Sample& sample : makeSamples()) {
        const Result<Picture> picture = readExactly(sample.bytes, kFewTexels);
        EXPECT_TRUE(picture) << sample.name << ": " << picture.error().message;
    }
}

TEST(BadPictures, FilesCutAtAnyLengthAreInvalid) {
    for (const Sample& sample : makeSamples()) {
        for (size_t length = 0; length < sample.bytes.size() - sample.spareBytes; ++length) {
            const Result<Picture> picture = readExactly(std::span(sample.bytes).first(length), kFewTexels);
            ASSERT_FALSE(picture) << sample.name << " of " << length << " of " << sample.bytes.size() << " bytes";
            ASSERT_EQ(picture.error().code, ErrorCode::InvalidData) << sample.name << ": " << picture.error().message;
            ASSERT_TRUE(isOneLine(picture.error().message)) << picture.error().message;
        }
    }
}

/// What comes out does not matter, as long as it is a picture within the limits or one line of error.
void expectPictureOrError(const std::string& name, const Bytes& bytes) {
    const Result<Picture> picture = readExactly(bytes, kFewTexels);
    if (!picture) {
        ASSERT_TRUE(isOneLine(picture.error().message)) << name << ": " << picture.error().message;
        return;
    }
    const uint64_t texelCount = uint64_t{picture->width} * picture->height;
    const size_t sampleCount = std::visit([](const auto& samples) { return samples.size(); }, picture->samples);
    ASSERT_LE(texelCount, kFewTexels) << name;
    ASSERT_EQ(sampleCount, 4 * texelCount) << name;
    ASSERT_GE(picture->orientation, 1) << name;
    ASSERT_LE(picture->orientation, 8) << name;
}

TEST(BadPictures, AnyChangedByteGivesAPictureOrAnError) {
    const auto start = std::chrono::steady_clock::now();
    for (const Sample& sample : makeSamples()) {
        for (size_t place = 0; place < sample.bytes.size() && !HasFailure(); ++place) {
            for (const unsigned change : {0x01u, 0x80u, 0xFFu}) {
                Bytes bytes = sample.bytes;
                bytes[place] = static_cast<uint8_t>(bytes[place] ^ change);
                expectPictureOrError(sample.name, bytes);
            }
        }
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(4));
}

TEST(BadPictures, SeveralChangedBytesGiveAPictureOrAnError) {
    std::mt19937 random(1);
    for (const Sample& sample : makeSamples()) {
        for (int round = 0; round < 1000 && !HasFailure(); ++round) {
            Bytes bytes = sample.bytes;
            const size_t end = round % 2 == 0 ? bytes.size() : std::min<size_t>(bytes.size(), 64); // or the header
            for (unsigned change = random() % 6; change < 6; ++change)
                bytes[random() % end] = static_cast<uint8_t>(random() % 3 == 0 ? 0xFF : random());
            expectPictureOrError(sample.name, bytes);
        }
    }
}

/// Without a limit of texels but the usual one.
TEST(BadPictures, NoClaimOfAHeaderCostsMuchMemoryOrTime) {
    const uint64_t before = peakBytes();
    const auto start = std::chrono::steady_clock::now();
    for (const Sample& sample : makeSamples()) {
        for (size_t place = 0; place + 1 < std::min<size_t>(sample.bytes.size(), 160) && !HasFailure(); ++place) {
            for (const uint8_t value : {0x75, 0xFF}) {
                Bytes bytes = sample.bytes;
                bytes[place] = bytes[place + 1] = value;
                (void)readExactly(bytes, cli::kDefaultMaxTexels);
                EXPECT_LT(peakBytes() - before, 64 * kMiB + kSanitizerBytes) << sample.name << ", byte " << place;
            }
        }
    }
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::minutes(1));
}

TEST(BadPictures, TheLimitOfTexelsHoldsForEveryFormat) {
    for (const Sample& sample : makeSamples()) {
        const Picture picture = *readExactly(sample.bytes, kFewTexels);
        const uint64_t texelCount = uint64_t{picture.width} * picture.height;
        EXPECT_TRUE(readExactly(sample.bytes, texelCount)) << sample.name;
        const Result<Picture> refused = readExactly(sample.bytes, texelCount - 1);
        ASSERT_FALSE(refused) << sample.name;
        EXPECT_EQ(refused.error().code, ErrorCode::Unsupported) << sample.name;
    }
}

TEST(BadPictures, KindsThatAreNotReadAreNamed) {
    const Bytes texels = makeGradient(9, 5).texels;
    Bytes basis = makeKtx2Picture(9, 5, texels), volume = basis;
    basis[44] = 1;
    volume[28] = 2;
    Bytes volumeDds = makeDx10Dds(9, 5, 28, texels);
    volumeDds[132] = 4;
    Bytes halfCube = makeDds(5, 5, 0x41, 32, {0xFF, 0xFF00, 0xFF0000, 0xFF000000}, texels), oldVolume = halfCube;
    halfCube[113] = 0x1E; // of a cube map, with three of its faces
    oldVolume[114] = 0x20;
    Bytes dxt = makeDds(9, 5, 4, 0, {}, texels);
    std::copy_n("DXT5", 4, dxt.begin() + 84);
    Bytes xyze = makeHdr("-Y 1 +X 1", 1, {1, 2, 3, 128}, HdrCoding::Flat);
    const std::string format = "rgbe\n";
    const auto place = std::search(xyze.begin(), xyze.end(), format.begin(), format.end());
    std::copy_n("xyze", 4, place);
    const std::pair<Bytes, const char*> cases[] = {{basis, "supercompression"},
                                                   {volume, "three dimensions"},
                                                   {volumeDds, "three dimensions"},
                                                   {oldVolume, "three dimensions"},
                                                   {halfCube, "all six faces"},
                                                   {makeDx10Dds(9, 5, 98, texels), "DXGI format BC7_UNORM is"},
                                                   {makeDx10Dds(9, 5, 1, texels), "R32G32B32A32_TYPELESS is"},
                                                   {makeDx10Dds(9, 5, 30, texels), "R8G8B8A8_UINT is"},
                                                   {makeDx10Dds(9, 5, 58, texels), "R16_SNORM is"},
                                                   {makeDx10Dds(9, 5, 99, texels), "BC7_UNORM_SRGB is"},
                                                   {makeDx10Dds(9, 5, 100, texels), "DXGI format 100 is"},
                                                   {dxt, "DXT5"},
                                                   {xyze, "32-bit_rle_xyze"}};
    for (const auto& [bytes, mention] : cases) {
        const Result<Picture> picture = readExactly(bytes, kFewTexels);
        ASSERT_FALSE(picture) << mention;
        EXPECT_EQ(picture.error().code, ErrorCode::Unsupported) << picture.error().message;
        EXPECT_NE(picture.error().message.find(mention), std::string::npos) << picture.error().message;
    }
}

/// libjpeg shows what has come without a word.
TEST(BadPictures, AProgressiveJpegWithoutItsLastScanIsAWarning) {
    const Bytes jpeg = makeJpeg(makeGradient(16, 8), JpegKind::ProgressiveColor);
    const Result<cli::Picture> whole = cli::readPicture(jpeg);
    ASSERT_TRUE(whole);
    EXPECT_TRUE(whole->warnings.empty());
    const Bytes scan = {0xFF, 0xDA};
    Bytes cut(jpeg.begin(), std::find_end(jpeg.begin(), jpeg.end(), scan.begin(), scan.end()));
    cut.insert(cut.end(), {0xFF, 0xD9}); // the end of the picture
    const Result<cli::Picture> picture = cli::readPicture(cut);
    ASSERT_TRUE(picture) << picture.error().message;
    ASSERT_EQ(picture->warnings.size(), 1u);
    EXPECT_NE(picture->warnings[0].find("lacks some of its scans"), std::string::npos) << picture->warnings[0];
}

/// libjpeg took the colours that did not come for 0 without a word, and the picture was grey.
TEST(BadPictures, AJpegOfPlanesThatLacksOneIsDamaged) {
    const Bytes jpeg = makeJpeg(makeGradient(16, 8), JpegKind::ColorByPlanes);
    ASSERT_TRUE(cli::readPicture(jpeg));
    const Bytes scan = {0xFF, 0xDA};
    auto end = jpeg.end();
    for (int planes = 2; planes >= 1; --planes) {
        end = std::find_end(jpeg.begin(), end, scan.begin(), scan.end());
        Bytes cut(jpeg.begin(), end);
        cut.insert(cut.end(), {0xFF, 0xD9}); // the end of the picture
        const Result<cli::Picture> picture = cli::readPicture(cut);
        ASSERT_FALSE(picture) << planes;
        EXPECT_EQ(picture.error().code, ErrorCode::InvalidData);
        EXPECT_EQ(picture.error().message,
                  "damaged JPEG: it has scans for " + std::to_string(planes) + " of its 3 components");
    }
}

TEST(BadPictures, HeadsOfQoiAndRadianceThatMakeNoSenseAreInvalid) {
    const Bytes qoi = makeQoi(makeGradient(2, 2));
    const auto withByte = [&](size_t place, uint8_t value) {
        Bytes bytes = qoi;
        bytes[place] = value;
        return bytes;
    };
    const Bytes texel = {1, 2, 3, 128};
    const auto radiance = [&](const std::string& resolution) { return makeHdr(resolution, 1, texel, HdrCoding::Flat); };
    const std::pair<Bytes, const char*> cases[] = {{withByte(7, 0), "0x2"},
                                                   {withByte(11, 0), "2x0"},
                                                   {withByte(12, 5), "5 channels"},
                                                   {withByte(12, 2), "2 channels"},
                                                   {withByte(13, 2), "colour space 2"},
                                                   {withByte(qoi.size() - 1, 0), "end marker"},
                                                   {radiance("-Y 0 +X 1"), "1x0"},
                                                   {radiance("-Y 1"), "header"},
                                                   {radiance("-Y 1 +X"), "header"},
                                                   {radiance("-Y 1 +Y 1"), "header"},
                                                   {radiance("-Z 1 +X 1"), "header"},
                                                   {radiance("-Y -1 +X 1"), "header"},
                                                   {radiance("-Y 1 +X 1 2"), "header"},
                                                   {radiance("-Y 2 +X 1"), "truncated"}};
    for (const auto& [bytes, mention] : cases) {
        const Result<Picture> picture = readExactly(bytes, kFewTexels);
        ASSERT_FALSE(picture) << mention;
        EXPECT_EQ(picture.error().code, ErrorCode::InvalidData) << picture.error().message;
        EXPECT_NE(picture.error().message.find(mention), std::string::npos) << picture.error().message;
    }
}

/// They used to be called compressed textures.
TEST(BadPictures, UncompressedFormatsThatAreNotReadAreNamed) {
    const std::pair<uint32_t, const char*> formats[] = {{38, "R8G8B8A8_SNORM"},
                                                        {71, "R16_SNORM"},
                                                        {98, "R32_UINT"},
                                                        {129, "D24_UNORM_S8_UINT"},
                                                        {1, "R4G4_UNORM_PACK8"},
                                                        {1000156009, "R10X6G10X6B10X6A10X6_UNORM_4PACK16"},
                                                        {1000156027, "G16B16G16R16_422_UNORM"},
                                                        {1000330003, "G16_B16R16_2PLANE_444_UNORM"},
                                                        {1000464000, "R16G16_SFIXED5_NV"}};
    for (const auto& [vkFormat, name] : formats) {
        const Result<cli::Picture> picture = cli::readPicture(makeKtx2Picture(1, 1, Bytes(4), {.vkFormat = vkFormat}));
        ASSERT_FALSE(picture);
        EXPECT_EQ(picture.error().code, ErrorCode::Unsupported);
        EXPECT_NE(picture.error().message.find(std::string("a format that is not read (") + name), std::string::npos)
            << picture.error().message;
        EXPECT_NE(picture.error().message.find("packed UNORM and UFLOAT are"), std::string::npos);
    }
}

/// One frame of it used to be taken in silence, while animated WebP was refused.
TEST(BadPictures, AnimatedPngIsNotSupported) {
    const auto withFrames = [](uint8_t count) {
        return makePng({1, 1, PngColor::Grey, 8, false, {{7}}, {{"acTL", {0, 0, 0, count, 0, 0, 0, 0}}}});
    };
    EXPECT_TRUE(cli::readPicture(withFrames(1)));
    const Result<cli::Picture> picture = cli::readPicture(withFrames(3));
    ASSERT_FALSE(picture);
    EXPECT_EQ(picture.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(picture.error().message, "animated PNG (of 3 frames) is not supported");
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, a picture of some format comes in with wrong texels, or its colours are taken for something else than
// the format says. PNG, JPEG, TGA and BMP are in tests/cli/picture_format_test.cpp.

#include <cmath>

#include <gtest/gtest.h>

#include "format_files.h"
#include "image_reader.h"
#include "picture_color.h"
#include "picture_steps.h"
#include "tagged_files.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::ReadOptions;
using cli::TransferKind;

Picture readOrFail(const Bytes& bytes, const ReadOptions& options = {}) {
    Result<Picture> picture = cli::readPicture(bytes, options);
    if (picture) return *std::move(picture);
    ADD_FAILURE() << picture.error().message;
    return {};
}

Bytes bytesOf(const Picture& picture) {
    const auto* bytes = std::get_if<Bytes>(&picture.samples);
    return bytes != nullptr ? *bytes : Bytes{};
}

const Image kGradient = makeGradient(9, 5);

Image opaque(Image image) {
    for (size_t alpha = 3; alpha < image.texels.size(); alpha += 4) image.texels[alpha] = 255;
    return image;
}

/// Red by index, of a palette whose colour n is (n, 0, 0).
Bytes redsOf(const Picture& picture) {
    Bytes reds;
    for (size_t texel = 0; texel < bytesOf(picture).size(); texel += 4) reds.push_back(bytesOf(picture)[texel]);
    return reds;
}

TEST(PictureFormats, BmpByAllCodesOfItsRuns) {
    Bytes palette;
    for (uint8_t index = 0; index < 16; ++index) palette.insert(palette.end(), {0, 0, index, 0});
    // From the bottom: a run and indices with padding; one run of a row that is left; a step over a row; the top.
    const Bytes codes8 = {2, 7, 0, 3, 1, 2, 3, 0, 0, 0, 1, 9, 0, 0, 0, 2, 1, 1, 4, 5, 0, 1};
    const Picture eight = readOrFail(makeRunLengthBmp(5, 4, 8, palette, codes8));
    EXPECT_EQ(redsOf(eight), (Bytes{0, 5, 5, 5, 5, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 7, 7, 1, 2, 3}));
    EXPECT_EQ(bytesOf(eight)[3], 255);
    EXPECT_EQ(eight.channelCount, 3);
    // Two indices in turn, and indices of which a byte holds two.
    const Bytes codes4 = {3, 0x5A, 0, 0, 0, 3, 0x12, 0x30, 0, 1};
    EXPECT_EQ(redsOf(readOrFail(makeRunLengthBmp(3, 2, 4, palette, codes4))), (Bytes{1, 2, 3, 5, 10, 5}));
}

TEST(PictureFormats, BmpRunsThatLeaveThePictureOrThePaletteOrDoNotEndAreInvalid) {
    const Bytes palette(16, 0);
    for (const Bytes& codes : {Bytes{5, 0, 0, 1},
                               {0, 0, 0, 0, 1, 0, 0, 1},
                               {1, 4, 0, 1},
                               {0, 2, 4, 0, 1, 0, 0, 1},
                               {0, 5, 1, 1, 1, 1, 1, 0, 0, 1},
                               {3, 1, 0, 0, 2, 1},
                               {3, 1, 0, 0, 2, 1, 0, 0}}) {
        const Result<Picture> picture = cli::readPicture(makeRunLengthBmp(3, 2, 8, palette, codes), {});
        ASSERT_FALSE(picture) << testing::PrintToString(codes);
        EXPECT_EQ(picture.error().code, ErrorCode::InvalidData);
        EXPECT_EQ(picture.error().message.rfind("damaged BMP: ", 0), 0u) << picture.error().message;
    }
}

/// Which texels are there is clear all the same.
TEST(PictureFormats, BmpRunsMayLackTheirEndOrExceedARowByATexel) {
    const Bytes palette = {0, 0, 7, 0, 0, 0, 8, 0};
    // The last are bytes of something else.
    for (const Bytes& codes : {Bytes{3, 1, 0, 0, 3, 0}, {3, 1, 0, 0, 3, 0, 0, 0}, {3, 1, 0, 0, 3, 0, 9, 9, 200, 1}}) {
        const Picture picture = readOrFail(makeRunLengthBmp(3, 2, 8, palette, codes));
        EXPECT_EQ(redsOf(picture), (Bytes{7, 7, 7, 8, 8, 8}));
        EXPECT_TRUE(picture.warnings.empty());
    }
    for (const Bytes& codes : {Bytes{4, 0x11, 0, 0, 4, 0, 0, 1}, {0, 4, 0x11, 0x11, 0, 0, 4, 0, 0, 1}}) {
        const Picture picture = readOrFail(makeRunLengthBmp(3, 2, 4, palette, codes));
        EXPECT_EQ(redsOf(picture), (Bytes{7, 7, 7, 8, 8, 8}));
        ASSERT_EQ(picture.warnings.size(), 1u);
        EXPECT_NE(picture.warnings[0].find("a texel longer than their rows"), std::string::npos);
    }
}

/// Colours were taken from the codes where the header tells of more than there are, and short files were refused.
TEST(PictureFormats, BmpOfRunsHasThePaletteThatStandsBeforeItsTexels) {
    constexpr size_t kUsedColors = 46, kDataOffset = 10;
    Bytes bmp = makeRunLengthBmp(3, 1, 8, {0, 0, 7, 0, 0, 0, 8, 0}, {2, 1, 1, 0, 0, 1});
    for (const uint8_t count : {uint8_t{0}, uint8_t{200}}) { // 0: 256
        bmp[kUsedColors] = count;
        EXPECT_EQ(redsOf(readOrFail(bmp)), (Bytes{8, 8, 7})) << int{count};
    }
    const auto expectDamage = [](const Bytes& bytes, const std::string& mention) {
        const Result<Picture> picture = cli::readPicture(bytes);
        ASSERT_FALSE(picture) << mention;
        EXPECT_EQ(picture.error().code, ErrorCode::InvalidData);
        EXPECT_EQ(picture.error().message, "damaged BMP: " + mention);
    };
    Bytes beyond = bmp;
    beyond[kDataOffset + 4 + 40 + 8 + 1] = 2; // of the first run
    expectDamage(beyond, "its palette has no colour 2");
    for (const auto& [offset, mention] :
         {std::pair(20, "its texels begin in its header"), {100, "the file is truncated"}}) {
        Bytes moved = bmp;
        moved[kDataOffset] = static_cast<uint8_t>(offset);
        expectDamage(moved, mention);
    }
}

TEST(PictureFormats, QoiByAllItsCodes) {
    const Picture picture = readOrFail(makeQoi(kGradient));
    EXPECT_EQ(bytesOf(picture), kGradient.texels);
    EXPECT_EQ(picture.transfer.kind, TransferKind::Srgb);
    const Picture linear = readOrFail(makeQoi(opaque(kGradient), 3, 1));
    EXPECT_EQ(bytesOf(linear), opaque(kGradient).texels);
    EXPECT_EQ(linear.transfer.kind, TransferKind::Linear);
    EXPECT_FALSE(linear.hasAlpha);
    // By the specification: RGB; green + 3, red + 1, blue + 2; differences 1, -2, 0; run of 3; the first texel's place.
    const uint8_t place = (10 * 3 + 20 * 5 + 30 * 7 + 255 * 11) % 64;
    const Bytes codes = {0xFE, 10, 20, 30, 0x80 | 35, (6 << 4) | 7, 0x40 | 3 << 4 | 0 << 2 | 2, 0xC2, place, 0, 0, 0,
                         0,    0,  0,  0,  1};
    Bytes head = makeQoi(Image{7, 1, Bytes(28)});
    head.resize(14);
    EXPECT_EQ(bytesOf(readOrFail(joined(head, codes))),
              (Bytes{10, 20,  30, 255, 11, 23,  32, 255, 12, 21,  32, 255, 12, 21,
                     32, 255, 12, 21,  32, 255, 12, 21,  32, 255, 10, 20,  30, 255}));
}

TEST(PictureFormats, WebpLosslessExactlyAndLossyNearly) {
    const Picture picture = readOrFail(makeWebp(kGradient));
    EXPECT_EQ(bytesOf(picture), kGradient.texels);
    EXPECT_TRUE(picture.hasAlpha);
    EXPECT_FALSE(picture.isTransferTagged);
    Image smooth{32, 32, {}};
    for (unsigned i = 0; i < 32 * 32; ++i) {
        for (const unsigned channel : {i / 8, i / 8, i / 8, 255u})
            smooth.texels.push_back(static_cast<uint8_t>(channel));
    }
    Picture lossy = readOrFail(makeLossyWebp(smooth));
    EXPECT_FALSE(lossy.hasAlpha);
    const Image decoded = cli::toImage8(std::move(lossy));
    EXPECT_GT(compareImages(decoded.view(), smooth.view())->psnrRgba, 35.0);
}

TEST(PictureFormats, WebpBringsItsProfileAndOrientation) {
    const Bytes webp = makeExtendedWebp(makeWebp(kGradient), 9, 5, makeGammaProfile(1.8), makeExif(6, false));
    const Picture picture = readOrFail(webp);
    EXPECT_EQ(bytesOf(picture), kGradient.texels);
    EXPECT_EQ(picture.orientation, 6);
    EXPECT_EQ(picture.transfer.kind, TransferKind::Gamma);
    EXPECT_NEAR(picture.transfer.gamma, 1.8, 0.01);
}

TEST(PictureFormats, RadianceHdrOfEveryCoding) {
    Bytes texels;
    for (unsigned i = 0; i < 40; ++i) {
        // Several equal texels, then others; exponents 127 and 128; one black texel.
        const unsigned mantissa = i < 12 ? 200 : i * 6;
        for (const unsigned byte : {mantissa, 255 - mantissa, 128u, i == 39 ? 0u : 127 + i / 20})
            texels.push_back(static_cast<uint8_t>(byte));
    }
    for (const HdrCoding coding : {HdrCoding::Flat, HdrCoding::Channels, HdrCoding::OldRuns}) {
        const Picture picture = readOrFail(makeHdr("-Y 4 +X 10", 10, texels, coding));
        ASSERT_EQ(picture.width, 10u);
        ASSERT_EQ(picture.height, 4u);
        EXPECT_EQ(picture.transfer.kind, TransferKind::Linear);
        const auto& samples = std::get<std::vector<float>>(picture.samples);
        for (size_t i = 0; i < samples.size(); ++i) {
            const int exponent = texels[i | 3];
            const double expected = i % 4 == 3      ? 1
                                    : exponent == 0 ? 0
                                                    : texels[i] / 256.0 * std::pow(2.0, exponent - 128);
            ASSERT_EQ(samples[i], static_cast<float>(expected)) << i;
        }
    }
}

TEST(PictureFormats, RadianceHdrInEveryOrder) {
    // Texels a b c over d e f as they should be seen; each order stores another scanline first.
    const auto texel = [](char name) { return Bytes{static_cast<uint8_t>(name), 0, 0, 128}; };
    const std::pair<const char*, const char*> orders[] = {
        {"-Y 2 +X 3", "abcdef"}, {"-Y 2 -X 3", "cbafed"}, {"+Y 2 +X 3", "defabc"}, {"+Y 2 -X 3", "fedcba"},
        {"+X 3 -Y 2", "adbecf"}, {"-X 3 -Y 2", "cfbead"}, {"-X 3 +Y 2", "fcebda"}, {"+X 3 +Y 2", "daebfc"}};
    for (const auto& [resolution, stored] : orders) {
        Bytes texels;
        for (const char name : std::string(stored)) texels = joined(texels, texel(name));
        const uint32_t length = resolution[1] == 'Y' ? 3 : 2;
        Picture picture = readOrFail(makeHdr(resolution, length, texels, HdrCoding::Flat));
        ASSERT_TRUE(cli::makeUpright(picture));
        std::string seen;
        const auto& samples = std::get<std::vector<float>>(picture.samples);
        for (size_t i = 0; i < samples.size(); i += 4) seen += static_cast<char>(samples[i] * 256);
        EXPECT_EQ(seen, "abcdef") << resolution;
        EXPECT_EQ(picture.width, 3u);
    }
}

TEST(PictureFormats, OpenExrOfEveryLayout) {
    std::vector<float> texels;
    for (unsigned i = 0; i < 7 * 6 * 4; ++i) texels.push_back(static_cast<float>(i) / 128); // halves hold these
    for (const auto& [layout, channelCount, bits] : {std::tuple{ExrLayout::HalfRgba, 4, 16},
                                                     {ExrLayout::FloatRgb, 3, 32},
                                                     {ExrLayout::HalfGrey, 1, 16},
                                                     {ExrLayout::TiledFloatRgba, 4, 32}}) {
        const Picture picture = readOrFail(makeExr(7, 6, texels, layout));
        EXPECT_EQ(picture.channelCount, channelCount);
        EXPECT_EQ(picture.storedBits, bits);
        EXPECT_EQ(picture.transfer.kind, TransferKind::Linear);
        EXPECT_EQ(picture.hasAlpha, channelCount == 4);
        EXPECT_EQ(picture.isPremultiplied, channelCount == 4);
        const auto& samples = std::get<std::vector<float>>(picture.samples);
        ASSERT_EQ(samples.size(), texels.size());
        for (size_t i = 0; i < samples.size(); ++i) {
            const float expected = i % 4 == 3 && channelCount != 4 ? 1
                                   : channelCount == 1             ? texels[i - i % 4]
                                                                   : texels[i];
            ASSERT_EQ(samples[i], expected) << i;
        }
    }
}

TEST(PictureFormats, HighDynamicRangeIsClampedAndSaysSo) {
    const std::vector<float> texels = {0.5f, 7.25f, -1, 1};
    Picture picture = readOrFail(makeExr(1, 1, texels, ExrLayout::FloatRgb));
    ASSERT_TRUE(cli::runPictureSteps(picture, {}, std::nullopt));
    ASSERT_EQ(picture.warnings.size(), 1u);
    EXPECT_NE(picture.warnings[0].find("up to 7.25"), std::string::npos) << picture.warnings[0];
    EXPECT_NE(picture.warnings[0].find("clamped"), std::string::npos);
    EXPECT_EQ(cli::toImage8(std::move(picture)).texels, (Bytes{128, 255, 0, 255}));
}

struct DdsCase {
    uint32_t flags;
    uint32_t bits;
    std::array<uint32_t, 4> masks;
    Bytes stored;
    Bytes expected;
};

TEST(PictureFormats, DdsByMasks) {
    const DdsCase cases[] = {
        {0x41, 32, {0xFF, 0xFF00, 0xFF0000, 0xFF000000}, {1, 2, 3, 4}, {1, 2, 3, 4}},
        {0x41, 32, {0xFF0000, 0xFF00, 0xFF, 0xFF000000}, {1, 2, 3, 4}, {3, 2, 1, 4}},
        {0x40, 32, {0xFF0000, 0xFF00, 0xFF, 0}, {1, 2, 3, 4}, {3, 2, 1, 255}},
        {0x40, 32, {0xFF, 0xFF00, 0xFF0000, 0}, {1, 2, 3, 4}, {1, 2, 3, 255}},
        {0x40, 24, {0xFF0000, 0xFF00, 0xFF, 0}, {1, 2, 3}, {3, 2, 1, 255}},
        {0x20000, 8, {0xFF, 0, 0, 0}, {9}, {9, 9, 9, 255}},
        {0x20001, 16, {0xFF, 0, 0, 0xFF00}, {9, 7}, {9, 9, 9, 7}},
        {0x20000, 8, {0xFF000000, 0, 0, 0}, {9}, {9, 9, 9, 255}}, // as Pillow writes it
        {0x20001, 16, {0xFF, 0, 0, 0xFF000000}, {9, 7}, {9, 9, 9, 7}},
    };
    for (const DdsCase& dds : cases) {
        const Picture picture = readOrFail(makeDds(1, 1, dds.flags, dds.bits, dds.masks, dds.stored));
        EXPECT_EQ(bytesOf(picture), dds.expected) << dds.bits;
        EXPECT_FALSE(picture.isTransferTagged);
        EXPECT_EQ(picture.transfer.kind, TransferKind::Srgb);
    }
}

TEST(PictureFormats, DdsTellsPremultipliedAlpha) {
    const Bytes texel = {1, 2, 3, 4};
    for (const uint32_t mode : {0u, 1u, 3u, 4u})
        EXPECT_FALSE(readOrFail(makeDx10Dds(1, 1, 28, texel, mode)).isPremultiplied);
    EXPECT_TRUE(readOrFail(makeDx10Dds(1, 1, 28, texel, 2)).isPremultiplied);
    EXPECT_FALSE(readOrFail(makeDx10Dds(1, 1, 61, {1}, 2)).isPremultiplied) << "R8 has no alpha";
    const std::array<uint32_t, 4> masks = {0xFF, 0xFF00, 0xFF0000, 0xFF000000};
    EXPECT_TRUE(readOrFail(makeDds(1, 1, 0x8041, 32, masks, texel)).isPremultiplied); // DDPF_ALPHAPREMULT
    EXPECT_FALSE(readOrFail(makeDds(1, 1, 0x41, 32, masks, texel)).isPremultiplied);
}

TEST(PictureFormats, DdsByDxgiFormatTellsTheTransferFunction) {
    const Picture srgb = readOrFail(makeDx10Dds(1, 1, 91, {1, 2, 3, 4}));
    EXPECT_EQ(bytesOf(srgb), (Bytes{3, 2, 1, 4}));
    EXPECT_EQ(srgb.transfer.kind, TransferKind::Srgb);
    EXPECT_TRUE(srgb.isTransferTagged);
    EXPECT_EQ(readOrFail(makeDx10Dds(1, 1, 28, {1, 2, 3, 4})).transfer.kind, TransferKind::Linear);
    const Picture wide = readOrFail(makeDx10Dds(1, 1, 11, {1, 2, 3, 4, 5, 6, 7, 8}));
    EXPECT_EQ(std::get<std::vector<uint16_t>>(wide.samples), (std::vector<uint16_t>{0x201, 0x403, 0x605, 0x807}));
    // 1.0, -2.0, the smallest half, infinity
    const Picture halves = readOrFail(makeDx10Dds(1, 1, 10, {0, 0x3C, 0, 0xC0, 1, 0, 0, 0x7C}));
    EXPECT_EQ(std::get<std::vector<float>>(halves.samples),
              (std::vector<float>{1, -2, std::ldexp(1.0f, -24), INFINITY}));
}

TEST(PictureFormats, UncompressedKtx2) {
    const Bytes texels(kGradient.texels);
    const Picture linear = readOrFail(makeKtx2Picture(9, 5, texels));
    EXPECT_EQ(bytesOf(linear), texels);
    EXPECT_EQ(linear.transfer.kind, TransferKind::Linear);
    EXPECT_EQ(linear.orientation, 1);
    const Picture srgb = readOrFail(makeKtx2Picture(9, 5, texels, {43, 2, 1, "ru"}));
    EXPECT_EQ(srgb.transfer.kind, TransferKind::Srgb);
    EXPECT_TRUE(srgb.isPremultiplied);
    EXPECT_EQ(srgb.orientation, 4);
    const Picture grey = readOrFail(makeKtx2Picture(2, 1, {7, 8}, {9, 1, 0, "rd"}));
    EXPECT_EQ(bytesOf(grey), (Bytes{7, 0, 0, 255, 8, 0, 0, 255}));
    EXPECT_EQ(grey.channelCount, 1);
    const Picture floats = readOrFail(makeKtx2Picture(1, 1, {0, 0, 0, 0x3F}, {100, 1, 0, ""}));
    EXPECT_EQ(std::get<std::vector<float>>(floats.samples), (std::vector<float>{0.5f, 0, 0, 1}));
}

TEST(PictureFormats, UncompressedKtx2IsReadAsItsSwizzleSays) {
    const Picture grey = readOrFail(makeKtx2Picture(2, 1, {7, 8}, {9, 1, 0, "rd", 1, "rrr1"}));
    EXPECT_EQ(bytesOf(grey), (Bytes{7, 7, 7, 255, 8, 8, 8, 255}));
    EXPECT_FALSE(grey.hasAlpha);
    EXPECT_EQ(grey.notes, std::vector<std::string>{"channels read as rrr1, as its KTXswizzle says"});
    const Picture mask = readOrFail(makeKtx2Picture(1, 1, {1, 2, 3, 4}, {37, 1, 1, "", 1, "bgrg"}));
    EXPECT_EQ(bytesOf(mask), (Bytes{3, 2, 1, 2}));
    EXPECT_TRUE(mask.hasAlpha);
    EXPECT_FALSE(mask.isPremultiplied) << "green is no alpha that colours were multiplied by";
    EXPECT_TRUE(readOrFail(makeKtx2Picture(1, 1, {1, 2, 3, 4}, {37, 1, 0, "", 1, "rgba"})).notes.empty());
    const Picture wrong = readOrFail(makeKtx2Picture(1, 1, {1, 2, 3, 4}, {37, 1, 0, "", 1, "rgbx"}));
    EXPECT_EQ(bytesOf(wrong), (Bytes{1, 2, 3, 4}));
    ASSERT_EQ(wrong.warnings.size(), 1u);
}

TEST(PictureFormats, UncompressedKtx2OfTwoMindsAboutItsColorsIsWarnedOf) {
    for (const auto& [vkFormat, transfer, warning] :
         {std::tuple{43u, uint8_t{1}, "its vkFormat is R8G8B8A8_SRGB, but its data format descriptor says linear"},
          std::tuple{37u, uint8_t{2}, "its vkFormat is R8G8B8A8_UNORM, but its data format descriptor says sRGB"},
          std::tuple{43u, uint8_t{2}, ""}, std::tuple{37u, uint8_t{1}, ""}}) {
        const Picture picture = readOrFail(makeKtx2Picture(1, 1, {1, 2, 3, 4}, {vkFormat, transfer}));
        ASSERT_EQ(picture.warnings.size(), *warning != 0 ? 1u : 0u) << vkFormat;
        if (picture.warnings.empty()) continue;
        EXPECT_TRUE(picture.warnings[0].starts_with(warning)) << picture.warnings[0];
    }
}

TEST(PictureFormats, RawTexelsAreWhatTheOptionsSay) {
    const auto rawAs = [](const char* name, uint32_t width, uint32_t height) {
        ReadOptions options;
        options.raw = {cli::findLayoutByName(name), width, height};
        return options;
    };
    const Bytes texels = {1, 2, 3, 4, 5, 6};
    EXPECT_EQ(bytesOf(readOrFail(texels, rawAs("R8G8B8_SRGB", 2, 1))), (Bytes{1, 2, 3, 255, 4, 5, 6, 255}));
    EXPECT_EQ(bytesOf(readOrFail(texels, rawAs("vk_format_b8g8r8_unorm", 1, 2))), (Bytes{3, 2, 1, 255, 6, 5, 4, 255}));
    EXPECT_EQ(readOrFail(texels, rawAs("R8G8B8_SRGB", 2, 1)).transfer.kind, TransferKind::Srgb);
    EXPECT_EQ(readOrFail(texels, rawAs("R8G8B8_UNORM", 2, 1)).transfer.kind, TransferKind::Linear);
    for (const auto& [width, height] : {std::pair{1u, 1u}, {3u, 1u}, {65536u, 16384u}}) {
        const Result<Picture> picture = cli::readPicture(texels, rawAs("R8G8B8_SRGB", width, height));
        ASSERT_FALSE(picture);
        EXPECT_EQ(picture.error().code, ErrorCode::InvalidData);
        EXPECT_NE(picture.error().message.find("but there are 6"), std::string::npos) << picture.error().message;
    }
    EXPECT_EQ(cli::findLayoutByName("R8G8B8A8_SNORM"), nullptr);
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, a picture of other primaries than BT.709 becomes one of BT.709 without a word.

#include <gtest/gtest.h>

#include "byte_append.h"
#include "format_files.h"
#include "image_reader.h"
#include "tagged_files.h"

namespace astcslang::test {
namespace {

using cli::ColorPrimaries;

constexpr uint8_t kUnknown = 0, kBt709 = 1, kBt2020 = 4, kNtsc = 8, kDisplayP3 = 10, kAdobeRgb = 11;

std::optional<ColorPrimaries> primariesOf(const Bytes& file) {
    const Result<cli::Picture> picture = cli::readPicture(file);
    if (picture) return picture->primaries;
    ADD_FAILURE() << picture.error().message;
    return {};
}

std::optional<ColorPrimaries> primariesOfPng(const Chunks& chunks) {
    return primariesOf(makePng({1, 1, PngColor::Rgb, 8, false, {{1, 2, 3}}, chunks}));
}

/// White, red, green and blue in this order, as in the chunk.
Bytes chrmChunk(std::initializer_list<double> chromaticities) {
    Bytes content;
    for (const double value : chromaticities) appendBig(content, static_cast<uint32_t>(value * 100000 + 0.5), 4);
    return content;
}

const Bytes kP3Chunk = chrmChunk({0.3127, 0.3290, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06});
const Bytes kDciChunk = chrmChunk({0.314, 0.351, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06}); // P3's, another white

TEST(Primaries, PngTellsThemByTheChunkOfHighestRank) {
    const Bytes adobe = iccpChunk(makeRgbProfile(2.2, {0.64, 0.33, 0.21, 0.71, 0.15, 0.06}));
    const Bytes p3 = iccpChunk(makeRgbProfile(2.2, {0.68, 0.32, 0.265, 0.69, 0.15, 0.06}));
    const struct {
        const char* name;
        Chunks chunks;
        uint8_t code;
        const char* reason;
    } cases[] = {
        {"sRGB", {{"cHRM", kP3Chunk}, {"sRGB", {0}}}, kBt709, "sRGB chunk"},
        {"cHRM", {{"cHRM", kP3Chunk}}, kDisplayP3, "cHRM red 0.680 0.320, green 0.265 0.690, blue 0.150 0.060"},
        {"other white", {{"cHRM", kDciChunk}}, kUnknown, "cHRM red 0.680"},
        {"iCCP sRGB", {{"cHRM", kP3Chunk}, {"iCCP", iccpChunk(makeSrgbProfile())}}, kBt709, "ICC profile 'sRGB"},
        {"iCCP P3", {{"iCCP", p3}}, kDisplayP3, "ICC profile"},
        {"iCCP Adobe RGB", {{"iCCP", adobe}}, kAdobeRgb, "ICC profile"},
        {"cICP BT.709", {{"cHRM", kP3Chunk}, {"cICP", {1, 13, 0, 1}}}, kBt709, "cICP primaries 1"},
        {"cICP BT.470 M", {{"cICP", {4, 13, 0, 1}}}, kNtsc, "cICP primaries 4"},
        {"cICP BT.2020", {{"iCCP", p3}, {"cICP", {9, 16, 0, 1}}}, kBt2020, "cICP primaries 9"},
        {"cICP P3",
         {{"iCCP", iccpChunk(makeSrgbProfile())}, {"cICP", {12, 13, 0, 1}}},
         kDisplayP3,
         "cICP primaries 12"},
        {"cICP DCI", {{"cICP", {11, 13, 0, 1}}}, kUnknown, "cICP primaries 11"},
    };
    for (const auto& tag : cases) {
        SCOPED_TRACE(tag.name);
        const std::optional<ColorPrimaries> primaries = primariesOfPng(tag.chunks);
        ASSERT_TRUE(primaries);
        EXPECT_EQ(primaries->code, tag.code);
        EXPECT_EQ(primaries->reason.rfind(tag.reason, 0), 0u) << primaries->reason;
    }
    EXPECT_FALSE(primariesOfPng({}));
    EXPECT_FALSE(primariesOfPng({{"gAMA", gamaChunk(45455)}}));
    EXPECT_FALSE(primariesOfPng({{"cICP", {2, 13, 0, 1}}}));
}

TEST(Primaries, JpegTellsThemByItsProfile) {
    const Bytes jpeg = makeJpeg(makeGradient(8, 8), JpegKind::Color);
    EXPECT_FALSE(primariesOf(jpeg));
    const Bytes segment = joined({'I', 'C', 'C', '_', 'P', 'R', 'O', 'F', 'I', 'L', 'E', 0, 1, 1},
                                 makeRgbProfile(2.2, {0.68, 0.32, 0.265, 0.69, 0.15, 0.06}));
    EXPECT_EQ(primariesOf(withSegment(jpeg, 0xE2, segment)).value_or(ColorPrimaries()).code, kDisplayP3);
}

TEST(Primaries, OpenExrTellsThemByChromaticities) {
    const std::vector<float> texels(4 * 4, 0.5f);
    const Bytes plain = makeExr(2, 2, texels, ExrLayout::FloatRgb);
    EXPECT_FALSE(primariesOf(plain)) << "perhaps data";
    const Imf::Chromaticities bt2020{{0.708f, 0.292f}, {0.170f, 0.797f}, {0.131f, 0.046f}, {0.3127f, 0.3290f}};
    const Bytes wide = makeExr(2, 2, texels, ExrLayout::FloatRgb, Imf::ZIP_COMPRESSION, &bt2020);
    EXPECT_EQ(primariesOf(wide).value_or(ColorPrimaries()).code, kBt2020);
}

Bytes makeHdrWith(const std::string& line) {
    const std::string text = "#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n" + line + "\n-Y 1 +X 1\n";
    return joined({text.begin(), text.end()}, {128, 128, 128, 129});
}

TEST(Primaries, RadianceHdrTellsThemByALineOfItsHeader) {
    EXPECT_FALSE(primariesOf(makeHdrWith("")));
    const auto p3 = primariesOf(makeHdrWith("PRIMARIES= 0.680 0.320 0.265 0.690 0.150 0.060 0.3127 0.3290\n"));
    EXPECT_EQ(p3.value_or(ColorPrimaries()).code, kDisplayP3);
    const auto own = primariesOf(makeHdrWith("PRIMARIES=.64 .33 .29 .60 .15 .06 .333 .333\n")); // Radiance's
    ASSERT_TRUE(own);
    EXPECT_EQ(own->code, kUnknown);
    const Bytes damaged = makeHdrWith("PRIMARIES=0.64 0.33\n");
    EXPECT_FALSE(primariesOf(damaged));
    EXPECT_EQ(cli::readPicture(damaged)->warnings.size(), 1u);
}

/// A BMP whose header is of version 4 (108 bytes) or 5 (124 bytes): `fields` begin at its colour space.
Bytes makeBmpWith(size_t headerBytes, const Bytes& fields, const Bytes& profile = {}) {
    const Bytes plain = makeBmp(Image{1, 1, {10, 20, 30, 255}});
    Bytes head(plain.begin(), plain.begin() + 54);
    head.resize(14 + headerBytes);
    std::copy(fields.begin(), fields.end(), head.begin() + 14 + 56);
    Bytes bytes = joined(head, {plain.begin() + 54, plain.end()});
    const auto put = [&](size_t place, size_t value) {
        for (size_t i = 0; i < 4; ++i) bytes[place + i] = static_cast<uint8_t>(value >> (8 * i));
    };
    put(10, head.size());
    put(14, headerBytes);
    if (!profile.empty()) put(14 + 112, bytes.size() - 14), put(14 + 116, profile.size());
    return joined(bytes, profile);
}

TEST(Primaries, BmpOfVersions4And5TellsThem) {
    EXPECT_FALSE(primariesOf(makeBmp(Image{1, 1, {10, 20, 30, 255}})));
    for (const size_t headerBytes : {108u, 124u}) {
        const Bytes srgb = {'B', 'G', 'R', 's'};
        EXPECT_EQ(primariesOf(makeBmpWith(headerBytes, srgb)).value_or(ColorPrimaries()).reason,
                  "BMP header says sRGB");
        EXPECT_TRUE(cli::readPicture(makeBmpWith(headerBytes, srgb))->isTransferTagged);
        EXPECT_FALSE(primariesOf(makeBmpWith(headerBytes, {' ', 'n', 'i', 'W'}))) << "the system's";
        EXPECT_FALSE(primariesOf(makeBmpWith(headerBytes, {0, 0, 0, 0}))) << "calibrated, but no values";
        Bytes p3(4); // calibrated: X, Y, Z of red, green, blue, then gammas
        for (const double value : {0.4866, 0.2290, 0.0, 0.2657, 0.6917, 0.0451, 0.1982, 0.0793, 1.0439}) {
            appendLittle(p3, static_cast<uint32_t>(value * (1 << 30)), 4);
        }
        EXPECT_EQ(primariesOf(makeBmpWith(headerBytes, p3)).value_or(ColorPrimaries()).code, kDisplayP3);
        for (int channel = 0; channel < 3; ++channel) appendLittle(p3, 65536 * 22 / 10, 4);
        const cli::Picture gamma = cli::readPicture(makeBmpWith(headerBytes, p3)).value();
        ASSERT_EQ(gamma.warnings.size(), 1u);
        EXPECT_NE(gamma.warnings[0].find("gammas of 2.2"), std::string::npos) << gamma.warnings[0];
    }
    const Bytes embedded = {'D', 'E', 'B', 'M'};
    const Bytes profile = makeRgbProfile(1.8, {0.68, 0.32, 0.265, 0.69, 0.15, 0.06});
    const cli::Picture tagged = cli::readPicture(makeBmpWith(124, embedded, profile)).value();
    EXPECT_EQ(tagged.primaries.value_or(ColorPrimaries()).code, kDisplayP3);
    EXPECT_NEAR(tagged.transfer.gamma, 1.8, 0.01);
    Bytes beyond = makeBmpWith(124, embedded, profile);
    beyond.pop_back();
    EXPECT_NE(cli::readPicture(beyond)->warnings.at(0).find("beyond the end"), std::string::npos);
    EXPECT_NE(cli::readPicture(makeBmpWith(124, {'K', 'N', 'I', 'L'}))->warnings.at(0).find("another file"),
              std::string::npos);
}

TEST(Primaries, UncompressedKtx2TellsThem) {
    Ktx2PictureOptions options;
    options.primaries = kDisplayP3;
    EXPECT_EQ(primariesOf(makeKtx2Picture(1, 1, {1, 2, 3, 4}, options)).value_or(ColorPrimaries()).code, kDisplayP3);
    options.primaries = 0;
    EXPECT_FALSE(primariesOf(makeKtx2Picture(1, 1, {1, 2, 3, 4}, options)));
}

TEST(Primaries, EverySetIsFoundByItsOwnChromaticities) {
    for (uint8_t code = kBt709; code <= kAdobeRgb; ++code) {
        const cli::Chromaticities* chromaticities = cli::chromaticitiesOf(code);
        ASSERT_NE(chromaticities, nullptr);
        EXPECT_EQ(cli::findPrimaries(*chromaticities), code) << cli::nameOfPrimaries(code);
        cli::Chromaticities other = *chromaticities;
        other[0] += 0.003;
        EXPECT_EQ(cli::findPrimaries(other), kUnknown);
        EXPECT_EQ(cli::primariesOfCicp(cli::cicpOfPrimaries(code)) == code, cli::cicpOfPrimaries(code) != 2);
    }
}

TEST(Primaries, NamesAreThoseOfKtxCreate) {
    EXPECT_EQ(cli::parsePrimaries("none"), kUnknown);
    EXPECT_EQ(cli::parsePrimaries("SRGB"), kBt709);
    EXPECT_EQ(cli::parsePrimaries("KHR_DF_PRIMARIES_BT2020"), kBt2020);
    EXPECT_EQ(cli::parsePrimaries("bt601-ebu"), cli::parsePrimaries("BT601_EBU"));
    EXPECT_EQ(cli::parsePrimaries("displayp3"), kDisplayP3);
    for (const char* other : {"", "p3", "bt470"}) EXPECT_FALSE(cli::parsePrimaries(other)) << other;
}

} // namespace
} // namespace astcslang::test

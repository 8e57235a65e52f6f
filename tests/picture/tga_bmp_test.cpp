// SPDX-License-Identifier: Apache-2.0
// TGA and BMP beyond the plain ones of tests/cli/picture_format_test.cpp. If these fail, such a file has other colours
// or another alpha than its writer meant, or one that is legal is called damaged.

#include <gtest/gtest.h>

#include "byte_append.h"
#include "format_files.h"
#include "image_reader.h"
#include "tagged_files.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using Codes = std::vector<uint8_t>;
using WideCodes = std::vector<uint16_t>;

Picture readOrFail(const Bytes& bytes) {
    Result<Picture> picture = cli::readPicture(bytes);
    if (picture) return *std::move(picture);
    ADD_FAILURE() << picture.error().message;
    return {};
}

Codes codesOf(const Bytes& bytes) {
    const Picture picture = readOrFail(bytes);
    const Codes* codes = std::get_if<Codes>(&picture.samples);
    return codes != nullptr ? *codes : Codes{};
}

void expectFailure(const Bytes& bytes, ErrorCode code, const std::string& mention) {
    const Result<Picture> picture = cli::readPicture(bytes);
    ASSERT_FALSE(picture) << mention;
    EXPECT_EQ(picture.error().code, code) << picture.error().message;
    EXPECT_NE(picture.error().message.find(mention), std::string::npos) << picture.error().message;
}

constexpr uint8_t kFromTop = 0x20;

/// 32 bits a texel from the top; the descriptor tells so many bits of alpha.
Bytes makeTga32(uint8_t alphaBits, const Bytes& texels) {
    const auto width = static_cast<uint16_t>(texels.size() / 4);
    return joined(makeTgaHeader(2, width, 1, 32, kFromTop | alphaBits), texels);
}

TEST(Tga, AlphaThatItsHeaderDoesNotTellIsNoneIfAllOfItIs0) {
    const Picture picture = readOrFail(makeTga32(0, {1, 2, 3, 0, 4, 5, 6, 0}));
    EXPECT_EQ(std::get<Codes>(picture.samples), (Codes{3, 2, 1, 255, 6, 5, 4, 255}));
    EXPECT_FALSE(picture.hasAlpha);
    EXPECT_EQ(picture.channelCount, 3);
    ASSERT_EQ(picture.notes.size(), 1u);
    EXPECT_NE(picture.notes[0].find("its header tells no alpha"), std::string::npos) << picture.notes[0];
    EXPECT_TRUE(picture.warnings.empty());
    // The header tells some: a picture that nobody can see.
    EXPECT_EQ(codesOf(makeTga32(8, {1, 2, 3, 0})), (Codes{3, 2, 1, 0}));
}

TEST(Tga, AlphaThatItsHeaderDoesNotTellIsFollowedWithAWarning) {
    const Picture picture = readOrFail(makeTga32(0, {1, 2, 3, 0, 4, 5, 6, 7}));
    EXPECT_EQ(std::get<Codes>(picture.samples), (Codes{3, 2, 1, 0, 6, 5, 4, 7}));
    EXPECT_TRUE(picture.hasAlpha);
    EXPECT_EQ(picture.warnings,
              std::vector<std::string>{"its header tells no alpha, but there is some, which is followed"});
    const Picture opaque = readOrFail(makeTga32(0, {1, 2, 3, 255}));
    EXPECT_FALSE(opaque.hasAlpha);
    EXPECT_TRUE(opaque.warnings.empty());
    EXPECT_TRUE(opaque.notes.empty());
}

TEST(Tga, TheExtensionAreaTellsWhatAlphaIs) {
    const Bytes tga = makeTga32(8, {1, 2, 3, 4}), untold = makeTga32(0, {1, 2, 3, 4});
    for (const uint8_t none : {0, 1}) {
        const Picture picture = readOrFail(withAttributesType(tga, none));
        EXPECT_EQ(std::get<Codes>(picture.samples), (Codes{3, 2, 1, 255}));
        EXPECT_FALSE(picture.hasAlpha);
        ASSERT_EQ(picture.warnings.size(), 1u);
        EXPECT_NE(picture.warnings[0].find("left out"), std::string::npos) << picture.warnings[0];
        EXPECT_TRUE(readOrFail(withAttributesType(makeTga32(8, {1, 2, 3, 255}), none)).warnings.empty());
    }
    EXPECT_EQ(codesOf(withAttributesType(tga, 2)), (Codes{3, 2, 1, 4}));
    EXPECT_EQ(readOrFail(withAttributesType(tga, 2)).warnings.size(), 1u);
    for (const uint8_t alpha : {3, 4}) {
        const Picture picture = readOrFail(withAttributesType(untold, alpha));
        EXPECT_EQ(std::get<Codes>(picture.samples), (Codes{3, 2, 1, 4}));
        EXPECT_TRUE(picture.warnings.empty());
        EXPECT_EQ(picture.isPremultiplied, alpha == 4);
    }
    const Bytes withoutAlpha = joined(makeTgaHeader(2, 1, 1, 24, kFromTop), {1, 2, 3});
    EXPECT_FALSE(readOrFail(withAttributesType(withoutAlpha, 4)).isPremultiplied);
}

TEST(Tga, SixteenBitsAreRoundedAndMayHaveAlpha) {
    // 1, 2 and 3 of 31, with and without the highest bit.
    const Bytes texels = {0x43, 0x84, 0x43, 0x04};
    const Picture told = readOrFail(joined(makeTgaHeader(2, 2, 1, 16, kFromTop | 1), texels));
    EXPECT_EQ(std::get<Codes>(told.samples), (Codes{8, 16, 25, 255, 8, 16, 25, 0}));
    EXPECT_TRUE(told.hasAlpha);
    EXPECT_TRUE(told.warnings.empty());
    for (const uint8_t high : {0x04, 0x84}) {
        const Picture untold = readOrFail(joined(makeTgaHeader(2, 1, 1, 16, kFromTop), {0x43, high}));
        EXPECT_EQ(std::get<Codes>(untold.samples), (Codes{8, 16, 25, 255}));
        EXPECT_FALSE(untold.hasAlpha);
    }
    EXPECT_EQ(codesOf(joined(makeTgaHeader(2, 1, 1, 15, kFromTop | 1), {0x43, 0x04})), (Codes{8, 16, 25, 255}));
    EXPECT_EQ(codesOf(joined(makeTgaHeader(10, 2, 1, 16, kFromTop), {0x81, 0x43, 0x04})),
              (Codes{8, 16, 25, 255, 8, 16, 25, 255}));
}

TEST(Tga, GreyMayHaveAlpha) {
    const Picture picture = readOrFail(joined(makeTgaHeader(3, 2, 1, 16, kFromTop | 8), {9, 7, 8, 6}));
    EXPECT_EQ(std::get<Codes>(picture.samples), (Codes{9, 9, 9, 7, 8, 8, 8, 6}));
    EXPECT_EQ(picture.channelCount, 2);
}

/// A palette of 2 colours.
Bytes makePaletteTga(uint16_t first, uint8_t colorBits, uint8_t indexBits, const Bytes& palette, const Bytes& texels) {
    const auto width = static_cast<uint16_t>(texels.size() / (indexBits / 8));
    Bytes tga = makeTgaHeader(1, width, 1, indexBits, kFromTop);
    tga[1] = 1;
    tga[3] = static_cast<uint8_t>(first);
    tga[4] = static_cast<uint8_t>(first >> 8);
    tga[5] = 2;
    tga[7] = colorBits;
    return joined(joined(tga, palette), texels);
}

TEST(Tga, PalettesMayBeginAtAnyNumberAndHaveColorsOfAnyBits) {
    EXPECT_EQ(codesOf(makePaletteTga(10, 24, 8, {1, 2, 3, 4, 5, 6}, {11, 10})), (Codes{6, 5, 4, 255, 3, 2, 1, 255}));
    EXPECT_EQ(codesOf(makePaletteTga(0x104, 16, 16, {0x43, 0x04, 0x21, 0x04}, {4, 1, 5, 1})),
              (Codes{8, 16, 25, 255, 8, 8, 8, 255}));
    EXPECT_EQ(codesOf(makePaletteTga(0, 32, 8, {1, 2, 3, 9, 4, 5, 6, 8}, {0, 1})), (Codes{3, 2, 1, 9, 6, 5, 4, 8}));
}

TEST(Tga, IndicesWithoutAColorAreDamage) {
    expectFailure(makePaletteTga(0, 24, 8, {1, 2, 3, 4, 5, 6}, {0, 2}), ErrorCode::InvalidData,
                  "damaged TGA: its palette has no colour 2");
    expectFailure(makePaletteTga(10, 24, 8, {1, 2, 3, 4, 5, 6}, {10, 9}), ErrorCode::InvalidData, "no colour 9");
}

TEST(Tga, FieldsOfAColorMapThatIsNotThereDoNotCount) {
    Bytes tga = makeTga32(8, {1, 2, 3, 4});
    for (size_t field = 3; field < 8; ++field) tga[field] = 0xCD;
    EXPECT_EQ(codesOf(tga), (Codes{3, 2, 1, 4}));
}

/// They came out in the order of the file.
TEST(Tga, InterleavedRowsAreRefusedByName) {
    for (const auto& [bits, name] : {std::pair(0x40, "two"), {0x80, "four"}, {0xC0, "four"}}) {
        Bytes tga = makeTga32(8, {1, 2, 3, 4});
        tga[17] = static_cast<uint8_t>(tga[17] | bits);
        expectFailure(tga, ErrorCode::Unsupported, std::string("TGA with rows interleaved by ") + name);
    }
}

Bytes masks(const std::vector<uint32_t>& words) {
    Bytes bytes;
    for (const uint32_t word : words) appendLittle(bytes, word, 4);
    return bytes;
}

TEST(Bmp, FifteenAndSixteenBitsAreRounded) {
    EXPECT_EQ(codesOf(makeBmpOf(1, 1, 16, {}, {0x43, 0x04, 0, 0})), (Codes{8, 16, 25, 255}));
    // 1 of 31, 2 of 63, 3 of 31
    EXPECT_EQ(codesOf(makeBmpOf(1, 1, 16, masks({0xF800, 0x7E0, 0x1F}), {0x43, 0x08, 0, 0}, 3)),
              (Codes{8, 8, 25, 255}));
    // By four masks behind the header, and in one of 56 bytes.
    EXPECT_EQ(codesOf(makeBmpOf(1, 1, 16, masks({0xF00, 0xF0, 0xF, 0xF000}), {0x23, 0x41, 0, 0}, 6)),
              (Codes{17, 34, 51, 68}));
    EXPECT_EQ(codesOf(makeLongBmp(56, 1, 1, 16, masks({0xF00, 0xF0, 0xF, 0xF000}), {0x23, 0x41, 0, 0}, 3)),
              (Codes{17, 34, 51, 68}));
}

TEST(Bmp, ThirtyTwoBitsByMasksOfEveryHeader) {
    const Bytes words = masks({0xFF00, 0xFF0000, 0xFF000000, 0xFF}), texel = {4, 1, 2, 3};
    for (const uint32_t headerBytes : {56u, 108u, 124u}) {
        const Picture picture = readOrFail(makeLongBmp(headerBytes, 1, -1, 32, words, texel, 3));
        EXPECT_EQ(picture.samples, cli::Samples(Codes{1, 2, 3, 4})) << headerBytes;
        EXPECT_TRUE(picture.hasAlpha);
        EXPECT_TRUE(picture.warnings.empty());
    }
    const Bytes three(words.begin(), words.begin() + 12);
    EXPECT_EQ(codesOf(makeLongBmp(52, 1, 1, 32, three, texel, 3)), (Codes{1, 2, 3, 255}));
    EXPECT_EQ(codesOf(makeBmpOf(1, 1, 32, three, texel, 3)), (Codes{1, 2, 3, 255}));
}

TEST(Bmp, MasksOfTenBitsKeepThem) {
    const Picture picture =
        readOrFail(makeBmpOf(1, 1, 32, masks({0x3FF00000, 0xFFC00, 0x3FF}), {0xFF, 0x0B, 0x10, 0}, 3));
    EXPECT_EQ(picture.samples, cli::Samples(WideCodes{64, 128, 65535, 65535})); // 1, 2 and 1023 of 1023
    EXPECT_EQ(picture.storedBits, 10);
    EXPECT_FALSE(picture.hasAlpha);
}

TEST(Bmp, AFourthByteThatNoHeaderTellsOfIsTakenAsInTga) {
    EXPECT_EQ(codesOf(makeBmpOf(2, 1, 32, {}, {1, 2, 3, 0, 4, 5, 6, 0})), (Codes{3, 2, 1, 255, 6, 5, 4, 255}));
    const Picture picture = readOrFail(makeBmpOf(2, 1, 32, {}, {1, 2, 3, 0, 4, 5, 6, 9}));
    EXPECT_EQ(picture.samples, cli::Samples(Codes{3, 2, 1, 0, 6, 5, 4, 9}));
    EXPECT_EQ(picture.warnings.size(), 1u);
}

TEST(Bmp, PalettesOfEveryNumberOfBits) {
    Bytes palette;
    for (uint8_t color = 0; color < 16; ++color) palette.insert(palette.end(), {0, 0, color, 0});
    const auto reds = [&](uint8_t bits, const Bytes& row) {
        const Bytes colors(palette.begin(), palette.begin() + (bits == 1 ? 8 : bits == 2 ? 16 : 64));
        const Codes codes = codesOf(makeBmpOf(3, 1, bits, colors, row));
        return codes.size() == 12 ? Codes{codes[0], codes[4], codes[8]} : Codes{};
    };
    EXPECT_EQ(reds(1, {0xA0, 0, 0, 0}), (Codes{1, 0, 1}));
    EXPECT_EQ(reds(2, {0x6C, 0, 0, 0}), (Codes{1, 2, 3}));
    EXPECT_EQ(reds(4, {0x1F, 0x70, 0, 0}), (Codes{1, 15, 7}));
    EXPECT_EQ(reds(8, {1, 15, 7, 0}), (Codes{1, 15, 7}));
    expectFailure(makeBmpOf(1, 1, 8, palette, {16, 0, 0, 0}), ErrorCode::InvalidData,
                  "damaged BMP: its palette has no colour 16");
}

TEST(Bmp, ItsNumberOfPlanesMayBeLeftOut) {
    Bytes bmp = makeBmpOf(1, 1, 24, {}, {1, 2, 3, 0});
    bmp[26] = 0;
    EXPECT_EQ(codesOf(bmp), (Codes{3, 2, 1, 255}));
    bmp[26] = 3;
    expectFailure(bmp, ErrorCode::InvalidData, "not of one plane");
}

TEST(Bmp, WhatIsNotReadIsToldFromDamage) {
    const Bytes row(8, 1);
    expectFailure(makeBmpOf(1, 1, 64, {}, row), ErrorCode::Unsupported, "64 bits");
    expectFailure(makeBmpOf(1, 1, 24, {}, row, 5), ErrorCode::Unsupported, "compression 5");
    expectFailure(makeLongBmp(64, 1, 1, 1, {}, row, 3), ErrorCode::Unsupported, "compression 3"); // OS/2: Huffman
    expectFailure(makeBmpOf(1, 1, 32, masks({0xFFFFF000, 0xFF0, 0xF}), row, 3), ErrorCode::Unsupported, "20 bits");
    expectFailure(makeBmpOf(1, 1, 32, masks({0xF0F00000, 0xFF00, 0xFF}), row, 3), ErrorCode::InvalidData, "no mask");
    expectFailure(makeBmpOf(1, 1, 32, masks({0xFF0000, 0xFF00, 0x1FF}), row, 3), ErrorCode::InvalidData, "no mask");
    expectFailure(makeBmpOf(1, 1, 16, masks({0xF0000, 0xFF00, 0xFF}), row, 3), ErrorCode::InvalidData, "no mask");
    expectFailure(makeBmpOf(1, 1, 32, masks({0, 0, 0}), row, 3), ErrorCode::InvalidData, "no mask for its colours");
    expectFailure(makeBmpOf(1, 1, 24, masks({0xFF0000, 0xFF00, 0xFF}), row, 3), ErrorCode::InvalidData, "24 bits");
    expectFailure(makeBmpOf(1, 1, 7, {}, row), ErrorCode::InvalidData, "7 bits");
}

} // namespace
} // namespace astcslang::test

// SPDX-License-Identifier: Apache-2.0
// If these fail, KTX 1 files that we write are unreadable elsewhere, or a bad one is believed.

#include <functional>

#include <astcslang/ktx1.h>
#include <gtest/gtest.h>

#include "container/byte_order.h"
#include "test_pictures.h"

namespace astcslang::container {
namespace {

using Bytes = std::vector<uint8_t>;

Bytes validFile() { return writeKtx1(makePicture(5, 4, {4, 4})).value(); }

void set32(Bytes& bytes, size_t place, uint32_t value) {
    for (size_t byte = 0; byte < 4; ++byte) bytes[place + byte] = static_cast<uint8_t>(value >> (8 * byte));
}

/// The file of a texture and entries of key/value data.
Bytes makeFile(const Texture& texture, const std::vector<std::string>& entries = {}) {
    Bytes bytes = validFile();
    bytes.resize(64);
    set32(bytes, 36, texture.width);
    set32(bytes, 40, texture.height);
    set32(bytes, 48, texture.layerCount);
    set32(bytes, 52, texture.faceCount);
    set32(bytes, 56, static_cast<uint32_t>(texture.levels.size()));
    for (const std::string& entry : entries) {
        append32(bytes, static_cast<uint32_t>(entry.size()));
        bytes.insert(bytes.end(), entry.begin(), entry.end());
        appendPadding(bytes, 4);
    }
    set32(bytes, 60, static_cast<uint32_t>(bytes.size() - 64));
    const bool isCube = texture.faceCount == 6 && texture.layerCount == 0;
    for (const Bytes& level : texture.levels) {
        append32(bytes, static_cast<uint32_t>(level.size() / (isCube ? 6 : 1)));
        append(bytes, level);
    }
    return bytes;
}

TEST(Ktx1File, FieldsStandWhereTheSpecificationHasThem) {
    CompressedImage image = makePicture(0x123, 2, {12, 10}, Profile::LdrSrgb);
    const Bytes bytes = writeKtx1(image).value();
    const Bytes identifier = {0xAB, 0x4B, 0x54, 0x58, 0x20, 0x31, 0x31, 0xBB, 0x0D, 0x0A, 0x1A, 0x0A};
    EXPECT_EQ(Bytes(bytes.begin(), bytes.begin() + 12), identifier);
    const uint32_t fields[] = {0x04030201, 0, 1, 0, 0x93DC, 0x1908, 0x123, 2, 0, 0, 1, 1, 0, 16 * 25};
    for (size_t field = 0; field < std::size(fields); ++field) EXPECT_EQ(load32(bytes, 12 + 4 * field), fields[field]);
    EXPECT_EQ(Bytes(bytes.begin() + 68, bytes.end()), image.blocks);
}

/// GL_COMPRESSED_RGBA_ASTC_*_KHR and its sRGB partners, by KHR_texture_compression_astc_ldr.
TEST(Ktx1File, FormatsAreThoseOfOpenGl) {
    const Footprint inOrder[] = {{4, 4}, {5, 4},  {5, 5},  {6, 5},  {6, 6},   {8, 5},   {8, 6},
                                 {8, 8}, {10, 5}, {10, 6}, {10, 8}, {10, 10}, {12, 10}, {12, 12}};
    for (uint32_t place = 0; place < std::size(inOrder); ++place) {
        EXPECT_EQ(load32(writeKtx1(makePicture(5, 4, inOrder[place])).value(), 28), 0x93B0 + place);
        EXPECT_EQ(load32(writeKtx1(makePicture(5, 4, inOrder[place], Profile::LdrSrgb)).value(), 28), 0x93D0 + place);
    }
}

TEST(Ktx1File, RoundTripsEveryFootprintAndProfile) {
    for (const Footprint footprint : kAllFootprints) {
        for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
            const CompressedImage image = makePicture(13, 27, footprint, profile);
            const Result<Texture> read = readKtx1(writeKtx1(image).value());
            ASSERT_TRUE(read) << read.error().message;
            EXPECT_EQ(read->width, 13u);
            EXPECT_EQ(read->height, 27u);
            EXPECT_EQ(read->footprint, footprint);
            EXPECT_EQ(read->profile, profile);
            EXPECT_EQ(read->colorPrimaries, profile == Profile::Ldr ? 0 : 1);
            EXPECT_EQ(read->levels, std::vector<Bytes>{image.blocks});
            EXPECT_TRUE(read->metadata.empty());
        }
    }
}

TEST(Ktx1File, AllLevelsLayersAndFacesAreRead) {
    for (const uint32_t layerCount : {0u, 1u, 3u}) {
        for (const uint32_t faceCount : {1u, 6u}) {
            const Texture texture = makeTestTexture(16, 16, layerCount, faceCount);
            const Result<Texture> read = readKtx1(makeFile(texture));
            ASSERT_TRUE(read) << read.error().message;
            EXPECT_EQ(read->levels, texture.levels);
            EXPECT_EQ(read->layerCount, layerCount);
            EXPECT_EQ(read->faceCount, faceCount);
        }
    }
}

TEST(Ktx1File, EntriesAreKeptAndOrientationIsThatOfKtx2) {
    const Texture texture = makeTestTexture(4, 4, 0, 1);
    const auto metadataOf = [&](const std::vector<std::string>& entries) {
        return readKtx1(makeFile(texture, entries))->metadata;
    };
    using namespace std::string_literals;
    EXPECT_EQ(metadataOf({"mine\0value\0"s, "KTXother\0x\0"s, "mine\0again\0"s}),
              (std::vector<KeyValue>{{"mine", "value\0"s}}));
    EXPECT_EQ(metadataOf({"KTXorientation\0S=r,T=u\0"s}), (std::vector<KeyValue>{{"KTXorientation", "ru\0"s}}));
    EXPECT_EQ(metadataOf({"KTXorientation\0S=r,T=d,R=i\0"s}), (std::vector<KeyValue>{{"KTXorientation", "rd\0"s}}));
    for (const std::string& unknown : {"S=r"s, ""s, ",T=d"s, "S=,T=d"s, "S=r,T="s, "S=x,T=d"s})
        EXPECT_TRUE(metadataOf({"KTXorientation\0"s + unknown + '\0'}).empty()) << unknown;
}

TEST(Ktx1File, EachWrongFieldIsRefused) {
    const auto codeAfter = [](size_t place, uint32_t value) {
        Bytes bytes = validFile();
        set32(bytes, place, value);
        const Result<Texture> read = readKtx1(bytes);
        EXPECT_FALSE(read) << place;
        return read ? ErrorCode::Cancelled : read.error().code;
    };
    EXPECT_EQ(codeAfter(4, 0), ErrorCode::InvalidData) << "identifier";
    EXPECT_EQ(codeAfter(12, 0x01020304), ErrorCode::Unsupported) << "big-endian";
    EXPECT_EQ(codeAfter(12, 0), ErrorCode::InvalidData);
    EXPECT_EQ(codeAfter(16, 0x1401), ErrorCode::InvalidData) << "glType of blocks";
    EXPECT_EQ(codeAfter(24, 0x1908), ErrorCode::InvalidData) << "glFormat of blocks";
    for (const uint32_t format : {0u, 0x93AFu, 0x93BEu, 0x93CFu, 0x93DEu, 0x83F0u, UINT32_MAX})
        EXPECT_EQ(codeAfter(28, format), ErrorCode::Unsupported) << format;
    EXPECT_EQ(codeAfter(36, 0), ErrorCode::InvalidData) << "width";
    EXPECT_EQ(codeAfter(40, 0), ErrorCode::InvalidData) << "height";
    EXPECT_EQ(codeAfter(44, 1), ErrorCode::Unsupported) << "depth";
    for (const size_t place : {36, 40, 48, 52, 56, 60}) EXPECT_EQ(codeAfter(place, UINT32_MAX), ErrorCode::InvalidData);
    EXPECT_EQ(codeAfter(52, 0), ErrorCode::InvalidData) << "faces";
    EXPECT_EQ(codeAfter(52, 6), ErrorCode::InvalidData) << "not square";
    EXPECT_EQ(codeAfter(56, 4), ErrorCode::InvalidData) << "levels down to less than 1x1";
    EXPECT_EQ(codeAfter(64, 16), ErrorCode::InvalidData) << "imageSize";
    Bytes single = validFile();
    set32(single, 56, 0); // levels are to be made by the loader
    EXPECT_TRUE(readKtx1(single));
}

TEST(Ktx1File, NoTruncatedOrLongerFileIsBelieved) {
    for (const Bytes& whole : {validFile(), makeFile(makeTestTexture(8, 8, 2, 6), {std::string("mine\0x", 6)})}) {
        ASSERT_TRUE(readKtx1(whole));
        for (size_t length = 0; length < whole.size(); ++length)
            ASSERT_EQ(readKtx1(std::span(whole).first(length)).error().code, ErrorCode::InvalidData) << length;
        Bytes longer = whole;
        longer.push_back(0);
        EXPECT_EQ(readKtx1(longer).error().code, ErrorCode::InvalidData);
    }
}

TEST(Ktx1File, WriterRefusesWhatIsNotAPicture) {
    CompressedImage image = makePicture(5, 4, {4, 4});
    image.blocks.pop_back();
    EXPECT_EQ(writeKtx1(image).error().code, ErrorCode::InvalidArgument);
    image = makePicture(8, 8, {4, 4});
    image.footprint = {4, 5};
    EXPECT_EQ(writeKtx1(image).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace astcslang::container

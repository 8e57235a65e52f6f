// SPDX-License-Identifier: Apache-2.0
// If these fail, a level, layer or face of a texture is lost or changed on its way through a KTX2 file, or a packed
// file makes a reader allocate more than it is worth.

#include <gtest/gtest.h>

#include <random>
#include <string>

#include <zlib.h>
#include <zstd.h>

#include "container/byte_order.h"
#include "container/ktx2_layout.h"
#include "test_pictures.h"

namespace astcslang::container {
namespace {

constexpr size_t kLevelIndex = 80, kLevelEntry = 24;

constexpr Supercompression kSchemes[] = {Supercompression::None, Supercompression::Zstd, Supercompression::Zlib};

void expectEqual(const Texture& a, const Texture& b) {
    EXPECT_EQ(a.width, b.width);
    EXPECT_EQ(a.height, b.height);
    EXPECT_EQ(a.footprint, b.footprint);
    EXPECT_EQ(a.profile, b.profile);
    EXPECT_EQ(a.layerCount, b.layerCount);
    EXPECT_EQ(a.faceCount, b.faceCount);
    EXPECT_EQ(a.isAlphaPremultiplied, b.isAlphaPremultiplied);
    EXPECT_EQ(a.colorPrimaries, b.colorPrimaries);
    EXPECT_EQ(a.transferFunction, b.transferFunction);
    EXPECT_EQ(a.levels, b.levels);
}

std::vector<uint8_t> fileOf(const Texture& texture, Supercompression scheme, int level = 0) {
    Ktx2WriteOptions options;
    options.supercompression = scheme;
    options.supercompressionLevel = level;
    return writeKtx2(texture, options).value();
}

/// A file of one level of 4x4 blocks whose packed bytes and declared size are given.
std::vector<uint8_t> fileOfStream(uint32_t side, Supercompression scheme, std::span<const uint8_t> stream,
                                  uint64_t declaredBytes) {
    const std::vector<uint8_t> small = fileOf(makeTestTexture(4, 4, 0, 1, 1), scheme);
    const Result<Ktx2Layout> parsed = parseKtx2Layout(small);
    Ktx2Layout layout = *parsed;
    layout.header.pixelWidth = layout.header.pixelHeight = side;
    layout.levels = {{stream, declaredBytes}};
    return serializeKtx2Layout(layout, 1);
}

ErrorCode readError(const std::vector<uint8_t>& bytes) {
    const Result<Texture> texture = readKtx2Texture(bytes);
    EXPECT_FALSE(texture);
    return texture ? ErrorCode::Cancelled : texture.error().code;
}

TEST(TextureFile, RoundTripsPicturesArraysAndCubeMapsWithAllLevelsInEveryScheme) {
    struct Kind {
        uint32_t width, height, layerCount, faceCount, levelCount;
    };
    const Kind kinds[] = {{13, 25, 0, 1, 1},  {13, 25, 0, 1, 32}, {13, 25, 1, 1, 2}, {13, 25, 3, 1, 32},
                          {20, 20, 0, 6, 32}, {20, 20, 1, 6, 1},  {20, 20, 2, 6, 3}, {1, 1, 0, 1, 1}};
    for (const Kind& kind : kinds) {
        for (const Supercompression scheme : kSchemes) {
            const Texture texture =
                makeTestTexture(kind.width, kind.height, kind.layerCount, kind.faceCount, kind.levelCount, {5, 4});
            const Result<Texture> read = readKtx2Texture(fileOf(texture, scheme));
            ASSERT_TRUE(read) << read.error().message;
            expectEqual(*read, texture);
        }
    }
}

TEST(TextureFile, RoundTripsEveryFootprintAndProfilePacked) {
    for (const Footprint footprint : kAllFootprints) {
        for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb}) {
            const Texture texture = makeTestTexture(31, 17, 0, 1, 32, footprint, profile);
            const Result<Texture> read = readKtx2Texture(fileOf(texture, Supercompression::Zstd));
            ASSERT_TRUE(read) << read.error().message;
            expectEqual(*read, texture);
        }
    }
}

TEST(TextureFile, RoundTripsColorDescriptionAndMetadata) {
    Texture texture = makeTestTexture(8, 8, 0, 1, 1, {4, 4}, Profile::Ldr);
    texture.isAlphaPremultiplied = true;
    texture.colorPrimaries = 10;  // KHR_DF_PRIMARIES_DISPLAYP3
    texture.transferFunction = 0; // KHR_DF_TRANSFER_UNSPECIFIED
    texture.metadata = {{"b", std::string("\0\1\2", 3)}, {"KTXswizzle", std::string("rrra", 5)}, {"a", ""}};
    const Result<Texture> read =
        readKtx2Texture(writeKtx2(texture, {"someone", "--zstd 7", Supercompression::Zstd, 7}).value());
    ASSERT_TRUE(read) << read.error().message;
    expectEqual(*read, texture);
    const std::vector<KeyValue> expected = {{"KTXorientation", std::string("rd", 3)},
                                            {"KTXswizzle", std::string("rrra", 5)},
                                            {"KTXwriter", std::string("someone", 8)},
                                            {"KTXwriterScParams", std::string("--zstd 7", 9)},
                                            {"a", ""},
                                            {"b", std::string("\0\1\2", 3)}};
    EXPECT_EQ(read->metadata, expected); // sorted by code points: capitals first
    EXPECT_EQ(readKtx2Texture(writeKtx2(*read).value())->metadata[2].value, std::string("astcslang 1.2.3", 16))
        << "the last writer counts";
}

TEST(TextureFile, KeepsAGivenOrientation) {
    Texture texture = makeTestTexture(4, 4, 0, 1, 1);
    texture.metadata = {{"KTXorientation", std::string("ru", 3)}};
    EXPECT_EQ(readKtx2Texture(writeKtx2(texture).value())->metadata[0].value, std::string("ru", 3));
}

TEST(TextureFile, StoresSmallLevelsFirstAndPackedLevelsWithoutPadding) {
    const Texture texture = makeTestTexture(40, 40, 0, 1);
    for (const Supercompression scheme : kSchemes) {
        const std::vector<uint8_t> bytes = fileOf(texture, scheme);
        uint64_t end = bytes.size();
        for (size_t level = 0; level < texture.levels.size(); ++level) {
            const uint64_t offset = load64(bytes, kLevelIndex + level * kLevelEntry);
            const uint64_t length = load64(bytes, kLevelIndex + level * kLevelEntry + 8);
            EXPECT_EQ(offset + length, end);
            EXPECT_EQ(load64(bytes, kLevelIndex + level * kLevelEntry + 16), texture.levels[level].size());
            if (scheme == Supercompression::None) {
                EXPECT_EQ(offset % 16, 0u);
            }
            end = offset;
        }
    }
}

TEST(TextureFile, ExtractsThePictureOfEachLevelLayerAndFace) {
    const Texture texture = makeTestTexture(8, 8, 2, 6);
    for (uint32_t level = 0; level < 4; ++level) {
        for (uint32_t layer = 0; layer < 2; ++layer) {
            for (uint32_t face = 0; face < 6; ++face) {
                const Result<CompressedImage> image = extractImage(texture, level, layer, face);
                ASSERT_TRUE(image) << image.error().message;
                EXPECT_EQ(image->width, 8u >> level);
                EXPECT_EQ(image->blocks.size(), level == 0 ? 64u : 16u);
                EXPECT_EQ(image->blocks[0], static_cast<uint8_t>(level * 100 + layer * 6 + face));
            }
        }
    }
    EXPECT_EQ(extractImage(texture, 4, 0, 0).error().message, "there is no level 4, only 0 to 3");
    EXPECT_EQ(extractImage(texture, 0, 2, 0).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(extractImage(texture, 0, 0, 6).error().code, ErrorCode::InvalidArgument);
}

TEST(TextureFile, WriterRefusesWhatKtx2CannotSay) {
    const auto refused = [](const auto& change, const Ktx2WriteOptions& options = {}) {
        Texture texture = makeTestTexture(8, 8, 2, 6);
        change(texture);
        const Result<std::vector<uint8_t>> bytes = writeKtx2(texture, options);
        return !bytes && bytes.error().code == ErrorCode::InvalidArgument;
    };
    const auto nothing = [](Texture&) {};
    EXPECT_FALSE(refused(nothing));
    EXPECT_TRUE(refused([](Texture& texture) { texture.width = 0; }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.height = 4; })); // not square
    EXPECT_TRUE(refused([](Texture& texture) { texture.faceCount = 2; }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.layerCount = 3; }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.footprint = {7, 7}; }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.levels.clear(); }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.levels.push_back(texture.levels.back()); })); // below 1x1
    EXPECT_TRUE(refused([](Texture& texture) { texture.levels[2].pop_back(); }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.transferFunction = 1; })); // sRGB is sRGB
    EXPECT_TRUE(refused([](Texture& texture) { texture.metadata = {{"", "a"}}; }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.metadata = {{std::string("a\0", 2), "a"}}; }));
    EXPECT_TRUE(refused([](Texture& texture) { texture.metadata = {{"a", "1"}, {"b", ""}, {"a", "2"}}; }));
    EXPECT_TRUE(refused(nothing, {"", "", Supercompression::Zstd, 23}));
    EXPECT_TRUE(refused(nothing, {"", "", Supercompression::Zstd, -1}));
    EXPECT_TRUE(refused(nothing, {"", "", Supercompression::Zlib, 10}));
    EXPECT_TRUE(refused(nothing, {"", "", Supercompression::None, 1}));
    EXPECT_TRUE(refused(nothing, {"", std::string("a\0b", 3)}));
}

TEST(TextureFile, EveryLevelOfBothSchemesIsTaken) {
    const Texture texture = makeTestTexture(40, 40, 0, 1, 1);
    for (int level = 1; level <= 22; ++level) {
        expectEqual(readKtx2Texture(fileOf(texture, Supercompression::Zstd, level)).value(), texture);
    }
    for (int level = 1; level <= 9; ++level) {
        expectEqual(readKtx2Texture(fileOf(texture, Supercompression::Zlib, level)).value(), texture);
    }
}

TEST(TextureFile, TruncationAtEveryLengthIsInvalidData) {
    for (const Supercompression scheme : kSchemes) {
        const std::vector<uint8_t> bytes = fileOf(makeTestTexture(8, 8, 1, 6), scheme);
        for (size_t length = 0; length < bytes.size(); ++length) {
            EXPECT_EQ(readError({bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(length)}),
                      ErrorCode::InvalidData)
                << length;
        }
    }
}

// A flipped bit gives a texture of the same size or an error, never a fault (run it sanitized).
TEST(TextureFile, SurvivesEveryFlippedBit) {
    for (const Supercompression scheme : kSchemes) {
        const Texture texture = makeTestTexture(8, 8, 1, 6);
        const std::vector<uint8_t> valid = fileOf(texture, scheme);
        for (size_t bit = 0; bit < 8 * valid.size(); ++bit) {
            std::vector<uint8_t> bytes = valid;
            bytes[bit / 8] ^= static_cast<uint8_t>(1 << bit % 8);
            const Result<Texture> read = readKtx2Texture(bytes);
            if (read) {
                ASSERT_EQ(read->levels.size(), texture.levels.size()) << bit;
            } else {
                ASSERT_TRUE(read.error().code == ErrorCode::InvalidData || read.error().code == ErrorCode::Unsupported);
            }
        }
    }
}

TEST(TextureFile, StreamsOfAnotherLengthThanTheLevelAreInvalidData) {
    const std::vector<uint8_t> blocks(16 * 16, 7);
    for (const size_t size : {size_t{0}, blocks.size() - 16, blocks.size() + 16, blocks.size()}) {
        const std::vector<uint8_t> content(size, 7);
        std::vector<uint8_t> zstd(ZSTD_compressBound(size));
        zstd.resize(ZSTD_compress(zstd.data(), zstd.size(), content.data(), size, 1));
        uLongf zlibSize = compressBound(size);
        std::vector<uint8_t> zlib(zlibSize);
        ASSERT_EQ(compress2(zlib.data(), &zlibSize, content.data(), size, 1), Z_OK);
        zlib.resize(zlibSize);
        for (auto& [scheme, stream] : {std::pair{Supercompression::Zstd, zstd}, {Supercompression::Zlib, zlib}}) {
            const std::vector<uint8_t> file = fileOfStream(16, scheme, stream, blocks.size());
            if (size != blocks.size()) {
                EXPECT_EQ(readError(file), ErrorCode::InvalidData) << size;
                continue;
            }
            EXPECT_TRUE(readKtx2Texture(file));
            std::vector<uint8_t> longer = stream;
            longer.push_back(0);
            EXPECT_EQ(readError(fileOfStream(16, scheme, longer, blocks.size())), ErrorCode::InvalidData);
        }
    }
}

// 64 GiB of blocks out of a few bytes: refused by its size alone, before memory for it is asked for.
TEST(TextureFile, AStreamTooShortForItsTextureIsRefusedWithoutAllocation) {
    const std::vector<uint8_t> stream(1000, 0);
    for (const Supercompression scheme : {Supercompression::Zstd, Supercompression::Zlib}) {
        const uint64_t declared = uint64_t{65536} * 65536 * 16;
        const Result<Texture> read = readKtx2Texture(fileOfStream(65536 * 4, scheme, stream, declared));
        ASSERT_FALSE(read);
        EXPECT_EQ(read.error().message, "level 0: 68719476736 bytes cannot come out of 1000 bytes");
    }
}

// A stream that would inflate to far more than its texture needs is cut at the texture's size.
TEST(TextureFile, ABombInASmallTextureIsRefused) {
    const std::vector<uint8_t> zeros(size_t{1} << 24);
    std::vector<uint8_t> bomb(ZSTD_compressBound(zeros.size()));
    bomb.resize(ZSTD_compress(bomb.data(), bomb.size(), zeros.data(), zeros.size(), 1));
    EXPECT_EQ(readError(fileOfStream(4, Supercompression::Zstd, bomb, 16)), ErrorCode::InvalidData);
    EXPECT_EQ(readError(fileOfStream(4, Supercompression::Zstd, bomb, zeros.size())), ErrorCode::InvalidData);
}

// Files of early KTX 2.0 writers: 0 bytes in a block where levels are packed.
TEST(TextureFile, ReadsAnUnsizedDescriptorOfAPackedTextureOnly) {
    for (const Supercompression scheme : kSchemes) {
        std::vector<uint8_t> bytes = fileOf(makeTestTexture(8, 8, 0, 1, 1), scheme);
        const size_t descriptor = kLevelIndex + kLevelEntry;
        ASSERT_EQ(bytes[descriptor + 20], 16);
        bytes[descriptor + 20] = 0;
        EXPECT_EQ(static_cast<bool>(readKtx2Texture(bytes)), scheme != Supercompression::None);
    }
}

} // namespace
} // namespace astcslang::container

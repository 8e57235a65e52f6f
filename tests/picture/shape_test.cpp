// SPDX-License-Identifier: Apache-2.0
// If these fail, a level, layer or face of a KTX2 or DDS file is read from another's place, or beyond the file.

#include <functional>

#include <gtest/gtest.h>

#include <astcslang/ktx2_info.h>

#include "format_files.h"
#include "image_reader.h"

namespace astcslang::test {
namespace {

using cli::Picture;
using cli::PictureShape;
using cli::TexturePlace;

constexpr uint32_t kWidth = 5, kHeight = 5;

/// Different for every place of up to 10 layers and faces.
uint8_t valueAt(const TexturePlace& place) {
    return static_cast<uint8_t>(100 * place.level + 10 * place.layer + place.face);
}

Bytes texelsAt(const TexturePlace& place) {
    const size_t side = levelSide(kWidth, place.level);
    return Bytes(4 * side * side, valueAt(place));
}

void forEach(uint32_t count, const std::function<void(uint32_t)>& body) {
    for (uint32_t i = 0; i < count; ++i) body(i);
}

Bytes makeKtx2Of(const PictureShape& shape) {
    std::vector<Bytes> levels(shape.levelCount);
    forEach(shape.levelCount, [&](uint32_t level) {
        forEach(std::max(1u, shape.layerCount), [&](uint32_t layer) {
            forEach(shape.faceCount, [&](uint32_t face) {
                const Bytes texels = texelsAt({level, layer, face});
                levels[level].insert(levels[level].end(), texels.begin(), texels.end());
            });
        });
    });
    Ktx2PictureOptions options;
    options.layerCount = shape.layerCount;
    options.faceCount = shape.faceCount;
    return makeKtx2Pictures(kWidth, kHeight, levels, options);
}

Bytes makeDdsOf(const PictureShape& shape) {
    Bytes texels;
    forEach(std::max(1u, shape.layerCount), [&](uint32_t layer) {
        forEach(shape.faceCount, [&](uint32_t face) {
            forEach(shape.levelCount, [&](uint32_t level) {
                const Bytes more = texelsAt({level, layer, face});
                texels.insert(texels.end(), more.begin(), more.end());
            });
        });
    });
    return makeDdsPictures(kWidth, kHeight, shape.levelCount, std::max(1u, shape.layerCount), shape.faceCount == 6,
                           texels);
}

Result<Picture> readAt(const Bytes& bytes, const TexturePlace& place) {
    const Bytes exact(bytes.begin(), bytes.end()); // so that a sanitizer sees a byte too far
    cli::ReadOptions options;
    options.place = place;
    return cli::readPicture(exact, options);
}

/// Every picture of the file has its own value in all texels, and its level's size.
void expectEveryPicture(const Bytes& file, const PictureShape& shape) {
    forEach(shape.levelCount, [&](uint32_t level) {
        forEach(std::max(1u, shape.layerCount), [&](uint32_t layer) {
            forEach(shape.faceCount, [&](uint32_t face) {
                const TexturePlace place{level, layer, face};
                const Result<Picture> picture = readAt(file, place);
                ASSERT_TRUE(picture) << picture.error().message;
                EXPECT_EQ(picture->width, levelSide(kWidth, level));
                EXPECT_EQ(picture->height, levelSide(kHeight, level));
                EXPECT_EQ(std::get<std::vector<uint8_t>>(picture->samples), texelsAt(place));
                EXPECT_EQ(picture->shape.levelCount, shape.levelCount);
                EXPECT_EQ(picture->shape.layerCount, shape.layerCount);
                EXPECT_EQ(picture->shape.faceCount, shape.faceCount);
            });
        });
    });
}

const PictureShape kShapes[] = {{3, 0, 1}, {1, 4, 1}, {1, 0, 6}, {3, 2, 1}, {2, 3, 6}};

TEST(PictureShapes, EveryPictureOfKtx2IsFound) {
    for (const PictureShape& shape : kShapes) expectEveryPicture(makeKtx2Of(shape), shape);
}

TEST(PictureShapes, EveryPictureOfPackedKtx2IsFound) {
    for (const PictureShape& shape : kShapes) {
        for (const Supercompression scheme : {Supercompression::Zstd, Supercompression::Zlib})
            expectEveryPicture(repackKtx2(makeKtx2Of(shape), {"", "", scheme}).value(), shape);
    }
}

TEST(PictureShapes, NothingPackedIsUnpackedAboveTheLimitOfTexels) {
    const Bytes file = repackKtx2(makeKtx2Of({1, 4, 1}), {"", "", Supercompression::Zstd}).value();
    cli::ReadOptions options;
    options.maxTexels = 4 * 25;
    EXPECT_TRUE(cli::readPicture(file, options));
    options.maxTexels = 4 * 25 - 1;
    EXPECT_EQ(cli::readPicture(file, options).error().code, ErrorCode::Unsupported);
}

TEST(PictureShapes, EveryPictureOfDdsIsFound) {
    for (const PictureShape& shape : kShapes) expectEveryPicture(makeDdsOf(shape), shape);
}

TEST(PictureShapes, TheOldHeaderOfDdsTellsLevelsAndFaces) {
    const PictureShape shape{2, 0, 6};
    const Bytes dx10 = makeDdsOf(shape);
    Bytes old =
        makeDds(kWidth, kHeight, 0x41, 32, {0xFF, 0xFF00, 0xFF0000, 0xFF000000}, Bytes(dx10.begin() + 148, dx10.end()));
    old[28] = 2;
    old[113] = 0xFE; // a cube map and its six faces
    expectEveryPicture(old, shape);
}

TEST(PictureShapes, APlaceThatAFileDoesNotHaveIsRefusedButAFileOfOnePictureHasThatEverywhere) {
    for (const Bytes& file : {makeKtx2Of({2, 3, 6}), makeDdsOf({2, 3, 6})}) {
        for (const auto& [place, mention] : {std::pair(TexturePlace{2, 0, 0}, "there is no level 2, only 0 to 1"),
                                             std::pair(TexturePlace{0, 3, 0}, "there is no layer 3, only 0 to 2"),
                                             std::pair(TexturePlace{0, 0, 6}, "there is no face 6, only 0 to 5")}) {
            const Result<Picture> picture = readAt(file, place);
            ASSERT_FALSE(picture);
            EXPECT_EQ(picture.error().code, ErrorCode::InvalidArgument);
            EXPECT_EQ(picture.error().message, mention);
        }
    }
    for (const Bytes& file : {makeKtx2Of({}), makeDdsOf({})}) EXPECT_TRUE(readAt(file, {7, 8, 5}));
}

TEST(PictureShapes, AFileThatHasLessThanItClaimsIsDamaged) {
    for (const PictureShape& shape : kShapes) {
        Bytes dds = makeDdsOf(shape);
        dds.pop_back();
        Bytes ktx2 = makeKtx2Of(shape), moreLayers = ktx2;
        ktx2.pop_back();
        moreLayers[32] = 200;
        for (const Bytes& file : {dds, ktx2, moreLayers}) {
            const Result<Picture> picture = readAt(file, {});
            ASSERT_FALSE(picture);
            EXPECT_EQ(picture.error().code, ErrorCode::InvalidData) << picture.error().message;
        }
    }
}

TEST(PictureShapes, AbsurdCountsCostNothing) {
    for (const size_t place : {size_t{28}, size_t{140}}) { // levels and layers of DDS
        Bytes dds = makeDdsOf({2, 3, 6});
        std::fill_n(dds.begin() + static_cast<std::ptrdiff_t>(place), 4, 0xFF);
        EXPECT_EQ(readAt(dds, {}).error().code, ErrorCode::InvalidData);
    }
    Bytes ktx2 = makeKtx2Of({2, 3, 6});
    std::fill_n(ktx2.begin() + 32, 4, 0xFF);
    EXPECT_EQ(readAt(ktx2, {}).error().code, ErrorCode::InvalidData);
    Bytes flat = makeDds(8, 4, 0x41, 32, {0xFF, 0xFF00, 0xFF0000, 0xFF000000}, Bytes(6 * 8 * 4 * 4));
    flat[113] = 0xFE;
    EXPECT_NE(readAt(flat, {}).error().message.find("square"), std::string::npos);
}

} // namespace
} // namespace astcslang::test

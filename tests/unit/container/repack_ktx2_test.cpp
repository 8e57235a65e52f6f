// SPDX-License-Identifier: Apache-2.0
// If these fail, packing a KTX2 file in another way changes its texels, or anything else that it tells; or a damaged
// file is believed.

#include <gtest/gtest.h>

#include <astcslang/ktx2_info.h>
#include <astcslang/validate.h>

#include "container/supercompression.h"
#include "other_ktx2.h"

namespace astcslang::container {
namespace {

using Bytes = std::vector<uint8_t>;

struct Sample {
    const char* name;
    Bytes file; ///< Not packed.
};

/// The file of `other`'s head with levels of these sizes, whose bytes differ.
Bytes makeFile(OtherKtx2 other, const std::vector<size_t>& levelSizes, uint32_t alignment) {
    other.levelBytes = other.rawBytes = levelSizes[0];
    const Bytes oneLevel = other.bytes();
    Ktx2Layout layout = parseKtx2Layout(oneLevel).value();
    std::vector<Bytes> levels;
    for (const size_t size : levelSizes) {
        Bytes& level = levels.emplace_back(size);
        for (size_t byte = 0; byte < size; ++byte) level[byte] = static_cast<uint8_t>(byte / 3 + levels.size());
    }
    layout.header.levelCount = other.header.levelCount == 0 ? 0 : static_cast<uint32_t>(levelSizes.size());
    layout.levels.clear();
    for (const Bytes& level : levels) layout.levels.push_back({level, level.size()});
    return serializeKtx2Layout(layout, alignment);
}

OtherKtx2 makeBc7(uint32_t width, uint32_t height) {
    OtherKtx2 file = makeUastc();
    file.header.vkFormat = 146;
    file.header.pixelWidth = width;
    file.header.pixelHeight = height;
    file.model = 134;
    file.samples[0].channel = 0;
    return file;
}

std::vector<Sample> makeSamples() {
    OtherKtx2 rgb8 = makePlainKtx2(23, "rgb", 8, 0, 0, 255); // blocks of 3 bytes, which are aligned to 12
    rgb8.entries = {{"KTXorientation", std::string("ru", 3)}, {"mine", std::string("\0\xFF", 2)}};
    OtherKtx2 generated = makeRgba8();
    generated.header.levelCount = 0; // the loader shall make the others
    OtherKtx2 volume = makeRgba8();
    volume.header.pixelDepth = 5;
    OtherKtx2 line = makeRgba8();
    line.header.pixelHeight = 0;
    OtherKtx2 cubes = makeBc7(5, 5);
    cubes.header.layerCount = 2;
    cubes.header.faceCount = 6;
    return {{"RGB8", makeFile(rgb8, {45, 6, 3}, 12)},
            {"RGBA8 with levels to be made", makeFile(generated, {60}, 4)},
            {"RGBA8, 3x5x5", makeFile(volume, {300, 16, 4}, 4)},
            {"RGBA8 of one dimension", makeFile(line, {12}, 4)},
            {"BC7 of cubes", makeFile(cubes, {4 * 16 * 12, 16 * 12, 16 * 12}, 16)},
            {"UASTC", makeFile(makeUastc(), {16, 16}, 16)}};
}

std::vector<Bytes> levelsOf(const Bytes& file) {
    const Ktx2Layout layout = parseKtx2Layout(file).value();
    const Supercompression scheme = fromSchemeNumber(layout.header.supercompressionScheme).value();
    std::vector<Bytes> levels;
    for (const Ktx2Level& level : layout.levels) {
        levels.push_back(scheme == Supercompression::None
                             ? Bytes(level.bytes.begin(), level.bytes.end())
                             : inflateLevel(level.bytes, scheme, level.uncompressedByteLength).value());
    }
    return levels;
}

Ktx2WriteOptions optionsFor(Supercompression scheme) {
    Ktx2WriteOptions options;
    options.writer = "test";
    options.supercompression = scheme;
    return options;
}

void expectValid(const Bytes& file, const char* name) {
    for (const Fault& fault : validateTexture(file))
        EXPECT_EQ(fault.severity, Severity::Warning) << name << ": " << fault.text;
}

TEST(RepackKtx2, LevelsOfAnyFormatStayAsTheyAre) {
    for (const Sample& sample : makeSamples()) {
        for (const Supercompression scheme : {Supercompression::Zstd, Supercompression::Zlib}) {
            const Result<Bytes> packed = repackKtx2(sample.file, optionsFor(scheme));
            ASSERT_TRUE(packed) << sample.name << ": " << packed.error().message;
            EXPECT_EQ(levelsOf(*packed), levelsOf(sample.file)) << sample.name;
            expectValid(*packed, sample.name);
            const Result<Bytes> again = repackKtx2(*packed, optionsFor(Supercompression::None));
            ASSERT_TRUE(again) << sample.name << ": " << again.error().message;
            EXPECT_EQ(*again, repackKtx2(sample.file, optionsFor(Supercompression::None)).value()) << sample.name;
            expectValid(*again, sample.name);
        }
    }
}

TEST(RepackKtx2, AllElseStaysButTheWriter) {
    for (const Sample& sample : makeSamples()) {
        const Bytes packed = repackKtx2(sample.file, optionsFor(Supercompression::Zstd)).value();
        const Ktx2Layout before = parseKtx2Layout(sample.file).value(), after = parseKtx2Layout(packed).value();
        EXPECT_EQ(Bytes(after.dataFormatDescriptor.begin(), after.dataFormatDescriptor.end()),
                  Bytes(before.dataFormatDescriptor.begin(), before.dataFormatDescriptor.end()));
        EXPECT_EQ(after.header.supercompressionScheme, 2u);
        EXPECT_EQ(std::vector<uint8_t>(packed.begin() + 12, packed.begin() + 44),
                  std::vector<uint8_t>(sample.file.begin() + 12, sample.file.begin() + 44))
            << sample.name;
        std::vector<KeyValue> expected = parseKeyValueData(before.keyValueData).value();
        for (KeyValue& entry : expected) {
            if (entry.key == "KTXwriter") entry.value = std::string("test", 5);
        }
        EXPECT_EQ(parseKeyValueData(after.keyValueData).value(), expected) << sample.name;
    }
}

TEST(RepackKtx2, ADescriptorWithoutASizeGetsItsOwn) {
    Bytes packed = repackKtx2(makeSamples()[0].file, optionsFor(Supercompression::Zstd)).value();
    const size_t plane = static_cast<size_t>(parseKtx2Layout(packed)->dataFormatDescriptor.data() - packed.data()) + 20;
    ASSERT_EQ(packed[plane], 3);
    packed[plane] = 0;
    const Bytes unpacked = repackKtx2(packed, optionsFor(Supercompression::None)).value();
    EXPECT_EQ(parseKtx2Layout(unpacked)->dataFormatDescriptor[20], 3);
    expectValid(unpacked, "RGB8");
}

TEST(RepackKtx2, OtherSchemesAndUnknownBlocksAreUnsupported) {
    const Result<Bytes> basis = repackKtx2(makeBasisLz().bytes());
    ASSERT_FALSE(basis);
    EXPECT_EQ(basis.error().code, ErrorCode::Unsupported);
    EXPECT_NE(basis.error().message.find("scheme 1"), std::string::npos);
    OtherKtx2 unknown = makeUastc();
    unknown.planes = {0};
    unknown.header.supercompressionScheme = 2;
    EXPECT_EQ(repackKtx2(unknown.bytes()).error().code, ErrorCode::Unsupported);
    EXPECT_EQ(repackKtx2(makeSamples()[0].file, {"", "", Supercompression::Zlib, 10}).error().code,
              ErrorCode::InvalidArgument);
}

TEST(RepackKtx2, LevelsOfAnotherSizeAreInvalid) {
    for (const Sample& sample : makeSamples()) {
        for (const size_t place : {20, 24, 28, 32, 36, 80 + 8, 80 + 16}) { // sizes, counts, and level 0's lengths
            Bytes wrong = sample.file;
            wrong[place] = static_cast<uint8_t>(wrong[place] + 7);
            const Result<Bytes> packed = repackKtx2(wrong, optionsFor(Supercompression::Zstd));
            ASSERT_FALSE(packed) << sample.name << " at " << place;
            EXPECT_EQ(packed.error().code, ErrorCode::InvalidData) << sample.name << " at " << place;
        }
        Bytes huge = sample.file;
        std::fill_n(huge.begin() + 20, 16, 0xFF);
        EXPECT_EQ(repackKtx2(huge).error().code, ErrorCode::InvalidData) << sample.name;
    }
}

TEST(RepackKtx2, FilesCutAtAnyLengthAreInvalid) {
    for (const Supercompression scheme : {Supercompression::None, Supercompression::Zstd}) {
        const Bytes whole = repackKtx2(makeSamples()[0].file, optionsFor(scheme)).value();
        for (size_t length = 0; length < whole.size(); ++length) {
            const Bytes cut(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length));
            const Result<Bytes> packed = repackKtx2(cut, optionsFor(Supercompression::Zlib));
            ASSERT_FALSE(packed) << length;
            EXPECT_EQ(packed.error().code, ErrorCode::InvalidData) << length << ": " << packed.error().message;
        }
    }
}

} // namespace
} // namespace astcslang::container

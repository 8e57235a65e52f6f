// SPDX-License-Identifier: Apache-2.0
// Texels whose channels are fields of one number. If these fail, such a KTX2 or DDS file has other colours than its
// writer meant.

#include <gtest/gtest.h>

#include "format_files.h"
#include "image_reader.h"
#include "texel_layout.h"

namespace astcslang::test {
namespace {

using cli::Picture;

struct PackedCase {
    const char* name;
    uint32_t vkFormat;
    uint32_t dxgiFormat; ///< 0: DXGI has none.
    uint32_t number;     ///< A texel, as the format's name describes it from the highest bits down.
    uint32_t byteCount;
    cli::Samples expected;
};

using Codes = std::vector<uint8_t>;
using WideCodes = std::vector<uint16_t>;
using Floats = std::vector<float>;

constexpr uint32_t fourBits(uint32_t a, uint32_t b, uint32_t c, uint32_t d) { return a << 12 | b << 8 | c << 4 | d; }
constexpr uint32_t tenBits(uint32_t a, uint32_t b, uint32_t c, uint32_t d) { return a << 30 | b << 20 | c << 10 | d; }

std::vector<PackedCase> packedCases() {
    const Codes four = {17, 34, 51, 68};           // 1, 2, 3, 4 of 15
    const Codes five = {8, 16, 25, 255};           // 1, 2, 3 of 31, 1 of 1
    const Codes clear = {8, 16, 25, 0};            // the same, 0 of 1
    const Codes six = {8, 8, 25, 255};             // 1 of 31, 2 of 63, 3 of 31
    const WideCodes ten = {64, 128, 65535, 21845}; // 1, 2, 1023 of 1023, 1 of 3
    return {
        {"R4G4B4A4_UNORM_PACK16", 2, 0, fourBits(1, 2, 3, 4), 2, four},
        {"B4G4R4A4_UNORM_PACK16", 3, 0, fourBits(3, 2, 1, 4), 2, four},
        {"A4R4G4B4_UNORM_PACK16", 1000340000, 115, fourBits(4, 1, 2, 3), 2, four},
        {"A4B4G4R4_UNORM_PACK16", 1000340001, 0, fourBits(4, 3, 2, 1), 2, four},
        {"R5G6B5_UNORM_PACK16", 4, 85, 1u << 11 | 2u << 5 | 3u, 2, six},
        {"B5G6R5_UNORM_PACK16", 5, 0, 3u << 11 | 2u << 5 | 1u, 2, six},
        {"R5G5B5A1_UNORM_PACK16", 6, 0, 1u << 11 | 2u << 6 | 3u << 1 | 1u, 2, five},
        {"B5G5R5A1_UNORM_PACK16", 7, 0, 3u << 11 | 2u << 6 | 1u << 1 | 1u, 2, five},
        {"A1R5G5B5_UNORM_PACK16", 8, 86, 0u << 15 | 1u << 10 | 2u << 5 | 3u, 2, clear},
        {"A1B5G5R5_UNORM_PACK16", 1000470000, 0, 1u << 15 | 3u << 10 | 2u << 5 | 1u, 2, five},
        {"A2R10G10B10_UNORM_PACK32", 58, 0, tenBits(1, 1, 2, 1023), 4, ten},
        {"A2B10G10R10_UNORM_PACK32", 64, 24, tenBits(1, 1023, 2, 1), 4, ten},
        // exponents 15, 14 and 16 above fractions of 0; 2^15 stands for the bias
        {"B10G11R11_UFLOAT_PACK32", 122, 26, 16u << 27 | 14u << 17 | 15u << 6, 4, Floats{1, 0.5f, 2, 1}},
        // 2^(16 - 15) times 256, 128 and 511 of 512
        {"E5B9G9R9_UFLOAT_PACK32", 123, 67, 16u << 27 | 511u << 18 | 128u << 9 | 256u, 4,
         Floats{1, 0.5f, 511 / 256.0f, 1}},
        {"A8B8G8R8_UNORM_PACK32", 51, 0, 0x04030201, 4, Codes{1, 2, 3, 4}},
        {"A8_UNORM", 1000470001, 65, 7, 1, Codes{0, 0, 0, 7}},
    };
}

Bytes bytesOf(const PackedCase& packed) {
    Bytes bytes;
    for (uint32_t i = 0; i < packed.byteCount; ++i) bytes.push_back(static_cast<uint8_t>(packed.number >> (8 * i)));
    return bytes;
}

TEST(PackedFormats, OfKtx2HaveTheColorsThatTheirNumbersSay) {
    for (const PackedCase& packed : packedCases()) {
        const Result<Picture> picture =
            cli::readPicture(makeKtx2Picture(1, 1, bytesOf(packed), {.vkFormat = packed.vkFormat}));
        ASSERT_TRUE(picture) << packed.name << ": " << picture.error().message;
        EXPECT_EQ(picture->samples, packed.expected) << packed.name;
        const std::string_view name = packed.name;
        EXPECT_EQ(picture->hasAlpha, name.substr(0, name.find('_')).find('A') != name.npos) << packed.name;
        ASSERT_NE(cli::findLayoutByVkFormat(packed.vkFormat), nullptr);
        EXPECT_EQ(cli::findLayoutByVkFormat(packed.vkFormat)->name, name);
    }
}

TEST(PackedFormats, OfDdsHaveTheColorsThatTheirNumbersSay) {
    for (const PackedCase& packed : packedCases()) {
        if (packed.dxgiFormat == 0) continue;
        const Result<Picture> picture = cli::readPicture(makeDx10Dds(1, 1, packed.dxgiFormat, bytesOf(packed)));
        ASSERT_TRUE(picture) << packed.name << ": " << picture.error().message;
        EXPECT_EQ(picture->samples, packed.expected) << packed.name;
    }
}

TEST(PackedFormats, OfOldDdsAreFoundByTheirMasks) {
    const Bytes six = {0x43, 0x08}, five = {0x43, 0x84}, four = {0x23, 0x41};
    constexpr uint32_t kRgb = 0x40, kRgba = 0x41;
    const auto samplesOf = [](const Bytes& file) {
        const Result<Picture> picture = cli::readPicture(file);
        return picture ? std::get<Codes>(picture->samples) : Codes{};
    };
    EXPECT_EQ(samplesOf(makeDds(1, 1, kRgb, 16, {0xF800, 0x7E0, 0x1F, 0}, six)), (Codes{8, 8, 25, 255}));
    EXPECT_EQ(samplesOf(makeDds(1, 1, kRgba, 16, {0x7C00, 0x3E0, 0x1F, 0x8000}, five)), (Codes{8, 16, 25, 255}));
    EXPECT_EQ(samplesOf(makeDds(1, 1, kRgb, 16, {0x7C00, 0x3E0, 0x1F, 0}, five)), (Codes{8, 16, 25, 255}));
    EXPECT_EQ(samplesOf(makeDds(1, 1, kRgba, 16, {0xF00, 0xF0, 0xF, 0xF000}, four)), (Codes{17, 34, 51, 68}));
}

/// Rows that begin at odd places of memory, and levels of a side that no 4 bytes divide.
TEST(PackedFormats, RowsFollowEachOtherWithoutGaps) {
    Bytes texels;
    for (uint8_t i = 0; i < 15; ++i) texels.insert(texels.end(), {static_cast<uint8_t>(i << 4 | 0x0F), i});
    const Result<Picture> picture = cli::readPicture(makeKtx2Picture(5, 3, texels, {.vkFormat = 2}));
    ASSERT_TRUE(picture) << picture.error().message;
    const Codes& samples = std::get<Codes>(picture->samples);
    for (size_t i = 0; i < 15; ++i) {
        EXPECT_EQ(samples[4 * i], 0) << i; // red, of 0xiiF at the top: 0
        EXPECT_EQ(samples[4 * i + 1], 17 * i) << i;
        EXPECT_EQ(samples[4 * i + 2], 17 * i) << i;
        EXPECT_EQ(samples[4 * i + 3], 255) << i;
    }
}

} // namespace
} // namespace astcslang::test

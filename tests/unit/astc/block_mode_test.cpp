// SPDX-License-Identifier: Apache-2.0
// All 2,048 block modes against Table C.2.8, written here as the specification draws it. If these fail, blocks are
// read with the wrong weight grid, or illegal ones are let through.
#include "astc/block_mode.h"

#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

/// Bits 10..0 of the field: A, B form numbers, D and H are flags, 2 1 0 are R2 R1 R0; x is ignored.
/// Sizes are "digits", "A+n" or "B+n".
struct TableRow {
    std::string_view bits, width, height;
};

constexpr TableRow kTable[] = {
    {"DHBBAA00021", "B+4", "A+2"}, {"DHBBAA00121", "B+8", "A+2"}, {"DHBBAA01021", "A+2", "B+8"},
    {"DH0BAA01121", "A+2", "B+6"}, {"DH1BAA01121", "B+2", "A+2"}, {"DH00AA02100", "12", "A+2"},
    {"DH01AA02100", "A+2", "12"},  {"DH110002100", "6", "10"},    {"DH110102100", "10", "6"},
    {"BB10AA02100", "A+6", "B+6"},
};

std::optional<BlockMode> lookUp(uint32_t field) {
    std::optional<BlockMode> result;
    for (const TableRow& row : kTable) {
        uint32_t a = 0, b = 0, r = 0;
        bool isDual = false, isHigh = false, isMatch = true;
        for (int position = 0; position < 11; ++position) {
            const uint32_t bit = field >> (10 - position) & 1;
            const char kind = row.bits[position];
            // In columns 6 (bit 4) and the places of R2 R1 the digits are names; elsewhere '0' and '1' are constants.
            const bool isR = kind == '2' || (kind == '1' && row.bits[position - 1] == '2') || position == 6;
            if (isR)
                r |= bit << (position == 6 ? 0 : kind - '0');
            else if (kind == 'A')
                a = a << 1 | bit;
            else if (kind == 'B')
                b = b << 1 | bit;
            else if (kind == 'D')
                isDual = bit;
            else if (kind == 'H')
                isHigh = bit;
            else
                isMatch = isMatch && bit == static_cast<uint32_t>(kind - '0');
        }
        if (!isMatch || r < 2) continue;
        const auto size = [&](std::string_view text) {
            if (text[0] == 'A') return a + (text[2] - '0');
            if (text[0] == 'B') return b + (text[2] - '0');
            return static_cast<uint32_t>(std::stoi(std::string(text)));
        };
        EXPECT_FALSE(result) << "two rows match field " << field;
        result = BlockMode{static_cast<uint8_t>(size(row.width)), static_cast<uint8_t>(size(row.height)), isDual,
                           static_cast<QuantMode>(r - 2 + 6 * isHigh)};
    }
    return result;
}

TEST(BlockMode, DecodesAllFieldsAsTheTableSays) {
    int reservedCount = 0, voidExtentCount = 0;
    for (uint32_t field = 0; field < kBlockModeCount; ++field) {
        EXPECT_EQ(decodeBlockMode(field), lookUp(field)) << "field " << field;
        if (isVoidExtentMode(field)) {
            ++voidExtentCount;
            EXPECT_FALSE(decodeBlockMode(field));
        } else if (!decodeBlockMode(field)) {
            ++reservedCount;
            const bool isListed = (field & 0xF) == 0 || (field & 0x1C3) == 0x1C0;
            EXPECT_TRUE(isListed) << "field " << field;
        }
    }
    EXPECT_EQ(voidExtentCount, 4);
    // Bits 3:0 zero: 128 fields. Bits 8:6 ones, 1:0 zeros and 3:2 not both zero: 4 * 2 * 2 * 3 = 48, less 4 void
    // extents.
    EXPECT_EQ(reservedCount, 128 + 48 - 4);
}

TEST(BlockMode, LegalModesKeepEveryLimit) {
    for (const Footprint footprint : kFootprints) {
        std::set<std::tuple<int, int, bool, int>> distinct;
        size_t legalCount = 0;
        for (uint32_t field = 0; field < kBlockModeCount; ++field) {
            const auto mode = decodeBlockMode(field);
            if (!mode) continue;
            const int weights = mode->gridWidth * mode->gridHeight * (mode->isDualPlane ? 2 : 1);
            const int bits = iseBitCount(weights, mode->weightQuantMode);
            const bool isLegal = mode->gridWidth <= footprint.width && mode->gridHeight <= footprint.height &&
                                 weights <= 64 && bits >= 24 && bits <= 96;
            EXPECT_EQ(isLegalBlockMode(*mode, footprint), isLegal);
            if (!isLegal) continue;
            ++legalCount;
            distinct.insert({mode->gridWidth, mode->gridHeight, mode->isDualPlane, mode->weightQuantMode});
        }
        EXPECT_EQ(listLegalBlockModes(footprint).size(), legalCount);
        EXPECT_EQ(distinct.size(), legalCount) << "two fields describe one mode";
    }
}

TEST(BlockMode, ListIsSortedAndDecodable) {
    for (const Footprint footprint : kFootprints) {
        const auto modes = listLegalBlockModes(footprint);
        ASSERT_FALSE(modes.empty());
        for (size_t i = 0; i < modes.size(); ++i) {
            EXPECT_EQ(decodeBlockMode(modes[i].field), modes[i].mode);
            if (i > 0) {
                EXPECT_LT(modes[i - 1].field, modes[i].field);
            }
        }
    }
}

} // namespace
} // namespace astcslang::astc

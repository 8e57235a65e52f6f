// SPDX-License-Identifier: Apache-2.0
// One case per branch of C.2.14, worked out by hand. If these fail, endpoints have wrong colours.
#include "astc/endpoint_decode.h"

#include <vector>

#include <gtest/gtest.h>

namespace astcslang::astc {
namespace {

using enum ColorEndpointMode;

void expectEndpoints(ColorEndpointMode mode, std::vector<uint8_t> values, Rgba low, Rgba high) {
    const EndpointPair pair = decodeEndpoints(mode, values);
    EXPECT_EQ(pair.low, low);
    EXPECT_EQ(pair.high, high);
}

TEST(EndpointDecode, LuminanceModes) {
    expectEndpoints(LdrLuminanceDirect, {200, 10}, {200, 200, 200, 255}, {10, 10, 10, 255});
    expectEndpoints(LdrLuminanceBaseOffset, {0x84, 0x45}, {0x61, 0x61, 0x61, 255}, {0x66, 0x66, 0x66, 255});
    expectEndpoints(LdrLuminanceBaseOffset, {255, 255}, {255, 255, 255, 255}, {255, 255, 255, 255});
    expectEndpoints(LdrLuminanceAlphaDirect, {1, 2, 3, 4}, {1, 1, 1, 3}, {2, 2, 2, 4});
}

TEST(EndpointDecode, LuminanceAlphaBaseOffsetIsSignedAndClamped) {
    // Offsets: 0x7E is -1 (top bit clear: base below 128); 0x3E is +31; 0xC0 is -32 with base bit 7.
    expectEndpoints(LdrLuminanceAlphaBaseOffset, {20, 0x7E, 0, 0x40}, {10, 10, 10, 0}, {9, 9, 9, 0});
    expectEndpoints(LdrLuminanceAlphaBaseOffset, {254, 0xBE, 8, 0xC0}, {255, 255, 255, 132}, {255, 255, 255, 100});
}

TEST(EndpointDecode, BaseScaleScalesTheLowEnd) {
    expectEndpoints(LdrRgbBaseScale, {255, 100, 3, 128}, {127, 50, 1, 255}, {255, 100, 3, 255});
    expectEndpoints(LdrRgbBaseScaleTwoA, {255, 100, 3, 255, 7, 9}, {254, 99, 2, 7}, {255, 100, 3, 9});
}

TEST(EndpointDecode, DirectModesContractBlueWhenTheEndsAreSwapped) {
    expectEndpoints(LdrRgbDirect, {10, 20, 30, 40, 50, 60}, {10, 30, 50, 255}, {20, 40, 60, 255});
    expectEndpoints(LdrRgbDirect, {10, 10, 30, 30, 50, 50}, {10, 30, 50, 255}, {10, 30, 50, 255});
    expectEndpoints(LdrRgbDirect, {20, 10, 40, 30, 60, 51}, {30, 40, 51, 255}, {40, 50, 60, 255});
    expectEndpoints(LdrRgbaDirect, {10, 20, 30, 40, 50, 60, 70, 5}, {10, 30, 50, 70}, {20, 40, 60, 5});
    expectEndpoints(LdrRgbaDirect, {20, 10, 40, 30, 60, 51, 70, 5}, {30, 40, 51, 5}, {40, 50, 60, 70});
}

TEST(EndpointDecode, BaseOffsetModesContractBlueWhenTheOffsetsSumBelowZero) {
    expectEndpoints(LdrRgbBaseOffset, {20, 2, 40, 4, 60, 6}, {10, 20, 30, 255}, {11, 22, 33, 255});
    // Offsets 1, 2, -3: a sum of zero does not contract.
    expectEndpoints(LdrRgbBaseOffset, {20, 2, 40, 4, 60, 0x7A}, {10, 20, 30, 255}, {11, 22, 27, 255});
    // Offsets -2, -2, -2 from base 10, 20, 30: both ends contract and change places.
    expectEndpoints(LdrRgbBaseOffset, {20, 0x7C, 40, 0x7C, 60, 0x7C}, {18, 23, 28, 255}, {20, 25, 30, 255});
    expectEndpoints(LdrRgbaBaseOffset, {20, 2, 40, 4, 60, 6, 80, 0x7E}, {10, 20, 30, 40}, {11, 22, 33, 39});
    expectEndpoints(LdrRgbaBaseOffset, {20, 0x7C, 40, 0x7C, 60, 0x7C, 80, 2}, {18, 23, 28, 41}, {20, 25, 30, 40});
}

TEST(EndpointDecode, BaseOffsetContractsBeforeItClamps) {
    // Base 0, 0, 0 with offsets -1, -1, -32: (-1 - 32) >> 1 is -17, clamped to 0.
    expectEndpoints(LdrRgbBaseOffset, {0, 0x7E, 0, 0x7E, 0, 0x40}, {0, 0, 0, 255}, {0, 0, 0, 255});
    // Sum 286 in red and 0 in blue: contraction sees 286, not 255.
    expectEndpoints(LdrRgbBaseOffset, {254, 0xBE, 0, 0x40, 0, 0x40}, {127, 0, 0, 255}, {127, 0, 0, 255});
}

TEST(EndpointDecode, BitTransferCoversBothSigns) {
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            int offset = a, base = b;
            bitTransferSigned(offset, base);
            ASSERT_EQ(base, b / 2 + (a >= 128 ? 128 : 0));
            const int sixBits = a / 2 % 64;
            ASSERT_EQ(offset, sixBits < 32 ? sixBits : sixBits - 64);
        }
    }
}

TEST(EndpointDecode, EveryLdrModeStaysInEightBits) {
    for (int mode = 0; mode < kColorEndpointModeCount; ++mode) {
        const auto cem = static_cast<ColorEndpointMode>(mode);
        if (isHdr(cem)) continue;
        std::vector<uint8_t> values(valueCount(cem));
        for (int pattern = 0; pattern < 1 << (2 * values.size()); ++pattern) {
            constexpr uint8_t kExtremes[] = {0, 0x40, 0xBF, 255};
            for (size_t i = 0; i < values.size(); ++i) values[i] = kExtremes[pattern >> (2 * i) & 3];
            const EndpointPair pair = decodeEndpoints(cem, values);
            for (int component = 0; component < 4; ++component) {
                ASSERT_EQ(pair.low[component] & ~255, 0);
                ASSERT_EQ(pair.high[component] & ~255, 0);
            }
        }
    }
}

} // namespace
} // namespace astcslang::astc

// SPDX-License-Identifier: Apache-2.0
// If these fail, symbols and bits do not correspond, and every field above or below a sequence may be hit.
#include "astc/ise.h"

#include <set>
#include <vector>

#include <gtest/gtest.h>

#include "random.h"

namespace astcslang::astc {
namespace {

int ceilDivide(int a, int b) { return (a + b - 1) / b; }

int longestSequence(QuantMode mode) {
    int count = 0;
    while (count < 64 && iseBitCount(count + 1, mode) <= 128) ++count;
    return count;
}

TEST(Ise, BitCountIsTheFormulaOfTheSpecification) {
    for (QuantMode mode = 0; mode < kQuantModeCount; ++mode) {
        const SymbolForm form = kSymbolForms[mode];
        for (int count = 0; count <= 64; ++count) {
            EXPECT_EQ(iseBitCount(count, mode), count * form.bits + ceilDivide(count * 8 * form.trits, 5) +
                                                    ceilDivide(count * 7 * form.quints, 3));
        }
    }
}

TEST(Ise, EveryTritAndQuintGroupHasACodeThatDecodesToIt) {
    for (int number = 0; number < 243; ++number) EXPECT_EQ(digitsToNumber(kTritsOfCode[kCodeOfTrits[number]]), number);
    for (int number = 0; number < 125; ++number)
        EXPECT_EQ(digitsToNumber(kQuintsOfCode[kCodeOfQuints[number]]), number);
}

TEST(Ise, NoCodeDecodesOutsideItsDigits) {
    for (const Trits& trits : kTritsOfCode) {
        for (const int trit : trits) EXPECT_LE(trit, 2);
    }
    for (const Quints& quints : kQuintsOfCode) {
        for (const int quint : quints) EXPECT_LE(quint, 4);
    }
}

TEST(Ise, CodesOfUnfilledGroupsFitTheBitsThatTheyStore) {
    constexpr int kTritBits[] = {2, 4, 5, 7, 8}, kQuintBits[] = {3, 5, 7};
    for (int count = 1, limit = 3; count <= 5; ++count, limit *= 3) {
        for (int number = 0; number < limit; ++number) EXPECT_EQ(kCodeOfTrits[number] >> kTritBits[count - 1], 0);
    }
    for (int count = 1, limit = 5; count <= 3; ++count, limit *= 5) {
        for (int number = 0; number < limit; ++number) EXPECT_EQ(kCodeOfQuints[number] >> kQuintBits[count - 1], 0);
    }
}

// Figures C.5 and C.6 drawn as strings, highest bit first: letters a..e are the low bits of symbols 0..4, digits are
// bits of the code.
void expectLayout(QuantMode mode, int symbolCount, const std::string& picture) {
    const int bitCount = iseBitCount(symbolCount, mode);
    ASSERT_EQ(picture.size(), static_cast<size_t>(bitCount));
    for (int code = 0; code < (symbolCount == 5 ? 256 : 128); ++code) {
        const auto& form = kSymbolForms[mode];
        Random random(code);
        std::vector<uint8_t> low(symbolCount), symbols(symbolCount), decoded(symbolCount);
        for (int i = 0; i < symbolCount; ++i) {
            low[i] = static_cast<uint8_t>(random.below(1u << form.bits));
            const int digit = symbolCount == 5 ? kTritsOfCode[code][i] : kQuintsOfCode[code][i];
            symbols[i] = static_cast<uint8_t>(digit << form.bits | low[i]);
        }
        Bits128 bits;
        std::vector<int> used(symbolCount);
        for (int bit = 0; bit < bitCount; ++bit) {
            const char source = picture[bitCount - 1 - bit];
            const int symbol = source - 'a';
            const int value = source <= '9' ? code >> (source - '0') & 1 : low[symbol] >> used[symbol]++ & 1;
            bits.set(bit, 1, value);
        }
        decodeIse(bits, 0, mode, decoded);
        EXPECT_EQ(decoded, symbols) << "code " << code;
    }
}

TEST(Ise, GroupsAreLaidOutAsInTheFigures) {
    expectLayout(13, 5, "7eeee65dddd4cccc32bbbb10aaaa"); // 48 levels
    expectLayout(15, 3, "65cccc43bbbb210aaaa");          // 80 levels
    expectLayout(1, 5, "76543210");
    expectLayout(3, 3, "6543210");
}

TEST(Ise, RoundTripsEveryModeLengthAndOffset) {
    Random random(1);
    for (QuantMode mode = 0; mode < kQuantModeCount; ++mode) {
        for (int count = 0; count <= longestSequence(mode); ++count) {
            const int room = 128 - iseBitCount(count, mode);
            for (const int offset : {0, room / 2, room}) {
                std::vector<uint8_t> symbols(count), decoded(count);
                for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(random.below(levelCount(mode)));
                Bits128 bits;
                encodeIse(symbols, mode, bits, offset);
                decodeIse(bits, offset, mode, decoded);
                ASSERT_EQ(decoded, symbols) << "mode " << int{mode} << ", offset " << offset;
            }
        }
    }
}

TEST(Ise, NeitherReadsNorWritesOutsideItsBits) {
    Random random(2);
    for (QuantMode mode = 0; mode < kQuantModeCount; ++mode) {
        for (int count = 1; count <= longestSequence(mode); ++count) {
            const int bitCount = iseBitCount(count, mode);
            const int offset = static_cast<int>(random.below(129 - bitCount));
            std::vector<uint8_t> symbols(count), decoded(count);
            for (uint8_t& symbol : symbols) symbol = static_cast<uint8_t>(random.below(levelCount(mode)));
            const Bits128 noise(random.next(), random.next());
            Bits128 bits = noise;
            encodeIse(symbols, mode, bits, offset);
            for (int bit = 0; bit < 128; ++bit) {
                if (bit < offset || bit >= offset + bitCount) {
                    ASSERT_EQ(bits.get(bit, 1), noise.get(bit, 1));
                }
            }
            decodeIse(bits, offset, mode, decoded);
            ASSERT_EQ(decoded, symbols) << "mode " << int{mode} << ", count " << count;
        }
    }
}

TEST(Bits128, GetReturnsWhatSetWroteAcrossTheMiddle) {
    Random random(3);
    for (int count = 0; count <= 32; ++count) {
        for (int offset = 0; offset + count <= 128; ++offset) {
            const uint32_t value = count == 0 ? 0 : static_cast<uint32_t>(random.next() >> (64 - count));
            Bits128 bits(random.next(), random.next());
            const Bits128 before = bits;
            bits.set(offset, count, value);
            ASSERT_EQ(bits.get(offset, count), value);
            for (int bit = 0; bit < 128; ++bit) {
                const bool isInside = bit >= offset && bit < offset + count;
                ASSERT_EQ(bits.get(bit, 1), isInside ? value >> (bit - offset) & 1 : before.get(bit, 1));
            }
        }
    }
}

TEST(Bits128, ReversedMirrorsEveryBit) {
    for (int bit = 0; bit < 128; ++bit) {
        Bits128 bits, mirrored;
        bits.set(bit, 1, 1);
        mirrored.set(127 - bit, 1, 1);
        EXPECT_EQ(bits.reversed(), mirrored);
    }
}

} // namespace
} // namespace astcslang::astc

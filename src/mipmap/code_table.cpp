// SPDX-License-Identifier: Apache-2.0
// sRGB's power 2.4 is made of + - * / alone, since pow() is not the same on every host: x^2.4 = (x^0.2)^12.

#include "mipmap/code_table.h"

namespace astcslang::mipmap {
namespace {

/// Newton's iteration from above, which falls until it has arrived. 0 < x <= 1.
double fifthRoot(double x) {
    double root = 1;
    for (;;) {
        const double fourth = root * root * root * root;
        const double next = root - (root - x / fourth) / 5;
        if (next >= root) return root;
        root = next;
    }
}

double srgbToLight(double encoded) {
    if (encoded <= 0.04045) return encoded / 12.92;
    const double root = fifthRoot((encoded + 0.055) / 1.055);
    const double third = root * root * root;
    const double sixth = third * third;
    return sixth * sixth;
}

/// `code` may be a half.
float valueOf(CodeMeaning meaning, double code, double maxCode) {
    switch (meaning) {
    case CodeMeaning::Linear:
        return static_cast<float>(code / maxCode);
    case CodeMeaning::Srgb:
        return static_cast<float>(srgbToLight(code / maxCode));
    case CodeMeaning::Signed:
        return static_cast<float>((2 * code - maxCode) / maxCode);
    }
    return 0;
}

void append(std::vector<float>& table, CodeMeaning meaning, uint32_t bits, double offset) {
    const uint32_t codeCount = 1u << bits;
    for (uint32_t code = 0; code < codeCount; ++code) table.push_back(valueOf(meaning, code + offset, codeCount - 1));
}

} // namespace

void appendCodeValues(std::vector<float>& values, CodeMeaning meaning, uint32_t bits) {
    append(values, meaning, bits, 0);
}

void appendMidpoints(std::vector<float>& midpoints, CodeMeaning meaning, uint32_t bits) {
    append(midpoints, meaning, bits, -0.5);
}

} // namespace astcslang::mipmap

// SPDX-License-Identifier: Apache-2.0
// What the codes of a texel stand for, and where one code ends and the next begins.

#pragma once

#include <cstdint>
#include <vector>

namespace astcslang::mipmap {

enum class CodeMeaning : uint8_t {
    Linear, ///< 0 .. 1
    Srgb,   ///< Light, 0 .. 1 (IEC 61966-2-1).
    Signed, ///< -1 .. 1, part of a normal.
};

/// Appends the values of the codes 0 .. 2^bits - 1.
void appendCodeValues(std::vector<float>& values, CodeMeaning meaning, uint32_t bits);

/// Appends for every code c the value halfway between the codes c - 1 and c, before any expansion of sRGB; what is at
/// least that is rounded to c or higher.
void appendMidpoints(std::vector<float>& midpoints, CodeMeaning meaning, uint32_t bits);

} // namespace astcslang::mipmap

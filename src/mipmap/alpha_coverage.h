// SPDX-License-Identifier: Apache-2.0
// Keeps the share of texels that pass an alpha test (Castano 2010: as pictures shrink, mean alpha is kept, but the
// share above a threshold is not, and foliage thins out).

#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace astcslang::mipmap {

/// Where an alpha test parts the codes of one size.
struct AlphaTest {
    uint32_t maxCode = 255;  ///< 255 or 65535
    uint32_t passCode = 128; ///< Least code that passes: 1 .. maxCode.
};

/// The test of threshold T in (0, 1]: alpha >= T, of the 8 bits that the encoder rounds codes to. `maxCode` is 255 or
/// 65535.
AlphaTest makeAlphaTest(double threshold, uint32_t maxCode);

/// The codes that `alpha` (16 bits) should have: alpha times one factor, so that as near as possible `share` of them
/// pass.
std::vector<uint16_t> keepCoverage(std::span<const uint16_t> alpha, double share, const AlphaTest& test);

} // namespace astcslang::mipmap

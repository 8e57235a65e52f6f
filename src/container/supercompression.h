// SPDX-License-Identifier: Apache-2.0
// KTX2's supercompression schemes Zstandard and ZLIB, by libzstd and zlib. KTX 2.0, 3.8 (supercompressionScheme).

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <astcslang/texture.h>

namespace astcslang::container {

/// The number of a scheme in the file.
uint32_t toSchemeNumber(Supercompression scheme);

/// Empty if this library does not have the scheme (BasisLZ, vendors').
std::optional<Supercompression> fromSchemeNumber(uint32_t number);

/// The levels that a scheme takes, lowest, highest and what 0 stands for; all 0 for None.
struct SupercompressionLevels {
    int lowest = 0;
    int highest = 0;
    int standard = 0;
};
SupercompressionLevels supercompressionLevels(Supercompression scheme);

/// Packs the bytes of one level. Precondition: a scheme other than None, and a level that it takes, or 0.
Result<std::vector<uint8_t>> deflateLevel(std::span<const uint8_t> bytes, Supercompression scheme, int level);

/// Unpacks to exactly `expectedBytes`, or fails as inflateInRuns() does. Nothing is allocated if so many bytes cannot
/// come out of so short a stream. Precondition: a scheme other than None.
Result<std::vector<uint8_t>> inflateLevel(std::span<const uint8_t> bytes, Supercompression scheme,
                                          uint64_t expectedBytes);

} // namespace astcslang::container

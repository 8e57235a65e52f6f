// SPDX-License-Identifier: Apache-2.0
// What is where in every KTX 1 file. KTX File Format Specification 1.1.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace astcslang::container {

inline constexpr std::array<uint8_t, 12> kKtx1Identifier = {0xAB, 'K',  'T',  'X',  ' ',  '1',
                                                            '1',  0xBB, '\r', '\n', 0x1A, '\n'};
inline constexpr size_t kKtx1HeaderBytes = 64;        ///< With the identifier; key/value data follow.
inline constexpr size_t kKtx1KeyValueBytesPlace = 60; ///< Of their number of bytes, the header's last field.
inline constexpr size_t kKtx1ImageSizeBytes = 4;      ///< Before each level.

} // namespace astcslang::container

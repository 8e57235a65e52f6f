// SPDX-License-Identifier: Apache-2.0
// PNG files in memory as text, for pages that hold their pictures.

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <astcslang/result.h>

namespace astcslang::cli {

/// RFC 4648, with padding.
std::string toBase64(std::span<const uint8_t> bytes);

/// A PNG file in base64, of grey (1) or RGB (3 channels) texels of 8 bits that browsers show unchanged. OutOfMemory
/// where libpng fails. Precondition: width * height * channelCount bytes, less than 2^31 of them.
Result<std::string> makePngBase64(uint32_t width, uint32_t height, uint32_t channelCount,
                                  std::span<const uint8_t> texels);

} // namespace astcslang::cli

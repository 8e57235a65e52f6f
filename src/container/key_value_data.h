// SPDX-License-Identifier: Apache-2.0
// KTX2's key/value data: keyAndValueByteLength, key, NUL, value, padding to 4 bytes; sorted by key. KTX 2.0, 3.11.

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include <astcslang/texture.h>

namespace astcslang::container {

/// Sorts by key, as the specification demands.
std::vector<uint8_t> makeKeyValueData(std::vector<KeyValue> entries);

Result<std::vector<KeyValue>> parseKeyValueData(std::span<const uint8_t> bytes);

} // namespace astcslang::container

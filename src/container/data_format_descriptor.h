// SPDX-License-Identifier: Apache-2.0
// KTX2's dataFormatDescriptor for ASTC: a total size and one basic descriptor block of one sample.
// Khronos Data Format Specification 1.3, 5 (Khronos Basic Data Format Descriptor Block) and 5.6.15 (ASTC colour model).

#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "container/texture_format.h"

namespace astcslang::container {

/// The descriptor with its leading total size.
std::vector<uint8_t> makeDataFormatDescriptor(TextureFormat format);

/// Whether a descriptor read from a file is well formed and describes `format`.
Result<void> checkDataFormatDescriptor(std::span<const uint8_t> bytes, TextureFormat format);

} // namespace astcslang::container

// SPDX-License-Identifier: Apache-2.0
// KTX2's dataFormatDescriptor for ASTC: a total size and one basic descriptor block of one sample.
// Khronos Data Format Specification 1.3, 5 (Khronos Basic Data Format Descriptor Block) and 5.6.15 (ASTC colour model).

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "container/texture_format.h"

namespace astcslang::container {

/// What a descriptor says beyond the VkFormat.
struct ColorDescription {
    uint8_t primaries = 1;                        ///< KHR_DF_PRIMARIES_*; 1 is BT.709.
    std::optional<uint8_t> transferFunction = {}; ///< KHR_DF_TRANSFER_*, where it is not the format's own.
    bool isAlphaPremultiplied = false;
};

/// The descriptor with its leading total size.
std::vector<uint8_t> makeDataFormatDescriptor(TextureFormat format, const ColorDescription& color = {});

/// Checks that a descriptor read from a file is well formed and describes `format`. With supercompression a block may
/// have 0 bytes in it, as earlier revisions of KTX 2.0 asked for.
Result<ColorDescription> readDataFormatDescriptor(std::span<const uint8_t> bytes, TextureFormat format,
                                                  bool isSupercompressed);

} // namespace astcslang::container

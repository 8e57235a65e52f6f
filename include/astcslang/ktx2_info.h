// SPDX-License-Identifier: Apache-2.0
// A KTX2 file of any format as it lies there: every field of its header and index, the descriptor's, and the key/value
// data; and the same file packed in another way.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <astcslang/texture.h>

namespace astcslang {

/// Bytes of the file. A section that is missing has no bytes, at 0.
struct FileRange {
    uint64_t offset = 0;
    uint64_t byteCount = 0;
};

struct Ktx2LevelInfo {
    FileRange range;
    uint64_t uncompressedByteCount = 0;
};

/// Numbers are those of the file: VkFormat, KHR_DF_*.
struct Ktx2Info {
    uint32_t vkFormat = 0;
    uint32_t typeSize = 0;
    uint32_t pixelWidth = 0, pixelHeight = 0, pixelDepth = 0;
    uint32_t layerCount = 0, faceCount = 0, levelCount = 0;
    uint32_t supercompressionScheme = 0;
    FileRange descriptor, keyValueData, globalData;
    std::vector<Ktx2LevelInfo> levels; ///< Largest first.
    // Of the basic descriptor block; all 0 if it is too short.
    uint8_t colorModel = 0, colorPrimaries = 0, transferFunction = 0, flags = 0;
    uint8_t texelBlockSides[4] = {0, 0, 0, 0}; ///< In texels.
    uint8_t bytesPlane0 = 0;
    std::vector<KeyValue> metadata;
};

/// What the Khronos Data Format Specification calls a transfer function, KHR_DF_TRANSFER_*: "BT.1886"; empty for
/// numbers without a name.
std::string_view transferFunctionName(uint8_t number);

/// Reads the head of a KTX2 file of any format; nothing is inflated.
Result<Ktx2Info> inspectKtx2(std::span<const uint8_t> bytes);

/// A KTX2 file of any format, whose levels are not packed or by Zstandard or zlib, packed as `options` say. Its texels,
/// its descriptor and its metadata stay, but for the writer's entries. Unsupported for BasisLZ and vendors' schemes.
Result<std::vector<uint8_t>> repackKtx2(std::span<const uint8_t> bytes, const Ktx2WriteOptions& options = {});

} // namespace astcslang

// SPDX-License-Identifier: Apache-2.0
#include "unpacked_size.h"

#include <algorithm>

#include <astcslang/ktx2_info.h>
#include <fmt/format.h>

#include "picture.h"

namespace astcslang::cli {

Result<void> checkUnpackedSize(std::span<const uint8_t> bytes, uint64_t maxTexels, std::optional<uint32_t> onlyLevel) {
    constexpr uint64_t kMaxUnpackedBytes = uint64_t{1} << 33; // what files may have, too
    const Result<Ktx2Info> info = inspectKtx2(bytes);
    if (!info || info->supercompressionScheme == 0) return {};
    const bool hasArea = info->pixelWidth != 0 && info->pixelHeight != 0; // else a fault that is not told here
    const uint32_t width = hasArea ? levelSide(info->pixelWidth, onlyLevel.value_or(0)) : 0;
    const uint32_t height = hasArea ? levelSide(info->pixelHeight, onlyLevel.value_or(0)) : 0;
    if (hasArea) {
        if (Result<void> checked = checkPictureSize(width, height, maxTexels); !checked) return checked;
    }
    const uint64_t pictures = uint64_t{std::max(1u, info->layerCount)} * info->faceCount;
    const uint64_t texels = uint64_t{width} * height; // both are limited by now
    if (texels > maxTexels / pictures) {
        return Error{ErrorCode::Unsupported, fmt::format("supercompressed, {} pictures of {}x{} exceed the limit of {}",
                                                         pictures, width, height, maxTexels)};
    }
    uint64_t left = kMaxUnpackedBytes;
    for (uint32_t level = 0; level < info->levels.size(); ++level) {
        if (onlyLevel && level != *onlyLevel) continue;
        const uint64_t byteCount = info->levels[level].uncompressedByteCount;
        if (byteCount > left) return Error{ErrorCode::Unsupported, "larger than 8 GiB when unpacked"};
        left -= byteCount;
    }
    return {};
}

Result<std::vector<uint8_t>> unpackKtx2(std::span<const uint8_t> bytes, uint64_t maxTexels) {
    if (Result<void> checked = checkUnpackedSize(bytes, maxTexels); !checked) return checked.error();
    return repackKtx2(bytes);
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "unpacked_size.h"

#include <algorithm>

#include <astcslang/ktx2_info.h>
#include <fmt/format.h>

#include "picture.h"

namespace astcslang::cli {

Result<void> checkUnpackedSize(std::span<const uint8_t> bytes, uint64_t maxTexels) {
    constexpr uint64_t kMaxUnpackedBytes = uint64_t{1} << 33; // what files may have, too
    const Result<Ktx2Info> info = inspectKtx2(bytes);
    if (!info || info->supercompressionScheme == 0) return {};
    if (info->pixelWidth != 0 && info->pixelHeight != 0) {
        const Result<void> checked = checkPictureSize(info->pixelWidth, info->pixelHeight, maxTexels);
        if (!checked) return checked.error();
    }
    const uint64_t pictures = uint64_t{std::max(1u, info->layerCount)} * info->faceCount;
    const uint64_t texels = uint64_t{info->pixelWidth} * info->pixelHeight; // both are limited by now
    if (texels > maxTexels / pictures) {
        return Error{ErrorCode::Unsupported, fmt::format("supercompressed, {} pictures of {}x{} exceed the limit of {}",
                                                         pictures, info->pixelWidth, info->pixelHeight, maxTexels)};
    }
    uint64_t left = kMaxUnpackedBytes;
    for (const Ktx2LevelInfo& level : info->levels) {
        if (level.uncompressedByteCount > left) return Error{ErrorCode::Unsupported, "larger than 8 GiB when unpacked"};
        left -= level.uncompressedByteCount;
    }
    return {};
}

Result<std::vector<uint8_t>> unpackKtx2(std::span<const uint8_t> bytes, uint64_t maxTexels) {
    if (Result<void> checked = checkUnpackedSize(bytes, maxTexels); !checked) return checked.error();
    return repackKtx2(bytes);
}

} // namespace astcslang::cli

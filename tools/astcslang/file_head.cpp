// SPDX-License-Identifier: Apache-2.0
#include "file_head.h"

#include <algorithm>

#include "texture_file.h"

namespace astcslang::cli {
namespace {

constexpr uint64_t kMiB = uint64_t{1} << 20;

/// Of a picture of so many texels with all its mip levels, in 32-bit floats at most, and what is told beside it.
uint64_t mostBytes(uint64_t maxTexels) {
    constexpr uint64_t kMostTexelBytes = 32, kMostMetadataBytes = 64 * kMiB;
    return std::min(kMaxStreamBytes, kMostMetadataBytes + std::min(maxTexels, kMaxStreamBytes) * kMostTexelBytes);
}

} // namespace

HeadCheck pictureHead(const ReadOptions& options) {
    return [options](std::span<const uint8_t> head) -> Result<uint64_t> {
        if (options.raw) {
            const RawLayout& raw = *options.raw;
            return uint64_t{raw.width} * raw.height * raw.layout->texelBytes() +
                   1; // one too many is told by its reader
        }
        const FileKind kind = detectFileType(head).kind;
        if (kind != FileKind::Unknown && kind != FileKind::OtherPicture) return mostBytes(options.maxTexels);
        const Result<Picture> refused = readPicture(head, options);
        return refused ? Error{ErrorCode::InvalidData, "not a picture"} : refused.error();
    };
}

HeadCheck textureHead(uint64_t maxTexels) {
    return [maxTexels](std::span<const uint8_t> head) -> Result<uint64_t> {
        if (isTexture(head) || detectFileType(head).kind == FileKind::Ktx2Picture) return mostBytes(maxTexels);
        const Result<Texture> refused = readTextureBlocks(head, std::nullopt, maxTexels);
        return refused ? Error{ErrorCode::InvalidData, "not a texture"} : refused.error();
    };
}

Result<uint64_t> checkListHead(std::span<const uint8_t> head) {
    if (std::find(head.begin(), head.end(), 0) == head.end()) return 64 * kMiB;
    return Error{ErrorCode::InvalidData, "not a list of names but bytes of another kind"};
}

} // namespace astcslang::cli

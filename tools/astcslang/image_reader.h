// SPDX-License-Identifier: Apache-2.0
// Pictures from bytes. The format is told by content, never by a file's name; only raw texels are told by the options.
// A truncated or damaged picture is an error, never a picture with a grey part.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "picture.h"
#include "texel_layout.h"

namespace astcslang::cli {

enum class FileKind {
    Png,
    Jpeg,
    Tga,
    Bmp,
    Hdr,
    Exr,
    Qoi,
    Webp,
    Dds,
    Ktx2Picture, ///< Uncompressed.
    Astc,
    Ktx1, ///< Of blocks or of texels.
    Ktx2, ///< Any other.
    OtherPicture,
    Unknown
};

/// By content. `name` is the format's, for messages; for OtherPicture a format that is recognized but not read.
struct FileType {
    FileKind kind = FileKind::Unknown;
    std::string name;
};
FileType detectFileType(std::span<const uint8_t> bytes);

/// A file of nothing but texels.
struct RawLayout {
    const TexelLayout* layout = nullptr;
    uint32_t width = 0;
    uint32_t height = 0;
};

/// What the command line says of how to read pictures.
struct ReadOptions {
    uint64_t maxTexels = kDefaultMaxTexels; ///< Of one picture.
    std::optional<RawLayout> raw = {};
    TexturePlace place = {};   ///< Which picture of KTX2 and DDS that hold several; others have one.
    std::string exrLayer = {}; ///< Which layer or part of OpenEXR; empty: see exr_layers.h.
};

Result<Picture> readPicture(std::span<const uint8_t> bytes, const ReadOptions& options = {});

// One per format; `bytes` begin with the format's signature.
Result<Picture> readPng(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readJpeg(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readTga(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readBmp(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readHdr(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readExr(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readQoi(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readWebp(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readDds(std::span<const uint8_t> bytes, const ReadOptions& options);
/// Precondition: isUncompressedKtx2().
Result<Picture> readKtx2Picture(std::span<const uint8_t> bytes, const ReadOptions& options);
/// Precondition: options.raw is set.
Result<Picture> readRaw(std::span<const uint8_t> bytes, const ReadOptions& options);

/// Whether KTX2's format is one of texel_layout.h.
bool isUncompressedKtx2(std::span<const uint8_t> bytes);

/// Whether the first 18 bytes make sense as a TGA header, which has no signature.
bool looksLikeTga(std::span<const uint8_t> bytes);

} // namespace astcslang::cli

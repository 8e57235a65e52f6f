// SPDX-License-Identifier: Apache-2.0
// Pictures from bytes: PNG, JPEG, TGA and BMP. The format is told by content, never by a file's name.
// A truncated or damaged picture is an error, never a picture with a grey part.

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "picture.h"

namespace astcslang::cli {

enum class FileKind { Png, Jpeg, Tga, Bmp, Astc, Ktx2, OtherPicture, Unknown };

/// By content. `name` is the format's, for messages; for OtherPicture a format that is recognized but not read.
struct FileType {
    FileKind kind = FileKind::Unknown;
    std::string name;
};
FileType detectFileType(std::span<const uint8_t> bytes);

Result<Picture> readPicture(std::span<const uint8_t> bytes, const ReadOptions& options = {});

// One per format; `bytes` begin with the format's signature.
Result<Picture> readPng(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readJpeg(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readTga(std::span<const uint8_t> bytes, const ReadOptions& options);
Result<Picture> readBmp(std::span<const uint8_t> bytes, const ReadOptions& options);

/// Whether the first 18 bytes make sense as a TGA header, which has no signature.
bool looksLikeTga(std::span<const uint8_t> bytes);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Pictures from bytes: PNG, JPEG, TGA and BMP to 8-bit RGBA. The format is told by content, never by a file's name.
// A truncated or damaged picture is an error, never a picture with a grey part.

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

inline constexpr uint32_t kMaxPictureSide = 65536;
/// 4 GiB of RGBA. Larger pictures are refused before any allocation.
inline constexpr uint64_t kMaxPictureTexels = uint64_t{1} << 30;

struct Picture {
    Image image;
    std::string format;     ///< "PNG", "JPEG", "TGA", "BMP"
    std::string colorNote;  ///< What the file says of its colours, e.g. "gAMA 0.45455"; empty if nothing.
    bool isReduced = false; ///< The file has more than 8 bits a channel.
};

enum class FileKind { Png, Jpeg, Tga, Bmp, Astc, Ktx2, OtherPicture, Unknown };

/// By content. `name` is the format's, for messages; for OtherPicture a format that is recognized but not read.
struct FileType {
    FileKind kind = FileKind::Unknown;
    std::string name;
};
FileType detectFileType(std::span<const uint8_t> bytes);

Result<Picture> readPicture(std::span<const uint8_t> bytes);

/// Fails with Unsupported if a picture is larger than the limits above.
Result<void> checkPictureSize(uint64_t width, uint64_t height);

/// An image of that size, after checkPictureSize(); OutOfMemory where there is no room.
Result<Image> allocateImage(uint64_t width, uint64_t height);

// One per format; `bytes` begin with the format's signature.
Result<Picture> readPng(std::span<const uint8_t> bytes);
Result<Picture> readJpeg(std::span<const uint8_t> bytes);
Result<Picture> readTga(std::span<const uint8_t> bytes);
Result<Picture> readBmp(std::span<const uint8_t> bytes);

/// Whether the first 18 bytes make sense as a TGA header, which has no signature.
bool looksLikeTga(std::span<const uint8_t> bytes);

} // namespace astcslang::cli

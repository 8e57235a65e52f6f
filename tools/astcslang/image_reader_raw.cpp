// SPDX-License-Identifier: Apache-2.0
// Texels without any header; the command line says what they are.

#include <fmt/format.h>

#include "image_reader.h"

namespace astcslang::cli {

Result<Picture> readRaw(std::span<const uint8_t> bytes, const ReadOptions& options) {
    const RawLayout& raw = *options.raw;
    Picture picture;
    picture.format = "raw";
    picture.width = raw.width;
    picture.height = raw.height;
    if (Result<void> checked = checkPictureSize(raw.width, raw.height, options.maxTexels); !checked) {
        return checked.error();
    }
    const uint64_t rowBytes = uint64_t{raw.width} * raw.layout->texelBytes();
    if (rowBytes * raw.height != bytes.size()) {
        return Error{ErrorCode::InvalidData,
                     fmt::format("{}x{} texels of {} are {} bytes, but there are {}", raw.width, raw.height,
                                 raw.layout->name, rowBytes * raw.height, bytes.size())};
    }
    if (Result<void> done = unpackTexels(bytes, *raw.layout, rowBytes, false, picture); !done) return done.error();
    return picture;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// PNG by libpng: every colour type and depth to 8-bit RGBA. libpng reports errors by longjmp, so the functions that
// it may leave that way hold nothing that needs a destructor.

#include <csetjmp>
#include <cstring>

#include <fmt/format.h>
#include <png.h>

#include "image_reader.h"

namespace astcslang::cli {
namespace {

// Deflate turns one byte into at most this many; a picture that needs more is cut off, however large it claims to be.
constexpr uint64_t kMaxDeflateRatio = 1032;

struct PngSource {
    std::span<const uint8_t> bytes;
    char message[200] = "damaged PNG";
};

void readBytes(png_structp png, png_bytep target, size_t count) {
    auto* source = static_cast<PngSource*>(png_get_io_ptr(png));
    if (count > source->bytes.size()) png_error(png, "the file is truncated");
    std::memcpy(target, source->bytes.data(), count);
    source->bytes = source->bytes.subspan(count);
}

[[noreturn]] void onError(png_structp png, png_const_charp message) {
    auto* source = static_cast<PngSource*>(png_get_error_ptr(png));
    std::strncpy(source->message, message, sizeof(source->message) - 1);
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

/// libpng's two objects, freed together.
struct PngReader {
    png_structp png = nullptr;
    png_infop info = nullptr;
    explicit PngReader(PngSource& source) {
        png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &source, onError, onWarning);
        if (png != nullptr) info = png_create_info_struct(png);
        if (info != nullptr) png_set_read_fn(png, &source, readBytes);
    }
    ~PngReader() { png_destroy_read_struct(&png, &info, nullptr); }
    PngReader(const PngReader&) = delete;
    PngReader& operator=(const PngReader&) = delete;
};

[[gnu::noinline]] bool readHeader(PngReader& reader) {
    if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
    png_set_user_limits(reader.png, PNG_UINT_31_MAX, PNG_UINT_31_MAX); // ours apply, with a message of ours
    png_read_info(reader.png, reader.info);
    return true;
}

/// Asks libpng for 8-bit RGBA, whatever the file holds.
[[gnu::noinline]] bool requestRgba8(PngReader& reader, int* passCount, size_t* rowBytes) {
    if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
    png_set_expand(reader.png); // palettes, fewer than 8 bits, tRNS
    png_set_scale_16(reader.png);
    png_set_gray_to_rgb(reader.png);
    png_set_add_alpha(reader.png, 0xFF, PNG_FILLER_AFTER);
    *passCount = png_set_interlace_handling(reader.png);
    png_read_update_info(reader.png, reader.info);
    *rowBytes = png_get_rowbytes(reader.png, reader.info);
    return true;
}

[[gnu::noinline]] bool readRows(PngReader& reader, uint8_t* texels, size_t rowBytes, uint32_t height, int passCount) {
    if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
    for (int pass = 0; pass < passCount; ++pass) {
        for (uint32_t row = 0; row < height; ++row) png_read_row(reader.png, texels + row * rowBytes, nullptr);
    }
    png_read_end(reader.png, nullptr);
    return true;
}

std::string describeColors(PngReader& reader) {
    std::string note;
    const auto add = [&](const std::string& text) { note += (note.empty() ? "" : ", ") + text; };
    int intent = 0;
    if (png_get_sRGB(reader.png, reader.info, &intent) != 0) add("sRGB");
    double gamma = 0;
    if (png_get_gAMA(reader.png, reader.info, &gamma) != 0) add(fmt::format("gAMA {:.5f}", gamma));
    png_charp name = nullptr;
    png_bytep profile = nullptr;
    png_uint_32 length = 0;
    int compression = 0;
    if (png_get_iCCP(reader.png, reader.info, &name, &compression, &profile, &length) != 0) {
        add(fmt::format("ICC profile '{}'", name));
    }
    return note;
}

} // namespace

Result<Picture> readPng(std::span<const uint8_t> bytes) {
    PngSource source{bytes};
    PngReader reader(source);
    if (reader.info == nullptr) return Error{ErrorCode::OutOfMemory, "not enough memory for libpng"};
    const auto damaged = [&] { return Error{ErrorCode::InvalidData, fmt::format("damaged PNG: {}", source.message)}; };

    if (!readHeader(reader)) return damaged();
    const uint32_t width = png_get_image_width(reader.png, reader.info);
    const uint32_t height = png_get_image_height(reader.png, reader.info);
    if (Result<void> checked = checkPictureSize(width, height); !checked) return checked.error();
    const uint64_t storedBytes = uint64_t{png_get_rowbytes(reader.png, reader.info)} * height;
    if (storedBytes / kMaxDeflateRatio > bytes.size()) {
        return Error{ErrorCode::InvalidData,
                     fmt::format("damaged PNG: {} bytes cannot hold a picture of {}x{}", bytes.size(), width, height)};
    }

    Picture picture;
    picture.format = "PNG";
    picture.colorNote = describeColors(reader);
    picture.isReduced = png_get_bit_depth(reader.png, reader.info) > 8;
    int passCount = 0;
    size_t rowBytes = 0;
    if (!requestRgba8(reader, &passCount, &rowBytes)) return damaged();
    if (rowBytes != size_t{width} * 4) return damaged();
    Result<Image> image = allocateImage(width, height);
    if (!image) return image.error();
    picture.image = *std::move(image);
    if (!readRows(reader, picture.image.texels.data(), rowBytes, height, passCount)) return damaged();
    return picture;
}

} // namespace astcslang::cli

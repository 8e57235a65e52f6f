// SPDX-License-Identifier: Apache-2.0
// libpng reports errors by longjmp: the writing function holds nothing that needs a destructor, and a failed write to
// the file is kept in the sink.

#include "image_writer.h"

#include <bit>
#include <csetjmp>
#include <cstring>
#include <optional>

#include <png.h>

namespace astcslang::cli {
namespace {

struct PngSink {
    OutputFile& file;
    std::optional<Error> error;
};

void writeBytes(png_structp png, png_bytep bytes, size_t count) {
    auto* sink = static_cast<PngSink*>(png_get_io_ptr(png));
    {
        Result<void> written = sink->file.write({bytes, count});
        if (!written) sink->error = written.error();
    }
    if (sink->error) png_error(png, "");
}

void flushBytes(png_structp) {}

[[noreturn]] void onError(png_structp png, png_const_charp message) {
    auto* sink = static_cast<PngSink*>(png_get_error_ptr(png));
    if (!sink->error) sink->error = Error{ErrorCode::OutOfMemory, std::string("libpng: ") + message};
    png_longjmp(png, 1);
}

void onWarning(png_structp, png_const_charp) {}

[[gnu::noinline]] void writeImage(png_structp png, png_infop info, const ImageView& image, Profile profile) {
    if (setjmp(png_jmpbuf(png)) != 0) return;
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    const int bits = image.format == TexelFormat::Rgba16 ? 16 : 8;
    const size_t rowBytes = image.rowPitchBytes != 0 ? image.rowPitchBytes : image.width * texelBytes(image.format);
    png_set_IHDR(png, info, image.width, image.height, bits, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (profile == Profile::LdrSrgb) png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    png_set_compression_buffer_size(png, size_t{1} << 20); // few large chunks
    png_write_info(png, info);
    if (bits == 16 && std::endian::native == std::endian::little) png_set_swap(png);
    for (size_t row = 0; row < image.height; ++row) png_write_row(png, &image.texels[row * rowBytes]);
    png_write_end(png, info);
}

} // namespace

Result<void> writePng(OutputFile& file, const ImageView& image, Profile profile) {
    PngSink sink{file, {}};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, onError, onWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_write_struct(&png, nullptr);
        return Error{ErrorCode::OutOfMemory, "not enough memory for libpng"};
    }
    png_set_write_fn(png, &sink, writeBytes, flushBytes);
    writeImage(png, info, image, profile);
    png_destroy_write_struct(&png, &info);
    if (sink.error) return *sink.error;
    return {};
}

} // namespace astcslang::cli

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

void setPrimaries(png_structp png, png_infop info, const PngColors& colors) {
    const Chromaticities& c = *chromaticitiesOf(colors.primaries);
    const bool isReal = c[1] > 0 && c[3] > 0 && c[5] > 0; // which cHRM cannot do without
    if (isReal) png_set_cHRM(png, info, c[6], c[7], c[0], c[1], c[2], c[3], c[4], c[5]);
    const uint8_t code = cicpOfPrimaries(colors.primaries);
    if (code == kUnspecifiedCicp || colors.primaries == kBt709Primaries) return; // gAMA and cHRM say it all
    // ITU-T H.273: primaries, transfer function, no matrix, full range. This libpng does not know the chunk.
    png_byte content[] = {code, static_cast<png_byte>(colors.profile == Profile::Ldr ? 8 : 13), 0, 1};
    png_unknown_chunk chunk{{'c', 'I', 'C', 'P', 0}, content, sizeof(content), PNG_HAVE_IHDR};
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_ALWAYS, nullptr, 0);
    png_set_unknown_chunks(png, info, &chunk, 1);
    png_set_unknown_chunk_location(png, info, 0, PNG_HAVE_IHDR);
}

void setColors(png_structp png, png_infop info, const PngColors& colors) {
    const bool isLinear = colors.profile == Profile::Ldr;
    const bool hasOwnPrimaries =
        (isLinear || colors.primaries != kBt709Primaries) && chromaticitiesOf(colors.primaries) != nullptr;
    if (isLinear) {
        png_set_gAMA(png, info, 1); // as `ktx extract` has it: what is not tagged would be taken for sRGB
    } else if (hasOwnPrimaries) {
        png_set_gAMA(png, info, 0.45455); // the nearest that gAMA can say of sRGB's curve
    } else {
        png_set_sRGB(png, info, PNG_sRGB_INTENT_PERCEPTUAL);
    }
    if (hasOwnPrimaries) setPrimaries(png, info, colors);
}

[[gnu::noinline]] void writeImage(png_structp png, png_infop info, const ImageView& image,
                                  const std::optional<PngColors>& colors) {
    if (setjmp(png_jmpbuf(png)) != 0) return;
    png_set_user_limits(png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    const int bits = image.format == TexelFormat::Rgba16 ? 16 : 8;
    const size_t rowBytes = image.rowPitchBytes != 0 ? image.rowPitchBytes : image.width * texelBytes(image.format);
    png_set_IHDR(png, info, image.width, image.height, bits, PNG_COLOR_TYPE_RGBA, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (colors) setColors(png, info, *colors);
    png_set_compression_buffer_size(png, size_t{1} << 20); // few large chunks
    png_write_info(png, info);
    if (bits == 16 && std::endian::native == std::endian::little) png_set_swap(png);
    for (size_t row = 0; row < image.height; ++row) png_write_row(png, &image.texels[row * rowBytes]);
    png_write_end(png, info);
}

} // namespace

Result<void> writePng(OutputFile& file, const ImageView& image, const std::optional<PngColors>& colors) {
    PngSink sink{file, {}};
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, &sink, onError, onWarning);
    png_infop info = png != nullptr ? png_create_info_struct(png) : nullptr;
    if (info == nullptr) {
        png_destroy_write_struct(&png, nullptr);
        return Error{ErrorCode::OutOfMemory, "not enough memory for libpng"};
    }
    png_set_write_fn(png, &sink, writeBytes, flushBytes);
    writeImage(png, info, image, colors);
    png_destroy_write_struct(&png, &info);
    if (sink.error) return *sink.error;
    return {};
}

} // namespace astcslang::cli

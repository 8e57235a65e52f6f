// SPDX-License-Identifier: Apache-2.0
// PNG by libpng: every colour type and depth to RGBA of 8 bits, or of 16 where the file has 16. libpng reports errors
// by longjmp, so the functions that it may leave that way hold nothing that needs a destructor.

#include <bit>
#include <csetjmp>
#include <cstring>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <png.h>

#include "damaged_file.h"
#include "exif_orientation.h"
#include "image_reader.h"
#include "indexed_texels.h"
#include "png_color_tags.h"

namespace astcslang::cli {
namespace {

// Deflate turns one byte into at most this many; a picture that needs more is cut off, however large it claims to be.
constexpr uint64_t kMaxDeflateRatio = 1032;

struct PngSource {
    std::span<const uint8_t> bytes;
    char message[200] = "damaged PNG";
    std::vector<std::string> warnings = {}; ///< libpng's, which begin with a chunk's name.
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

void onWarning(png_structp png, png_const_charp message) {
    constexpr size_t kMostWarnings = 16;
    auto* source = static_cast<PngSource*>(png_get_error_ptr(png));
    if (source->warnings.size() < kMostWarnings) source->warnings.emplace_back(message);
}

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
    static const png_byte kChunks[] = "cICP\0acTL";                    // which this libpng does not know
    png_set_keep_unknown_chunks(reader.png, PNG_HANDLE_CHUNK_ALWAYS, kChunks, 2);
    png_read_info(reader.png, reader.info);
    return true;
}

/// Of APNG, by its acTL chunk; 1 for a picture that stands still.
uint32_t countFrames(const PngReader& reader) {
    png_unknown_chunkp chunks = nullptr;
    const int chunkCount = png_get_unknown_chunks(reader.png, reader.info, &chunks);
    for (const png_unknown_chunk& chunk : std::span(chunks, static_cast<size_t>(chunkCount))) {
        if (std::memcmp(chunk.name, "acTL", 4) == 0 && chunk.size >= 4) return png_get_uint_32(chunk.data);
    }
    return 1;
}

/// Asks libpng for RGBA of 8 or 16 bits in our byte order, or for the indices of a palette as they are stored.
[[gnu::noinline]] bool requestTexels(PngReader& reader, bool isIndexed, int* passCount, size_t* rowBytes) {
    if (setjmp(png_jmpbuf(reader.png)) != 0) return false;
    if (!isIndexed) {
        png_set_expand(reader.png); // fewer than 8 bits, tRNS
        if (std::endian::native == std::endian::little) png_set_swap(reader.png);
        png_set_gray_to_rgb(reader.png);
        png_set_add_alpha(reader.png, 0xFFFF, PNG_FILLER_AFTER);
    }
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
    png_read_end(reader.png, reader.info);
    return true;
}

void readLayout(const PngReader& reader, Picture& picture) {
    const uint8_t colorType = png_get_color_type(reader.png, reader.info);
    const bool hasColor = (colorType & PNG_COLOR_MASK_COLOR) != 0;
    picture.hasAlpha =
        (colorType & PNG_COLOR_MASK_ALPHA) != 0 || png_get_valid(reader.png, reader.info, PNG_INFO_tRNS) != 0;
    picture.isGrey = !hasColor;
    picture.channelCount = static_cast<uint8_t>((hasColor ? 3 : 1) + (picture.hasAlpha ? 1 : 0));
}

/// Its colours in RGBA.
std::vector<uint8_t> readPalette(const PngReader& reader) {
    png_colorp colors = nullptr;
    png_bytep alphas = nullptr;
    int colorCount = 0, alphaCount = 0; // no more alphas than colours
    png_get_PLTE(reader.png, reader.info, &colors, &colorCount);
    png_get_tRNS(reader.png, reader.info, &alphas, &alphaCount, nullptr);
    std::vector<uint8_t> palette;
    for (int color = 0; color < colorCount; ++color) {
        const uint8_t alpha = color < alphaCount ? alphas[color] : uint8_t{0xFF};
        palette.insert(palette.end(), {colors[color].red, colors[color].green, colors[color].blue, alpha});
    }
    return palette;
}

/// By hand, since libpng takes an index without a colour for black and tells of it only where it expands nothing.
Result<void> readIndexed(PngReader& reader, const PngSource& source, Picture& picture) {
    const std::vector<uint8_t> palette = readPalette(reader);
    const unsigned bitsPerIndex = png_get_bit_depth(reader.png, reader.info);
    int passCount = 0;
    size_t rowBytes = 0;
    if (!requestTexels(reader, true, &passCount, &rowBytes)) return damagedFile("PNG", source.message);
    std::vector<uint8_t> rows(rowBytes * picture.height);
    if (!readRows(reader, rows.data(), rowBytes, picture.height, passCount)) return damagedFile("PNG", source.message);
    const Result<void> unpacked =
        unpackIndexed({rows, rowBytes, bitsPerIndex}, palette, *findLayoutByName("R8G8B8A8_UNORM"), picture);
    if (!unpacked) return inFormat("PNG", unpacked.error());
    readLayout(reader, picture); // which knows whether the colours have alpha
    return {};
}

Result<void> readRgba(PngReader& reader, const PngSource& source, Picture& picture) {
    const bool isWide = png_get_bit_depth(reader.png, reader.info) == 16;
    int passCount = 0;
    size_t rowBytes = 0;
    if (!requestTexels(reader, false, &passCount, &rowBytes)) return damagedFile("PNG", source.message);
    if (rowBytes != size_t{picture.width} * (isWide ? 8 : 4)) return damagedFile("PNG", source.message);
    if (Result<void> allocated = isWide ? allocatePicture<uint16_t>(picture) : allocatePicture<uint8_t>(picture);
        !allocated) {
        return allocated;
    }
    uint8_t* texels =
        std::visit([](auto& samples) { return reinterpret_cast<uint8_t*>(samples.data()); }, picture.samples);
    if (!readRows(reader, texels, rowBytes, picture.height, passCount)) return damagedFile("PNG", source.message);
    return {};
}

/// The eXIf chunk may stand before the texels or behind them.
void readOrientation(const PngReader& reader, Picture& picture) {
    png_bytep exif = nullptr;
    png_uint_32 exifBytes = 0;
    if (png_get_eXIf_1(reader.png, reader.info, &exifBytes, &exif) != 0) {
        picture.orientation = readExifOrientation({exif, exifBytes});
    }
}

} // namespace

Result<Picture> readPng(std::span<const uint8_t> bytes, const ReadOptions& options) {
    PngSource source{bytes};
    PngReader reader(source);
    if (reader.info == nullptr) return Error{ErrorCode::OutOfMemory, "not enough memory for libpng"};
    if (!readHeader(reader)) return damagedFile("PNG", source.message);
    Picture picture;
    picture.format = "PNG";
    picture.width = png_get_image_width(reader.png, reader.info);
    picture.height = png_get_image_height(reader.png, reader.info);
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    const uint64_t storedBytes = uint64_t{png_get_rowbytes(reader.png, reader.info)} * picture.height;
    if (storedBytes / kMaxDeflateRatio > bytes.size()) {
        return damagedFile(
            "PNG", fmt::format("{} bytes cannot hold a picture of {}x{}", bytes.size(), picture.width, picture.height));
    }
    if (const uint32_t frames = countFrames(reader); frames > 1) {
        return Error{ErrorCode::Unsupported, fmt::format("animated PNG (of {} frames) is not supported", frames)};
    }
    readPngColorTags(reader.png, reader.info, source.warnings, picture);
    readLayout(reader, picture);

    const bool isIndexed = png_get_color_type(reader.png, reader.info) == PNG_COLOR_TYPE_PALETTE;
    const Result<void> read = isIndexed ? readIndexed(reader, source, picture) : readRgba(reader, source, picture);
    if (!read) return read.error();
    readOrientation(reader, picture);
    return picture;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// JPEG by libjpeg-turbo: grey and three-component pictures to 8-bit RGBA, with the orientation of their EXIF data and
// the curve of their ICC profile. libjpeg only warns when data are missing and goes on with grey; those warnings are
// errors here. Errors leave by longjmp, past nothing that needs a destructor.

#include <algorithm>
#include <bit>
#include <csetjmp>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>

#include <fmt/format.h>
#include <jpeglib.h>
// jerror.h defines its codes only with jpeglib.h before it.
#include <jerror.h>

#include "exif_orientation.h"
#include "icc_profile.h"
#include "image_reader.h"
#include "untagged_picture.h"

namespace astcslang::cli {
namespace {

// A progressive file may hold any number of scans, each of which costs a pass over the picture.
constexpr int kMaxScanCount = 500;
constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr int kIccMarker = JPEG_APP0 + 2;
constexpr unsigned kMaxMarkerBytes = 0xFFFF;

struct JpegReader {
    jpeg_decompress_struct jpeg = {};
    jpeg_error_mgr errors = {};
    jpeg_progress_mgr progress = {};
    std::jmp_buf jump;
    char message[JMSG_LENGTH_MAX] = "";
    bool isUnsupported = false;
    uint32_t seenComponents = 0; ///< A bit for each that a scan has brought something of.
    bool isIncomplete = false;   ///< Of a progressive file, once readRows() has been called.

    JpegReader() = default;
    ~JpegReader() { jpeg_destroy_decompress(&jpeg); }
    JpegReader(const JpegReader&) = delete;
    JpegReader& operator=(const JpegReader&) = delete;
};

[[noreturn]] void onError(j_common_ptr common) {
    auto* reader = static_cast<JpegReader*>(common->client_data);
    common->err->format_message(common, reader->message);
    switch (common->err->msg_code) {
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_IMAGE_TOO_BIG:
    case JERR_SOF_UNSUPPORTED:
        reader->isUnsupported = true;
        break;
    default:
        break;
    }
    std::longjmp(reader->jump, 1);
}

void onMessage(j_common_ptr common, int level) {
    if (level >= 0) return; // trace
    switch (common->err->msg_code) {
    case JWRN_ARITH_BAD_CODE:
    case JWRN_BOGUS_PROGRESSION:
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE:
    case JWRN_JPEG_EOF:
    case JWRN_MUST_RESYNC:
    case JWRN_NOT_SEQUENTIAL:
        onError(common);
    default:
        break; // harmless, such as bytes between markers
    }
}

/// Called before each row of blocks of each scan is read, if there are several scans.
void onProgress(j_common_ptr common) {
    auto* jpeg = reinterpret_cast<j_decompress_ptr>(common);
    auto* reader = static_cast<JpegReader*>(common->client_data);
    for (int i = 0; i < jpeg->comps_in_scan; ++i)
        reader->seenComponents |= 1u << jpeg->cur_comp_info[i]->component_index;
    if (jpeg->input_scan_number <= kMaxScanCount) return;
    std::snprintf(reader->message, sizeof(reader->message), "more than %d scans", kMaxScanCount);
    std::longjmp(reader->jump, 1);
}

[[gnu::noinline]] bool readHeader(JpegReader& reader, std::span<const uint8_t> bytes) {
    if (setjmp(reader.jump) != 0) return false;
    jpeg_create_decompress(&reader.jpeg);
    reader.jpeg.progress = &reader.progress;
    jpeg_mem_src(&reader.jpeg, bytes.data(), bytes.size());
    jpeg_save_markers(&reader.jpeg, kExifMarker, kMaxMarkerBytes);
    jpeg_save_markers(&reader.jpeg, kIccMarker, kMaxMarkerBytes);
    jpeg_read_header(&reader.jpeg, TRUE);
    return true;
}

/// Whether scans have brought all bits of all coefficients. A progressive file may end after any of them, and libjpeg
/// shows what there is; others are complete if all rows are. Precondition: all scans have been read.
[[gnu::noinline]] bool hasAllScans(const jpeg_decompress_struct& jpeg) {
    if (jpeg.coef_bits == nullptr) return true; // not progressive
    for (int component = 0; component < jpeg.num_components; ++component) {
        const auto& bits = jpeg.coef_bits[component]; // -1: nothing has come; n: all but the n lowest bits
        if (std::any_of(std::begin(bits), std::end(bits), [](int missing) { return missing != 0; })) return false;
    }
    return true;
}

/// Whether every component had a scan. Without one libjpeg takes its values for 0 and says nothing: a sequential file
/// may have one for each component, and end before the last. Precondition: all scans, which are several, have been
/// read.
bool hasAllComponents(JpegReader& reader) {
    const int count = reader.jpeg.num_components, seen = std::popcount(reader.seenComponents);
    if (seen == count) return true;
    std::snprintf(reader.message, sizeof(reader.message), "it has scans for %d of its %d components", seen, count);
    return false;
}

[[gnu::noinline]] bool readRows(JpegReader& reader, uint8_t* texels) {
    if (setjmp(reader.jump) != 0) return false;
    reader.jpeg.out_color_space = JCS_EXT_RGBA;
    reader.jpeg.dct_method = JDCT_ISLOW; // exact, so the same texels with and without SIMD
    jpeg_start_decompress(&reader.jpeg); // reads all scans of a progressive file
    if (jpeg_has_multiple_scans(&reader.jpeg) != FALSE && !hasAllComponents(reader)) return false;
    reader.isIncomplete = !hasAllScans(reader.jpeg);
    while (reader.jpeg.output_scanline < reader.jpeg.output_height) {
        JSAMPROW row = texels + size_t{reader.jpeg.output_scanline} * reader.jpeg.output_width * 4;
        jpeg_read_scanlines(&reader.jpeg, &row, 1);
    }
    jpeg_finish_decompress(&reader.jpeg);
    return true;
}

/// The ICC profile in parts of all its markers; empty without one. The caller frees it.
[[gnu::noinline]] std::span<uint8_t> joinIccProfile(JpegReader& reader) {
    JOCTET* profile = nullptr;
    unsigned byteCount = 0;
    if (setjmp(reader.jump) != 0) return {};
    if (jpeg_read_icc_profile(&reader.jpeg, &profile, &byteCount) == FALSE) return {};
    return {profile, byteCount};
}

void readTags(JpegReader& reader, Picture& picture) {
    countAsSrgb(picture, "JPEG without an ICC profile counts as sRGB");
    const std::span<uint8_t> profile = joinIccProfile(reader);
    const std::unique_ptr<uint8_t, void (*)(void*)> owner(profile.data(), std::free);
    if (!profile.empty()) applyIccProfile(profile, picture);
    constexpr std::string_view kExifHead("Exif\0\0", 6);
    for (const jpeg_marker_struct* marker = reader.jpeg.marker_list; marker != nullptr; marker = marker->next) {
        const std::span<const uint8_t> data(marker->data, marker->data_length);
        if (marker->marker != kExifMarker || data.size() < kExifHead.size()) continue;
        if (std::memcmp(data.data(), kExifHead.data(), kExifHead.size()) != 0) continue;
        picture.orientation = readExifOrientation(data.subspan(kExifHead.size()));
        return;
    }
}

/// Huffman-coded data hold at least one bit per 8x8 block of the component with most blocks, progressive ones in the
/// first scan of their means.
bool canHoldPicture(const jpeg_decompress_struct& jpeg, size_t byteCount) {
    const uint64_t blockCount = ((uint64_t{jpeg.image_width} + 7) / 8) * ((uint64_t{jpeg.image_height} + 7) / 8);
    return blockCount / 8 <= byteCount;
}

} // namespace

Result<Picture> readJpeg(std::span<const uint8_t> bytes, const ReadOptions& options) {
    JpegReader reader;
    reader.jpeg.err = jpeg_std_error(&reader.errors);
    reader.errors.error_exit = onError;
    reader.errors.emit_message = onMessage;
    reader.jpeg.client_data = &reader;
    reader.progress.progress_monitor = onProgress;
    const auto failed = [&] {
        return reader.isUnsupported ? Error{ErrorCode::Unsupported, fmt::format("JPEG: {}", reader.message)}
                                    : Error{ErrorCode::InvalidData, fmt::format("damaged JPEG: {}", reader.message)};
    };

    if (!readHeader(reader, bytes)) return failed();
    if (reader.jpeg.num_components != 1 && reader.jpeg.num_components != 3) {
        return Error{ErrorCode::Unsupported,
                     fmt::format("JPEG of {} components ({}) is not supported; grey and colour (RGB, YCbCr) are",
                                 reader.jpeg.num_components,
                                 reader.jpeg.num_components == 4 ? "CMYK or YCCK" : "unknown colours")};
    }
    // Its decoder takes what is missing for zeros without a word, and any size may be in a few bytes.
    if (reader.jpeg.arith_code != 0)
        return Error{ErrorCode::Unsupported, "JPEG with arithmetic coding is not supported; with Huffman coding it is"};
    Picture picture;
    picture.format = "JPEG";
    picture.width = reader.jpeg.image_width;
    picture.height = reader.jpeg.image_height;
    picture.channelCount = static_cast<uint8_t>(reader.jpeg.num_components);
    picture.isGrey = picture.channelCount == 1;
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    if (!canHoldPicture(reader.jpeg, bytes.size())) {
        return Error{ErrorCode::InvalidData, fmt::format("damaged JPEG: {} bytes cannot hold a picture of {}x{}",
                                                         bytes.size(), picture.width, picture.height)};
    }
    readTags(reader, picture);
    if (Result<void> allocated = allocatePicture<uint8_t>(picture); !allocated) return allocated.error();
    if (!readRows(reader, std::get<std::vector<uint8_t>>(picture.samples).data())) return failed();
    if (reader.isIncomplete) {
        picture.warnings.push_back(
            "a progressive JPEG that lacks some of its scans: the picture is coarser than it was");
    }
    return picture;
}

} // namespace astcslang::cli

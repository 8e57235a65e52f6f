// SPDX-License-Identifier: Apache-2.0
// WebP by libwebp: lossy and lossless still pictures, with their ICC profile and EXIF orientation.

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include "byte_reader.h"
#include "damaged_file.h"
#include "exif_orientation.h"
#include "icc_profile.h"
#include "image_reader.h"
#include "untagged_picture.h"

namespace astcslang::cli {
namespace {

constexpr size_t kRiffHeaderBytes = 8;

Error damaged(const std::string& what) { return damagedFile("WebP", what); }

Error errorOf(VP8StatusCode status) {
    switch (status) {
    case VP8_STATUS_OUT_OF_MEMORY:
        return {ErrorCode::OutOfMemory, "not enough memory to decode it"};
    case VP8_STATUS_UNSUPPORTED_FEATURE:
        return {ErrorCode::Unsupported, "WebP with a feature that libwebp does not support"};
    case VP8_STATUS_NOT_ENOUGH_DATA:
    case VP8_STATUS_SUSPENDED:
        return damaged("the file is truncated");
    default:
        return damaged("its texels cannot be decoded");
    }
}

/// Hands the bytes of the first chunk of that name to `use`.
template <typename Use> void withChunk(WebPDemuxer* demuxer, const char* name, const Use& use) {
    WebPChunkIterator chunk;
    if (WebPDemuxGetChunk(demuxer, name, 1, &chunk) == 0) return;
    use(std::span<const uint8_t>(chunk.chunk.bytes, chunk.chunk.size));
    WebPDemuxReleaseChunkIterator(&chunk);
}

void readTags(std::span<const uint8_t> bytes, Picture& picture) {
    countAsSrgb(picture, "WebP without an ICC profile counts as sRGB");
    const WebPData data{bytes.data(), bytes.size()};
    WebPDemuxer* demuxer = WebPDemux(&data);
    if (demuxer == nullptr) return;
    withChunk(demuxer, "ICCP", [&](std::span<const uint8_t> profile) { applyIccProfile(profile, picture); });
    withChunk(demuxer, "EXIF", [&](std::span<const uint8_t> exif) {
        // Some writers keep JPEG's "Exif\0\0" before the TIFF header.
        if (exif.size() > 6 && exif[0] == 'E') exif = exif.subspan(6);
        picture.orientation = readExifOrientation(exif);
    });
    WebPDemuxDelete(demuxer);
}

/// Into memory of libwebp's first, which takes none for texels that the file does not have, whatever it claims.
Result<void> decodeTexels(std::span<const uint8_t> bytes, Picture& picture) {
    WebPDecoderConfig config;
    if (WebPInitDecoderConfig(&config) == 0) return Error{ErrorCode::Unsupported, "libwebp of another version"};
    config.output.colorspace = MODE_RGBA;
    const VP8StatusCode status = WebPDecode(bytes.data(), bytes.size(), &config);
    const std::unique_ptr<WebPDecBuffer, decltype(&WebPFreeDecBuffer)> output(&config.output, WebPFreeDecBuffer);
    if (status != VP8_STATUS_OK) return errorOf(status);
    if (Result<void> allocated = allocatePicture<uint8_t>(picture); !allocated) return allocated;
    auto& samples = std::get<std::vector<uint8_t>>(picture.samples);
    const WebPRGBABuffer& texels = output->u.RGBA;
    const size_t rowBytes = size_t{picture.width} * 4;
    for (size_t row = 0; row < picture.height; ++row) {
        std::copy_n(texels.rgba + row * static_cast<size_t>(texels.stride), rowBytes, &samples[row * rowBytes]);
    }
    return {};
}

} // namespace

Result<Picture> readWebp(std::span<const uint8_t> bytes, const ReadOptions& options) {
    if (!holds(bytes, kRiffHeaderBytes, loadLittle(bytes, 4, 4))) return damaged("the file is truncated");
    WebPBitstreamFeatures features;
    if (const VP8StatusCode status = WebPGetFeatures(bytes.data(), bytes.size(), &features); status != VP8_STATUS_OK) {
        return errorOf(status);
    }
    if (features.has_animation != 0) return Error{ErrorCode::Unsupported, "animated WebP is not supported"};
    Picture picture;
    picture.format = "WebP";
    picture.width = static_cast<uint32_t>(features.width);
    picture.height = static_cast<uint32_t>(features.height);
    picture.hasAlpha = features.has_alpha != 0;
    picture.channelCount = picture.hasAlpha ? 4 : 3;
    if (Result<void> checked = checkPictureSize(picture.width, picture.height, options.maxTexels); !checked) {
        return checked.error();
    }
    readTags(bytes, picture);
    if (Result<void> decoded = decodeTexels(bytes, picture); !decoded) return decoded.error();
    return picture;
}

} // namespace astcslang::cli

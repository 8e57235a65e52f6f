// SPDX-License-Identifier: Apache-2.0
// TGA, BMP and Radiance HDR by stb_image_write, which counts bytes and samples in ints.

#include <climits>

#include <fmt/format.h>

#include "image_writer.h"
#include "report.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#pragma GCC diagnostic ignored "-Wmissing-field-initializers"
#pragma GCC diagnostic ignored "-Wshadow"
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#include <stb/stb_image_write.h>
#pragma GCC diagnostic pop

namespace astcslang::cli {
namespace {

constexpr int kChannels = 4;
constexpr uint64_t kMostSamples = INT_MAX - 1024; // headers are counted, too

void append(void* target, void* data, int byteCount) {
    auto* bytes = static_cast<std::vector<uint8_t>*>(target);
    const auto* first = static_cast<const uint8_t*>(data);
    bytes->insert(bytes->end(), first, first + byteCount);
}

/// Writes what `encode` makes of `append`, the bytes that it appends to, and the sides. Fails with Unsupported above
/// `mostSide` or kMostSamples.
template <typename Encode>
Result<void> write(OutputFile& file, const char* format, uint32_t width, uint32_t height, uint32_t mostSide,
                   const Encode& encode) {
    if (width > mostSide || height > mostSide || uint64_t{width} * height * kChannels > kMostSamples)
        return Error{ErrorCode::Unsupported, fmt::format("{}: {} texels have no room in {}; .png and .exr have it",
                                                         file.path(), formatSize(width, height), format)};
    const Error noMemory{ErrorCode::OutOfMemory, fmt::format("not enough memory for {}", format)};
    std::vector<uint8_t> bytes;
    try {
        if (encode(append, &bytes, static_cast<int>(width), static_cast<int>(height)) == 0) return noMemory;
    } catch (const std::bad_alloc&) {
        return noMemory;
    }
    return file.write(bytes);
}

} // namespace

Result<void> writeTga(OutputFile& file, const ImageView& image) {
    constexpr uint32_t kMostSide = 0xFFFF; // in its header
    return write(file, "TGA", image.width, image.height, kMostSide,
                 [&](auto* target, void* bytes, int width, int height) {
                     return stbi_write_tga_to_func(target, bytes, width, height, kChannels, image.texels.data());
                 });
}

Result<void> writeBmp(OutputFile& file, const ImageView& image) {
    return write(file, "BMP", image.width, image.height, INT_MAX,
                 [&](auto* target, void* bytes, int width, int height) {
                     return stbi_write_bmp_to_func(target, bytes, width, height, kChannels, image.texels.data());
                 });
}

Result<void> writeHdr(OutputFile& file, const Picture& picture) {
    const auto& samples = std::get<std::vector<float>>(picture.samples);
    return write(file, "Radiance HDR", picture.width, picture.height, INT_MAX,
                 [&](auto* target, void* bytes, int width, int height) {
                     return stbi_write_hdr_to_func(target, bytes, width, height, kChannels, samples.data());
                 });
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0

#include "png_data.h"

#include <cassert>
#include <vector>

#include <png.h>

namespace astcslang::cli {

std::string toBase64(std::span<const uint8_t> bytes) {
    constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (size_t begin = 0; begin < bytes.size(); begin += 3) {
        const auto byteAt = [&](size_t offset) -> uint32_t {
            return begin + offset < bytes.size() ? bytes[begin + offset] : 0;
        };
        const uint32_t bits = byteAt(0) << 16 | byteAt(1) << 8 | byteAt(2);
        for (size_t digit = 0; digit < 4; ++digit) {
            const bool isPadding = begin + digit > bytes.size();
            text += isPadding ? '=' : kDigits[bits >> (18 - 6 * digit) & 63];
        }
    }
    return text;
}

Result<std::string> makePngBase64(uint32_t width, uint32_t height, uint32_t channelCount,
                                  std::span<const uint8_t> texels) {
    assert(channelCount == 1 || channelCount == 3);
    assert(texels.size() == uint64_t{width} * height * channelCount && texels.size() < uint64_t{1} << 31);
    png_image png{};
    png.version = PNG_IMAGE_VERSION;
    png.width = width;
    png.height = height;
    png.format = channelCount == 1 ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB; // libpng adds that it is sRGB
    std::vector<uint8_t> bytes(PNG_IMAGE_PNG_SIZE_MAX(png));
    png_alloc_size_t size = bytes.size();
    if (png_image_write_to_memory(&png, bytes.data(), &size, 0, texels.data(), 0, nullptr) == 0) {
        return Error{ErrorCode::OutOfMemory, std::string("libpng: ") + png.message};
    }
    return toBase64({bytes.data(), size});
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "picture_geometry.h"

#include <algorithm>
#include <new>

#include <fmt/format.h>

namespace astcslang::cli {
namespace {

constexpr const char* kOrientationNotes[9] = {"",
                                              "",
                                              "mirrored",
                                              "turned by 180 degrees",
                                              "mirrored top to bottom",
                                              "mirrored along the main diagonal",
                                              "turned by 90 degrees clockwise",
                                              "mirrored along the other diagonal",
                                              "turned by 90 degrees counterclockwise"};

/// Where texel (x, y) of the upright picture lies in a stored one of width x height texels.
size_t storedTexel(uint8_t orientation, size_t x, size_t y, size_t width, size_t height) {
    const size_t right = width - 1, bottom = height - 1;
    switch (orientation) {
    case 2:
        return y * width + (right - x);
    case 3:
        return (bottom - y) * width + (right - x);
    case 4:
        return (bottom - y) * width + x;
    case 5:
        return x * width + y;
    case 6:
        return (bottom - x) * width + y;
    case 7:
        return (bottom - x) * width + (right - y);
    case 8:
        return x * width + (right - y);
    default:
        return y * width + x;
    }
}

} // namespace

Result<void> applyOrientation(Picture& picture) {
    const uint8_t orientation = picture.orientation;
    if (orientation <= 1 || orientation > 8) return {};
    const bool isTurned = orientation >= 5;
    const uint32_t width = isTurned ? picture.height : picture.width;
    const uint32_t height = isTurned ? picture.width : picture.height;
    try {
        std::visit(
            [&](auto& samples) {
                std::decay_t<decltype(samples)> upright(samples.size());
                for (size_t y = 0; y < height; ++y) {
                    for (size_t x = 0; x < width; ++x) {
                        const size_t from = storedTexel(orientation, x, y, picture.width, picture.height);
                        std::copy_n(&samples[4 * from], 4, &upright[4 * (y * width + x)]);
                    }
                }
                samples = std::move(upright);
            },
            picture.samples);
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to turn it"};
    }
    picture.width = width;
    picture.height = height;
    picture.orientation = 1;
    picture.notes.push_back(fmt::format("{}, as its orientation tag asks", kOrientationNotes[orientation]));
    return {};
}

Result<void> turnImage(Image& image, uint8_t orientation) {
    Picture picture;
    picture.width = image.width;
    picture.height = image.height;
    picture.orientation = orientation;
    picture.samples = std::move(image.texels);
    const Result<void> turned = applyOrientation(picture);
    image.texels = std::move(std::get<std::vector<uint8_t>>(picture.samples));
    return turned;
}

void exchangeRows(Picture& picture) {
    std::visit(
        [&](auto& samples) {
            const size_t rowSamples = size_t{picture.width} * 4;
            for (size_t y = 0; y < picture.height / 2; ++y) {
                auto* upper = &samples[y * rowSamples];
                std::swap_ranges(upper, upper + rowSamples, &samples[(picture.height - 1 - y) * rowSamples]);
            }
        },
        picture.samples);
}

void flipRows(Picture& picture) {
    exchangeRows(picture);
    picture.notes.push_back("flipped");
}

} // namespace astcslang::cli

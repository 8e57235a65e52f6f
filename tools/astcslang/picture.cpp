// SPDX-License-Identifier: Apache-2.0
// Sizes and names of the record.

#include "picture.h"

#include <new>

#include <fmt/format.h>

namespace astcslang::cli {

std::string describeTransfer(const TransferFunction& transfer) {
    switch (transfer.kind) {
    case TransferKind::Srgb:
        return "sRGB";
    case TransferKind::Linear:
        return "linear";
    case TransferKind::Gamma:
        return fmt::format("gamma {:.4g}", transfer.gamma);
    case TransferKind::Bt709:
        return "BT.709";
    case TransferKind::Unknown:
        break;
    }
    return transfer.name;
}

Result<void> checkPictureSize(uint64_t width, uint64_t height, uint64_t maxTexels) {
    if (width == 0 || height == 0) {
        return Error{ErrorCode::InvalidData, fmt::format("the picture's size is {}x{}", width, height)};
    }
    if (width > kMaxPictureSide || height > kMaxPictureSide || width * height > maxTexels) {
        return Error{ErrorCode::Unsupported,
                     fmt::format("a picture of {}x{} exceeds the limits of {} a side and {} in all", width, height,
                                 kMaxPictureSide, maxTexels)};
    }
    return {};
}

bool isOpaque(const Picture& picture) {
    return std::visit(
        [](const auto& samples) {
            using Sample = typename std::decay_t<decltype(samples)>::value_type;
            for (size_t i = 3; i < samples.size(); i += 4) {
                if (samples[i] != kFullScale<Sample>) return false;
            }
            return true;
        },
        picture.samples);
}

template <typename Sample> Result<void> allocatePicture(Picture& picture) {
    try {
        picture.samples = std::vector<Sample>(size_t{picture.width} * picture.height * 4);
        picture.storedBits = 8 * sizeof(Sample);
        return {};
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory,
                     fmt::format("not enough memory for a picture of {}x{}", picture.width, picture.height)};
    }
}

template Result<void> allocatePicture<uint8_t>(Picture&);
template Result<void> allocatePicture<uint16_t>(Picture&);
template Result<void> allocatePicture<float>(Picture&);

} // namespace astcslang::cli

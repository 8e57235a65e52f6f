// SPDX-License-Identifier: Apache-2.0
// Sides are at most 2^16 and the row pitch is compared by division, so nothing here can overflow.

#include "image/image_view.h"

#include <cstring>
#include <string>

namespace astcslang::image {

Result<void> checkImageView(const ImageView& view) {
    const auto invalid = [](std::string what) { return Error{ErrorCode::InvalidArgument, std::move(what)}; };
    const std::string size = std::to_string(view.width) + "x" + std::to_string(view.height);
    if (view.width == 0 || view.height == 0 || view.width > kMaxImageSide || view.height > kMaxImageSide) {
        return invalid("the picture's size is " + size + ", but each side must be 1 to " +
                       std::to_string(kMaxImageSide));
    }
    const size_t rowBytes = size_t{view.width} * texelBytes(view.format);
    const size_t pitch = rowPitchBytes(view);
    if (pitch < rowBytes) {
        return invalid("the row pitch of " + std::to_string(pitch) + " bytes is below the " + std::to_string(rowBytes) +
                       " bytes of a row");
    }
    const size_t available = view.texels.size();
    if (available < rowBytes || (available - rowBytes) / pitch < view.height - 1) {
        return invalid("a picture of " + size + " with rows every " + std::to_string(pitch) +
                       " bytes needs more than the given " + std::to_string(available) + " bytes");
    }
    return {};
}

void copyTexels8(const ImageView& view, uint32_t row, uint32_t firstColumn, std::span<uint8_t> target) {
    const uint8_t* source = rowTexels(view, row).data() + size_t{firstColumn} * texelBytes(view.format);
    if (view.format == TexelFormat::Rgba8) {
        std::memcpy(target.data(), source, target.size());
        return;
    }
    for (size_t channel = 0; channel < target.size(); ++channel) {
        uint16_t value;
        std::memcpy(&value, source + 2 * channel, sizeof(value));
        target[channel] = roundTo8Bits(value);
    }
}

} // namespace astcslang::image

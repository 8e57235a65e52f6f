// SPDX-License-Identifier: Apache-2.0
// What blocks say of single texels beyond the 8 bits of decode(): all 16 bits of a colour, and the partition.

#pragma once

#include <cstdint>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang {

/// An owned picture of 16 bits a channel: width * height * 4 samples, 65535 for 1.0.
struct WideImage {
    uint32_t width = 0;
    uint32_t height = 0;
    std::vector<uint16_t> samples = {};
    ImageView view() const {
        return {{reinterpret_cast<const uint8_t*>(samples.data()), 2 * samples.size()},
                width,
                height,
                0,
                TexelFormat::Rgba16};
    }
};

/// Decodes to what interpolation gives before any of it is cut off (C.2.19): the 16 bits of which decode() keeps the
/// upper 8, and of which decoders to 16-bit floats make their result. sRGB textures have no more than 8 bits, which
/// are widened. The error colour and failures are those of decode().
Result<WideImage> decodeWide(const CompressedImage& image);

/// The partition of each texel, 0 .. 3, in raster order (C.2.21). 0 in blocks of one partition, of constant colour, and
/// in illegal ones. Fails as decode() does.
Result<std::vector<uint8_t>> texelPartitions(const CompressedImage& image);

} // namespace astcslang

// SPDX-License-Identifier: Apache-2.0
// Host memory of a large encode. If it fails, something grows with the picture that should have the size of a strip. A
// program of its own, because the peak is the whole process's. A software device's memory is host memory and counts.

#include <algorithm>
#include <cstdio>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "peak_memory.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

/// Repeats a small picture.
Image tile(const Image& small, uint32_t size) {
    Image image{size, size, std::vector<uint8_t>(size_t{size} * size * 4)};
    for (size_t y = 0; y < size; ++y)
        for (size_t x = 0; x < size; x += small.width)
            std::copy_n(small.texels.begin() + static_cast<ptrdiff_t>(y % small.height * small.width * 4),
                        std::min<size_t>(small.width, size - x) * 4,
                        image.texels.begin() + static_cast<ptrdiff_t>((y * size + x) * 4));
    return image;
}

TEST(Memory, APictureOf16384By16384TakesLessThan1GibibyteBesideItself) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer's own memory would be counted";
#endif
    const Image picture = tile(makeMixture(256, 256, false), 16384);
    const uint64_t before = peakBytes();
    ASSERT_GT(before, picture.texels.size()) << "the picture is not in memory";
    const EncodedImage encoded = encode(EncodeOptions{.quality = Fastest, .maxPartitionCount = 1}, picture);
    ASSERT_EQ(encoded.image.blocks.size(), size_t{4096} * 4096 * 16);
    const uint64_t beside = peakBytes() - picture.texels.size();
    std::printf("%llu MiB\n", static_cast<unsigned long long>(beside / kMiB));
    EXPECT_GT(beside, encoded.image.blocks.size()) << "the measurement itself is wrong";
    EXPECT_LT(beside, 1024 * kMiB);
}

} // namespace
} // namespace astcslang::test

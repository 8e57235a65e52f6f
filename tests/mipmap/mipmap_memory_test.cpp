// SPDX-License-Identifier: Apache-2.0
// Host memory of mip levels of a large picture. If it fails, something grows with the picture that should have the size
// of a part of it. A program of its own, because the peak is the whole process's. A software device's memory is host
// memory and counts.

#include <cstdio>

#include "mipmap_rig.h"
#include "peak_memory.h"

namespace astcslang::test {
namespace {

TEST(MipmapMemory, APictureOf8192By8192TakesLessThan512MebibytesBesideItself) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "the sanitizer's own memory would be counted";
#endif
    Image picture{8192, 8192, std::vector<uint8_t>(size_t{8192} * 8192 * 4)};
    for (size_t i = 0; i < picture.texels.size(); ++i) picture.texels[i] = static_cast<uint8_t>(i * 7 >> 3);
    const uint64_t before = peakBytes();
    ASSERT_GT(before, picture.texels.size()) << "the picture is not in memory";
    MipmapOptions options;
    options.levelCount = 3; // the large ones; the others need less
    const std::vector<ResampledImage> levels = mipmapsOf(picture.view(), options);
    ASSERT_EQ(levels.size(), 2u);
    const uint64_t beside = peakBytes() - picture.texels.size();
    std::printf("%llu MiB\n", static_cast<unsigned long long>(beside / kMiB));
    EXPECT_GT(beside, levels[0].texels.size()) << "the measurement itself is wrong";
    EXPECT_LT(beside, 512 * kMiB);
}

} // namespace
} // namespace astcslang::test

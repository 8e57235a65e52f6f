// SPDX-License-Identifier: Apache-2.0
// If these fail, --normalize makes other vectors than those of unit length in the same direction.

#include <cmath>

#include <gtest/gtest.h>

#include "make_picture.h"
#include "picture_normals.h"

namespace astcslang::test {
namespace {

TEST(PictureNormals, HaveUnitLengthAndTheirDirection) {
    cli::Picture picture = makePicture(3, 1, {255, 255, 255, 9, 0, 128, 128, 255, 192, 64, 255, 0});
    const std::vector<uint8_t> codes = std::get<std::vector<uint8_t>>(picture.samples);
    ASSERT_TRUE(cli::normalizeVectors(picture));
    const auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t texel = 0; texel < codes.size(); texel += 4) {
        double square = 0, dot = 0, squareBefore = 0;
        for (size_t axis = 0; axis < 3; ++axis) {
            const double now = 2.0 * samples[texel + axis] - 1, before = codes[texel + axis] / 127.5 - 1;
            square += now * now;
            squareBefore += before * before;
            dot += now * before;
        }
        EXPECT_NEAR(std::sqrt(square), 1, 1e-6);
        EXPECT_NEAR(dot, std::sqrt(squareBefore), 1e-6) << "another direction";
        EXPECT_NEAR(samples[texel + 3], codes[texel + 3] / 255.0, 1e-7);
    }
}

TEST(PictureNormals, TexelsWithoutADirectionStay) {
    cli::Picture picture = makePicture(2, 1, {128, 127, 128, 255, 127, 128, 127, 255});
    ASSERT_TRUE(cli::normalizeVectors(picture));
    EXPECT_NEAR(std::get<std::vector<float>>(picture.samples)[0], 128 / 255.0, 1e-7);
}

TEST(PictureNormals, PicturesWithoutZAreRefused) {
    cli::Picture picture = makePicture(1, 1, {1, 2, 0, 255});
    picture.channelCount = 2;
    const Result<void> done = cli::normalizeVectors(picture);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Unsupported);
}

} // namespace
} // namespace astcslang::test

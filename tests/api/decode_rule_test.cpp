// SPDX-License-Identifier: Apache-2.0
// The error that the encoder minimizes is the error that a decoder of the same rule shows: 8-bit linear, sRGB, float16.

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "test_pictures.h"
#include "wide_decoder.h"

namespace astcslang::test {
namespace {

TEST(DecodeRule, ReportedErrorIsThatOfTheDecodedPicture) {
    for (const bool hasAlpha : {false, true})
        for (const Profile profile : {Profile::Ldr, Profile::LdrSrgb})
            for (const uint8_t quality : {Fastest, Medium, VeryThorough}) {
                const EncodeOptions options{.profile = profile, .quality = quality, .maxPartitionCount = 4};
                SCOPED_TRACE(describe(options) + (hasAlpha ? ", alpha" : ""));
                const Image picture = makeMixture(32, 32, hasAlpha);
                const EncodedImage encoded = encode(options, picture);
                const Image decoded = valueOf(decode(encoded.image));
                EXPECT_EQ(encoded.statistics.squaredError, static_cast<double>(squaredError(picture, decoded)));
            }
}

double psnrIn(Profile decoder, CompressedImage image, const Image& picture) {
    image.profile = decoder;
    const Image decoded = valueOf(decode(image));
    return valueOf(compareImages(picture.view(), decoded.view())).psnrRgb;
}

TEST(DecodeRule, EachProfileIsBestInItsOwnDecoder) {
    for (const bool hasAlpha : {false, true}) {
        SCOPED_TRACE(hasAlpha ? "alpha" : "opaque");
        const Image picture = makeGradient(64, 64, hasAlpha);
        const CompressedImage linear = encode({.profile = Profile::Ldr}, picture).image;
        const CompressedImage srgb = encode({.profile = Profile::LdrSrgb}, picture).image;
        EXPECT_GT(psnrIn(Profile::Ldr, linear, picture), psnrIn(Profile::Ldr, srgb, picture));
        EXPECT_GT(psnrIn(Profile::LdrSrgb, srgb, picture), psnrIn(Profile::LdrSrgb, linear, picture));
    }
}

TEST(DecodeRule, Float16IsBestWhereAllSixteenBitsAreShown) {
    for (const bool hasAlpha : {false, true}) {
        SCOPED_TRACE(hasAlpha ? "alpha" : "opaque");
        const Image picture = makeGradient(64, 64, hasAlpha);
        const EncodedImage unorm8 = encode({.profile = Profile::Ldr}, picture);
        const EncodedImage float16 = encode({.profile = Profile::Ldr, .decodeTarget = DecodeTarget::Float16}, picture);
        const double float16Error = wideError(float16.image, picture);
        EXPECT_LT(float16Error, wideError(unorm8.image, picture));
        EXPECT_NEAR(float16.statistics.squaredError, float16Error, 0.51 * 256 + 1e-3 * float16Error);
    }
}

} // namespace
} // namespace astcslang::test

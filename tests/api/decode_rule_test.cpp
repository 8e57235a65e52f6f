// SPDX-License-Identifier: Apache-2.0
// The error that the encoder minimizes is the error that a decoder of the same rule shows: 8-bit linear, sRGB, float16.

#include <cmath>

#include <gtest/gtest.h>

#include "astc/decode_block.h"
#include "astc/endpoint_decode.h"
#include "astc/physical_block.h"
#include "astc/weight_infill.h"
#include "encode_rig.h"
#include "test_pictures.h"

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

/// Squared error in 8-bit steps of a block as decode modes of 16-bit floats show it (C.2.19): all 16 bits of the blend,
/// 65535 being one. Rounding to half floats, at most 1/2048 of the value, is left out.
double wideBlockError(const astc::SymbolicBlock& block, std::span<const Color> texels) {
    const astc::BlockMode mode = block.mode();
    const astc::WeightInfill infill = astc::computeWeightInfill({4, 4}, mode.gridWidth, mode.gridHeight);
    const astc::Partitioning partitioning =
        astc::computePartitioning({4, 4}, block.partitionCount(), block.partitionSeed);
    std::array<uint8_t, astc::kMaxWeightCount> weights{};
    for (int i = 0; i < mode.weightCount(); ++i)
        weights[i] = static_cast<uint8_t>(astc::unquantizeWeight(mode.weightQuantMode, block.weightSymbols[i]));
    std::array<astc::EndpointPair, 4> endpoints;
    size_t next = 0;
    for (int p = 0; p < block.partitionCount(); ++p) {
        const astc::ColorEndpointMode endpointMode = block.endpointModes.modes[p];
        std::vector<uint8_t> values;
        for (int i = 0; i < astc::valueCount(endpointMode); ++i)
            values.push_back(
                static_cast<uint8_t>(astc::unquantizeColor(block.colorQuantMode(), block.colorSymbols[next++])));
        endpoints[p] = astc::decodeEndpoints(endpointMode, values);
    }
    double error = 0;
    for (size_t texel = 0; texel < 16; ++texel)
        for (int c = 0; c < 4; ++c) {
            const int plane = mode.isDualPlane && block.plane2Component == c ? 1 : 0;
            const int weight =
                astc::infillWeight(infill[texel], std::span(weights).subspan(plane), mode.isDualPlane ? 2 : 1);
            const astc::EndpointPair& pair = endpoints[partitioning[texel]];
            const int blend = (pair.low[c] * 257 * (64 - weight) + pair.high[c] * 257 * weight + 32) >> 6;
            const double difference = blend * 255.0 / 65535.0 - texels[texel][c];
            error += difference * difference;
        }
    return error;
}

double wideError(const CompressedImage& image, const Image& picture) {
    double error = 0;
    for (uint32_t block = 0; block < image.blocks.size() / 16; ++block) {
        const astc::UnpackedBlock unpacked = astc::unpack(
            astc::PhysicalBlock::fromBytes(std::span(image.blocks).subspan(block * 16).first<16>()), {4, 4});
        const auto* symbolic = std::get_if<astc::SymbolicBlock>(&unpacked);
        if (symbolic == nullptr) continue; // a void extent, exact in this picture
        std::array<Color, 16> texels;
        for (uint32_t i = 0; i < 16; ++i)
            texels[i] = texelOf(picture, block % (image.width / 4) * 4 + i % 4, block / (image.width / 4) * 4 + i / 4);
        error += wideBlockError(*symbolic, texels);
    }
    return error;
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

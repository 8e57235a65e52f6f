// SPDX-License-Identifier: Apache-2.0
// Every bad argument of the public face by itself, and beside it the good call that differs in nothing else. If one
// fails, a caller's mistake becomes a crash or a wrong picture instead of an error.

#include <cctype>

#include <gtest/gtest.h>

#include <astcslang/astcslang.h>

#include "encode_rig.h"
#include "test_pictures.h"

namespace astcslang::test {
namespace {

template <typename T> void expectError(const Result<T>& result, ErrorCode code) {
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, code) << result.error().message;
    EXPECT_FALSE(result.error().message.empty());
    EXPECT_EQ(result.error().message.find('\n'), std::string::npos);
}

TEST(ContextArguments, DeviceByNumberOrPartOfItsNameInAnyCase) {
    const DeviceInfo usual = sharedContext().device();
    std::string part = usual.name.substr(1, 5);
    for (char& c : part) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    for (const std::string& selection : {std::string(), std::to_string(usual.index), usual.name, part}) {
        SCOPED_TRACE("device '" + selection + "'");
        Result<Context> context = Context::create({.device = selection});
        ASSERT_TRUE(context) << context.error().message;
        EXPECT_FALSE(context->device().name.empty());
        EXPECT_FALSE(context->device().driver.empty());
        EXPECT_TRUE(context->device().isUsable);
    }
}

TEST(ContextArguments, UnknownDevicesAreRefusedByName) {
    for (const std::string selection : {"no such device", "4711", "99999999999999999999", "-1"}) {
        SCOPED_TRACE(selection);
        Result<Context> context = Context::create({.device = selection});
        expectError(context, ErrorCode::DeviceNotFound);
        EXPECT_NE(context.error().message.find(selection), std::string::npos) << context.error().message;
    }
}

TEST(ContextArguments, ListedDevicesAreNumberedInOrder) {
    const std::vector<DeviceInfo> devices = valueOf(listDevices());
    ASSERT_FALSE(devices.empty());
    for (size_t index = 0; index < devices.size(); ++index) {
        EXPECT_EQ(devices[index].index, index);
        EXPECT_EQ(devices[index].isUsable, devices[index].unusableBecause.empty());
    }
}

TEST(ContextArguments, WithoutValidationNoMessageIsCounted) { EXPECT_EQ(sharedContext().validationMessageCount(), 0u); }

Result<Encoder> createWith(void (*change)(EncodeOptions&)) {
    EncodeOptions options{.quality = Fastest};
    change(options);
    return Encoder::create(sharedContext(), options);
}

TEST(EncoderArguments, EveryLegalValueIsTaken) {
    for (uint8_t quality = 0; quality <= 100; ++quality)
        for (uint8_t partitions = 0; partitions <= 4; ++partitions)
            EXPECT_TRUE(Encoder::create(sharedContext(), {.quality = quality, .maxPartitionCount = partitions}));
}

TEST(EncoderArguments, BadOnesAreRefusedOneByOne) {
    EXPECT_TRUE(createWith([](EncodeOptions&) {}));
    expectError(createWith([](EncodeOptions& o) { o.quality = 101; }), ErrorCode::InvalidArgument);
    expectError(createWith([](EncodeOptions& o) { o.quality = 255; }), ErrorCode::InvalidArgument);
    expectError(createWith([](EncodeOptions& o) { o.maxPartitionCount = 5; }), ErrorCode::InvalidArgument);
    expectError(createWith([](EncodeOptions& o) { o.footprint = {0, 0}; }), ErrorCode::InvalidArgument);
    expectError(createWith([](EncodeOptions& o) { o.footprint = {4, 5}; }), ErrorCode::InvalidArgument);
    expectError(createWith([](EncodeOptions& o) { o.footprint = {7, 7}; }), ErrorCode::InvalidArgument);
    expectError(createWith([](EncodeOptions& o) { o.footprint = {255, 255}; }), ErrorCode::InvalidArgument);
}

TEST(EncoderArguments, ModeChoicesAndEndpointFitsAbove4x4AreTheDefaultsAlone) {
    for (const Footprint footprint : {Footprint{5, 4}, {6, 6}, {12, 12}}) {
        EncodeOptions options{.footprint = footprint};
        EXPECT_TRUE(Encoder::create(sharedContext(), options));
        for (const ModeChoice choice : {ModeChoice::Corrected, ModeChoice::Published, ModeChoice::Full}) {
            options.modeChoice = choice;
            expectError(Encoder::create(sharedContext(), options), ErrorCode::Unsupported);
        }
        options.modeChoice = ModeChoice::Screened;
        for (const EndpointFit fit : {EndpointFit::LeastSquares, EndpointFit::Gradient}) {
            options.endpointFit = fit;
            expectError(Encoder::create(sharedContext(), options), ErrorCode::Unsupported);
        }
        options.footprint = {4, 4};
        EXPECT_TRUE(Encoder::create(sharedContext(), options));
    }
}

/// A 5x3 picture in rows of 24 bytes, whose last row ends with its last texel.
class EncodeArguments : public testing::Test {
protected:
    Result<EncodedImage> encodeWith(void (*change)(ImageView&)) {
        ImageView view{texels, 5, 3, 24};
        change(view);
        return encoder.encode(view);
    }
    std::vector<uint8_t> texels = std::vector<uint8_t>(2 * 24 + 20, 77);
    Encoder encoder = *Encoder::create(sharedContext(), {.quality = Fastest});
};

TEST_F(EncodeArguments, GoodOnesGiveBlocks) {
    Result<EncodedImage> encoded = encodeWith([](ImageView&) {});
    ASSERT_TRUE(encoded) << encoded.error().message;
    EXPECT_EQ(encoded->image.width, 5u);
    EXPECT_EQ(encoded->image.height, 3u);
    EXPECT_EQ(encoded->image.blocks.size(), 32u);
    EXPECT_EQ(encoded->image.footprint, (Footprint{4, 4}));
    EXPECT_EQ(encoded->image.profile, Profile::LdrSrgb);
    EXPECT_EQ(encoded->statistics.blockCount, 2u);
}

TEST_F(EncodeArguments, SizesOutsideTheLimits) {
    expectError(encodeWith([](ImageView& v) { v.width = 0; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.height = 0; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v = {v.texels, 65537, 1, 0}; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.height = 65537; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.width = v.height = UINT32_MAX; }), ErrorCode::InvalidArgument);
}

TEST_F(EncodeArguments, RowsThatOverlap) {
    expectError(encodeWith([](ImageView& v) { v.rowPitchBytes = 19; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.rowPitchBytes = 1; }), ErrorCode::InvalidArgument);
}

TEST_F(EncodeArguments, TexelsThatEndTooEarly) {
    expectError(encodeWith([](ImageView& v) { v.texels = v.texels.first(v.texels.size() - 1); }),
                ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.texels = {}; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.rowPitchBytes = 25; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.height = 4; }), ErrorCode::InvalidArgument);
}

TEST_F(EncodeArguments, PitchesThatOverflow) {
    expectError(encodeWith([](ImageView& v) { v.rowPitchBytes = SIZE_MAX; }), ErrorCode::InvalidArgument);
    expectError(encodeWith([](ImageView& v) { v.rowPitchBytes = SIZE_MAX / 2 + 1; }), ErrorCode::InvalidArgument);
}

TEST_F(EncodeArguments, AnEncoderServesAfterEveryError) {
    EXPECT_FALSE(encodeWith([](ImageView& v) { v.width = 0; }));
    EXPECT_TRUE(encodeWith([](ImageView&) {}));
}

} // namespace
} // namespace astcslang::test

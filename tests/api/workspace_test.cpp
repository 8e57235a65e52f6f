// SPDX-License-Identifier: Apache-2.0
// If these fail, an encoder holds the memory of several strips, allocates for each picture anew, or cannot go on with
// smaller strips where a device has no more memory.
#include "encode/workspace.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "encode_rig.h"
#include "gpu/context.h"

namespace astcslang::encode {
namespace {

const gpu::Device& device() { return *test::sharedContext().impl().device; }

EncodePlan planOf(uint8_t quality) {
    const EncodeOptions options{.quality = quality};
    return makeEncodePlan(options, effortsOf(options).all, {});
}

std::vector<VkBuffer> handlesOf(const Workspace& workspace) {
    std::vector<VkBuffer> handles{workspace.upload().handle(), workspace.readback().handle()};
    for (size_t slot = static_cast<size_t>(kFirstRecord); slot < static_cast<size_t>(Slot::Count); ++slot)
        handles.push_back(workspace.buffer(static_cast<Slot>(slot)).handle());
    return handles;
}

TEST(Workspace, ServesSmallerStripsAndOtherPlansWithTheSameBuffers) {
    const EncodePlan fast = planOf(Fast), medium = planOf(Medium);
    Workspace workspace;
    ASSERT_TRUE(workspace.reserve(device(), medium, {200, 4000}));
    const std::vector<VkBuffer> handles = handlesOf(workspace);
    ASSERT_TRUE(workspace.reserve(device(), medium, {100, 1600}));
    EXPECT_EQ(handlesOf(workspace), handles);
    ASSERT_TRUE(workspace.reserve(device(), fast, {50, 800}));
    EXPECT_EQ(handlesOf(workspace), handles);
}

TEST(Workspace, HasForEachRecordTheMostThatAPlanAskedFor) {
    const EncodePlan fast = planOf(Fast), medium = planOf(Medium);
    const StripLimits many{400, 6400}, few{100, 1600};
    Workspace workspace;
    ASSERT_TRUE(workspace.reserve(device(), fast, many));
    ASSERT_TRUE(workspace.reserve(device(), medium, few));
    for (size_t index = static_cast<size_t>(kFirstRecord); index < static_cast<size_t>(Slot::Count); ++index) {
        const Slot slot = static_cast<Slot>(index);
        const uint64_t words = std::max(recordWords(fast, slot, many), recordWords(medium, slot, few));
        EXPECT_EQ(workspace.buffer(slot).sizeBytes(), std::max<uint64_t>(words, 1) * 4) << "slot " << index;
    }
}

TEST(Workspace, HoldsNothingAfterTheDeviceHadNotEnoughAndGoesOn) {
    const EncodePlan plan = planOf(Fast);
    Workspace workspace;
    ASSERT_TRUE(workspace.reserve(device(), plan, {100, 1600}));
    const uint64_t tooMany = device().physical().maxAllocationBytes / 4 + 1;
    const Result<void> refused = workspace.reserve(device(), plan, {100, tooMany});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::OutOfMemory);
    for (const VkBuffer handle : handlesOf(workspace)) EXPECT_EQ(handle, VkBuffer{VK_NULL_HANDLE});
    EXPECT_TRUE(workspace.reserve(device(), plan, {100, 1600}));
}

} // namespace
} // namespace astcslang::encode

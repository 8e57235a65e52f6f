// SPDX-License-Identifier: Apache-2.0
// If these fail, buffers lie in the wrong kind of memory or a full device is not noticed.

#include "driver_function.h"
#include "gpu_rig.h"

namespace astcslang::gpu {
namespace {

TEST(Buffer, StagingIsMappedAndSizeIsRoundedUpToWords) {
    onEveryDevice([](Rig& rig) {
        for (BufferKind kind : {BufferKind::Upload, BufferKind::Readback}) {
            Result<Buffer> buffer = Buffer::create(rig.device, kind, 5);
            ASSERT_TRUE(buffer) << buffer.error().message;
            EXPECT_EQ(buffer->sizeBytes(), 8u);
            EXPECT_EQ(buffer->mapped().size(), 8u);
        }
    });
}

TEST(Buffer, DeviceMemoryIsMappedExactlyWhereItIsTheHosts) {
    onEveryDevice([](Rig& rig) {
        Buffer buffer = makeBuffer(rig, BufferKind::DeviceLocal, 100);
        EXPECT_EQ(!buffer.mapped().empty(), rig.device.hasUnifiedMemory());
    });
}

TEST(Buffer, LargerThanAnyAllocationIsOutOfMemory) {
    onEveryDevice([](Rig& rig) {
        uint64_t tooBig = rig.device.physical().maxAllocationBytes + 1;
        Result<Buffer> buffer = Buffer::create(rig.device, BufferKind::DeviceLocal, tooBig);
        ASSERT_FALSE(buffer);
        EXPECT_EQ(buffer.error().code, ErrorCode::OutOfMemory);
        EXPECT_NE(buffer.error().message.find(std::to_string(tooBig)), std::string::npos);
    });
}

/// The encoder goes on with smaller strips after OutOfMemory alone. It used to give up where memory could not be
/// mapped, and to try ever smaller ones on a device that was lost.
TEST(Buffer, AllocationThatFailsIsOutOfMemoryOnlyWhereLessMayDo) {
    using Allocate = DriverFunction<&VolkDeviceTable::vkAllocateMemory>;
    static VkResult answer;
    onEveryDevice([](Rig& rig) {
        const Allocate failing(rig.device, [](auto...) { return answer; });
        for (const auto& [result, code] : {std::pair(VK_ERROR_OUT_OF_HOST_MEMORY, ErrorCode::OutOfMemory),
                                           std::pair(VK_ERROR_OUT_OF_DEVICE_MEMORY, ErrorCode::OutOfMemory),
                                           std::pair(VK_ERROR_TOO_MANY_OBJECTS, ErrorCode::OutOfMemory),
                                           std::pair(VK_ERROR_DEVICE_LOST, ErrorCode::DeviceFailure),
                                           std::pair(VK_ERROR_UNKNOWN, ErrorCode::DeviceFailure)}) {
            answer = result;
            Result<Buffer> buffer = Buffer::create(rig.device, BufferKind::DeviceLocal, 64);
            ASSERT_FALSE(buffer);
            EXPECT_EQ(buffer.error().code, code) << buffer.error().message;
            EXPECT_EQ(buffer.error().native, result);
        }
    });
}

TEST(Buffer, MappingThatFailsIsOutOfMemory) {
    using Map = DriverFunction<&VolkDeviceTable::vkMapMemory>;
    onEveryDevice([](Rig& rig) {
        const Map failing(rig.device, [](auto...) { return VK_ERROR_MEMORY_MAP_FAILED; });
        Result<Buffer> buffer = Buffer::create(rig.device, BufferKind::Upload, 64);
        ASSERT_FALSE(buffer);
        EXPECT_EQ(buffer.error().code, ErrorCode::OutOfMemory) << buffer.error().message;
    });
}

TEST(Buffer, KeepsItsBytesWhenMoved) {
    onEveryDevice([](Rig& rig) {
        Buffer first = makeUpload(rig, {1, 2, 3});
        Buffer second = std::move(first);
        first = makeUpload(rig, {4});
        EXPECT_EQ(readWords(second), (std::vector<uint32_t>{1, 2, 3}));
        EXPECT_EQ(readWords(first), std::vector<uint32_t>{4});
    });
}

} // namespace
} // namespace astcslang::gpu

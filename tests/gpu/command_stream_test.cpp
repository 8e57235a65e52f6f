// SPDX-License-Identifier: Apache-2.0
// If these fail, kernels run out of order, on wrong data, or their times are wrong.

#include "gpu_rig.h"

#include <numeric>

#include "test_kernel.h"

namespace astcslang::gpu {
namespace {

struct ScaleParams {
    uint32_t count;
    uint32_t factor;
};

std::vector<uint32_t> ascending(uint32_t count) {
    std::vector<uint32_t> words(count);
    std::iota(words.begin(), words.end(), 1u);
    return words;
}

GroupCounts groupsFor(uint32_t threads) { return {(threads + 63) / 64, 1, 1}; }

KernelSource scaleKernel(const char* name = "scale_by_1") { return testKernel(name, 2, sizeof(ScaleParams)); }

TEST(CommandStream, KernelReadsUploadAndHostReadsResult) {
    onEveryDevice([](Rig& rig) {
        Pipeline scale = makePipeline(rig, scaleKernel());
        std::vector<uint32_t> input = ascending(1000);
        Buffer upload = makeUpload(rig, input);
        Buffer source = makeBuffer(rig, BufferKind::DeviceLocal, input.size());
        Buffer target = makeBuffer(rig, BufferKind::DeviceLocal, input.size());
        Buffer readback = makeBuffer(rig, BufferKind::Readback, input.size());
        CommandStream stream = makeStream(rig);
        expectSuccess(stream.begin());
        stream.copy(upload, 0, source, 0, upload.sizeBytes());
        stream.barrier();
        stream.dispatch(scale, {source, target}, bytesOf(ScaleParams{1000, 2}), groupsFor(1000));
        stream.barrier();
        stream.copy(target, 0, readback, 0, target.sizeBytes());
        submitAndWait(stream);
        std::vector<uint32_t> output = readWords(readback);
        for (size_t n = 0; n < input.size(); ++n) ASSERT_EQ(output[n], 2 * input[n]) << "at " << n;
    });
}

TEST(CommandStream, VariantsOfOneSourceDiffer) {
    onEveryDevice([](Rig& rig) {
        Pipeline scale = makePipeline(rig, scaleKernel("scale_by_7"));
        Buffer source = makeUpload(rig, {3});
        Buffer target = makeBuffer(rig, BufferKind::Readback, 1);
        CommandStream stream = makeStream(rig);
        expectSuccess(stream.begin());
        stream.dispatch(scale, {source, target}, bytesOf(ScaleParams{1, 2}), {});
        submitAndWait(stream);
        EXPECT_EQ(readWords(target), std::vector<uint32_t>{42});
    });
}

TEST(CommandStream, KernelSeesOnlyThePartOfABufferThatIsBound) {
    onEveryDevice([](Rig& rig) {
        Pipeline scale = makePipeline(rig, scaleKernel());
        Buffer source = makeUpload(rig, ascending(256));
        Buffer target = makeBuffer(rig, BufferKind::Readback, 256);
        CommandStream stream = makeStream(rig);
        expectSuccess(stream.begin());
        stream.fill(target, 0, target.sizeBytes(), 9);
        stream.barrier();
        stream.dispatch(scale, {{source, 256, 256}, {target, 512, 256}}, bytesOf(ScaleParams{64, 1}), {});
        submitAndWait(stream);
        std::vector<uint32_t> output = readWords(target);
        for (uint32_t n = 0; n < 256; ++n) {
            bool isBound = n >= 128 && n < 192;
            ASSERT_EQ(output[n], isBound ? n - 128 + 64 + 1 : 9) << "at " << n;
        }
    });
}

TEST(CommandStream, IndirectDispatchRunsAsManyGroupsAsAKernelWrote) {
    onEveryDevice([](Rig& rig) {
        KernelSource source = testKernel("write_group_counts", 1, 0);
        source.specialization = {37};
        Pipeline writeCounts = makePipeline(rig, source);
        Pipeline count = makePipeline(rig, testKernel("count_groups_run", 1, 0));
        Buffer arguments = makeBuffer(rig, BufferKind::DeviceLocal, 67);
        Buffer ran = makeBuffer(rig, BufferKind::Readback, 100);
        CommandStream stream = makeStream(rig);
        expectSuccess(stream.begin());
        stream.fill(ran, 0, ran.sizeBytes(), 0);
        stream.dispatch(writeCounts, {{arguments, 256, 12}}, {}, {});
        stream.barrier();
        stream.dispatchIndirect(count, {ran}, {}, arguments, 256);
        submitAndWait(stream);
        std::vector<uint32_t> output = readWords(ran);
        for (uint32_t group = 0; group < 100; ++group) ASSERT_EQ(output[group], group < 37 ? 1u : 0u) << group;
    });
}

// 300 dispatches take several descriptor pools as well.
TEST(CommandStream, BarriersKeepPassesInOrder) {
    onEveryDevice([](Rig& rig) {
        constexpr uint32_t kCount = 4096;
        constexpr uint32_t kPasses = 300;
        Pipeline passOn = makePipeline(rig, testKernel("pass_on", 2, sizeof(uint32_t)));
        Buffer upload = makeUpload(rig, ascending(kCount));
        Buffer a = makeBuffer(rig, BufferKind::DeviceLocal, kCount);
        Buffer b = makeBuffer(rig, BufferKind::DeviceLocal, kCount);
        Buffer readback = makeBuffer(rig, BufferKind::Readback, kCount);
        CommandStream stream = makeStream(rig);
        expectSuccess(stream.begin());
        stream.copy(upload, 0, a, 0, upload.sizeBytes());
        for (uint32_t pass = 0; pass < kPasses; ++pass) {
            stream.barrier();
            const Buffer& source = pass % 2 == 0 ? a : b;
            const Buffer& target = pass % 2 == 0 ? b : a;
            stream.dispatch(passOn, {source, target}, bytesOf(kCount), groupsFor(kCount));
        }
        stream.barrier();
        stream.copy(a, 0, readback, 0, a.sizeBytes());
        submitAndWait(stream);
        std::vector<uint32_t> output = readWords(readback);
        for (uint32_t n = 0; n < kCount; ++n) ASSERT_EQ(output[n], (n + kPasses) % kCount + 1 + kPasses);
    });
}

TEST(CommandStream, RunsAgainAfterWait) {
    onEveryDevice([](Rig& rig) {
        Pipeline scale = makePipeline(rig, scaleKernel());
        Buffer source = makeUpload(rig, {5});
        Buffer target = makeBuffer(rig, BufferKind::Readback, 1);
        CommandStream stream = makeStream(rig);
        for (uint32_t factor = 1; factor <= 3; ++factor) {
            expectSuccess(stream.begin());
            stream.dispatch(scale, {source, target}, bytesOf(ScaleParams{1, factor}), {});
            submitAndWait(stream);
            EXPECT_EQ(readWords(target), std::vector<uint32_t>{5 * factor});
        }
    });
}

TEST(CommandStream, TwoStreamsAreInFlightAtOnce) {
    onEveryDevice([](Rig& rig) {
        constexpr uint32_t kCount = 1 << 16;
        Pipeline scale = makePipeline(rig, scaleKernel());
        std::vector<Buffer> sources, targets;
        std::vector<CommandStream> streams;
        for (uint32_t strip = 0; strip < 2; ++strip) {
            sources.push_back(makeUpload(rig, ascending(kCount)));
            targets.push_back(makeBuffer(rig, BufferKind::Readback, kCount));
            streams.push_back(makeStream(rig));
            expectSuccess(streams[strip].begin());
            streams[strip].dispatch(scale, {sources[strip], targets[strip]}, bytesOf(ScaleParams{kCount, strip + 2}),
                                    groupsFor(kCount));
            expectSuccess(streams[strip].submit());
        }
        for (uint32_t strip = 0; strip < 2; ++strip) {
            expectSuccess(streams[strip].wait());
            EXPECT_EQ(readWords(targets[strip]).back(), kCount * (strip + 2));
        }
    });
}

TEST(CommandStream, StreamThatIsDestroyedInFlightWaits) {
    onEveryDevice([](Rig& rig) {
        Pipeline scale = makePipeline(rig, scaleKernel());
        Buffer source = makeUpload(rig, ascending(1 << 16));
        Buffer target = makeBuffer(rig, BufferKind::Readback, 1 << 16);
        {
            CommandStream stream = makeStream(rig);
            expectSuccess(stream.begin());
            stream.dispatch(scale, {source, target}, bytesOf(ScaleParams{1 << 16, 3}), groupsFor(1 << 16));
            expectSuccess(stream.submit());
        }
        EXPECT_EQ(readWords(target).back(), 3u << 16);
    });
}

// 150 stages are 300 marks, more than one query pool holds.
TEST(Timestamps, AddUpByLabelInOrderOfFirstAppearance) {
    onEveryDevice([](Rig& rig) {
        if (rig.device.physical().timestampValidBits == 0) return;
        constexpr uint32_t kCount = 1 << 18;
        Pipeline scale = makePipeline(rig, scaleKernel());
        Buffer source = makeUpload(rig, ascending(kCount));
        Buffer target = makeBuffer(rig, BufferKind::DeviceLocal, kCount);
        CommandStream stream = makeStream(rig);
        for (uint32_t stageCount : {150u, 2u}) {
            expectSuccess(stream.begin());
            for (uint32_t stage = 0; stage < stageCount; ++stage) {
                stream.beginStage(stage % 2 == 0 ? "work" : "nothing");
                if (stage % 2 == 0) {
                    stream.dispatch(scale, {source, target}, bytesOf(ScaleParams{kCount, 3}), groupsFor(kCount));
                    stream.barrier();
                }
                stream.endStage();
            }
            submitAndWait(stream);
            const std::vector<StageTime>& times = stream.stageTimes();
            ASSERT_EQ(times.size(), 2u);
            EXPECT_EQ(times[0].stage, "work");
            EXPECT_EQ(times[1].stage, "nothing");
            EXPECT_GT(times[0].milliseconds, times[1].milliseconds);
            EXPECT_LT(times[0].milliseconds, 60000);
        }
    });
}

TEST(Timestamps, AreLeftOutWhereTheQueueHasNone) {
    std::unique_ptr<Instance> instance = makeInstance();
    ASSERT_TRUE(instance);
    PhysicalDevice physical = instance->physicalDevices().front();
    physical.timestampValidBits = 0;
    Result<std::unique_ptr<Device>> device = Device::create(*instance, physical);
    ASSERT_TRUE(device) << device.error().message;
    Result<CommandStream> stream = CommandStream::create(**device);
    ASSERT_TRUE(stream) << stream.error().message;
    expectSuccess(stream->begin());
    stream->beginStage("work");
    stream->endStage();
    submitAndWait(*stream);
    EXPECT_TRUE(stream->stageTimes().empty());
}

} // namespace
} // namespace astcslang::gpu

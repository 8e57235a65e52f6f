// SPDX-License-Identifier: Apache-2.0
// If these fail, a user with the wrong device, no driver or two threads gets something else than a clear answer.

#include "gpu_rig.h"

#include <algorithm>
#include <cstdlib>
#include <thread>

#include <astcslang/astcslang.h>

namespace astcslang {
namespace {

/// Sets a variable for the life of the object.
class ScopedVariable {
public:
    ScopedVariable(const char* name, const char* value) : name_(name) {
        if (const char* old = std::getenv(name)) old_ = old;
        ::setenv(name, value, 1);
    }
    ~ScopedVariable() {
        if (old_.empty())
            ::unsetenv(name_);
        else
            ::setenv(name_, old_.c_str(), 1);
    }

private:
    const char* name_;
    std::string old_;
};

ErrorCode codeOf(const Result<Context>& context) {
    EXPECT_FALSE(context);
    if (context) return ErrorCode::InvalidArgument;
    EXPECT_FALSE(context.error().message.empty());
    EXPECT_EQ(context.error().message.find('\n'), std::string::npos) << "one line";
    return context.error().code;
}

TEST(Context, TakesAUsableDeviceUnasked) {
    Result<Context> context = Context::create();
    ASSERT_TRUE(context) << context.error().message;
    EXPECT_TRUE(context->device().isUsable);
    EXPECT_FALSE(context->device().name.empty());
    EXPECT_FALSE(context->device().driver.empty());
    EXPECT_EQ(context->validationMessageCount(), 0u);
}

TEST(Context, TakesEachListedDeviceByIndex) {
    Result<std::vector<DeviceInfo>> devices = listDevices();
    ASSERT_TRUE(devices) << devices.error().message;
    ASSERT_FALSE(devices->empty());
    for (const DeviceInfo& device : *devices) {
        EXPECT_EQ(device.isUsable, device.unusableBecause.empty());
        Result<Context> context = Context::create({.device = std::to_string(device.index)});
        ASSERT_EQ(context.has_value(), device.isUsable);
        if (!context) continue;
        EXPECT_EQ(context->device().name, device.name);
    }
}

TEST(Context, TakesADeviceByPartOfItsNameInAnyCase) {
    Result<std::vector<DeviceInfo>> devices = listDevices();
    ASSERT_TRUE(devices) << devices.error().message;
    std::string part = devices->front().name.substr(1, 5);
    std::transform(part.begin(), part.end(), part.begin(), [](unsigned char c) { return std::toupper(c); });
    Result<Context> context = Context::create({.device = part});
    ASSERT_TRUE(context) << context.error().message;
    EXPECT_EQ(context->device().index, 0u);
}

TEST(Context, UnknownNameIsNotFound) {
    Result<Context> context = Context::create({.device = "nonsense"});
    EXPECT_EQ(codeOf(context), ErrorCode::DeviceNotFound);
    EXPECT_NE(context.error().message.find("nonsense"), std::string::npos);
}

TEST(Context, IndexPastTheLastIsNotFound) {
    EXPECT_EQ(codeOf(Context::create({.device = "99"})), ErrorCode::DeviceNotFound);
    EXPECT_EQ(codeOf(Context::create({.device = "99999999999999999999999"})), ErrorCode::DeviceNotFound);
}

TEST(Context, WithoutAnyDriverNothingIsFound) {
    ScopedVariable files("VK_DRIVER_FILES", "/nonexistent");
    ScopedVariable olderName("VK_ICD_FILENAMES", "/nonexistent");
    ScopedVariable added("VK_ADD_DRIVER_FILES", "/nonexistent");
    EXPECT_EQ(codeOf(Context::create()), ErrorCode::DeviceNotFound);
    Result<std::vector<DeviceInfo>> devices = listDevices();
    ASSERT_FALSE(devices);
    EXPECT_EQ(devices.error().code, ErrorCode::DeviceNotFound);
}

TEST(Context, MoveLeavesTheDeviceUsable) {
    Result<Context> first = Context::create();
    ASSERT_TRUE(first) << first.error().message;
    std::string name = first->device().name;
    Context second = *std::move(first);
    EXPECT_EQ(second.device().name, name);
}

TEST(Context, ContextsOfSeveralThreadsAreIndependent) {
    std::vector<std::thread> threads;
    std::atomic<int> madeCount = 0;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&] {
            for (int round = 0; round < 3; ++round) {
                Result<Context> context = Context::create();
                if (context && context->device().isUsable) ++madeCount;
            }
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(madeCount, 12);
}

/// The first device under the validation layer; tests are skipped where it is not installed.
class Validation : public testing::Test {
protected:
    void SetUp() override {
        Result<std::unique_ptr<gpu::Instance>> created = gpu::Instance::create(true);
        if (!created && created.error().code == ErrorCode::Unsupported) GTEST_SKIP() << created.error().message;
        ASSERT_TRUE(created) << created.error().message;
        instance = *std::move(created);
        Result<std::unique_ptr<gpu::Device>> opened =
            gpu::Device::create(*instance, instance->physicalDevices().front());
        ASSERT_TRUE(opened) << opened.error().message;
        device = *std::move(opened);
    }

    std::unique_ptr<gpu::Instance> instance;
    std::unique_ptr<gpu::Device> device;
};

TEST_F(Validation, CountsMisuse) {
    EXPECT_EQ(instance->validationMessageCount(), 0u);
    VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
    info.queryType = VK_QUERY_TYPE_TIMESTAMP; // But no queries at all, which is against the rules.
    VkQueryPool pool = VK_NULL_HANDLE;
    const VolkDeviceTable& vk = device->vk();
    if (vk.vkCreateQueryPool(device->handle(), &info, nullptr, &pool) == VK_SUCCESS)
        vk.vkDestroyQueryPool(device->handle(), pool, nullptr);
    EXPECT_GT(instance->validationMessageCount(), 0u);
}

TEST_F(Validation, CountsAMissingBarrier) {
    Result<gpu::PipelineCache> cache = gpu::PipelineCache::open(*device, {});
    ASSERT_TRUE(cache);
    gpu::Rig rig{*instance, *device, *cache};
    gpu::Buffer buffer = gpu::makeBuffer(rig, gpu::BufferKind::DeviceLocal, 64);
    gpu::CommandStream stream = gpu::makeStream(rig);
    gpu::expectSuccess(stream.begin());
    stream.fill(buffer, 0, 256, 1);
    stream.fill(buffer, 0, 256, 2);
    gpu::submitAndWait(stream);
    EXPECT_GT(instance->validationMessageCount(), 0u);
}

} // namespace
} // namespace astcslang

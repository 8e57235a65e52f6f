// SPDX-License-Identifier: Apache-2.0
// If these fail, a bad cache file on a user's disk stops the program, or every start compiles all kernels anew.

#include "gpu_rig.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>

#include <unistd.h>

#include "driver_function.h"
#include "gpu/context.h"
#include "test_kernel.h"

namespace astcslang::gpu {
namespace {

namespace fs = std::filesystem;

class CacheFolder {
public:
    CacheFolder() : path_(fs::temp_directory_path() / ("astcslang_cache_test_" + std::to_string(::getpid()))) {
        fs::remove_all(path_);
    }
    ~CacheFolder() { fs::remove_all(path_); }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

PipelineCache openCache(Rig& rig, const fs::path& folder) {
    Result<PipelineCache> cache = PipelineCache::open(rig.device, folder);
    EXPECT_TRUE(cache) << cache.error().message;
    return *std::move(cache);
}

/// A cache file as a first run leaves it.
fs::path fillCache(Rig& rig, const fs::path& folder) {
    PipelineCache cache = openCache(rig, folder);
    EXPECT_FALSE(cache.wasLoaded());
    Result<Pipeline> pipeline = Pipeline::create(rig.device, cache, testKernel("scale_by_1", 2, 8));
    EXPECT_TRUE(pipeline);
    EXPECT_TRUE(cache.save());
    EXPECT_FALSE(cache.wasLoaded());
    return cache.file();
}

TEST(Pipeline, MissingKernelIsAnErrorThatNamesIt) {
    onEveryDevice([](Rig& rig) {
        Result<Pipeline> pipeline = Pipeline::create(rig.device, rig.cache, testKernel("no_such_kernel", 1, 0));
        ASSERT_FALSE(pipeline);
        EXPECT_EQ(pipeline.error().code, ErrorCode::DeviceFailure);
        EXPECT_NE(pipeline.error().message.find("no_such_kernel"), std::string::npos);
    });
}

TEST(PipelineCache, ServesTheNextRun) {
    onEveryDevice([](Rig& rig) {
        CacheFolder folder;
        fillCache(rig, folder.path());
        EXPECT_TRUE(openCache(rig, folder.path()).wasLoaded());
        auto files = std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
        EXPECT_EQ(files, 1) << "a temporary file was left behind";
    });
}

TEST(PipelineCache, IgnoresFilesWithAnyByteChangedOrMissing) {
    onEveryDevice([](Rig& rig) {
        CacheFolder folder;
        fs::path file = fillCache(rig, folder.path());
        std::ifstream stream(file, std::ios::binary);
        const std::vector<char> whole{std::istreambuf_iterator<char>(stream), {}};
        ASSERT_GT(whole.size(), 24u);
        auto loadsAs = [&](const std::vector<char>& bytes) {
            std::ofstream(file, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
            return openCache(rig, folder.path()).wasLoaded();
        };
        for (size_t at : {size_t{0}, size_t{8}, size_t{16}, size_t{24}, whole.size() - 1}) {
            std::vector<char> changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ 0x40);
            EXPECT_FALSE(loadsAs(changed)) << "changed at " << at;
        }
        for (size_t size : {size_t{0}, size_t{7}, size_t{24}, whole.size() - 1})
            EXPECT_FALSE(loadsAs({whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)})) << size;
        EXPECT_TRUE(loadsAs(whole));
    });
}

/// The driver's error for a file's data used to be that of Context::create().
TEST(PipelineCache, DoesWithoutAFileThatTheDriverRefuses) {
    onEveryDevice([](Rig& rig) {
        CacheFolder folder;
        fillCache(rig, folder.path());
        {
            using Create = DriverFunction<&VolkDeviceTable::vkCreatePipelineCache>;
            const Create refusing(rig.device, [](VkDevice device, const VkPipelineCacheCreateInfo* info, auto... rest) {
                return info->initialDataSize > 0 ? VK_ERROR_UNKNOWN : Create::driver(device, info, rest...);
            });
            PipelineCache cache = openCache(rig, folder.path());
            EXPECT_FALSE(cache.wasLoaded());
            EXPECT_TRUE(Pipeline::create(rig.device, cache, testKernel("scale_by_1", 2, 8)));
            EXPECT_TRUE(cache.save());
        }
        EXPECT_TRUE(openCache(rig, folder.path()).wasLoaded());
    });
}

TEST(PipelineCache, UnwritableFolderCostsOnlyTheCache) {
    onEveryDevice([](Rig& rig) {
        CacheFolder folder;
        std::ofstream(folder.path()) << "a file where a folder should be";
        PipelineCache cache = openCache(rig, folder.path());
        Result<Pipeline> pipeline = Pipeline::create(rig.device, cache, testKernel("scale_by_1", 2, 8));
        EXPECT_TRUE(pipeline);
        EXPECT_FALSE(cache.save());
    });
}

TEST(Context, CreatesEachPipelineOnceAndCountsTheTime) {
    Result<Context> context = Context::create();
    ASSERT_TRUE(context) << context.error().message;
    Context::Impl& impl = context->impl();
    const std::vector<KernelSource> sources{testKernel("scale_by_1", 2, 8), testKernel("scale_by_7", 2, 8),
                                            testKernel("pass_on", 2, 4)};
    expectSuccess(impl.createPipelines(sources));
    EXPECT_EQ(impl.pipelines.size(), 3u);
    double spentMs = impl.pipelineMilliseconds;
    EXPECT_GT(spentMs, 0);
    Result<const Pipeline*> first = impl.pipeline(sources[0]);
    Result<const Pipeline*> second = impl.pipeline(sources[0]);
    ASSERT_TRUE(first && second);
    EXPECT_EQ(*first, *second);
    EXPECT_EQ(impl.pipelineMilliseconds, spentMs);

    KernelSource specialized = sources[0];
    specialized.specialization = {1};
    Result<const Pipeline*> other = impl.pipeline(specialized);
    ASSERT_TRUE(other);
    EXPECT_NE(*first, *other);
}

/// Each launch names its kernel: exhaustive at 12x12 used to compile 107 pipelines for 35 kernels.
TEST(Context, CompilesEqualSourcesOfOneCallOnce) {
    Result<Context> context = Context::create();
    ASSERT_TRUE(context) << context.error().message;
    Context::Impl& impl = context->impl();
    static std::atomic<int> compiledCount;
    compiledCount = 0;
    using Compile = DriverFunction<&VolkDeviceTable::vkCreateComputePipelines>;
    const Compile counted(*impl.device, [](auto... arguments) {
        ++compiledCount;
        return Compile::driver(arguments...);
    });
    KernelSource specialized = testKernel("scale_by_1", 2, 8);
    specialized.specialization = {1};
    const std::vector<KernelSource> sources{testKernel("scale_by_1", 2, 8), testKernel("scale_by_7", 2, 8), specialized,
                                            testKernel("scale_by_1", 2, 8), specialized};
    expectSuccess(impl.createPipelines(sources));
    EXPECT_EQ(compiledCount, 3);
    EXPECT_EQ(impl.pipelines.size(), 3u);
}

/// What came behind the one that failed used to be thrown away, and nothing was saved.
TEST(Context, KeepsAndSavesTheOthersWhereKernelsAreMissing) {
    CacheFolder folder;
    Result<Context> context = Context::create({.pipelineCacheDirectory = folder.path()});
    ASSERT_TRUE(context) << context.error().message;
    Context::Impl& impl = context->impl();
    const std::vector<KernelSource> sources{testKernel("scale_by_1", 2, 8), testKernel("no_such_kernel", 1, 0),
                                            testKernel("scale_by_7", 2, 8), testKernel("nor_this_one", 1, 0)};
    const Result<void> created = impl.createPipelines(sources);
    ASSERT_FALSE(created);
    EXPECT_NE(created.error().message.find("no_such_kernel"), std::string::npos) << created.error().message;
    EXPECT_EQ(impl.pipelines.size(), 2u);
    EXPECT_TRUE(fs::exists(impl.cache.file()));
}

/// An exception in a thread that compiles used to end the program.
TEST(Context, WantOfHostMemoryWhileCompilingIsAnError) {
    Result<Context> context = Context::create();
    ASSERT_TRUE(context) << context.error().message;
    Context::Impl& impl = context->impl();
    const std::vector<KernelSource> sources{testKernel("scale_by_1", 2, 8), testKernel("scale_by_7", 2, 8),
                                            testKernel("pass_on", 2, 4)};
    {
        using Compile = DriverFunction<&VolkDeviceTable::vkCreateComputePipelines>;
        const Compile failing(*impl.device, [](auto...) -> VkResult { throw std::bad_alloc(); });
        const Result<void> created = impl.createPipelines(sources);
        ASSERT_FALSE(created);
        EXPECT_EQ(created.error().code, ErrorCode::OutOfMemory);
    }
    EXPECT_TRUE(impl.pipelines.empty());
    expectSuccess(impl.createPipelines(sources));
}

} // namespace
} // namespace astcslang::gpu

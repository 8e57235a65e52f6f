// SPDX-License-Identifier: Apache-2.0
// If these fail, streams that are read run by run are taken for others than the same streams read whole.

#include "container/inflate_runs.h"

#include <random>

#include <gtest/gtest.h>
#include <zstd.h>

#include "container/ktx2_layout.h"
#include "container/supercompression.h"
#include "test_pictures.h"

namespace astcslang::container {
namespace {

using Bytes = std::vector<uint8_t>;

constexpr Supercompression kPacked[] = {Supercompression::Zstd, Supercompression::Zlib};

/// Bytes of which about a third can be packed away.
Bytes makeBytes(size_t size) {
    std::mt19937 random(7);
    Bytes bytes(size);
    for (size_t i = 0; i < size; ++i) bytes[i] = static_cast<uint8_t>(i % 3 == 0 ? 5 : random());
    return bytes;
}

/// What came out, and whether that was all.
std::pair<Bytes, Result<void>> gather(const Bytes& stream, Supercompression scheme, uint64_t expected) {
    Bytes out;
    size_t shortRuns = 0;
    Result<void> done = inflateInRuns(stream, scheme, expected, [&](std::span<const uint8_t> run) -> Result<void> {
        EXPECT_FALSE(run.empty());
        EXPECT_LE(run.size(), kRunBytes);
        EXPECT_EQ(shortRuns, 0u) << "only the last run may be short";
        shortRuns += run.size() < kRunBytes ? 1 : 0;
        out.insert(out.end(), run.begin(), run.end());
        return {};
    });
    return {out, std::move(done)};
}

TEST(InflateRuns, GiveWhatTheWholeLevelHolds) {
    for (const size_t size : {size_t{16}, kRunBytes - 16, kRunBytes, kRunBytes + 16, 5 * kRunBytes + 32}) {
        const Bytes bytes = makeBytes(size);
        EXPECT_EQ(gather(bytes, Supercompression::None, size).first, bytes);
        for (const Supercompression scheme : kPacked) {
            const auto [out, done] = gather(deflateLevel(bytes, scheme, 0).value(), scheme, size);
            EXPECT_TRUE(done) << done.error().message;
            EXPECT_EQ(out, bytes);
        }
    }
}

TEST(InflateRuns, RefuseWhatIsCutOffOrTooLongOrOfAnotherSize) {
    const Bytes bytes = makeBytes(1024);
    EXPECT_FALSE(gather(bytes, Supercompression::None, 1040).second);
    for (const Supercompression scheme : kPacked) {
        const Bytes stream = deflateLevel(bytes, scheme, 0).value();
        for (size_t length = 0; length < stream.size(); ++length) {
            const auto cut =
                gather({stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(length)}, scheme, 1024);
            ASSERT_FALSE(cut.second) << length;
            ASSERT_EQ(cut.second.error().code, ErrorCode::InvalidData) << length;
        }
        Bytes longer = stream;
        longer.push_back(0);
        EXPECT_FALSE(gather(longer, scheme, 1024).second);
        EXPECT_FALSE(gather(stream, scheme, 1008).second);
        EXPECT_FALSE(gather(stream, scheme, 1040).second);
    }
}

TEST(InflateRuns, TakeFramesOneAfterTheOther) {
    const Bytes bytes = makeBytes(3000);
    Bytes stream = deflateLevel(Bytes(bytes.begin(), bytes.begin() + 1000), Supercompression::Zstd, 0).value();
    const Bytes second = deflateLevel(Bytes(bytes.begin() + 1000, bytes.end()), Supercompression::Zstd, 0).value();
    const Bytes skippable = {0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3};
    stream.insert(stream.end(), skippable.begin(), skippable.end());
    stream.insert(stream.end(), second.begin(), second.end());
    EXPECT_EQ(gather(stream, Supercompression::Zstd, 3000).first, bytes);
    EXPECT_EQ(inflateLevel(stream, Supercompression::Zstd, 3000).value(), bytes);
}

TEST(InflateRuns, EndWithTheErrorOfWhoTakesThem) {
    const Bytes stream = deflateLevel(makeBytes(4 * kRunBytes), Supercompression::Zlib, 0).value();
    int runCount = 0;
    const Result<void> done = inflateInRuns(stream, Supercompression::Zlib, 4 * kRunBytes, [&](auto) -> Result<void> {
        return ++runCount == 2 ? Result<void>(Error{ErrorCode::Io, "enough"}) : Result<void>();
    });
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().message, "enough");
    EXPECT_EQ(runCount, 2);
}

/// 256 MiB, which would have to be kept to be looked back on.
TEST(InflateRuns, RefuseAWindowOfMoreThan128Mebibytes) {
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, 28);
    Bytes stream(ZSTD_compressBound(1024));
    ZSTD_outBuffer out{stream.data(), stream.size(), 0};
    const Bytes bytes = makeBytes(1024);
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    ZSTD_compressStream2(context, &out, &in, ZSTD_e_flush); // its size is not known yet
    ASSERT_EQ(ZSTD_compressStream2(context, &out, &in, ZSTD_e_end), 0u);
    ZSTD_freeCCtx(context);
    stream.resize(out.pos);
    const auto [none, done] = gather(stream, Supercompression::Zstd, 1024);
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, ErrorCode::Unsupported);
}

TEST(VisitKtx2Blocks, TellsTheTextureAndItsBlocks) {
    const Texture texture = makeTestTexture(300, 300, 2, 6, 32);
    for (const Supercompression scheme : {Supercompression::None, Supercompression::Zstd, Supercompression::Zlib}) {
        Ktx2WriteOptions options;
        options.supercompression = scheme;
        const Bytes file = writeKtx2(texture, options).value();
        std::vector<Bytes> levels(texture.levels.size());
        const auto visit = [&](const Texture& of, uint32_t level, std::span<const uint8_t> run) -> Result<void> {
            EXPECT_EQ(of.footprint, texture.footprint);
            levels.at(level).insert(levels[level].end(), run.begin(), run.end());
            return {};
        };
        const Result<Texture> visited = visitKtx2Blocks(file, visit);
        ASSERT_TRUE(visited) << visited.error().message;
        EXPECT_EQ(levels, texture.levels);
        EXPECT_TRUE(visited->levels.empty());
        EXPECT_EQ(visited->layerCount, 2u);
        Bytes broken = file;
        broken.resize(broken.size() - 1);
        EXPECT_FALSE(visitKtx2Blocks(broken, visit));
    }
}

} // namespace
} // namespace astcslang::container

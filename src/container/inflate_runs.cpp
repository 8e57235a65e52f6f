// SPDX-License-Identifier: Apache-2.0
// libzstd and zlib fill a buffer of one run; what they leave over or want beyond the expected bytes is an error.

#include "container/inflate_runs.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace astcslang::container {
namespace {

Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }
Error noMemory(const char* library) {
    return {ErrorCode::OutOfMemory, std::string("not enough memory for ") + library};
}
std::string countText(uint64_t bytes) { return std::to_string(bytes) + " bytes"; }

/// Gathers what comes out to whole runs.
class Runs {
public:
    Runs(const char* name, uint64_t expectedBytes, const TakeRun& take)
        : name_(name), expectedBytes_(expectedBytes), take_(take) {}

    std::span<uint8_t> room() { return std::span(buffer_).subspan(filled_); }
    Result<void> add(size_t byteCount) {
        filled_ += byteCount;
        total_ += byteCount;
        if (total_ > expectedBytes_) {
            return invalid(std::string("the ") + name_ + " stream holds more than " + countText(expectedBytes_));
        }
        return filled_ == buffer_.size() ? flush() : Result<void>();
    }
    /// After the last byte.
    Result<void> finish() {
        if (total_ == expectedBytes_) return flush();
        return invalid(std::string("the ") + name_ + " stream holds " + countText(total_) + " instead of " +
                       countText(expectedBytes_));
    }

private:
    Result<void> flush() {
        const std::span<const uint8_t> run(buffer_.data(), std::exchange(filled_, 0));
        return run.empty() ? Result<void>() : take_(run);
    }

    const char* name_;
    uint64_t expectedBytes_;
    const TakeRun& take_;
    std::vector<uint8_t> buffer_ = std::vector<uint8_t>(kRunBytes);
    size_t filled_ = 0;
    uint64_t total_ = 0;
};

Error zstdError(size_t status) {
    switch (ZSTD_getErrorCode(status)) {
    case ZSTD_error_memory_allocation:
        return noMemory("Zstandard");
    case ZSTD_error_frameParameter_windowTooLarge:
        return {ErrorCode::Unsupported, "a Zstandard stream whose window is larger than 128 MiB"};
    default:
        return invalid(std::string("bad Zstandard stream: ") + ZSTD_getErrorName(status));
    }
}

/// One frame after the other, as ZSTD_decompress() takes them.
Result<void> inflateZstd(std::span<const uint8_t> bytes, Runs& runs) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (!context) return noMemory("Zstandard");
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    size_t status = 1;
    for (;;) {
        const std::span<uint8_t> room = runs.room();
        ZSTD_outBuffer out{room.data(), room.size(), 0};
        status = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(status) != 0) return zstdError(status);
        if (Result<void> added = runs.add(out.pos); !added) return added;
        const bool isDrained = status == 0 || out.pos < out.size;
        if (in.pos == in.size && isDrained) break;
    }
    if (status != 0) return invalid("bad Zstandard stream: it is cut off");
    return runs.finish();
}

Result<void> inflateZlib(std::span<const uint8_t> bytes, Runs& runs) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK) return noMemory("zlib");
    const std::unique_ptr<z_stream, decltype(&inflateEnd)> end(&stream, &inflateEnd);
    size_t consumed = 0;
    for (int status = Z_OK; status != Z_STREAM_END;) {
        constexpr size_t kMostAtOnce = size_t{1} << 30; // zlib counts in 32 bits
        const std::span<const uint8_t> rest = bytes.subspan(consumed, std::min(bytes.size() - consumed, kMostAtOnce));
        const std::span<uint8_t> room = runs.room();
        stream.next_in = const_cast<uint8_t*>(rest.data()); // which zlib does not change
        stream.avail_in = static_cast<uInt>(rest.size());
        stream.next_out = room.data();
        stream.avail_out = static_cast<uInt>(room.size());
        status = inflate(&stream, Z_NO_FLUSH);
        consumed += rest.size() - stream.avail_in;
        if (status == Z_MEM_ERROR) return noMemory("zlib");
        if (status == Z_BUF_ERROR) return invalid("the zlib stream is cut off");
        if (status != Z_OK && status != Z_STREAM_END) return invalid("bad zlib stream");
        if (Result<void> added = runs.add(room.size() - stream.avail_out); !added) return added;
    }
    if (consumed != bytes.size()) return invalid(countText(bytes.size() - consumed) + " after the zlib stream");
    return runs.finish();
}

} // namespace

Result<void> inflateInRuns(std::span<const uint8_t> bytes, Supercompression scheme, uint64_t expectedBytes,
                           const TakeRun& take) {
    if (scheme == Supercompression::None) {
        if (bytes.size() != expectedBytes) {
            return invalid("has " + countText(bytes.size()) + " instead of " + std::to_string(expectedBytes));
        }
        for (size_t begin = 0; begin < bytes.size(); begin += kRunBytes) {
            const Result<void> taken = take(bytes.subspan(begin, std::min(kRunBytes, bytes.size() - begin)));
            if (!taken) return taken;
        }
        return {};
    }
    const bool isZstd = scheme == Supercompression::Zstd;
    Runs runs(isZstd ? "Zstandard" : "zlib", expectedBytes, take);
    return isZstd ? inflateZstd(bytes, runs) : inflateZlib(bytes, runs);
}

} // namespace astcslang::container

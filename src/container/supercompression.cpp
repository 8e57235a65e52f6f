// SPDX-License-Identifier: Apache-2.0
// Streams come from files: what they may unpack to is what the format and the dimensions ask for.

#include "container/supercompression.h"

#include <algorithm>
#include <string>

#include <zlib.h>
#include <zstd.h>

#include "container/inflate_runs.h"

namespace astcslang::container {
namespace {

// Most bytes that one byte of a stream can stand for: a Zstandard block of 128 KiB takes 4 bytes or more (RFC 8878,
// 3.1.1.2), a match of 258 bytes in deflate at least two bits (RFC 1951, 3.2.5).
constexpr uint64_t kMaxZstdRatio = 32768;
constexpr uint64_t kMaxZlibRatio = 1032;

Error invalid(std::string what) { return {ErrorCode::InvalidData, std::move(what)}; }

std::string countText(uint64_t bytes) { return std::to_string(bytes) + " bytes"; }

Result<std::vector<uint8_t>> deflateZstd(std::span<const uint8_t> bytes, int level) {
    std::vector<uint8_t> packed(ZSTD_compressBound(bytes.size()));
    const size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), level);
    if (ZSTD_isError(size) != 0) {
        return Error{ErrorCode::OutOfMemory, std::string("Zstandard: ") + ZSTD_getErrorName(size)};
    }
    packed.resize(size);
    return packed;
}

Result<std::vector<uint8_t>> deflateZlib(std::span<const uint8_t> bytes, int level) {
    uLongf size = compressBound(bytes.size());
    std::vector<uint8_t> packed(size);
    if (compress2(packed.data(), &size, bytes.data(), bytes.size(), level) != Z_OK) {
        return Error{ErrorCode::OutOfMemory, "not enough memory for zlib"};
    }
    packed.resize(size);
    return packed;
}

} // namespace

uint32_t toSchemeNumber(Supercompression scheme) {
    switch (scheme) {
    case Supercompression::None:
        return 0;
    case Supercompression::Zstd:
        return 2;
    case Supercompression::Zlib:
        return 3;
    }
    return 0;
}

std::optional<Supercompression> fromSchemeNumber(uint32_t number) {
    for (Supercompression scheme : {Supercompression::None, Supercompression::Zstd, Supercompression::Zlib}) {
        if (toSchemeNumber(scheme) == number) return scheme;
    }
    return std::nullopt;
}

SupercompressionLevels supercompressionLevels(Supercompression scheme) {
    switch (scheme) {
    case Supercompression::None:
        return {};
    case Supercompression::Zstd:
        return {1, 22, 3};
    case Supercompression::Zlib:
        return {1, 9, 6};
    }
    return {};
}

Result<std::vector<uint8_t>> deflateLevel(std::span<const uint8_t> bytes, Supercompression scheme, int level) {
    if (level == 0) level = supercompressionLevels(scheme).standard;
    return scheme == Supercompression::Zstd ? deflateZstd(bytes, level) : deflateZlib(bytes, level);
}

Result<std::vector<uint8_t>> inflateLevel(std::span<const uint8_t> bytes, Supercompression scheme,
                                          uint64_t expectedBytes) {
    const uint64_t maxRatio = scheme == Supercompression::Zstd ? kMaxZstdRatio : kMaxZlibRatio;
    if (expectedBytes / maxRatio > bytes.size()) {
        return invalid(countText(expectedBytes) + " cannot come out of " + countText(bytes.size()));
    }
    std::vector<uint8_t> out(expectedBytes);
    size_t filled = 0;
    const Result<void> inflated =
        inflateInRuns(bytes, scheme, expectedBytes, [&](std::span<const uint8_t> run) -> Result<void> {
            std::copy(run.begin(), run.end(), out.begin() + static_cast<std::ptrdiff_t>(filled));
            filled += run.size();
            return {};
        });
    if (!inflated) return inflated.error();
    return out;
}

} // namespace astcslang::container

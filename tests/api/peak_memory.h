// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <sys/resource.h>

namespace astcslang::test {

inline constexpr uint64_t kMiB = uint64_t{1} << 20;

// AddressSanitizer takes memory for what was allocated and never written, and keeps what was freed.
#ifdef __SANITIZE_ADDRESS__
inline constexpr uint64_t kSanitizerBytes = 256 * kMiB;
#else
inline constexpr uint64_t kSanitizerBytes = 0;
#endif

/// The most memory that this process has had so far.
inline uint64_t peakBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

} // namespace astcslang::test

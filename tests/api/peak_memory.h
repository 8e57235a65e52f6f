// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include <sys/resource.h>

namespace astcslang::test {

inline constexpr uint64_t kMiB = uint64_t{1} << 20;

/// The most memory that this process has had so far.
inline uint64_t peakBytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<uint64_t>(usage.ru_maxrss) * 1024;
}

} // namespace astcslang::test

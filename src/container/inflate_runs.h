// SPDX-License-Identifier: Apache-2.0
// Levels of KTX2 files bit by bit, so that memory does not grow with what a stream stands for.

#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include <astcslang/texture.h>

namespace astcslang::container {

/// What is taken at a time, but for the last run: whole blocks of 16 bytes.
inline constexpr size_t kRunBytes = 65536;

using TakeRun = std::function<Result<void>(std::span<const uint8_t>)>;

/// Unpacks a level of exactly `expectedBytes` in runs, or fails with InvalidData, after `take` has seen what was good,
/// with Unsupported where a Zstandard stream looks back further than 128 MiB, or with what `take` returns. Memory: less
/// than 1 MiB and that window. `scheme` may be None.
Result<void> inflateInRuns(std::span<const uint8_t> bytes, Supercompression scheme, uint64_t expectedBytes,
                           const TakeRun& take);

} // namespace astcslang::container

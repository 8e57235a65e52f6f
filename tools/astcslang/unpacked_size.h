// SPDX-License-Identifier: Apache-2.0
// How much a supercompressed KTX2 file may become, by its header, before anything is unpacked.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <astcslang/texture.h>

namespace astcslang::cli {

/// Whether what a supercompressed file claims is small enough to be unpacked: the pictures of level 0 together have at
/// most `maxTexels`, and all levels 8 GiB; with `onlyLevel`, those of this level, and it alone. Unsupported if not;
/// other faults are for the reader to tell.
Result<void> checkUnpackedSize(std::span<const uint8_t> bytes, uint64_t maxTexels,
                               std::optional<uint32_t> onlyLevel = {});

/// The file without supercompression, as far as checkUnpackedSize() and repackKtx2() allow.
Result<std::vector<uint8_t>> unpackKtx2(std::span<const uint8_t> bytes, uint64_t maxTexels);

} // namespace astcslang::cli

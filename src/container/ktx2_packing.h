// SPDX-License-Identifier: Apache-2.0
// What KTX2 files of every format share when they are written: sizes of levels, supercompression, and the writer's
// entries. KTX 2.0, 3.8, 3.11.5 and 3.12.

#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <astcslang/texture.h>

#include "container/ktx2_layout.h"
#include "container/texture_shape.h"
#include "container/vk_format_texels.h"

namespace astcslang::container {

/// Bytes of all layers, faces and slices of a level of such blocks; empty on overflow of 64 bits.
std::optional<uint64_t> levelBytes(const Ktx2Header& header, const TexelBlock& block, uint32_t level);

/// Whether the level claims the size that it must have; InvalidData if not.
Result<void> checkLevelBytes(const Ktx2Level& stored, std::optional<uint64_t> expected);

/// The error with the level before its message.
Error inLevel(uint32_t level, const Error& error);

/// A level's bytes, unpacked. InvalidData where they are not `expected`, before anything is allocated.
Result<std::vector<uint8_t>> readLevel(const Ktx2Level& stored, std::optional<uint64_t> expected,
                                       Supercompression scheme);

/// The texture's own entries with what this writer has to say, sorted by key.
Result<std::vector<KeyValue>> withWriter(std::span<const KeyValue> metadata, const Ktx2WriteOptions& options);

/// The file of `head`, whose levels and scheme are still to be set, with `levels` packed as the options say.
/// `blockBytes` is the size of a texel block, above 0. InvalidArgument for options that make no sense.
Result<std::vector<uint8_t>> writePacked(Ktx2Layout head, const LevelSpans& levels, uint32_t blockBytes,
                                         const Ktx2WriteOptions& options);

} // namespace astcslang::container

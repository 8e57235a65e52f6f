// SPDX-License-Identifier: Apache-2.0
// What the first bytes of a file say before the rest is read: whether it is of a kind that is wanted, and how much of
// it there may be where nothing tells its size, as of pipes and devices.

#pragma once

#include "image_reader.h"
#include "input_file.h"

namespace astcslang::cli {

/// Bytes that are read of pictures and textures whose size nothing tells, whatever --max-pixels allows.
inline constexpr uint64_t kMaxStreamBytes = uint64_t{1} << 31;

/// Pictures and textures. The check fails with what the readers say of other files.
HeadCheck pictureHead(const ReadOptions& options);
/// .astc, KTX 1 and KTX2 of any format. The check fails with InvalidData for other files.
HeadCheck textureHead(uint64_t maxTexels);
/// Lists of names: text of at most 64 MiB.
Result<uint64_t> checkListHead(std::span<const uint8_t> head);

} // namespace astcslang::cli

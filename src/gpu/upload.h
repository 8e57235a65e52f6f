// SPDX-License-Identifier: Apache-2.0
// Bytes of the host into buffers of the device, for tables that are written once.

#pragma once

#include <span>

#include "gpu/command_stream.h"

namespace astcslang::gpu {

/// Writes `bytes` to the start of `target`, which holds at least as many; through `stream`, begun and waited for here,
/// where the host cannot see the buffer. Fails with OutOfMemory or DeviceFailure.
Result<void> upload(const Device& device, CommandStream& stream, std::span<const std::byte> bytes,
                    const Buffer& target);

/// A buffer of the device that holds `bytes`, at least one.
Result<Buffer> makeTable(const Device& device, CommandStream& stream, std::span<const std::byte> bytes);

} // namespace astcslang::gpu

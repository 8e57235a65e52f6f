// SPDX-License-Identifier: Apache-2.0
#include "gpu/upload.h"

#include <cstring>

namespace astcslang::gpu {

Result<void> upload(const Device& device, CommandStream& stream, std::span<const std::byte> bytes,
                    const Buffer& target) {
    if (!target.mapped().empty()) {
        std::memcpy(target.mapped().data(), bytes.data(), bytes.size());
        return {};
    }
    Result<Buffer> staging = Buffer::create(device, BufferKind::Upload, bytes.size());
    if (!staging) return staging.error();
    std::memcpy(staging->mapped().data(), bytes.data(), bytes.size());
    if (Result<void> begun = stream.begin(); !begun) return begun;
    stream.copy(*staging, 0, target, 0, bytes.size());
    stream.barrier();
    if (Result<void> submitted = stream.submit(); !submitted) return submitted;
    return stream.wait();
}

Result<Buffer> makeTable(const Device& device, CommandStream& stream, std::span<const std::byte> bytes) {
    Result<Buffer> table = Buffer::create(device, BufferKind::DeviceLocal, bytes.size());
    if (!table) return table;
    if (Result<void> done = upload(device, stream, bytes, *table); !done) return done.error();
    return table;
}

} // namespace astcslang::gpu

// SPDX-License-Identifier: Apache-2.0
// A pipe in a folder, which holds whoever opens or reads it for as long as a test likes, and holds no test for ever.

#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace astcslang::test {

class NamedPipe {
public:
    explicit NamedPipe(std::string path);
    ~NamedPipe();
    NamedPipe(const NamedPipe&) = delete;
    NamedPipe& operator=(const NamedPipe&) = delete;

    const std::string& path() const { return path_; }
    /// False if within a minute nobody has opened it to read.
    bool waitForReader();
    /// False if within a minute not all of it is taken, or the reader is gone. Of the last 64 KiB nobody knows whether
    /// they have been read. Precondition: waitForReader() was true.
    bool send(std::span<const uint8_t> bytes);

private:
    std::string path_;
    int descriptor_ = -1;
};

} // namespace astcslang::test

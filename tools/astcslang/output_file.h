// SPDX-License-Identifier: Apache-2.0
// An output file that appears whole or not at all: written beside its target under a name of its own, then renamed.
// A failed run or a deadly signal removes it; an older target survives both.

#pragma once

#include <cstdint>
#include <span>
#include <string>

#include <sys/types.h>

#include <astcslang/result.h>

#include "input_file.h"

namespace astcslang::cli {

/// Makes SIGINT, SIGTERM and their like remove an unfinished output before they end the process.
void installSignalCleanup();

class OutputFile {
public:
    /// Checks the target, which must be none of `inputs`, and makes the temporary file. "-" is standard output: nothing
    /// is temporary there, and what is printed from now on goes to standard error instead. Character devices and pipes
    /// that somebody reads are written to, and stay what they are.
    static Result<OutputFile> create(const std::string& path, const std::vector<FileIdentity>& inputs);
    OutputFile(OutputFile&& other) noexcept;
    OutputFile& operator=(OutputFile&&) = delete;
    ~OutputFile();

    /// Sets aside space, so that a full disk shows before the work and not after it.
    Result<void> reserve(uint64_t byteCount);
    Result<void> write(std::span<const uint8_t> bytes);
    /// Puts the file in its place. Nothing may be written after.
    Result<void> commit();

    const std::string& path() const { return path_; }
    uint64_t writtenBytes() const { return writtenBytes_; }

private:
    OutputFile() = default;
    static Result<OutputFile> takeStandardOutput(const std::vector<FileIdentity>& inputs);
    static Result<OutputFile> openStream(const std::string& path);

    std::string path_;          ///< As the user named it, for messages.
    std::string target_;        ///< With links resolved.
    std::string temporaryPath_; ///< Empty after commit.
    int descriptor_ = -1;
    bool isStream_ = false; ///< Standard output, a device or a pipe.
    mode_t mode_ = 0;
    uint64_t writtenBytes_ = 0;
};

} // namespace astcslang::cli

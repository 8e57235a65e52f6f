// SPDX-License-Identifier: Apache-2.0
// An input file: opened first, so that its identity can be compared with the output's, and read whole later.

#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <astcslang/result.h>

namespace astcslang::cli {

/// The same for every name of a file: st_dev and st_ino.
struct FileIdentity {
    uint64_t device = 0;
    uint64_t inode = 0;
    bool operator==(const FileIdentity&) const = default;
};

/// Looks at the first 64 KiB of a larger file before the rest is read. How many bytes there may be where nothing tells
/// the size, or why the file is of no use.
using HeadCheck = std::function<Result<uint64_t>(std::span<const uint8_t>)>;

class InputFile {
public:
    /// "-" is standard input.
    static Result<InputFile> open(const std::string& path);
    InputFile(InputFile&& other) noexcept;
    InputFile& operator=(InputFile&&) = delete;
    ~InputFile();

    const std::string& path() const { return path_; }
    FileIdentity identity() const { return identity_; }
    /// Whether the path can be opened once more and gives the same bytes again; false for pipes.
    bool isRegular() const { return isRegular_; }
    /// Everything from the current position on. Pipes work, too. Unsupported above 8 GiB, or what `check` allows.
    Result<std::vector<uint8_t>> readAll(const HeadCheck& check);

private:
    InputFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}

    std::string path_;
    int descriptor_ = -1;
    /// Reads until `bytes` is full or the file ends; how many there are then.
    Result<size_t> fill(std::vector<uint8_t>& bytes, size_t filled);

    FileIdentity identity_;
    bool isRegular_ = false;
    uint64_t sizeHint_ = 0;
};

/// Of a file that need not be readable; nothing if there is none, or for "-".
std::optional<FileIdentity> identify(const std::string& path);

/// The error with the file's name before its message.
Error inFile(const std::string& path, Error error);

/// An Io error from errno, with the file's name.
Error ioError(const std::string& path, int errorNumber);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Files are read rather than mapped: a file that shrinks while mapped would kill the process.

#include "input_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace astcslang::cli {
namespace {

constexpr size_t kFirstReadBytes = 1 << 16;
constexpr uint64_t kGiB = uint64_t{1} << 30;
constexpr uint64_t kMaxInputBytes = 8 * kGiB;

} // namespace

Error inFile(const std::string& path, Error error) {
    error.message = path + ": " + error.message;
    return error;
}

Error ioError(const std::string& path, int errorNumber) {
    return {ErrorCode::Io, path + ": " + std::strerror(errorNumber), errorNumber};
}

Result<InputFile> InputFile::open(const std::string& path) {
    if (path.empty()) return Error{ErrorCode::Io, "a file is named by nothing: its name is empty", ENOENT};
    const bool isStandardInput = path == "-";
    const int descriptor =
        isStandardInput ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return ioError(path, errno);
    InputFile file(path, descriptor);
    struct stat status;
    if (::fstat(descriptor, &status) != 0) return ioError(path, errno);
    if (S_ISDIR(status.st_mode)) return ioError(isStandardInput ? "standard input" : path, EISDIR);
    file.identity_ = {status.st_dev, status.st_ino};
    file.isRegular_ = S_ISREG(status.st_mode) && !isStandardInput;
    if (S_ISREG(status.st_mode)) file.sizeHint_ = static_cast<uint64_t>(status.st_size);
    return file;
}

std::optional<FileIdentity> identify(const std::string& path) {
    struct stat status;
    if (path == "-" || ::stat(path.c_str(), &status) != 0) return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)), identity_(other.identity_),
      isRegular_(other.isRegular_), sizeHint_(other.sizeHint_) {}

InputFile::~InputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

Result<size_t> InputFile::fill(std::vector<uint8_t>& bytes, size_t filled) {
    while (filled < bytes.size()) {
        const ssize_t count = ::read(descriptor_, bytes.data() + filled, bytes.size() - filled);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return ioError(path_, errno);
        if (count == 0) break;
        filled += static_cast<size_t>(count);
    }
    return filled;
}

Result<std::vector<uint8_t>> InputFile::readAll(const HeadCheck& check) {
    const auto tooLarge = [&](uint64_t limit) {
        const std::string size = limit >= kGiB ? fmt::format("{} GiB", limit / kGiB) : fmt::format("{} bytes", limit);
        return Error{ErrorCode::Unsupported, fmt::format("{}: larger than {}", path_, size)};
    };
    if (sizeHint_ > kMaxInputBytes) return tooLarge(kMaxInputBytes);
    try {
        std::vector<uint8_t> bytes(kFirstReadBytes);
        Result<size_t> filled = fill(bytes, 0);
        if (!filled) return filled.error();
        if (*filled == kFirstReadBytes) {
            const Result<uint64_t> limit = check(bytes);
            if (!limit) return inFile(path_, limit.error());
            const uint64_t most = sizeHint_ != 0 ? kMaxInputBytes : *limit;
            // One byte more than expected: the read that returns nothing then comes without growing the vector.
            uint64_t next = std::max<uint64_t>(sizeHint_ + 1, 2 * kFirstReadBytes);
            while (*filled == bytes.size()) {
                if (*filled > most) return tooLarge(most);
                bytes.resize(std::min(next, most + 1));
                next = 2 * bytes.size();
                filled = fill(bytes, *filled);
                if (!filled) return filled.error();
            }
            if (*filled > most) return tooLarge(most);
        }
        bytes.resize(*filled);
        if (bytes.empty()) return Error{ErrorCode::InvalidData, path_ + ": the file is empty"};
        return bytes;
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, path_ + ": not enough memory to read it"};
    }
}

} // namespace astcslang::cli

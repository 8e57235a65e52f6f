// SPDX-License-Identifier: Apache-2.0
// Files are read rather than mapped: a file that shrinks while mapped would kill the process.

#include "input_file.h"

#include <cerrno>
#include <cstring>
#include <new>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace astcslang::cli {
namespace {

constexpr size_t kFirstReadBytes = 1 << 16;
// Stops endless devices.
constexpr size_t kMaxInputBytes = size_t{1} << 33;

} // namespace

Error inFile(const std::string& path, Error error) {
    error.message = path + ": " + error.message;
    return error;
}

Error ioError(const std::string& path, int errorNumber) {
    return {ErrorCode::Io, path + ": " + std::strerror(errorNumber), errorNumber};
}

Result<InputFile> InputFile::open(const std::string& path) {
    const bool isStandardInput = path == "-";
    const int descriptor =
        isStandardInput ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return ioError(path, errno);
    InputFile file(path, descriptor);
    struct stat status;
    if (::fstat(descriptor, &status) != 0) return ioError(path, errno);
    if (S_ISDIR(status.st_mode)) return ioError(path, EISDIR);
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

Result<std::vector<uint8_t>> InputFile::readAll() {
    const auto tooLarge = [&] { return Error{ErrorCode::Unsupported, path_ + ": larger than 8 GiB"}; };
    if (sizeHint_ > kMaxInputBytes) return tooLarge();
    try {
        // One byte more than expected: the read that returns nothing then comes without growing the vector.
        std::vector<uint8_t> bytes(sizeHint_ != 0 ? sizeHint_ + 1 : kFirstReadBytes);
        size_t filled = 0;
        for (;;) {
            const ssize_t count = ::read(descriptor_, bytes.data() + filled, bytes.size() - filled);
            if (count < 0 && errno == EINTR) continue;
            if (count < 0) return ioError(path_, errno);
            if (count == 0) break;
            filled += static_cast<size_t>(count);
            if (filled > kMaxInputBytes) return tooLarge();
            if (filled == bytes.size()) bytes.resize(2 * bytes.size());
        }
        bytes.resize(filled);
        if (bytes.empty()) return Error{ErrorCode::InvalidData, path_ + ": the file is empty"};
        return bytes;
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, path_ + ": not enough memory to read it"};
    }
}

} // namespace astcslang::cli

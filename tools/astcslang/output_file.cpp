// SPDX-License-Identifier: Apache-2.0
// One output at a time is known to the signal handler, which is all that a run of the command makes.

#include "output_file.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file_names.h"
#include "signal_block.h"

namespace astcslang::cli {
namespace {

constexpr int kFaults[] = {SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGSEGV}; // of drivers, say, that run out of memory
constexpr size_t kWriteBytes = size_t{1} << 24;

// Read by the signal handler. Written only while the signals are blocked, by the one thread that gets them: so the
// temporary file and what the handler knows of it change together.
char unfinishedPath[PATH_MAX];
volatile std::sig_atomic_t hasUnfinished = 0;

void removeUnfinished(int signalNumber) {
    if (hasUnfinished != 0) ::unlink(unfinishedPath);
    std::raise(signalNumber); // by default action now (SA_RESETHAND), as soon as the handler returns
}

/// Tells of a crash before it happens: nobody else will.
void tellFault(int signalNumber) {
    char line[] = "astcslang: ended by signal 00: a fault, as drivers have them where memory runs out\n";
    char* digits = std::strchr(line, '0');
    digits[0] = static_cast<char>('0' + signalNumber / 10);
    digits[1] = static_cast<char>('0' + signalNumber % 10);
    if (::write(STDERR_FILENO, line, sizeof(line) - 1) < 0) {
        // There is nobody left to tell.
    }
    removeUnfinished(signalNumber);
}

/// Asked once, before there are other threads: only a change of the mask tells what it was.
mode_t defaultMode() {
    static const mode_t mask = [] {
        const mode_t before = ::umask(0);
        ::umask(before);
        return before;
    }();
    return 0666 & ~mask;
}

/// Follows links by hand, since the last one may name a file that does not exist yet.
Result<std::string> resolveLinks(const std::string& path) {
    std::filesystem::path target = path;
    for (int depth = 0; depth < 40; ++depth) {
        std::error_code error;
        const std::filesystem::path next = std::filesystem::read_symlink(target, error);
        if (error) return target.string(); // not a link; other faults show when the file is made
        target = target.parent_path() / next;
    }
    return ioError(path, ELOOP);
}

bool isAmong(const std::vector<FileIdentity>& files, const struct stat& status) {
    return std::find(files.begin(), files.end(), FileIdentity{status.st_dev, status.st_ino}) != files.end();
}

Error isInputError(const std::string& path) {
    return {ErrorCode::InvalidArgument, path + ": is the input file itself"};
}

} // namespace

void installSignalCleanup() {
    const auto install = [](int signalNumber, void (*handler)(int)) {
        struct sigaction action;
        if (::sigaction(signalNumber, nullptr, &action) != 0 || action.sa_handler != SIG_DFL) return;
        action = {};
        action.sa_handler = handler;
        action.sa_flags = static_cast<int>(SA_RESETHAND);
        ::sigaction(signalNumber, &action, nullptr);
    };
    for (const int signalNumber : kDeadlySignals) install(signalNumber, removeUnfinished);
    for (const int signalNumber : kFaults) install(signalNumber, tellFault); // a sanitizer's own handlers stay
    std::signal(SIGXFSZ, SIG_IGN); // write() then fails with EFBIG, which is reported like a full disk
}

Result<OutputFile> OutputFile::takeStandardOutput(const std::vector<FileIdentity>& inputs) {
    OutputFile file;
    file.path_ = "standard output";
    file.isStream_ = true;
    struct stat status;
    if (::fstat(STDOUT_FILENO, &status) != 0) return ioError(file.path_, errno);
    if (S_ISREG(status.st_mode) && isAmong(inputs, status)) return isInputError(file.path_);
    if (::isatty(STDOUT_FILENO) != 0) {
        return Error{ErrorCode::InvalidArgument, "standard output is a terminal, which shows no binary data"};
    }
    file.descriptor_ = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
    if (file.descriptor_ < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) return ioError(file.path_, errno);
    return file;
}

Result<OutputFile> OutputFile::openStream(const std::string& path) {
    OutputFile file;
    file.path_ = path;
    file.isStream_ = true;
    // A pipe that nobody reads is an error rather than a wait without an end.
    file.descriptor_ = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
    if (file.descriptor_ < 0) return ioError(path, errno);
    const int flags = ::fcntl(file.descriptor_, F_GETFL);
    if (flags < 0 || ::fcntl(file.descriptor_, F_SETFL, flags & ~O_NONBLOCK) < 0) return ioError(path, errno);
    if (::isatty(file.descriptor_) != 0)
        return Error{ErrorCode::InvalidArgument, path + ": is a terminal, which shows no binary data"};
    return file;
}

Result<OutputFile> OutputFile::create(const std::string& path, const std::vector<FileIdentity>& inputs) {
    if (isStandardOutputName(path)) return takeStandardOutput(inputs);
    struct stat status;
    if (::stat(path.c_str(), &status) == 0 && (S_ISCHR(status.st_mode) || S_ISFIFO(status.st_mode)))
        return openStream(path);
    const Result<std::string> target = resolveLinks(path);
    if (!target) return target.error();
    OutputFile file;
    file.path_ = path;
    file.target_ = *target;
    file.mode_ = defaultMode();

    if (::stat(file.target_.c_str(), &status) == 0) {
        if (S_ISDIR(status.st_mode)) return ioError(path, EISDIR);
        if (!S_ISREG(status.st_mode)) return Error{ErrorCode::Io, path + ": exists and is not a regular file"};
        if (isAmong(inputs, status)) return isInputError(path);
        if (::access(file.target_.c_str(), W_OK) != 0) return ioError(path, errno);
        file.mode_ = status.st_mode & 07777;
    } else if (errno != ENOENT) {
        return ioError(path, errno);
    }

    const std::filesystem::path directory = std::filesystem::path(file.target_).parent_path();
    // A short name of its own, since the target's may be as long as names can be.
    std::string temporaryPath = (directory / ".astcslang-XXXXXX").string();
    if (temporaryPath.size() >= sizeof(unfinishedPath)) return ioError(path, ENAMETOOLONG);
    const SignalBlock block;
    file.descriptor_ = ::mkostemp(temporaryPath.data(), O_CLOEXEC);
    if (file.descriptor_ < 0) return ioError(path, errno);
    file.temporaryPath_ = temporaryPath;
    std::memcpy(unfinishedPath, temporaryPath.c_str(), temporaryPath.size() + 1);
    hasUnfinished = 1;
    return file;
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)), target_(std::move(other.target_)),
      temporaryPath_(std::exchange(other.temporaryPath_, {})), descriptor_(std::exchange(other.descriptor_, -1)),
      isStream_(other.isStream_), mode_(other.mode_), writtenBytes_(other.writtenBytes_) {}

OutputFile::~OutputFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (temporaryPath_.empty()) return;
    const SignalBlock block;
    ::unlink(temporaryPath_.c_str());
    hasUnfinished = 0;
}

Result<void> OutputFile::reserve(uint64_t byteCount) {
    if (isStream_) return {};
    if (::fallocate(descriptor_, 0, 0, static_cast<off_t>(byteCount)) == 0) return {};
    // Where the file system cannot reserve, a full disk shows when writing.
    if (errno == EOPNOTSUPP || errno == ENOSYS || errno == EINTR) return {};
    return ioError(path_, errno);
}

Result<void> OutputFile::write(std::span<const uint8_t> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor_, bytes.data(), std::min(bytes.size(), kWriteBytes));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return ioError(path_, errno);
        bytes = bytes.subspan(static_cast<size_t>(count));
        writtenBytes_ += static_cast<uint64_t>(count);
    }
    return {};
}

Result<void> OutputFile::commit() {
    if (isStream_) {
        if (::close(std::exchange(descriptor_, -1)) != 0) return ioError(path_, errno);
        return {};
    }
    // More may have been reserved than was written.
    if (::ftruncate(descriptor_, static_cast<off_t>(writtenBytes_)) != 0) return ioError(path_, errno);
    if (::fchmod(descriptor_, mode_) != 0) return ioError(path_, errno);
    if (::fsync(descriptor_) != 0) return ioError(path_, errno);
    if (::close(std::exchange(descriptor_, -1)) != 0) return ioError(path_, errno);
    const SignalBlock block;
    if (::rename(temporaryPath_.c_str(), target_.c_str()) != 0) return ioError(path_, errno);
    temporaryPath_.clear();
    hasUnfinished = 0;
    return {};
}

} // namespace astcslang::cli

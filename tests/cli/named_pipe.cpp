// SPDX-License-Identifier: Apache-2.0
#include "named_pipe.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>
#include <utility>

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

namespace astcslang::test {
namespace {

/// Asks `isDone` again and again, for a minute at most.
template <typename IsDone> bool waitUntil(const IsDone& isDone) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    while (!isDone()) {
        if (std::chrono::steady_clock::now() > end) return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
}

/// write() that fails with EPIPE, and no more, where the reader is gone. Commands that are begun later must not inherit
/// that the signal is ignored.
ssize_t writeQuietly(int descriptor, std::span<const uint8_t> bytes) {
    sigset_t pipeSignal, previous;
    sigemptyset(&pipeSignal);
    sigaddset(&pipeSignal, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipeSignal, &previous);
    const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
    const int error = errno;
    constexpr timespec kNoTime = {0, 0};
    if (count < 0 && error == EPIPE) sigtimedwait(&pipeSignal, nullptr, &kNoTime);
    pthread_sigmask(SIG_SETMASK, &previous, nullptr);
    errno = error;
    return count;
}

} // namespace

NamedPipe::NamedPipe(std::string path) : path_(std::move(path)) { ::mkfifo(path_.c_str(), 0666); }

NamedPipe::~NamedPipe() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

bool NamedPipe::waitForReader() {
    return waitUntil([&] {
               descriptor_ = ::open(path_.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
               return descriptor_ >= 0 || errno != ENXIO; // nobody reads yet
           }) &&
           descriptor_ >= 0;
}

bool NamedPipe::send(std::span<const uint8_t> bytes) {
    bool isBroken = false;
    const bool isSent = waitUntil([&] {
        ssize_t count = 0;
        while (!bytes.empty() && (count = writeQuietly(descriptor_, bytes)) > 0)
            bytes = bytes.subspan(static_cast<size_t>(count));
        isBroken = count < 0 && errno != EAGAIN;
        return bytes.empty() || isBroken;
    });
    return isSent && !isBroken;
}

} // namespace astcslang::test

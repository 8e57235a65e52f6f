// SPDX-License-Identifier: Apache-2.0
#include "standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

namespace astcslang::cli {

bool occupyStandardStreams() {
    // What cannot be read or written fails with EBADF, as if it were closed. In this order each gets the lowest number.
    constexpr int kModes[] = {O_WRONLY, O_RDONLY, O_WRONLY};
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
        if (::fcntl(stream, F_GETFD) >= 0) continue;
        if (::open("/dev/null", kModes[stream]) != stream) return false;
    }
    return true;
}

} // namespace astcslang::cli

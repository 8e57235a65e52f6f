// SPDX-License-Identifier: Apache-2.0
// The one place where the library's errors become exit statuses.

#include "exit_code.h"

namespace astcslang::cli {

ExitCode exitCodeOf(ErrorCode code) {
    switch (code) {
    case ErrorCode::InvalidArgument:
        return ExitCode::Usage;
    case ErrorCode::Io:
        return ExitCode::Io;
    case ErrorCode::InvalidData:
        return ExitCode::InvalidData;
    case ErrorCode::Unsupported:
        return ExitCode::Unsupported;
    case ErrorCode::DeviceNotFound:
    case ErrorCode::DeviceFailure:
    case ErrorCode::OutOfMemory:
    case ErrorCode::Cancelled:
        return ExitCode::Runtime;
    }
    return ExitCode::Runtime;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "batch.h"

#include "report.h"

namespace astcslang::cli {

void Batch::fail(const Error& error) {
    reportError(error.message);
    end(exitCodeOf(error.code));
}

void Batch::end(ExitCode exitCode) {
    if (exitCode_ == ExitCode::Success) exitCode_ = exitCode;
}

bool concernsEveryFile(const Error& error) {
    return error.code == ErrorCode::DeviceNotFound || error.code == ErrorCode::DeviceFailure;
}

} // namespace astcslang::cli

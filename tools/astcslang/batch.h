// SPDX-License-Identifier: Apache-2.0
// A run over several files goes on after one that fails, and leaves with the status of the first that did.

#pragma once

#include <new>

#include <astcslang/result.h>

#include "exit_code.h"

namespace astcslang::cli {

class Batch {
public:
    /// Says in one line on standard error what is wrong with a file.
    void fail(const Error& error);
    /// A file that was judged, not one that could not be.
    void end(ExitCode exitCode);
    ExitCode exitCode() const { return exitCode_; }

private:
    ExitCode exitCode_ = ExitCode::Success;
};

/// Whether an error is not of one file: the next would only meet it again.
bool concernsEveryFile(const Error& error);

/// The result of `work`, which takes a file; that memory does not suffice for it is no reason to leave the others.
template <typename Work> auto runOnFile(const std::string& path, const Work& work) -> decltype(work()) {
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, path + ": not enough memory"};
    }
}

} // namespace astcslang::cli

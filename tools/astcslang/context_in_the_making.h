// SPDX-License-Identifier: Apache-2.0
// The device of a run, which takes as long to open as a large picture to read, and so is opened meanwhile.

#pragma once

#include <future>
#include <optional>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// Its end waits for what has begun.
class ContextInTheMaking {
public:
    /// Begins, in a thread of its own, unless that has been done.
    void begin(const ContextOptions& options);
    /// Waits until the context is there. After a failure, begin() begins anew. Precondition: begin() was called.
    Result<void> wait();

    /// Once wait() has succeeded.
    explicit operator bool() const { return context_.has_value(); }
    Context& operator*() { return *context_; }
    Context* operator->() { return &*context_; }

private:
    std::optional<Context> context_;
    std::future<Result<Context>> making_;
};

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "context_in_the_making.h"

#include <system_error>
#include <utility>

#include "signal_block.h"

namespace astcslang::cli {

void ContextInTheMaking::begin(const ContextOptions& options) {
    if (context_ || making_.valid()) return;
    // What the signals' handler reads is written by the thread that gets them: none that is begun here, nor by drivers.
    const SignalBlock block;
    const auto make = [options] {
        const SignalBlock blockOfDeferred; // which runs in the thread that waits
        return Context::create(options);
    };
    try {
        making_ = std::async(std::launch::async, make);
    } catch (const std::system_error&) { // no more threads
        making_ = std::async(std::launch::deferred, make);
    }
}

Result<void> ContextInTheMaking::wait() {
    if (context_) return {};
    Result<Context> made = making_.get();
    if (!made) return made.error();
    context_.emplace(*std::move(made));
    return {};
}

} // namespace astcslang::cli

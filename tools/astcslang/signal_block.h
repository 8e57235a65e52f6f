// SPDX-License-Identifier: Apache-2.0
// The signals that end a run, kept away from a thread for a while.

#pragma once

#include <csignal>

#include <signal.h>

namespace astcslang::cli {

/// Those of POSIX that people and programs send to end a process. Not faults, nor what no process can catch.
inline constexpr int kDeadlySignals[] = {SIGHUP,  SIGINT,  SIGQUIT, SIGPIPE,   SIGTERM, SIGXCPU,
                                         SIGALRM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF};

/// As long as it lives none of kDeadlySignals reaches this thread, nor, ever, the threads that it begins.
class SignalBlock {
public:
    SignalBlock() {
        sigset_t signals;
        sigemptyset(&signals);
        for (const int signalNumber : kDeadlySignals) sigaddset(&signals, signalNumber);
        pthread_sigmask(SIG_BLOCK, &signals, &previous_);
    }
    ~SignalBlock() { pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }
    SignalBlock(const SignalBlock&) = delete;
    SignalBlock& operator=(const SignalBlock&) = delete;

private:
    sigset_t previous_;
};

} // namespace astcslang::cli

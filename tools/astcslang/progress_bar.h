// SPDX-License-Identifier: Apache-2.0
// A progress bar on standard error, where that is a terminal; nothing otherwise.

#pragma once

#include <chrono>
#include <cstdint>

namespace astcslang::cli {

class ProgressBar {
public:
    explicit ProgressBar(bool isWanted);
    ~ProgressBar() { clear(); }
    ProgressBar(const ProgressBar&) = delete;
    ProgressBar& operator=(const ProgressBar&) = delete;

    void update(uint64_t done, uint64_t total);
    /// Wipes the bar, so that what follows starts on a clean line.
    void clear();

private:
    bool isEnabled_;
    bool isShown_ = false;
    std::chrono::steady_clock::time_point lastUpdate_{};
};

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Redrawn at most ten times a second.

#include "progress_bar.h"

#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

namespace astcslang::cli {
namespace {

constexpr auto kRedrawInterval = std::chrono::milliseconds(100);
constexpr size_t kBarWidth = 40;

} // namespace

ProgressBar::ProgressBar(bool isWanted) : isEnabled_(isWanted && ::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::clear() {
    if (std::exchange(isShown_, false)) std::fputs("\r\x1B[K", stderr);
}

void ProgressBar::update(uint64_t done, uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (!isEnabled_ || total == 0 || now - lastUpdate_ < kRedrawInterval) return;
    lastUpdate_ = now;
    isShown_ = true;
    const double share = static_cast<double>(done) / static_cast<double>(total);
    const auto filled = static_cast<size_t>(share * static_cast<double>(kBarWidth));
    std::fputs(fmt::format("\r[{:#<{}}{:.<{}}] {:3.0f}%", "", filled, "", kBarWidth - filled, 100 * share).c_str(),
               stderr);
    std::fflush(stderr);
}

} // namespace astcslang::cli

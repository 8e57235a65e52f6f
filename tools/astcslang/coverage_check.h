// SPDX-License-Identifier: Apache-2.0
// Whether the alpha test that --alpha-coverage is for passes as many texels after encoding as before.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// Of the levels of one picture.
class CoverageCheck {
public:
    /// Without a threshold there is nothing to check.
    CoverageCheck(std::optional<double> threshold, Footprint footprint);
    bool isWanted() const { return passCode_ != 0; }
    /// Preconditions: isWanted(), and pictures of one size.
    void add(uint32_t level, const Image& picture, const Image& decoded);
    /// Names the level that is farthest off, if one of 32x32 texels or more is by more than 1% of its texels.
    std::optional<std::string> describeLoss() const;

private:
    struct Loss {
        uint32_t level = 0, width = 0, height = 0;
        double before = 0, after = 0; ///< Shares of its texels.
        double distance() const { return after > before ? after - before : before - after; }
    };
    bool areBlocksLarge_;
    int passCode_ = 0;
    uint32_t lossCount_ = 0;
    std::optional<Loss> worst_;
};

} // namespace astcslang::cli

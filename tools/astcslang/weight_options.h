// SPDX-License-Identifier: Apache-2.0
// Options that say how much the error of each channel counts: by number, by what channels are for, by alpha.

#pragma once

#include <array>
#include <optional>

#include <CLI/CLI.hpp>

#include "options.h"

namespace astcslang::cli {

struct WeightOptions {
    std::optional<std::array<float, 4>> channelWeights;
    bool isPerceptual = false;
};

/// Adds --channel-weights, --alpha-radius, --perceptual, --normal-mode and --rgbm. `weights` must live until the line
/// is parsed.
void addWeightOptions(CLI::App& app, Options& options, WeightOptions& weights);

/// Brings them together in `options` when the line has been parsed. Throws CLI::ValidationError where they contradict.
void settleWeights(Options& options, const WeightOptions& weights);

} // namespace astcslang::cli

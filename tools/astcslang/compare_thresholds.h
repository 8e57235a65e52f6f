// SPDX-License-Identifier: Apache-2.0
// How good `compare` wants a result to be: --min-psnr and --max-flip.

#pragma once

#include <optional>
#include <string>

#include <nlohmann/json_fwd.hpp>

namespace CLI {
class App;
}

namespace astcslang::cli {

struct ComparedFiles;
struct PictureComparison;

struct CompareThresholds {
    std::optional<double> minPsnr; ///< dB
    std::optional<double> maxFlip; ///< Of the mean, 0 to 1.
    bool isGiven() const { return minPsnr || maxFlip; }
};

/// `thresholds` must outlive the parse.
void addThresholdOptions(CLI::App& compare, CompareThresholds& thresholds);

/// What figures of 8 bits cannot tell of files that differ: what was clamped or rounded. Empty if there is nothing.
std::string describeHidden(const ComparedFiles& files);

/// All that the figures do not tell: the files' note, and what is clamped. Empty if there is nothing.
std::string describeLimits(const ComparedFiles& files);

/// PSNR in dB over RGB if both pictures are opaque, else over RGBA: what --min-psnr asks for.
double decidingPsnr(const ComparedFiles& files, const PictureComparison& comparison);

/// What the comparison does not keep to, with its figures: "PSNR of 31.20 dB is less than --min-psnr 40"; empty if it
/// keeps to all. Different files of which both are clamped, or one is and nothing else differs, keep to none.
std::string describeMiss(const CompareThresholds& thresholds, const ComparedFiles& files,
                         const PictureComparison& comparison);

/// "thresholds": those given, and whether they are kept.
void addThresholds(nlohmann::ordered_json& json, const CompareThresholds& thresholds, bool isKept);

} // namespace astcslang::cli

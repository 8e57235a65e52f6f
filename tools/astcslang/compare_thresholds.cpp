// SPDX-License-Identifier: Apache-2.0
#include "compare_thresholds.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "compared_colors.h"
#include "parse_number.h"
#include "picture_comparison.h"
#include "report.h"

namespace astcslang::cli {
namespace {

constexpr double kMostPsnr = 1000; // more than any picture of 8 bits but an equal one has

void addNumber(CLI::App& app, const char* name, const char* type, double most, const char* about,
               std::optional<double>& target) {
    app.add_option_function<std::string>(
           name,
           [name, most, &target](const std::string& text) {
               const std::optional<double> number = parseNumber<double>(text);
               if (!number || !(*number >= 0 && *number <= most)) { // NaN fails both comparisons
                   throw CLI::ValidationError(name, fmt::format("'{}' is not a number from 0 to {}", text, most));
               }
               target = number;
           },
           about)
        ->type_name(type);
}

} // namespace

void addThresholdOptions(CLI::App& compare, CompareThresholds& thresholds) {
    addNumber(compare, "--min-psnr", "DB", kMostPsnr,
              "Leave with 0 if PSNR (over RGB, over RGBA unless both are opaque) is at least this, else with 8",
              thresholds.minPsnr);
    addNumber(compare, "--max-flip", "F", 1, "Leave with 0 if the mean of FLIP is at most this, else with 8",
              thresholds.maxFlip);
}

std::string describeHidden(const ComparedFiles& files) {
    if (files.isEqual) return "";
    const bool areImagesEqual = files.areImagesEqual();
    if ((files.a.isClamped && files.b.isClamped) || (areImagesEqual && (files.a.isClamped || files.b.isClamped))) {
        return "the files may differ in values that are clamped, of which PSNR and FLIP do not tell";
    }
    return areImagesEqual ? "the files differ by less than the 8 bits show that are compared" : "";
}

std::string describeLimits(const ComparedFiles& files) {
    std::string text = describeHidden(files);
    if (text.empty() && !files.isEqual && (files.a.isClamped || files.b.isClamped)) {
        text = "PSNR, SSIM and FLIP are of clamped values";
    }
    if (text.empty() || files.note.empty()) return text + files.note;
    return files.note + "; " + text;
}

double decidingPsnr(const ComparedFiles& files, const PictureComparison& comparison) {
    const bool isOpaque = cli::isOpaque(files.a.image) && cli::isOpaque(files.b.image);
    return isOpaque ? comparison.metrics.psnrRgb : comparison.metrics.psnrRgba;
}

std::string describeMiss(const CompareThresholds& thresholds, const ComparedFiles& files,
                         const PictureComparison& comparison) {
    if (files.a.isClamped || files.b.isClamped) {
        if (std::string hidden = describeHidden(files); !hidden.empty()) return hidden;
    }
    const bool isOpaque = cli::isOpaque(files.a.image) && cli::isOpaque(files.b.image);
    const double psnr = decidingPsnr(files, comparison);
    std::string text;
    if (thresholds.minPsnr && psnr < *thresholds.minPsnr) {
        text = fmt::format("PSNR of {} over {} is less than --min-psnr {}", formatPsnr(psnr), isOpaque ? "RGB" : "RGBA",
                           *thresholds.minPsnr);
    }
    if (thresholds.maxFlip && comparison.flip.mean > *thresholds.maxFlip) {
        text += fmt::format("{}FLIP of {:.5f} is more than --max-flip {}", text.empty() ? "" : ", ",
                            comparison.flip.mean, *thresholds.maxFlip);
    }
    return text;
}

void addThresholds(nlohmann::ordered_json& json, const CompareThresholds& thresholds, bool isKept) {
    nlohmann::ordered_json& entry = json["thresholds"];
    if (thresholds.minPsnr) entry["min_psnr"] = *thresholds.minPsnr;
    if (thresholds.maxFlip) entry["max_flip"] = *thresholds.maxFlip;
    entry["kept"] = isKept;
}

} // namespace astcslang::cli

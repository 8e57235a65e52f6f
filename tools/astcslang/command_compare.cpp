// SPDX-License-Identifier: Apache-2.0
// `astcslang compare`: error between two pictures or textures. Leaves with 7 when any texel differs, as `ktx compare`
// does, so that scripts can ask for equality; with --min-psnr or --max-flip, with 0 or 8. Errors are also told by block
// where it is clear what a block is: --block says so, or one of the files is a texture, or both are and agree. Of files
// of several pictures all that have a counterpart are compared, and counted as one.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "compared_files.h"
#include "comparison_total.h"
#include "exposure_error.h"
#include "picture_comparison.h"
#include "report.h"
#include "report_page.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

ordered_json fileToJson(const std::string& path, const DecodedFile& file) {
    ordered_json json = {{"file", path},
                         {"format", file.format},
                         {"width", file.image.width},
                         {"height", file.image.height},
                         {"colors", file.colors}};
    if (!file.change.empty()) json["change"] = file.change;
    return json;
}

std::string describeFile(const std::string& path, const DecodedFile& file) {
    return fmt::format("{}: {}, {}, colours {}", path, file.format, formatSize(file.image.width, file.image.height),
                       file.colors);
}

std::string describeExposurePsnr(double psnr, ExposureRange range) {
    return fmt::format("{} (RGB of light at exposures of {:+} to {:+} stops, not clamped before)", formatPsnr(psnr),
                       range.least, range.most);
}

/// All that is told; the worst pair is the only one if there is one.
struct Outcome {
    const ComparedPair& pair;
    const ComparedFiles& first;                       ///< What both files were taken for.
    ComparisonTotal total;                            ///< Empty where `comparison` is.
    std::optional<PictureComparison> comparison = {}; ///< None where sizes differ or nobody will see it.
    bool isSameSize = true;
    bool isEqual = true; ///< In all that was compared.
    std::string miss = {}, note = {};

    bool areSeveral() const { return pair.places().size() > 1; }
};

void printText(const Options& options, const Outcome& outcome) {
    const DecodedFile &a = outcome.first.a, &b = outcome.first.b;
    if (options.isVerbose) {
        printField("a", describeFile(options.input, a));
        printField("b", describeFile(options.secondInput, b));
    }
    for (const auto& [path, file] : {std::pair(&options.input, &a), std::pair(&options.secondInput, &b)}) {
        if (!file->change.empty()) printField("colours", fmt::format("{}: {}", *path, file->change));
    }
    if (!outcome.comparison) {
        printField("different", fmt::format("sizes differ: {} and {}", formatSize(a.image.width, a.image.height),
                                            formatSize(b.image.width, b.image.height)));
        return;
    }
    const PictureComparison& comparison = *outcome.comparison;
    const char* verdict = !outcome.isEqual ? "different" : outcome.pair.isPartial() ? "compared" : "equal";
    printField(verdict, formatMetrics(comparison.metrics));
    if (outcome.areSeveral()) printField("pictures", outcome.pair.describeAll());
    if (outcome.areSeveral() && !outcome.isEqual) {
        const ComparisonTotal::Worst& worst = outcome.total.worst();
        printField("worst", fmt::format("{}: {}", worst.name, formatMetrics(worst.comparison.metrics)));
    }
    if (const auto psnr = outcome.total.exposurePsnr())
        printField("mpsnr", describeExposurePsnr(*psnr, options.compare.exposures));
    if (!outcome.isEqual) {
        for (const auto& [label, value] : describeComparison(comparison)) {
            const bool isOfOne = label == "blocks" && outcome.areSeveral();
            printField(label, isOfOne ? fmt::format("{}; the worst is in {}", value, outcome.total.nameOfWorstBlock())
                                      : value);
        }
    }
    if (!outcome.note.empty()) printField("note", outcome.note);
}

ordered_json placeToJson(const TexturePlace& place) {
    return {{"level", place.level}, {"layer", place.layer}, {"face", place.face}};
}

ordered_json toJson(const Options& options, const Outcome& outcome) {
    ordered_json json = {{"a", fileToJson(options.input, outcome.first.a)},
                         {"b", fileToJson(options.secondInput, outcome.first.b)},
                         {"same_size", outcome.isSameSize},
                         {"equal", outcome.isEqual && !outcome.pair.isPartial()},
                         {"pictures", outcome.pair.places().size()},
                         {"is_partial", outcome.pair.isPartial()}};
    if (!outcome.note.empty()) json["note"] = outcome.note;
    if (!outcome.comparison) return json;
    addComparison(json, *outcome.comparison);
    if (const auto psnr = outcome.total.exposurePsnr()) json["quality"]["mpsnr_rgb"] = *psnr;
    if (outcome.areSeveral()) {
        const ComparisonTotal::Worst& worst = outcome.total.worst();
        json["worst_picture"] = {{"a", placeToJson(worst.place.a)},
                                 {"b", placeToJson(worst.place.b)},
                                 {"quality", metricsToJson(worst.comparison.metrics)}};
        if (json.contains("blocks")) json["blocks"]["worst_in"] = outcome.total.nameOfWorstBlock();
    }
    return json;
}

/// Measures all pairs. Where nobody will see figures, only whether they are equal.
Result<void> measure(ComparedPair& pair, const Options& options, bool areFiguresWanted, Outcome& outcome) {
    for (const ComparedPlace& place : pair.places()) {
        Result<ComparedFiles> files = pair.read(place);
        if (!files) return files.error();
        outcome.isEqual &= files->isEqual;
        if (!areFiguresWanted) continue;
        Result<PictureComparison> measured =
            comparePictures(files->a.image, files->b.image, files->transfer, layoutOf(options, *files),
                            options.compare.pixelsPerDegree);
        if (!measured) return inFile(options.input + ", " + options.secondInput, measured.error());
        measured->isEqual = files->isEqual;
        const CompareThresholds& thresholds = options.compare.thresholds;
        const std::string miss = thresholds.isGiven() ? describeMiss(thresholds, *files, *measured) : "";
        outcome.total.add(place, outcome.areSeveral() ? pair.nameOf(place) : "", *std::move(files),
                          *std::move(measured), miss);
    }
    if (!areFiguresWanted) return {};
    outcome.comparison = outcome.total.result();
    outcome.miss = outcome.total.miss();
    outcome.note = outcome.total.note();
    return {};
}

/// What is left out is noted; that faces are left out fails thresholds.
void addOmission(const CompareThresholds& thresholds, Outcome& outcome) {
    const std::string& omission = outcome.pair.omission();
    if (!omission.empty()) outcome.note += (outcome.note.empty() ? "" : "; ") + omission;
    if (outcome.comparison && thresholds.isGiven() && outcome.pair.areFacesOmitted() && outcome.miss.empty())
        outcome.miss = omission + "; --layer and --face choose";
}

/// Shows the worst pair.
Result<void> writePage(const Options& options, const Outcome& outcome, OutputFile& page) {
    const ComparisonTotal::Worst& worst = outcome.total.worst();
    const PageTotal total{outcome.pair.describeAll(), worst.name, &*outcome.comparison};
    return writeReportPage(page, {options.input, options.secondInput, worst.files, worst.comparison, nullptr,
                                  outcome.areSeveral() ? &total : nullptr, outcome.pair.omission()});
}

void report(const Options& options, const Outcome& outcome, const std::optional<OutputFile>& page) {
    const CompareThresholds& thresholds = options.compare.thresholds;
    if (options.isJson) {
        ordered_json json = toJson(options, outcome);
        if (thresholds.isGiven()) addThresholds(json, thresholds, outcome.isSameSize && outcome.miss.empty());
        if (page) json["page"] = pageToJson(*page);
        printJson(json);
    } else if (!options.isQuiet) {
        printText(options, outcome);
        if (page) printPage(*page);
    }
}

} // namespace

Result<ExitCode> runCompare(const Options& options) {
    if (options.compare.isByBlock) return runCompareBlocks(options);
    if (options.compare.isOfNormals) return runCompareNormals(options);
    Result<std::optional<OutputFile>> page = createReportPage(options); // before anything is read
    if (!page) return page.error();
    Result<ComparedPair> pair = ComparedPair::open(options, {options.compare.isAsStored, options.compare.rgbm});
    if (!pair) return pair.error();
    const Result<ComparedFiles> first = pair->read(pair->places().front());
    if (!first) return first.error();
    Outcome outcome{*pair, *first, {}};
    outcome.isSameSize = first->areSizesEqual();
    if (*page && !outcome.isSameSize) {
        reportError(options.compare.htmlFile + ": not written, since the sizes differ");
        page->reset();
    }
    if (*page) {
        if (Result<void> checked = checkPageSize(options, first->a.image); !checked) return checked.error();
    }
    const CompareThresholds& thresholds = options.compare.thresholds;
    const bool areFiguresWanted = !options.isQuiet || options.isJson || thresholds.isGiven() || *page;
    outcome.isEqual = outcome.isSameSize;
    if (outcome.isSameSize) {
        if (Result<void> done = measure(*pair, options, areFiguresWanted, outcome); !done) return done.error();
    }
    addOmission(thresholds, outcome);
    if (*page) {
        if (Result<void> written = writePage(options, outcome, **page); !written) return written.error();
    }
    report(options, outcome, *page);
    if (!outcome.miss.empty()) {
        reportError(fmt::format("{}, {}: {}", options.input, options.secondInput, outcome.miss));
        return ExitCode::Threshold;
    }
    const bool isEqual = outcome.isEqual && !pair->isPartial();
    return isEqual || (outcome.isSameSize && thresholds.isGiven()) ? ExitCode::Success : ExitCode::Difference;
}

} // namespace astcslang::cli

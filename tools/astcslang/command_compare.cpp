// SPDX-License-Identifier: Apache-2.0
// `astcslang compare`: error between two pictures or textures. Leaves with 7 when any texel differs, as `ktx compare`
// does, so that scripts can ask for equality; with --min-psnr or --max-flip, with 0 or 8. Errors are also told by block
// where it is clear what a block is: --block says so, or one of the files is a texture, or both are and agree.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "compared_files.h"
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

void printText(const Options& options, const ComparedFiles& files, const std::optional<PictureComparison>& comparison) {
    const DecodedFile &a = files.a, &b = files.b;
    if (options.isVerbose) {
        printField("a", describeFile(options.input, a));
        printField("b", describeFile(options.secondInput, b));
    }
    for (const auto& [path, file] : {std::pair(&options.input, &a), std::pair(&options.secondInput, &b)}) {
        if (!file->change.empty()) printField("colours", fmt::format("{}: {}", *path, file->change));
    }
    if (!comparison) {
        printField("different", fmt::format("sizes differ: {} and {}", formatSize(a.image.width, a.image.height),
                                            formatSize(b.image.width, b.image.height)));
        return;
    }
    printField(comparison->isEqual ? "equal" : "different", formatMetrics(comparison->metrics));
    if (files.exposurePsnr) printField("mpsnr", describeExposurePsnr(*files.exposurePsnr, options.compare.exposures));
    if (comparison->isEqual) return;
    for (const auto& [label, value] : describeComparison(*comparison)) printField(label, value);
}

} // namespace

Result<ExitCode> runCompare(const Options& options) {
    if (options.compare.isByBlock) return runCompareBlocks(options);
    if (options.compare.isOfNormals) return runCompareNormals(options);
    Result<std::optional<OutputFile>> page = createReportPage(options); // before anything is read
    if (!page) return page.error();
    const Result<ComparedFiles> files = readComparedFiles(options, {options.compare.isAsStored, options.compare.rgbm});
    if (!files) return files.error();
    const DecodedFile &a = files->a, &b = files->b;

    const bool isSameSize = a.image.width == b.image.width && a.image.height == b.image.height;
    if (*page && !isSameSize) {
        reportError(options.compare.htmlFile + ": not written, since the sizes differ");
        page->reset();
    }
    if (*page) {
        if (Result<void> checked = checkPageSize(options, a.image); !checked) return checked.error();
    }
    const CompareThresholds& thresholds = options.compare.thresholds;
    std::optional<PictureComparison> comparison; // none where the sizes differ or nobody will see it
    if (isSameSize && (!options.isQuiet || options.isJson || thresholds.isGiven() || *page)) {
        Result<PictureComparison> measured = comparePictures(
            a.image, b.image, files->transfer, layoutOf(options, *files), options.compare.pixelsPerDegree);
        if (!measured) return inFile(options.input + ", " + options.secondInput, measured.error());
        comparison = *std::move(measured);
        comparison->isEqual = files->isEqual;
    }
    if (*page) {
        const ReportPage content{options.input, options.secondInput, *files, *comparison, nullptr};
        if (Result<void> written = writeReportPage(**page, content); !written) return written.error();
    }
    const std::string note = comparison ? describeLimits(*files) : "";
    const std::string miss = thresholds.isGiven() && comparison ? describeMiss(thresholds, *files, *comparison) : "";
    if (options.isJson) {
        ordered_json json = {{"a", fileToJson(options.input, a)},
                             {"b", fileToJson(options.secondInput, b)},
                             {"same_size", isSameSize},
                             {"equal", files->isEqual}};
        if (!note.empty()) json["note"] = note;
        if (comparison) addComparison(json, *comparison);
        if (comparison && files->exposurePsnr) json["quality"]["mpsnr_rgb"] = *files->exposurePsnr;
        if (thresholds.isGiven()) addThresholds(json, thresholds, isSameSize && miss.empty());
        if (*page) json["page"] = pageToJson(**page);
        printJson(json);
    } else if (!options.isQuiet) {
        printText(options, *files, comparison);
        if (!note.empty()) printField("note", note);
        if (*page) printPage(**page);
    }
    if (!miss.empty()) {
        reportError(fmt::format("{}, {}: {}", options.input, options.secondInput, miss));
        return ExitCode::Threshold;
    }
    return files->isEqual || (isSameSize && thresholds.isGiven()) ? ExitCode::Success : ExitCode::Difference;
}

} // namespace astcslang::cli

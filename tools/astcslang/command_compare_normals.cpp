// SPDX-License-Identifier: Apache-2.0
// `astcslang compare --normal`: error of two normal maps. Which channels hold x and y is told by the kind of file, a
// picture's red and green, a texture's red and alpha, and by nothing else; options overrule it.

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "compared_files.h"
#include "report.h"
#include "report_page.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

NormalChannels channelsOf(const DecodedFile& file, const std::optional<NormalChannels>& given) {
    return given.value_or(file.texture ? kTextureNormal : kPictureNormal);
}

void printText(const Options& options, const NormalMetrics& metrics, const std::string& channelsOfA,
               const std::string& channelsOfB) {
    if (options.isVerbose) {
        printField("a", fmt::format("{}: x and y from {}", options.input, channelsOfA));
        printField("b", fmt::format("{}: x and y from {}", options.secondInput, channelsOfB));
    }
    printField("normals", fmt::format("PSNR {} (x), {} (y), {} (both)", formatPsnr(metrics.psnrX),
                                      formatPsnr(metrics.psnrY), formatPsnr(metrics.psnrXy)));
    printField("angles", fmt::format("mean {:.4f}, rms {:.4f}, 99% {:.4f}, most {:.4f} degrees", metrics.meanDegrees,
                                     metrics.rmsDegrees, metrics.percentile99Degrees, metrics.maxDegrees));
}

/// The page shows what the files' normals are, and measures that as pictures, too.
Result<void> writeNormalPage(OutputFile& page, const Options& options, ComparedFiles files, NormalChannels channelsOfA,
                             NormalChannels channelsOfB, const NormalMetrics& metrics) {
    DecodedFile &a = files.a, &b = files.b;
    if (Result<void> checked = checkPageSize(options, a.image); !checked) return checked.error();
    a.image = showNormals(a.image, channelsOfA);
    b.image = showNormals(b.image, channelsOfB);
    const Result<PictureComparison> comparison =
        comparePictures(a.image, b.image, files.transfer, layoutOf(options, files), options.compare.pixelsPerDegree);
    if (!comparison) return comparison.error();
    return writeReportPage(page, {options.input, options.secondInput, files, *comparison, &metrics});
}

} // namespace

Result<ExitCode> runCompareNormals(const Options& options) {
    Result<std::optional<OutputFile>> page = createReportPage(options); // before anything is read
    if (!page) return page.error();
    const Result<ComparedFiles> files =
        readComparedFiles(options, {true, std::nullopt, true}); // vectors are no colours
    if (!files) return files.error();
    const DecodedFile &a = files->a, &b = files->b;
    const NormalChannels channelsOfA = channelsOf(a, options.compare.normalA);
    const NormalChannels channelsOfB = channelsOf(b, options.compare.normalB);
    const Result<NormalMetrics> metrics = compareNormals(a.image, channelsOfA, b.image, channelsOfB);
    if (!metrics) return inFile(fmt::format("{}, {}", options.input, options.secondInput), metrics.error());

    if (*page) {
        Result<void> written = writeNormalPage(**page, options, *files, channelsOfA, channelsOfB, *metrics);
        if (!written) return written.error();
    }
    if (options.isJson) {
        ordered_json json = {{"a", {{"file", options.input}, {"format", a.format}, {"xy", channelsOfA.text()}}},
                             {"b", {{"file", options.secondInput}, {"format", b.format}, {"xy", channelsOfB.text()}}},
                             {"psnr_x", metrics->psnrX},
                             {"psnr_y", metrics->psnrY},
                             {"psnr_xy", metrics->psnrXy},
                             {"angle_degrees",
                              {{"mean", metrics->meanDegrees},
                               {"rms", metrics->rmsDegrees},
                               {"percentile_99", metrics->percentile99Degrees},
                               {"max", metrics->maxDegrees}}}};
        if (*page) json["page"] = pageToJson(**page);
        printJson(json);
    } else if (!options.isQuiet) {
        printText(options, *metrics, channelsOfA.text(), channelsOfB.text());
        if (*page) printPage(**page);
    }
    return std::isinf(metrics->psnrXy) ? ExitCode::Success : ExitCode::Difference;
}

} // namespace astcslang::cli

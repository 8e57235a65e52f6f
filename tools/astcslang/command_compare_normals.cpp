// SPDX-License-Identifier: Apache-2.0
// `astcslang compare --normal`: error of two normal maps. x and y are what shaders read as red and green: by
// KTXswizzle, where a KTX2 file has one. .astc tells nothing and counts as red and alpha, as `astcenc -normal` makes
// it. Options overrule it.

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

/// Red and green of the swizzle; red and alpha of rrrg.
std::optional<NormalChannels> channelsReadBy(const Swizzle& swizzle) {
    const auto& sources = swizzle.sources;
    const bool isGrey = sources[0] == sources[1] && sources[1] == sources[2];
    return parseNormalChannels({sources[0], isGrey ? sources[3] : sources[1]});
}

/// Whether all texels have the same value that no map of directions has everywhere, 0 or 255.
bool isBlank(const Image& image, uint8_t channel) {
    const uint8_t first = image.texels[channel];
    if (first != 0 && first != 255) return false;
    for (size_t i = channel; i < image.texels.size(); i += 4) {
        if (image.texels[i] != first) return false;
    }
    return true;
}

/// `side` is "a" or "b". Fails with InvalidArgument where nobody said which channels and they hold no directions.
Result<NormalChannels> channelsOf(const std::string& path, const DecodedFile& file,
                                  const std::optional<NormalChannels>& given, const char* side) {
    if (given) return *given;
    const auto fail = [&](const std::string& reason) {
        return Error{ErrorCode::InvalidArgument,
                     fmt::format("{}: {}; --normal-swizzle-{} tells where x and y are", path, reason, side)};
    };
    const std::optional<NormalChannels> read = channelsReadBy(file.swizzle);
    if (!read) return fail(fmt::format("KTXswizzle {} reads no x and y", file.swizzle.text()));
    const NormalChannels channels = file.texture && file.format == ".astc" ? kAstcNormal : *read;
    for (const uint8_t channel : {channels.x, channels.y}) {
        if (!isBlank(file.image, channel)) continue;
        return fail(fmt::format("x and y are taken from {}, but {} is {} everywhere", channels.text(), "rgba"[channel],
                                file.image.texels[channel]));
    }
    return channels;
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
    Result<ComparedPair> pair = ComparedPair::open(options, {true, std::nullopt, true}); // vectors are no colours
    if (!pair) return pair.error();
    const Result<ComparedFiles> files = pair->read(pair->places().front());
    if (!files) return files.error();
    const bool isPartial = pair->isPartial() || pair->places().size() > 1;
    const std::string note = isPartial ? "only the first picture of each file is compared: level 0, layer 0, face 0 "
                                         "unless the line chooses"
                                       : "";
    const DecodedFile &a = files->a, &b = files->b;
    const Result<NormalChannels> foundA = channelsOf(options.input, a, options.compare.normalA, "a");
    if (!foundA) return foundA.error();
    const Result<NormalChannels> foundB = channelsOf(options.secondInput, b, options.compare.normalB, "b");
    if (!foundB) return foundB.error();
    const NormalChannels channelsOfA = *foundA, channelsOfB = *foundB;
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
        if (!note.empty()) json["note"] = note;
        if (*page) json["page"] = pageToJson(**page);
        printJson(json);
    } else if (!options.isQuiet) {
        printText(options, *metrics, channelsOfA.text(), channelsOfB.text());
        if (!note.empty()) printField("note", note);
        if (*page) printPage(**page);
    }
    const bool isEqual = std::isinf(metrics->psnrXy) && (files->isEqual || (a.has8Bits && b.has8Bits));
    return isEqual && !isPartial ? ExitCode::Success : ExitCode::Difference;
}

} // namespace astcslang::cli

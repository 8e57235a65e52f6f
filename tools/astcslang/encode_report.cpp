// SPDX-License-Identifier: Apache-2.0
// MP/s are millions of texels per second: of the kernels by GPU timestamps, and of the encode as the host sees it.

#include "encode_report.h"

#include <array>
#include <cmath>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "picture_output.h"
#include "picture_report.h"
#include "printable_text.h"
#include "report.h"

namespace astcslang::cli {

using nlohmann::ordered_json;

namespace {

/// Millions of texels per second; 0 where the time is unknown.
double rate(const EncodeReport& report, double milliseconds) {
    return milliseconds > 0 ? static_cast<double>(report.texelCount) / milliseconds / 1000 : 0;
}

double totalMilliseconds(const EncodeReport& report) {
    return report.readMilliseconds + report.deviceMilliseconds + report.levelMilliseconds + report.encodeMilliseconds +
           report.writeMilliseconds;
}

std::string partitionLimit(const EncodeOptions& options) {
    return options.maxPartitionCount == 0 ? "partitions as the quality says"
                                          : fmt::format("at most {} partition{}", options.maxPartitionCount,
                                                        options.maxPartitionCount == 1 ? "" : "s");
}

std::string formatRate(double value) { return fmt::format("{:.{}f} MP/s", value, value < 1 ? 4 : 2); }

void printTimes(const EncodeReport& report) {
    const EncodeStatistics& statistics = report.statistics;
    const bool hasLevels = report.options.texture.generation.isWanted;
    const std::string levels = hasLevels ? fmt::format("mip levels {:.1f} ms, ", report.levelMilliseconds) : "";
    printField("time",
               fmt::format("read {:.1f} ms, device {:.1f} ms, {}encode {:.1f} ms, write {:.1f} ms; in all {:.1f} ms",
                           report.readMilliseconds, report.deviceMilliseconds, levels, report.encodeMilliseconds,
                           report.writeMilliseconds, totalMilliseconds(report)));
    if (statistics.pipelineMilliseconds > 0) {
        printField("", fmt::format("of the encode, {:.1f} ms to make pipelines", statistics.pipelineMilliseconds));
    }
    for (const StageTime& stage : statistics.stages) {
        printField("", fmt::format("{:<24} {:10.2f} ms", stage.stage, stage.milliseconds));
    }
    printField("speed", fmt::format("{} kernels, {} encode", formatRate(rate(report, statistics.gpuMilliseconds)),
                                    formatRate(rate(report, statistics.hostMilliseconds))));
}

/// Mean squared error of a texel's channels, from a sum over the pictures.
double meanSquaredError(const EncodeReport& report, double sum) {
    return sum / (4 * static_cast<double>(report.texelCount));
}

void printSearch(const EncodeReport& report) {
    const EncodeStatistics& statistics = report.statistics;
    fmt::print("search\n");
    const auto print = [](std::string_view name, const std::string& value) {
        fmt::print("  {:<28} {}\n", name, value);
    };
    print("evaluations per block", fmt::format("{:.2f}", statistics.evaluationsPerBlock));
    print("squared error", fmt::format("{:.0f} ({:.4f} per channel)", statistics.squaredError,
                                       meanSquaredError(report, statistics.squaredError)));
    for (const auto& [step, sum] : statistics.squaredErrorByStep) {
        print("  after " + step, fmt::format("{:.0f} ({:.4f} per channel)", sum, meanSquaredError(report, sum)));
    }
    for (int count = 2; count <= 3; ++count) {
        if (std::isnan(statistics.meanSnapHammingTexels[count - 2])) continue;
        print(fmt::format("snap of {} partitions moved", count),
              fmt::format("{:.3f} texels a block", statistics.meanSnapHammingTexels[count - 2]));
    }
    for (int count = 1; count <= 3; ++count) {
        if (std::isnan(statistics.meanModeBitsError[count - 1])) continue;
        print(fmt::format("mode error, {} partition{}", count, count == 1 ? "" : "s"),
              fmt::format("{:.3f} colour bits corrected, {:.3f} published", statistics.meanModeBitsError[count - 1],
                          statistics.meanPublishedModeBitsError[count - 1]));
    }
    print("a later tap won in", fmt::format("{:.1f}% of blocks", 100 * statistics.secondTapWinShare));
}

ordered_json searchToJson(const EncodeStatistics& statistics) {
    ordered_json steps = ordered_json::array();
    for (const auto& [step, sum] : statistics.squaredErrorByStep) {
        steps.push_back({{"step", step}, {"squared_error", sum}});
    }
    return {{"evaluations_per_block", statistics.evaluationsPerBlock},
            {"squared_error_by_step", steps},
            {"mean_snap_hamming_texels", statistics.meanSnapHammingTexels},
            {"mean_mode_bits_error", statistics.meanModeBitsError},
            {"mean_published_mode_bits_error", statistics.meanPublishedModeBitsError},
            {"second_tap_win_share", statistics.secondTapWinShare}};
}

ordered_json timesToJson(const EncodeReport& report) {
    ordered_json stages = ordered_json::array();
    for (const StageTime& stage : report.statistics.stages) {
        stages.push_back({{"stage", stage.stage}, {"ms", stage.milliseconds}});
    }
    return {{"read", report.readMilliseconds},
            {"device", report.deviceMilliseconds},
            {"levels", report.levelMilliseconds},
            {"encode", report.encodeMilliseconds},
            {"write", report.writeMilliseconds},
            {"total", totalMilliseconds(report)},
            {"encode_host", report.statistics.hostMilliseconds},
            {"encode_gpu", report.statistics.gpuMilliseconds},
            {"encode_pipelines", report.statistics.pipelineMilliseconds},
            {"stages", stages}};
}

} // namespace

void EncodeReport::setPicture(const Picture& picture) {
    width = picture.width;
    height = picture.height;
    pictureFormat = picture.format;
    pictureLines = describePicture(picture);
    pictureJson = {{"file", options.inputs.front()}};
    pictureJson.update(pictureToJson(picture));
    pictureJson["width"] = inputWidth;
    pictureJson["height"] = inputHeight;
}

void EncodeReport::addWarning(const std::string& warning) { pictureJson["warnings"].push_back(warning); }

void EncodeReport::printText() const {
    if (options.isVerbose) {
        printFields();
    } else {
        printLine();
    }
    if (blocks) {
        printSearch(*this);
        printBlockStatistics(*blocks, options.isVerbose);
    }
}

void EncodeReport::printLine() const {
    const Footprint footprint = options.encode.footprint;
    const double bitsPerTexel = 128.0 / (footprint.width * footprint.height);
    std::string line = fmt::format(
        "{}: {}, {} {}, {:.2f} bits/texel{}{}, {} bytes, {:.2f} s", options.output, formatSize(width, height),
        formatFootprint(footprint), formatProfile(options.encode.profile), bitsPerTexel,
        pictureCount > 1 ? fmt::format(", {} pictures", pictureCount) : "",
        levelCount > 1 ? fmt::format(", {} levels", levelCount) : "", outputBytes, totalMilliseconds(*this) / 1000);
    if (metrics) line += ", " + describeMetrics();
    fmt::print("{}\n", escapeText(line));
}

void EncodeReport::printFields() const {
    printField("device", fmt::format("{} ({})", device.name, device.driver));
    const std::string& first = options.inputs.front();
    printField("picture", fmt::format("{}: {}, {}", first, pictureFormat, formatSize(inputWidth, inputHeight)));
    if (options.inputs.size() > 1) printField("", fmt::format("and {} more", options.inputs.size() - 1));
    for (const std::string& line : pictureLines) printField("", line);
    const std::string levels = levelCount > 1 ? fmt::format("{} levels, ", levelCount) : "";
    const std::string blockFormat = fmt::format("{}, {}, {}{} blocks", formatFootprint(options.encode.footprint),
                                                formatProfile(options.encode.profile), levels, statistics.blockCount);
    if (options.isRoundTrip) {
        printField("texture", blockFormat + ", not kept");
        printField("decoded", fmt::format("{}: {}, {} bytes", options.output, nameOf(*pictureKindOf(options.output)),
                                          outputBytes));
    } else {
        printField("texture", fmt::format("{}: {}, {} bytes", options.output, blockFormat, outputBytes));
    }
    printField("options", fmt::format("quality {} ({}), {}, endpoint fit {}, mode choice {}", options.encode.quality,
                                      describeQuality(options.encode.quality), partitionLimit(options.encode),
                                      nameOf(options.encode.endpointFit), nameOf(options.encode.modeChoice)));
    const std::array<float, 4>& weights = options.encode.channelWeights;
    if (weights != EncodeOptions().channelWeights) {
        printField("", fmt::format("errors of R, G, B and A count {}{}", fmt::join(weights, ", "),
                                   options.isAlphaWeightOfCoverage ? ", so that --alpha-coverage lasts" : ""));
    }
    printTimes(*this);
    if (metrics) printField("quality", describeMetrics());
}

std::string EncodeReport::describeMetrics() const {
    const std::string text = formatMetrics(*metrics);
    if (measuredCount == 1) return text;
    return fmt::format("{} of all {} pictures; of the first PSNR {} (RGB), {} (RGBA)", text, measuredCount,
                       formatPsnr(firstMetrics->psnrRgb), formatPsnr(firstMetrics->psnrRgba));
}

ordered_json EncodeReport::toJson() const {
    const EncodeOptions& encode = options.encode;
    ordered_json json = {
        {"version", versionString()},
        {"device", deviceToJson(device)},
        {"input", pictureJson},
        {"output",
         {{"file", options.output},
          {"width", width},
          {"height", height},
          {"footprint", formatFootprint(encode.footprint)},
          {"profile", formatProfile(encode.profile)},
          {"levels", levelCount},
          {"layers", layerCount},
          {"faces", faceCount},
          {"blocks", statistics.blockCount},
          {"bytes", outputBytes}}},
        {"options",
         {{"quality", encode.quality},
          {"max_partition_count",
           encode.maxPartitionCount == 0 ? ordered_json() : ordered_json(encode.maxPartitionCount)},
          {"endpoint_fit", nameOf(encode.endpointFit)},
          {"mode_choice", nameOf(encode.modeChoice)},
          {"channel_weights", encode.channelWeights},
          {"decode_target", encode.decodeTarget == DecodeTarget::Float16 ? "float16" : "unorm8"}}},
        {"time_ms", timesToJson(*this)},
        {"rate_mps",
         {{"gpu", rate(*this, statistics.gpuMilliseconds)}, {"host", rate(*this, statistics.hostMilliseconds)}}},
        {"squared_error", statistics.squaredError}};
    if (options.inputSwizzle) json["input"]["swizzle"] = options.inputSwizzle->text();
    if (options.inputs.size() > 1) json["input"]["files"] = options.inputs;
    if (options.isRoundTrip) json["output"]["round_trip"] = true;
    if (metrics) json["quality"] = metricsToJson(*metrics);
    if (metrics && measuredCount > 1) {
        json["quality"]["pictures"] = measuredCount;
        json["quality"]["first_picture"] = metricsToJson(*firstMetrics);
    }
    if (blocks) {
        json["search"] = searchToJson(statistics);
        json["statistics"] = blockStatisticsToJson(*blocks);
    }
    if (options.context.enableValidation) json["validation_messages"] = validationMessageCount;
    return json;
}

} // namespace astcslang::cli

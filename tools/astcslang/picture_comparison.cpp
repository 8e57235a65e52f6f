// SPDX-License-Identifier: Apache-2.0

#include "picture_comparison.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "picture_geometry.h"
#include "report.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

constexpr const char* kChannelNames[] = {"r", "g", "b", "a"};

std::string channelsName(const BlockErrors& errors) { return errors.channels == ErrorChannels::Rgb ? "RGB" : "RGBA"; }

std::string formatChannels(const std::array<ChannelError, 4>& channels) {
    std::string text;
    for (size_t channel = 0; channel < 4; ++channel) {
        text += fmt::format(
            "{}{} {}{}", text.empty() ? "" : "; ", "RGBA"[channel], formatPsnr(channels[channel].psnr),
            channels[channel].maxAbsolute == 0
                ? ""
                : fmt::format(", mean {:.3f}, most {}", channels[channel].meanAbsolute, channels[channel].maxAbsolute));
    }
    return text;
}

std::string formatFlip(const FlipMap& flip) {
    return fmt::format("mean {:.5f}, median {:.5f}, 99% {:.5f}, most {:.5f}, at {:.4g} pixels per degree", flip.mean,
                       flip.percentile(500), flip.percentile(990), flip.percentile(1000), flip.pixelsPerDegree);
}

std::string formatWorstBlocks(const BlockErrors& errors, const WorstBlocks& worst) {
    return fmt::format("{}: worst {} at {},{}; 99.9% have at least {} ({})", formatFootprint(errors.footprint),
                       formatPsnr(psnrOf(worst.worst)), worst.worstX, worst.worstY,
                       formatPsnr(psnrOf(worst.percentile999)), channelsName(errors));
}

ordered_json worstBlocksToJson(const BlockErrors& errors, const WorstBlocks& worst) {
    return {{"footprint", formatFootprint(errors.footprint)},
            {"channels", channelsName(errors)},
            {"count", worst.blockCount},
            {"worst_x", worst.worstX},
            {"worst_y", worst.worstY},
            {"worst_psnr", psnrOf(worst.worst)},
            {"worst_squared_error", worst.worst},
            {"percentile_99_9_psnr", psnrOf(worst.percentile999)},
            {"percentile_99_9_squared_error", worst.percentile999}};
}

} // namespace

namespace {

/// Of blocks that lie in turned pictures.
Result<BlockErrors> measureTurned(Image a, Image b, const BlockLayout& layout, ErrorChannels channels) {
    for (Image* image : {&a, &b}) {
        if (Result<void> turned = turnImage(*image, layout.orientation); !turned) return turned.error();
    }
    return measureBlockErrors(a, b, layout.footprint, channels);
}

} // namespace

Result<PictureComparison> comparePictures(const Image& a, const Image& b, const TransferFunction& transfer,
                                          const std::optional<BlockLayout>& layout, double pixelsPerDegree) {
    Result<ImageMetrics> metrics = compareImages(a.view(), b.view());
    if (!metrics) return metrics.error();
    Result<FlipMap> flip = measureFlip(a, b, pixelsPerDegree, transfer);
    if (!flip) return flip.error();
    PictureComparison comparison{a.texels == b.texels, *metrics, measureChannelErrors(a, b), *std::move(flip), {}, {}};
    if (layout) {
        const auto channels = isOpaque(a) && isOpaque(b) ? ErrorChannels::Rgb : ErrorChannels::Rgba;
        Result<BlockErrors> errors = layout->orientation == 1 ? measureBlockErrors(a, b, layout->footprint, channels)
                                                              : measureTurned(a, b, *layout, channels);
        if (!errors) return errors.error();
        comparison.blocks = *std::move(errors);
        comparison.blockOrientation = layout->orientation;
        comparison.worstBlocks = findWorstBlocks(*comparison.blocks);
    }
    return comparison;
}

std::vector<std::pair<std::string, std::string>> describeComparison(const PictureComparison& comparison) {
    std::vector<std::pair<std::string, std::string>> lines = {{"channels", formatChannels(comparison.channels)},
                                                              {"flip", formatFlip(comparison.flip)}};
    if (comparison.blocks) {
        lines.emplace_back("blocks", formatWorstBlocks(*comparison.blocks, *comparison.worstBlocks));
    }
    return lines;
}

void addComparison(ordered_json& json, const PictureComparison& comparison) {
    json["quality"] = metricsToJson(comparison.metrics);
    for (size_t channel = 0; channel < 4; ++channel) {
        const ChannelError& error = comparison.channels[channel];
        json["channels"][kChannelNames[channel]] = {{"psnr", error.psnr},
                                                    {"mean_absolute_error", error.meanAbsolute},
                                                    {"max_absolute_error", error.maxAbsolute}};
    }
    const FlipMap& flip = comparison.flip;
    json["flip"] = {{"mean", flip.mean},
                    {"median", flip.percentile(500)},
                    {"percentile_99", flip.percentile(990)},
                    {"max", flip.percentile(1000)},
                    {"pixels_per_degree", flip.pixelsPerDegree}};
    if (comparison.blocks) json["blocks"] = worstBlocksToJson(*comparison.blocks, *comparison.worstBlocks);
}

} // namespace astcslang::cli

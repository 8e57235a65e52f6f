// SPDX-License-Identifier: Apache-2.0
// `astcslang compare`: error between two pictures or textures. Leaves with 7 when any texel differs, as `ktx compare`
// does, so that scripts can ask for equality. Errors are also told by block where it is clear what a block is: --block
// says so, or one of the files is a texture, or both are and agree.

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "block_error.h"
#include "commands.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

ordered_json fileToJson(const std::string& path, const DecodedFile& file) {
    return {{"file", path}, {"format", file.format}, {"width", file.image.width}, {"height", file.image.height}};
}

std::optional<Footprint> footprintOf(const Options& options, const DecodedFile& a, const DecodedFile& b) {
    if (options.compare.footprint) return options.compare.footprint;
    if (a.textureFootprint && b.textureFootprint && *a.textureFootprint != *b.textureFootprint) return std::nullopt;
    return a.textureFootprint ? a.textureFootprint : b.textureFootprint;
}

/// The blocks with most error, over RGB where both pictures are opaque, else over RGBA.
BlockErrors blockErrorsOf(const Image& a, const Image& b, Footprint footprint) {
    const bool isRgb = isOpaque(a) && isOpaque(b);
    return measureBlockErrors(a, b, footprint, isRgb ? ErrorChannels::Rgb : ErrorChannels::Rgba);
}

std::string formatWorstBlocks(const BlockErrors& errors, const WorstBlocks& worst) {
    return fmt::format("{}: worst {} at {},{}; 99.9% have at least {} ({})", formatFootprint(errors.footprint),
                       formatPsnr(psnrOf(worst.worst)), worst.worstX, worst.worstY,
                       formatPsnr(psnrOf(worst.percentile999)), errors.channels == ErrorChannels::Rgb ? "RGB" : "RGBA");
}

ordered_json worstBlocksToJson(const BlockErrors& errors, const WorstBlocks& worst) {
    return {{"footprint", formatFootprint(errors.footprint)},
            {"channels", errors.channels == ErrorChannels::Rgb ? "RGB" : "RGBA"},
            {"count", worst.blockCount},
            {"worst_x", worst.worstX},
            {"worst_y", worst.worstY},
            {"worst_psnr", psnrOf(worst.worst)},
            {"worst_squared_error", worst.worst},
            {"percentile_99_9_psnr", psnrOf(worst.percentile999)},
            {"percentile_99_9_squared_error", worst.percentile999}};
}

} // namespace

Result<ExitCode> runCompare(const Options& options) {
    if (options.compare.isByBlock) return runCompareBlocks(options);
    if (options.compare.isOfNormals) return runCompareNormals(options);
    const Result<DecodedFile> a = readAnyFile(options.input, options.profile);
    if (!a) return a.error();
    const Result<DecodedFile> b = readAnyFile(options.secondInput, options.profile);
    if (!b) return b.error();

    const bool isSameSize = a->image.width == b->image.width && a->image.height == b->image.height;
    const bool isEqual = isSameSize && a->image.texels == b->image.texels;
    ordered_json json = {{"a", fileToJson(options.input, *a)},
                         {"b", fileToJson(options.secondInput, *b)},
                         {"same_size", isSameSize},
                         {"equal", isEqual}};
    std::string verdict = fmt::format("sizes differ: {} and {}", formatSize(a->image.width, a->image.height),
                                      formatSize(b->image.width, b->image.height));
    std::string blocks;
    if (isSameSize) {
        const Result<ImageMetrics> metrics = compareImages(a->image.view(), b->image.view());
        if (!metrics) return metrics.error();
        json["quality"] = metricsToJson(*metrics);
        verdict = formatMetrics(*metrics);
        if (const std::optional<Footprint> footprint = footprintOf(options, *a, *b)) {
            const BlockErrors errors = blockErrorsOf(a->image, b->image, *footprint);
            const WorstBlocks worst = findWorstBlocks(errors);
            json["blocks"] = worstBlocksToJson(errors, worst);
            blocks = formatWorstBlocks(errors, worst);
        }
    }
    if (options.isJson) {
        printJson(json);
    } else if (!options.isQuiet) {
        if (options.isVerbose) {
            printField(
                "a", fmt::format("{}: {}, {}", options.input, a->format, formatSize(a->image.width, a->image.height)));
            printField("b", fmt::format("{}: {}, {}", options.secondInput, b->format,
                                        formatSize(b->image.width, b->image.height)));
        }
        printField(isEqual ? "equal" : "different", verdict);
        if (!blocks.empty()) printField("blocks", blocks);
    }
    return isEqual ? ExitCode::Success : ExitCode::Difference;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// `astcslang compare`: error between two pictures or textures. Leaves with 7 when any texel differs, as `ktx compare`
// does, so that scripts can ask for equality.

#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

ordered_json fileToJson(const std::string& path, const DecodedFile& file) {
    return {{"file", path}, {"format", file.format}, {"width", file.image.width}, {"height", file.image.height}};
}

} // namespace

Result<ExitCode> runCompare(const Options& options) {
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
    if (isSameSize) {
        const Result<ImageMetrics> metrics = compareImages(a->image.view(), b->image.view());
        if (!metrics) return metrics.error();
        json["quality"] = metricsToJson(*metrics);
        verdict = formatMetrics(*metrics);
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
    }
    return isEqual ? ExitCode::Success : ExitCode::Difference;
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0

#include "compare_options.h"

#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "format_name.h"
#include "number_checks.h"
#include "option_names.h"
#include "parse_number.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

void addBlockOptions(CLI::App& compare, CompareOptions& options, std::string& unsupported) {
    offerWords(compare
                   .add_option_function<std::string>(
                       "-b,--block",
                       [&](const std::string& text) {
                           options.footprint = supportedValue("--block", parseFootprint(text), unsupported);
                       },
                       "Report the worst blocks of these dimensions (default: those of the texture)")
                   ->type_name("WxH"),
               footprintNames());
    CLI::Option* blocks = compare.add_flag("--blocks", options.isByBlock,
                                           "A and B are textures (ours, theirs): list the blocks where B is better, "
                                           "and sum the loss by kind of block");
    CLI::Option* original =
        compare.add_option("--original", options.original, "The picture that both textures of --blocks are of")
            ->type_name("FILE");
    original->needs(blocks);
    blocks->needs(original);
    compare
        .add_option("--top", options.listLength, "Rows of each list of --blocks, most loss first (default 20; 0: all)")
        ->transform(wholeNumber(0, UINT32_MAX))
        ->type_name("N")
        ->needs(blocks);
    CLI::Option* csv = compare.add_flag("--csv", options.isCsv, "Print the blocks of --blocks as CSV")->needs(blocks);
    for (const char* other : {"--json", "--quiet"}) csv->excludes(compare.get_option(other));
}

void addPpdOption(CLI::App& compare, CompareOptions& options) {
    compare
        .add_option_function<std::string>(
            "--ppd",
            [&](const std::string& text) {
                const std::optional<double> number = parseNumber<double>(text);
                // NaN fails both comparisons.
                if (!number || !(*number >= kMinPixelsPerDegree && *number <= kMaxPixelsPerDegree)) {
                    throw CLI::ValidationError("--ppd", fmt::format("'{}' is not a number from {} to {}", text,
                                                                    kMinPixelsPerDegree, kMaxPixelsPerDegree));
                }
                options.pixelsPerDegree = *number;
            },
            fmt::format("Pixels per degree of sight that FLIP assumes (default {:.0f})", kDefaultPixelsPerDegree))
        ->type_name("N");
}

void addExposureOption(CLI::App& compare, CompareOptions& options) {
    compare
        .add_option_function<std::vector<int>>(
            "--mpsnr",
            [&](const std::vector<int>& stops) {
                if (stops.size() != 2) throw CLI::ValidationError("--mpsnr", "needs 2 numbers");
                options.exposures = {stops[0], stops[1]};
                if (stops[0] >= -kLastStop && stops[0] <= stops[1] && stops[1] <= kLastStop) return;
                throw CLI::ValidationError("--mpsnr", fmt::format("{} to {} is no range within {} to {}", stops[0],
                                                                  stops[1], -kLastStop, kLastStop));
            },
            "Exposures of mPSNR, which pictures of floats have, in stops (default -10 10)")
        ->expected(2)
        ->allow_extra_args(false) // which are files
        ->type_name("LO HI")
        ->excludes("--as-stored");
}

void addColorOptions(CLI::App& compare, CompareOptions& options) {
    CLI::Option* stored = compare.add_flag("--as-stored", options.isAsStored,
                                           "Compare the numbers of both files, whatever they say of colors and RGBM");
    compare
        .add_option_function<double>(
            "--rgbm", [&](double range) { options.rgbm = range; },
            "Textures are RGBM of 0 to MAX (default: what a KTX2 file says), and so are pictures of integers with "
            "alpha")
        ->check(numberWithin(kLeastRgbmRange, kMostRgbmRange))
        ->type_name("MAX")
        ->excludes(stored);
}

void addNormalOptions(CLI::App& compare, CompareOptions& options) {
    CLI::Option* normal = compare.add_flag("--normal", options.isOfNormals,
                                           "A and B are normal maps: PSNR of x and y, and angular error in degrees");
    const auto add = [&](const char* name, std::optional<NormalChannels>& channels) {
        compare
            .add_option_function<std::string>(
                name,
                [name, &channels](const std::string& text) {
                    channels = parseNormalChannels(text);
                    if (channels) return;
                    throw CLI::ValidationError(name, fmt::format("'{}' is not two different of r, g, b, a", text));
                },
                "Channels that hold x and y (default: by KTXswizzle; ra in .astc, rg in others)")
            ->type_name("XY")
            ->needs(normal);
    };
    add("--normal-swizzle-a", options.normalA);
    add("--normal-swizzle-b", options.normalB);
}

} // namespace

void addCompareOptions(CLI::App& compare, CompareOptions& options, std::string& unsupported) {
    addPlaceOptions(compare, options.place);
    addPlaceOptions(compare, "a", options.placeA);
    addPlaceOptions(compare, "b", options.placeB);
    addPpdOption(compare, options);
    addColorOptions(compare, options);
    addExposureOption(compare, options);
    addThresholdOptions(compare, options.thresholds);
    compare.add_option("--html", options.htmlFile, "Write a page that shows both pictures, their error and maps of it")
        ->type_name("FILE");
    addBlockOptions(compare, options, unsupported);
    addNormalOptions(compare, options);
    for (const char* other : {"--blocks", "--block", "--rgbm", "--mpsnr", "--min-psnr", "--max-flip"}) {
        compare.get_option("--normal")->excludes(compare.get_option(other));
    }
    for (const char* other : {"--block", "--ppd", "--html", "--mpsnr", "--min-psnr", "--max-flip"}) {
        compare.get_option("--blocks")->excludes(compare.get_option(other));
    }
}

} // namespace astcslang::cli

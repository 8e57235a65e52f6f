// SPDX-License-Identifier: Apache-2.0
#include "mipmap_options.h"

#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "number_checks.h"
#include "option_names.h"

namespace astcslang::cli {
namespace {

constexpr std::pair<const char*, MipmapFilter> kFilterNames[] = {
    {"box", MipmapFilter::Box},
    {"tent", MipmapFilter::Tent},
    {"triangle", MipmapFilter::Tent},
    {"bell", MipmapFilter::Bell},
    {"b-spline", MipmapFilter::BSpline},
    {"mitchell", MipmapFilter::Mitchell},
    {"catmullrom", MipmapFilter::CatmullRom},
    {"blackman", MipmapFilter::Blackman},
    {"gaussian", MipmapFilter::Gaussian},
    {"kaiser", MipmapFilter::Kaiser},
    {"lanczos3", MipmapFilter::Lanczos3},
    {"lanczos4", MipmapFilter::Lanczos4},
    {"lanczos6", MipmapFilter::Lanczos6},
    {"lanczos12", MipmapFilter::Lanczos12},
    {"quadratic_interp", MipmapFilter::QuadraticInterpolating},
    {"quadratic_approx", MipmapFilter::QuadraticApproximating},
    {"quadratic_mix", MipmapFilter::QuadraticMix},
};

constexpr std::pair<const char*, MipmapWrap> kWrapNames[] = {
    {"clamp", MipmapWrap::Clamp}, {"wrap", MipmapWrap::Wrap}, {"reflect", MipmapWrap::Reflect}};

/// The filter of levels; `generate` is what makes them.
void addFilterOptions(CLI::App& app, ResampleOptions& resample, CLI::Option* generate) {
    addNamedOption(
        app, "--mipmap-filter", kFilterNames, [&](MipmapFilter filter) { resample.filter = filter; },
        "box, tent, bell, b-spline, mitchell, catmullrom, blackman, gaussian, kaiser, lanczos3, lanczos4 "
        "(default), lanczos6, lanczos12, quadratic_interp, quadratic_approx or quadratic_mix")
        ->needs(generate);
    app.add_option("--mipmap-filter-scale", resample.filterScale,
                   "Width of the filter, 0.5 to 4 (default 1): below 1 sharper, above smoother")
        ->check(numberWithin(0.5, 4.0))
        ->type_name("X")
        ->needs(generate);
    addNamedOption(
        app, "--mipmap-wrap", kWrapNames, [&](MipmapWrap wrap) { resample.wrap = wrap; },
        "What lies beyond an edge: clamp (default), wrap for textures that tile, reflect")
        ->needs(generate);
}

} // namespace

void addGenerationOptions(CLI::App& app, GenerationOptions& options) {
    ResampleOptions& resample = options.mipmap.resample;
    auto* generate = app.add_flag("--generate-mipmap,--genmipmap", options.isWanted,
                                  "Make the mip levels of each picture, all or --levels of them")
                         ->excludes(app.get_option("--mipmap"));
    addFilterOptions(app, resample, generate);
    app.add_option_function<double>(
           "--alpha-coverage", [&](double threshold) { options.mipmap.alphaCoverage = threshold; },
           "Keep the share of texels with alpha >= T (above 0, at most 1) on every level, for alpha tests")
        ->check(numberWithin(1e-6, 1.0))
        ->type_name("T")
        ->needs(generate)
        ->excludes(app.get_option("--premultiply-alpha"))
        ->excludes(app.get_option("--premultiplied"));
    auto* weighted = app.add_flag("--mipmap-alpha-weighted", resample.isAlphaWeighted,
                                  "Texels count by their alpha: colours of transparent ones do not show at edges")
                         ->needs(generate);
    app.add_flag("--mipmap-normals", options.isNormalMap,
                 "The picture holds normals: made unit length on every level; implies --linear")
        ->needs(generate)
        ->excludes(weighted);
}

void addResizeFilterOptions(CLI::App& app, std::optional<ResizeFilter>& filter) {
    const auto given = [&]() -> ResizeFilter& { return filter ? *filter : filter.emplace(); };
    addNamedOption(
        app, "--resize-filter", kFilterNames, [=](MipmapFilter shape) { given().shape = shape; },
        "Filter of --resize and --scale, by the names of --mipmap-filter (default lanczos3)");
    app.add_option_function<double>(
           "--resize-filter-scale", [=](double scale) { given().scale = scale; }, "Its width, 0.5 to 4 (default 1)")
        ->check(numberWithin(0.5, 4.0))
        ->type_name("X");
    addNamedOption(
        app, "--resize-wrap", kWrapNames, [=](MipmapWrap wrap) { given().wrap = wrap; },
        "What lies beyond an edge for it: clamp (default), wrap, reflect");
}

std::string resizeFilterWords(const std::optional<ResizeFilter>& filter) {
    if (!filter) return {};
    const ResizeFilter usual;
    std::string words;
    const auto add = [&](const std::string& word) { words += (words.empty() ? "" : " ") + word; };
    if (filter->shape != usual.shape) add(fmt::format("--resize-filter {}", nameIn(kFilterNames, filter->shape)));
    if (filter->scale != usual.scale) add(fmt::format("--resize-filter-scale {}", filter->scale));
    if (filter->wrap != usual.wrap) add(fmt::format("--resize-wrap {}", nameIn(kWrapNames, filter->wrap)));
    return words;
}

std::string generationWords(const GenerationOptions& options) {
    if (!options.isWanted) return {};
    const ResampleOptions usual;
    const ResampleOptions& resample = options.mipmap.resample;
    std::string words = "--generate-mipmap";
    if (resample.filter != usual.filter)
        words += fmt::format(" --mipmap-filter {}", nameIn(kFilterNames, resample.filter));
    if (resample.filterScale != usual.filterScale)
        words += fmt::format(" --mipmap-filter-scale {}", resample.filterScale);
    if (resample.wrap != usual.wrap) words += fmt::format(" --mipmap-wrap {}", nameIn(kWrapNames, resample.wrap));
    if (options.mipmap.alphaCoverage) words += fmt::format(" --alpha-coverage {}", *options.mipmap.alphaCoverage);
    if (resample.isAlphaWeighted) words += " --mipmap-alpha-weighted";
    if (options.isNormalMap) words += " --mipmap-normals";
    return words;
}

ChannelContents normalChannels(const Swizzle& order) {
    ChannelContents contents{};
    for (size_t channel = 0; channel < contents.size(); ++channel) {
        const char source = order.sources[channel];
        contents[channel] = source == 'r'   ? ChannelContent::NormalX
                            : source == 'g' ? ChannelContent::NormalY
                            : source == 'b' ? ChannelContent::NormalZ
                                            : ChannelContent::Value;
    }
    return contents;
}

} // namespace astcslang::cli

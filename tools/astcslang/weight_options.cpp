// SPDX-License-Identifier: Apache-2.0
#include "weight_options.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "number_checks.h"
#include "option_names.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

/// About the share of R, G and B in luminance, times 9/4 to keep a balance with alpha: the numbers of astcenc's
/// -perceptual.
constexpr std::array<float, 4> kPerceptualWeights = {0.30f * 2.25f, 0.59f * 2.25f, 0.11f * 2.25f, 1.0f};
/// A normal map's x is in R, G and B, so that it takes the luminance of a block, and its y in alpha.
constexpr Swizzle kNormalSwizzle = {{'r', 'r', 'r', 'g'}};
/// An error of the multiplier shows in three channels. More than 4 loses on pictures that encodeRgbm() made, and gains
/// on those of other makers that use the smallest multipliers possible.
constexpr std::array<float, 4> kRgbmWeights = {1, 1, 1, 3};

/// Above 4x4 a block has fewer endpoints and weights than keep which texels pass an alpha test. More moves alpha less
/// at 6x6 and more at 8x8, since colours are there, too.
constexpr float kCoverageWeight = 8;

constexpr double kMostWeight = 1000000; // of the library

void setChannelWeights(WeightOptions& weights, const std::vector<float>& given) {
    EncodeOptions options;
    const size_t count = options.channelWeights.size();
    if (given.empty() || given.size() % count != 0) throw CLI::ValidationError("--channel-weights", "needs 4 numbers");
    std::copy(given.end() - static_cast<std::ptrdiff_t>(count), given.end(), options.channelWeights.begin());
    if (Result<void> checked = checkEncodeOptions(options); !checked)
        throw CLI::ValidationError("--channel-weights", checked.error().message);
    weights.channelWeights = options.channelWeights;
}

/// Every channel of the picture that the swizzle takes counts once: 1 0 0 1 for rrrg, 1 1 1 0 for rgb1. Of several
/// places alpha is the one that counts, since it has endpoints of its own.
std::array<float, 4> normalWeights(const Swizzle& swizzle) {
    std::array<float, 4> counts{};
    std::string taken = "01"; // constants do not count
    for (const size_t channel : {3, 0, 1, 2}) {
        const char source = swizzle.sources[channel];
        if (taken.find(source) != taken.npos) continue;
        counts[channel] = 1;
        taken += source;
    }
    if (taken.size() < 4) {
        throw CLI::ValidationError("--normal-mode", fmt::format("--input-swizzle {} leaves x or y out; rrrg keeps them "
                                                                "in R and A, rgb1 keeps three channels",
                                                                swizzle.text()));
    }
    return counts;
}

[[noreturn]] void contradict(const char* option, const char* other) {
    throw CLI::ValidationError(option, fmt::format("contradicts {}", other));
}

void settleRgbm(Options& options, const WeightOptions& weights) {
    const GenerationOptions& levels = options.texture.generation;
    const std::pair<bool, const char*> others[] = {{weights.isPerceptual, "--perceptual"},
                                                   {options.isNormalMap, "--normal-mode"},
                                                   {levels.isNormalMap, "--mipmap-normals"},
                                                   {levels.mipmap.alphaCoverage.has_value(), "--alpha-coverage"},
                                                   {options.picture.isNormalizeWanted, "--normalize"},
                                                   {options.picture.isPremultiplyWanted, "--premultiply-alpha"},
                                                   {options.picture.isPremultiplied, "--premultiplied"}};
    for (const auto& [isGiven, option] : others) {
        if (isGiven) contradict("--rgbm", option);
    }
    if (options.inputSwizzle && options.inputSwizzle->sources[3] != 'a') {
        throw CLI::ValidationError("--rgbm", "keeps multipliers in alpha, which --input-swizzle may not replace");
    }
    options.encode.channelWeights = kRgbmWeights;
}

/// Normals are data: linear, and nothing that alpha could be multiplied into.
void settleNormals(Options& options) {
    PictureOptions& picture = options.picture;
    for (const auto& [isGiven, option] : {std::pair(options.isNormalMap, "--normal-mode"),
                                          std::pair(options.texture.generation.isNormalMap, "--mipmap-normals"),
                                          std::pair(picture.isNormalizeWanted, "--normalize")}) {
        if (!isGiven) continue;
        if (options.profile == Profile::LdrSrgb) contradict(option, "--srgb: normals are linear");
        if (picture.isPremultiplied) contradict(option, "--premultiplied");
        if (picture.isPremultiplyWanted) contradict(option, "--premultiply-alpha");
        options.profile = Profile::Ldr;
        picture.isNormalMap = true;
    }
}

} // namespace

void addWeightOptions(CLI::App& app, Options& options, WeightOptions& weights) {
    app.add_option_function<std::vector<float>>(
           "--channel-weights", [&](const std::vector<float>& given) { setChannelWeights(weights, given); },
           "How much the squared error of each channel counts, e.g. 1 1 1 0.5")
        ->expected(4)
        ->allow_extra_args(false) // which are pictures
        ->take_all()              // of a repeated option, too; the last four count
        ->delimiter(',')
        ->check(numberWithin(0, kMostWeight))
        ->type_name("R G B A");
    app.add_option_function<unsigned>(
           "--alpha-radius", [&](unsigned radius) { options.encode.alphaRadius = static_cast<uint8_t>(radius); },
           "Colors count as alpha lets them show, in a block and N - 1 texels around it (default 0: fully)")
        ->transform(wholeNumber(0, kMaxAlphaRadius))
        ->type_name("N");
    app.add_flag("--perceptual", weights.isPerceptual, "Red, green and blue count as they do in luminance");
    app.add_flag("--normal-mode", options.isNormalMap,
                 "A normal map: only x and y are kept, in the order rrrg; implies --linear");
    app.add_option_function<double>(
           "--rgbm", [&](double range) { options.picture.rgbm = range; },
           "Light of 0 to MAX: pictures of floats are stored as color times a multiplier in alpha; others are so "
           "already")
        ->check(numberWithin(kLeastRgbmRange, kMostRgbmRange))
        ->type_name("MAX");
}

void settleWeights(Options& options, const WeightOptions& weights) {
    options.isPerceptual = weights.isPerceptual;
    options.channelWeights = weights.channelWeights;
    if (weights.isPerceptual && weights.channelWeights) contradict("--perceptual", "--channel-weights");
    if (weights.isPerceptual) options.encode.channelWeights = kPerceptualWeights;
    if (options.isNormalMap) {
        if (weights.isPerceptual) contradict("--normal-mode", "--perceptual");
        if (!options.inputSwizzle) options.inputSwizzle = kNormalSwizzle;
        options.encode.channelWeights = normalWeights(*options.inputSwizzle);
    }
    settleNormals(options);
    if (options.picture.rgbm) settleRgbm(options, weights);
    const bool isAboveSmallest = options.encode.footprint != Footprint{4, 4};
    const bool isAlphaTested = options.texture.generation.mipmap.alphaCoverage && !options.isNormalMap;
    options.isAlphaWeightOfCoverage = isAlphaTested && isAboveSmallest && !weights.channelWeights;
    if (options.isAlphaWeightOfCoverage) options.encode.channelWeights[3] = kCoverageWeight;
    if (weights.channelWeights) options.encode.channelWeights = *weights.channelWeights;
}

} // namespace astcslang::cli

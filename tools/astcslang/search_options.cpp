// SPDX-License-Identifier: Apache-2.0
#include "search_options.h"

#include <string>
#include <utility>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "letter_case.h"
#include "number_checks.h"
#include "option_names.h"
#include "options.h"
#include "parse_number.h"
#include "report.h"

namespace astcslang::cli {
namespace {

constexpr std::pair<const char*, uint8_t> kQualityNames[] = {
    {"draft", Draft},          {"fastest", Fastest},   {"fast", Fast},
    {"medium", Medium},        {"thorough", Thorough}, {"verythorough", VeryThorough},
    {"exhaustive", Exhaustive}};

constexpr std::pair<const char*, EndpointFit> kEndpointFitNames[] = {
    {"pca", EndpointFit::Pca}, {"lsq", EndpointFit::LeastSquares}, {"gradient", EndpointFit::Gradient}};

constexpr std::pair<const char*, ModeChoice> kModeChoiceNames[] = {{"screened", ModeChoice::Screened},
                                                                   {"corrected", ModeChoice::Corrected},
                                                                   {"published", ModeChoice::Published},
                                                                   {"full", ModeChoice::Full}};

uint8_t parseQuality(const std::string& text) {
    if (const auto number = parseNumber<unsigned>(text); number && *number <= 100) {
        return static_cast<uint8_t>(*number);
    }
    for (const auto& [name, value] : kQualityNames) {
        if (lowerCase(text) == name) return value;
    }
    throw CLI::ValidationError("--quality",
                               fmt::format("'{}' is neither 0 to 100 nor one of {}", text, joinNames(kQualityNames)));
}

} // namespace

std::string qualityOfAstcenc(const std::string& text) {
    const auto number = parseNumber<uint32_t>(text);
    return number && *number < Fastest ? "fastest" : text;
}

void addQualityOptions(CLI::App& app, EncodeOptions& encode) {
    app.add_option_function<unsigned>(
           "-p,--partitions", [&](unsigned count) { encode.maxPartitionCount = static_cast<uint8_t>(count); },
           "Most partitions a block may use, 1 to 4 (default: as the quality says)")
        ->transform(wholeNumber(1, 4))
        ->type_name("N");
    offerWords(app.add_option_function<std::string>(
                      "-q,--quality", [&](const std::string& text) { encode.quality = parseQuality(text); },
                      "draft, fastest, fast, medium (default), thorough, verythorough, exhaustive, or 0 to 100")
                   ->type_name("NAME|N"),
               kQualityNames);
}

void addSearchOptions(CLI::App& app, EncodeOptions& encode) {
    addNamedOption(
        app, "--endpoint-fit", kEndpointFitNames, [&](EndpointFit fit) { encode.endpointFit = fit; },
        "First fit of a line: pca (default), lsq, gradient");
    addNamedOption(
        app, "--mode-choice", kModeChoiceNames, [&](ModeChoice choice) { encode.modeChoice = choice; },
        "Choice of block modes: screened (default), corrected, published, full");
}

void checkSearchOptions(const EncodeOptions& encode) {
    if (encode.footprint == Footprint{4, 4}) return;
    const auto refuse = [&](const char* option, const char* value) {
        throw CLI::ValidationError(
            option, fmt::format("{} exists at 4x4 only, not at {}", value, formatFootprint(encode.footprint)));
    };
    const EncodeOptions usual;
    if (encode.endpointFit != usual.endpointFit) refuse("--endpoint-fit", nameOf(encode.endpointFit));
    if (encode.modeChoice != usual.modeChoice) refuse("--mode-choice", nameOf(encode.modeChoice));
}

const char* nameOf(EndpointFit fit) { return nameIn(kEndpointFitNames, fit); }

const char* nameOf(ModeChoice choice) { return nameIn(kModeChoiceNames, choice); }

std::string describeQuality(uint8_t quality) {
    for (const auto& [name, value] : kQualityNames) {
        if (value == quality) return name;
    }
    return std::to_string(quality);
}

} // namespace astcslang::cli

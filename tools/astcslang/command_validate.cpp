// SPDX-License-Identifier: Apache-2.0
// `astcslang validate`: every fault of texture files, with its place. Every file is looked at, whatever the ones before
// it are; leaves with 3 if one has errors, or with the status of the first that is not as it should be.

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <astcslang/validate.h>

#include "batch.h"
#include "commands.h"
#include "file_head.h"
#include "input_file.h"
#include "printable_text.h"
#include "report.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

const char* nameOf(Severity severity) { return severity == Severity::Error ? "error" : "warning"; }

ordered_json faultsToJson(const std::vector<Fault>& faults) {
    ordered_json list = ordered_json::array();
    for (const Fault& fault : faults) {
        list.push_back(
            {{"severity", nameOf(fault.severity)}, {"offset", fault.offset}, {"id", fault.id}, {"text", fault.text}});
    }
    return list;
}

void printFaults(const std::string& path, const std::vector<Fault>& faults, bool isValid, const Options& options) {
    const bool areWarningsHidden = options.isQuiet && !options.validate.areWarningsErrors;
    for (const Fault& fault : faults) {
        if (areWarningsHidden && fault.severity == Severity::Warning) continue;
        fmt::print("{}\n", escapeText(fmt::format("{}: {} at {}: {} ({})", path, nameOf(fault.severity), fault.offset,
                                                  fault.text, fault.id)));
    }
    if (!options.isQuiet) fmt::print("{}\n", escapeText(fmt::format("{}: {}", path, isValid ? "valid" : "not valid")));
}

ExitCode printRules(bool isJson) {
    ordered_json list = ordered_json::array();
    for (const ValidationRule& rule : validationRules()) {
        if (isJson) {
            list.push_back({{"id", rule.id}, {"severity", nameOf(rule.severity)}, {"demand", rule.demand}});
        } else {
            fmt::print("{:<24} {:<8} {}\n", rule.id, nameOf(rule.severity), rule.demand);
        }
    }
    if (isJson) printJson({{"rules", list}});
    return ExitCode::Success;
}

Result<std::vector<Fault>> validateFile(const std::string& path, uint64_t maxTexels) {
    Result<InputFile> input = InputFile::open(path);
    if (!input) return input.error();
    const Result<std::vector<uint8_t>> bytes = input->readAll(textureHead(maxTexels));
    if (!bytes) return bytes.error();
    return validateTexture(*bytes, maxTexels);
}

} // namespace

Result<ExitCode> runValidate(const Options& options) {
    if (options.validate.areRulesWanted) return printRules(options.isJson);
    ordered_json files = ordered_json::array();
    Batch batch;
    for (const std::string& path : options.validate.files) {
        const Result<std::vector<Fault>> faults =
            runOnFile(path, [&] { return validateFile(path, options.picture.read.maxTexels); });
        if (!faults) {
            batch.fail(faults.error());
            files.push_back({{"file", path}, {"valid", false}, {"error", faults.error().message}});
            continue;
        }
        const bool isValid = std::none_of(faults->begin(), faults->end(), [&](const Fault& fault) {
            return fault.severity == Severity::Error || options.validate.areWarningsErrors;
        });
        if (!isValid) batch.end(ExitCode::InvalidData);
        if (options.isJson) {
            files.push_back({{"file", path}, {"valid", isValid}, {"faults", faultsToJson(*faults)}});
        } else {
            printFaults(path, *faults, isValid, options);
        }
    }
    if (options.isJson) printJson({{"valid", batch.exitCode() == ExitCode::Success}, {"files", files}});
    return batch.exitCode();
}

} // namespace astcslang::cli

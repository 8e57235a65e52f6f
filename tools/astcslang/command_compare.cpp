// SPDX-License-Identifier: Apache-2.0
// `astcslang compare`: error between two pictures or textures. Leaves with 7 when any texel differs, as `ktx compare`
// does, so that scripts can ask for equality. Errors are also told by block where it is clear what a block is: --block
// says so, or one of the files is a texture, or both are and agree.

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "commands.h"
#include "compared_files.h"
#include "output_file.h"
#include "picture_comparison.h"
#include "report.h"
#include "report_page.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

ordered_json fileToJson(const std::string& path, const DecodedFile& file) {
    return {{"file", path}, {"format", file.format}, {"width", file.image.width}, {"height", file.image.height}};
}

std::string describeFile(const std::string& path, const DecodedFile& file) {
    return fmt::format("{}: {}, {}", path, file.format, formatSize(file.image.width, file.image.height));
}

std::optional<Footprint> footprintOf(const Options& options, const DecodedFile& a, const DecodedFile& b) {
    if (options.compare.footprint) return options.compare.footprint;
    if (a.texture && b.texture && a.texture->footprint != b.texture->footprint) return std::nullopt;
    if (!a.texture && !b.texture) return std::nullopt;
    return (a.texture ? a : b).texture->footprint;
}

void printText(const Options& options, const DecodedFile& a, const DecodedFile& b,
               const std::optional<PictureComparison>& comparison) {
    if (options.isVerbose) {
        printField("a", describeFile(options.input, a));
        printField("b", describeFile(options.secondInput, b));
    }
    if (!comparison) {
        printField("different", fmt::format("sizes differ: {} and {}", formatSize(a.image.width, a.image.height),
                                            formatSize(b.image.width, b.image.height)));
        return;
    }
    printField(comparison->isEqual ? "equal" : "different", formatMetrics(comparison->metrics));
    if (comparison->isEqual) return;
    for (const auto& [label, value] : describeComparison(*comparison)) printField(label, value);
}

Result<OutputFile> createPage(const Options& options) {
    std::vector<FileIdentity> inputs;
    for (const std::string& path : {options.input, options.secondInput}) {
        if (const std::optional<FileIdentity> identity = identify(path)) inputs.push_back(*identity);
    }
    return OutputFile::create(options.compare.htmlFile, inputs);
}

} // namespace

Result<ExitCode> runCompare(const Options& options) {
    if (options.compare.isByBlock) return runCompareBlocks(options);
    if (options.compare.isOfNormals) return runCompareNormals(options);
    std::optional<OutputFile> page; // made before anything is read
    if (!options.compare.htmlFile.empty()) {
        Result<OutputFile> created = createPage(options);
        if (!created) return created.error();
        page.emplace(*std::move(created));
    }
    const Result<ComparedFiles> files = readComparedFiles(options);
    if (!files) return files.error();
    const auto& [a, b] = *files;
    if (page) {
        Result<void> checked = checkPageSize(a.image, b.image);
        if (!checked) return inFile(options.input + ", " + options.secondInput, checked.error());
    }

    std::optional<PictureComparison> comparison; // none where the sizes differ
    if (a.image.width == b.image.width && a.image.height == b.image.height) {
        Result<PictureComparison> measured =
            comparePictures(a.image, b.image, footprintOf(options, a, b), options.compare.pixelsPerDegree);
        if (!measured) return measured.error();
        comparison = *std::move(measured);
    }
    if (page) {
        Result<void> written = writeReportPage(*page, {options.input, options.secondInput, *files, *comparison});
        if (written) written = page->commit();
        if (!written) return written.error();
    }
    const bool isEqual = comparison && comparison->isEqual;
    if (options.isJson) {
        ordered_json json = {{"a", fileToJson(options.input, a)},
                             {"b", fileToJson(options.secondInput, b)},
                             {"same_size", comparison.has_value()},
                             {"equal", isEqual}};
        if (comparison) addComparison(json, *comparison);
        if (page) json["page"] = {{"file", page->path()}, {"bytes", page->writtenBytes()}};
        printJson(json);
    } else if (!options.isQuiet) {
        printText(options, a, b, comparison);
        if (page) printField("page", fmt::format("{}: {} bytes", page->path(), page->writtenBytes()));
    }
    return isEqual ? ExitCode::Success : ExitCode::Difference;
}

} // namespace astcslang::cli

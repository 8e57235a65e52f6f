// SPDX-License-Identifier: Apache-2.0
// The page's template has places {{title}}, {{style}}, {{data}}, {{images}} and {{script}}. Pictures are grey or RGB
// PNGs: alpha goes beside the colours, since canvases lose the colours of what is transparent. One is in memory at a
// time.

#include "report_page.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "block_maps.h"
#include "picture_geometry.h"
#include "png_data.h"
#include "report.h"
#include "report_page_texts.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

/// The block map's colours go from the first of these PSNR in dB to the second.
constexpr double kGoodBlockPsnr = 60, kBadBlockPsnr = 20;
/// What the map of angles shows lightest, with all above.
constexpr double kMostShownDegrees = 20;

/// A picture of the page: <img id="png-NAME">.
struct PageImage {
    std::string name;
    uint32_t width = 0;
    uint32_t height = 0;
    uint32_t channelCount = 1; ///< 1 or 3
    std::vector<uint8_t> texels;
};

std::string escapeHtml(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

/// JSON that no HTML parser takes for the end of its script element.
std::string scriptJson(const ordered_json& json) {
    std::string text = json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    for (size_t place = 0; (place = text.find('<', place)) != text.npos;) text.replace(place, 1, "\\u003c");
    return text;
}

// -------------------------------------------------------------------------------------------------------------------
// Numbers

std::string describeFile(const DecodedFile& file) {
    std::string text = fmt::format("{}, {}", file.format, formatSize(file.image.width, file.image.height));
    if (file.texture) {
        const Footprint footprint = file.texture->footprint;
        text += fmt::format(", ASTC {} {}, {:.3g} bits a texel", formatFootprint(footprint),
                            formatProfile(file.texture->profile), 128.0 / (footprint.width * footprint.height));
    }
    return file.change.empty() ? text : text + "; " + file.change;
}

std::string formatFlip(double error) { return fmt::format("{:.5f}", error); }

std::string formatSsim(double ssim) { return std::isnan(ssim) ? "undefined below 11x11" : fmt::format("{:.5f}", ssim); }

/// Labels and values; a list of pairs in braces would make a JSON object.
using Rows = std::vector<std::pair<std::string, std::string>>;

std::string formatDegrees(double degrees) { return fmt::format("{:.4f}\u00b0", degrees); }

Rows summaryOf(const PictureComparison& comparison, const NormalMetrics* normals) {
    if (normals != nullptr) {
        return {{"PSNR of x and y", formatPsnr(normals->psnrXy)}, {"Angle", formatDegrees(normals->meanDegrees)}};
    }
    return {{"PSNR", formatPsnr(comparison.metrics.psnrRgb)},
            {"SSIM", formatSsim(comparison.metrics.ssim)},
            {"FLIP", formatFlip(comparison.flip.mean)}};
}

ordered_json normalTable(const NormalMetrics& normals) {
    const Rows rows = {{"PSNR of x", formatPsnr(normals.psnrX)},
                       {"PSNR of y", formatPsnr(normals.psnrY)},
                       {"PSNR of both", formatPsnr(normals.psnrXy)},
                       {"Angle, mean", formatDegrees(normals.meanDegrees)},
                       {"Angle, root mean square", formatDegrees(normals.rmsDegrees)},
                       {"Angle, 99% of the texels", formatDegrees(normals.percentile99Degrees)},
                       {"Angle, most", formatDegrees(normals.maxDegrees)}};
    return {{"name", "Normals"}, {"rows", rows}};
}

ordered_json pictureTable(const PictureComparison& comparison, const std::optional<double>& exposurePsnr) {
    const FlipMap& flip = comparison.flip;
    Rows rows = {{"PSNR over RGB", formatPsnr(comparison.metrics.psnrRgb)},
                 {"PSNR over RGBA", formatPsnr(comparison.metrics.psnrRgba)},
                 {"SSIM", formatSsim(comparison.metrics.ssim)},
                 {"FLIP, mean", formatFlip(flip.mean)},
                 {"FLIP, median", formatFlip(flip.percentile(500))},
                 {"FLIP, 99% of the texels", formatFlip(flip.percentile(990))},
                 {"FLIP, most", formatFlip(flip.percentile(1000))},
                 {"Pixels per degree of FLIP", fmt::format("{:.4g}", flip.pixelsPerDegree)}};
    if (exposurePsnr) rows.insert(rows.begin(), {"PSNR of light over exposures", formatPsnr(*exposurePsnr)});
    return {{"name", "Picture"}, {"rows", rows}};
}

ordered_json totalTable(const PageTotal& total) {
    const ImageMetrics& metrics = total.comparison->metrics;
    const Rows rows = {{"Number", total.what},
                       {"PSNR over RGB", formatPsnr(metrics.psnrRgb)},
                       {"PSNR over RGBA", formatPsnr(metrics.psnrRgba)},
                       {"SSIM", formatSsim(metrics.ssim)},
                       {"FLIP, mean", formatFlip(total.comparison->flip.mean)},
                       {"The worst, shown here", total.shown}};
    return {{"name", "All pictures"}, {"rows", rows}};
}

/// Which of several pictures the page shows, after what the result is.
std::string describeShown(const ReportPage& page) {
    std::string text = page.omission.empty() ? "" : "; " + page.omission;
    if (page.total != nullptr) text += fmt::format("; shown: {}, the worst", page.total->shown);
    return text;
}

ordered_json channelTable(const PictureComparison& comparison) {
    ordered_json psnr = {"PSNR"}, mean = {"Mean error"}, most = {"Largest error"};
    for (const ChannelError& channel : comparison.channels) {
        psnr.push_back(formatPsnr(channel.psnr));
        mean.push_back(fmt::format("{:.3f}", channel.meanAbsolute));
        most.push_back(fmt::format("{}", channel.maxAbsolute));
    }
    return {{"name", "Channels, in 8-bit steps"}, {"head", {"", "R", "G", "B", "A"}}, {"rows", {psnr, mean, most}}};
}

ordered_json blockTable(const BlockErrors& errors, const WorstBlocks& worst) {
    const Rows rows = {{"Number", fmt::format("{}", worst.blockCount)},
                       {"PSNR of the worst", formatPsnr(psnrOf(worst.worst))},
                       {"Its column and row", fmt::format("{}, {}", worst.worstX, worst.worstY)},
                       {"99.9% have at least", formatPsnr(psnrOf(worst.percentile999))}};
    return {{"name", fmt::format("Blocks of {}", formatFootprint(errors.footprint))}, {"rows", rows}};
}

// -------------------------------------------------------------------------------------------------------------------
// Layers: what the page can show, as data for its script and as pictures

struct Layers {
    ordered_json json = ordered_json::array();
    std::vector<PageImage> maps; ///< Of the layers but the two pictures, which are made when written.
};

void addFlip(Layers& layers, const FlipMap& flip) {
    PageImage map{"flip", flip.width, flip.height, 1, {}};
    map.texels.reserve(flip.errors.size());
    for (const uint16_t error : flip.errors) {
        map.texels.push_back(static_cast<uint8_t>((error + 128) / 257)); // 65535 = 257 * 255
    }
    layers.json.push_back(
        {{"id", "flip"}, {"name", "FLIP"}, {"kind", "heat"}, {"low", 0}, {"high", 1}, {"unit", ""}, {"digits", 3}});
    layers.maps.push_back(std::move(map));
}

void addAngles(Layers& layers, const NormalMetrics& normals, uint32_t width, uint32_t height) {
    PageImage map{"angle", width, height, 1, {}};
    for (const float degrees : normals.degrees) {
        map.texels.push_back(static_cast<uint8_t>(std::lround(255 * std::min(1.0, degrees / kMostShownDegrees))));
    }
    layers.json.push_back({{"id", "angle"},
                           {"name", "Angle"},
                           {"kind", "heat"},
                           {"low", 0},
                           {"high", kMostShownDegrees},
                           {"unit", "\u00b0"},
                           {"digits", 1}});
    layers.maps.push_back(std::move(map));
}

/// `channels` from `first` on of all texels.
PageImage takeChannels(const std::string& name, const Image& image, size_t first, uint32_t channels) {
    PageImage taken{name, image.width, image.height, channels, {}};
    taken.texels.reserve(image.texels.size() / 4 * channels);
    for (size_t texel = 0; texel < image.texels.size(); texel += 4) {
        const auto begin = image.texels.begin() + static_cast<std::ptrdiff_t>(texel + first);
        taken.texels.insert(taken.texels.end(), begin, begin + channels);
    }
    return taken;
}

/// Turns the map of a texture's blocks or texels as the picture was. Blocks become texels, since those at the lower
/// and right edge, which may be cut, lie elsewhere then.
Result<void> turnMap(PageImage& map, bool isPerBlock, const BlockLayout& layout, uint32_t width, uint32_t height) {
    Image image{width, height, std::vector<uint8_t>(size_t{4} * width * height)};
    for (size_t y = 0; y < height; ++y) {
        for (size_t x = 0; x < width; ++x) {
            const size_t place =
                isPerBlock ? y / layout.footprint.height * map.width + x / layout.footprint.width : y * width + x;
            image.texels[4 * (y * width + x)] = map.texels[place];
        }
    }
    if (Result<void> turned = turnImage(image, layout.orientation); !turned) return turned;
    map = takeChannels(map.name, image, 0, 1);
    return {};
}

/// Adds a layer and its map, as the page shows it.
Result<void> addMap(Layers& layers, ordered_json layer, PageImage map, bool isPerBlock, const BlockLayout& layout,
                    const Image& shown) {
    const bool isTurned = layout.orientation != 1;
    layer["is_per_block"] = isPerBlock && !isTurned;
    layers.json.push_back(std::move(layer));
    layers.maps.push_back(std::move(map));
    if (!isTurned) return {};
    return turnMap(layers.maps.back(), isPerBlock, layout, shown.width, shown.height);
}

Result<void> addBlockErrors(Layers& layers, const BlockErrors& errors, uint8_t orientation, const Image& shown) {
    const auto rows = static_cast<uint32_t>(errors.squaredErrors.size() / errors.columnCount());
    PageImage map{"block_error", errors.columnCount(), rows, 1, {}};
    for (size_t block = 0; block < errors.squaredErrors.size(); ++block) {
        const double psnr = psnrOf(errors.meanSquaredError(block));
        const double share = std::clamp((kGoodBlockPsnr - psnr) / (kGoodBlockPsnr - kBadBlockPsnr), 0.0, 1.0);
        map.texels.push_back(static_cast<uint8_t>(std::lround(255 * share)));
    }
    ordered_json layer = {{"id", "block_error"},   {"name", "Block error"}, {"kind", "heat"}, {"low", kGoodBlockPsnr},
                          {"high", kBadBlockPsnr}, {"unit", " dB"},         {"digits", 1}};
    return addMap(layers, std::move(layer), std::move(map), true, {errors.footprint, orientation}, shown);
}

std::string titleOf(const BlockMap& map) {
    std::string title = map.name;
    std::replace(title.begin(), title.end(), '_', ' ');
    title[0] = static_cast<char>(title[0] - 'a' + 'A');
    return title;
}

Result<void> addBlockMap(Layers& layers, BlockMap map, const DecodedFile& file) {
    const CompressedImage& texture = *file.texture;
    ordered_json kinds = ordered_json::array();
    for (const auto& [code, kind] : map.kinds) {
        kinds.push_back({{"code", code}, {"color", kind.color}, {"name", kind.name}, {"count", kind.count}});
    }
    ordered_json layer = {{"id", map.name}, {"name", titleOf(map)}, {"kind", "blocks"}, {"kinds", kinds}};
    const uint32_t blockColumns = (texture.width + texture.footprint.width - 1) / texture.footprint.width;
    const uint32_t columns = map.isPerTexel ? texture.width : blockColumns;
    const auto rows = static_cast<uint32_t>(map.codes.size() / columns);
    PageImage image{map.name, columns, rows, 1, std::move(map.codes)};
    return addMap(layers, std::move(layer), std::move(image), !map.isPerTexel, {texture.footprint, file.orientation},
                  file.image);
}

Result<void> addBlockMaps(Layers& layers, const DecodedFile& file) {
    Result<std::vector<BlockMap>> blockMaps = makeBlockMaps(*file.texture);
    if (!blockMaps) return blockMaps.error();
    for (BlockMap& map : *blockMaps) {
        if (Result<void> added = addBlockMap(layers, std::move(map), file); !added) return added;
    }
    return {};
}

Result<Layers> makeLayers(const ReportPage& page) {
    Layers layers;
    layers.json.push_back({{"id", "original"}, {"name", "Original"}, {"kind", "picture"}});
    layers.json.push_back({{"id", "result"}, {"name", "Result"}, {"kind", "picture"}});
    layers.json.push_back({{"id", "error"}, {"name", "Error"}, {"kind", "error"}});
    addFlip(layers, page.comparison.flip);
    if (page.normals != nullptr) {
        addAngles(layers, *page.normals, page.files.a.image.width, page.files.a.image.height);
    }
    const PictureComparison& comparison = page.comparison;
    if (comparison.blocks) {
        Result<void> added =
            addBlockErrors(layers, *comparison.blocks, comparison.blockOrientation, page.files.a.image);
        if (!added) return added.error();
    }
    const DecodedFile& shown = page.files.b.texture ? page.files.b : page.files.a;
    if (!shown.texture) return layers;
    if (Result<void> added = addBlockMaps(layers, shown); !added) return added.error();
    return layers;
}

ordered_json makeData(const ReportPage& page, const ordered_json& layers) {
    const DecodedFile &a = page.files.a, &b = page.files.b;
    const PictureComparison& comparison = page.comparison;
    ordered_json tables = ordered_json::array();
    if (page.normals != nullptr) tables.push_back(normalTable(*page.normals));
    if (page.total != nullptr) tables.push_back(totalTable(*page.total));
    tables.push_back(pictureTable(comparison, page.files.exposurePsnr));
    tables.push_back(channelTable(comparison));
    if (comparison.blocks) tables.push_back(blockTable(*comparison.blocks, *comparison.worstBlocks));
    const DecodedFile& texture = b.texture ? b : a;
    const auto blockSize = [](Footprint footprint) { return ordered_json{footprint.width, footprint.height}; };
    ordered_json footprint; // null
    if (texture.texture) footprint = blockSize(texture.texture->footprint);
    if (comparison.blocks) footprint = blockSize(comparison.blocks->footprint);
    return {{"version", versionString()},
            {"width", a.image.width},
            {"height", a.image.height},
            {"footprint", footprint},
            {"has_alpha", !isOpaque(a.image) || !isOpaque(b.image)},
            {"files",
             {{{"label", "Original"}, {"name", page.nameOfA}, {"description", describeFile(a)}},
              {{"label", "Result"}, {"name", page.nameOfB}, {"description", describeFile(b) + describeShown(page)}}}},
            {"summary", summaryOf(comparison, page.normals)},
            {"layers", layers},
            {"tables", tables}};
}

// -------------------------------------------------------------------------------------------------------------------
// Writing

Result<void> writeText(OutputFile& output, std::string_view text) {
    return output.write({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
}

Result<void> writeImage(OutputFile& output, const PageImage& image) {
    const Result<std::string> png = makePngBase64(image.width, image.height, image.channelCount, image.texels);
    if (!png) return png.error();
    const std::string head = fmt::format(R"(<img id="png-{}" alt="" src="data:image/png;base64,)", image.name);
    for (const std::string_view part : {std::string_view(head), std::string_view(*png), std::string_view("\">\n")}) {
        if (Result<void> written = writeText(output, part); !written) return written.error();
    }
    return {};
}

Result<void> writeImages(OutputFile& output, const ReportPage& page, const std::vector<PageImage>& maps) {
    const bool hasAlpha = !isOpaque(page.files.a.image) || !isOpaque(page.files.b.image);
    const std::pair<const char*, const Image*> pictures[] = {{"original", &page.files.a.image},
                                                             {"result", &page.files.b.image}};
    for (const auto& [name, image] : pictures) {
        Result<void> written = writeImage(output, takeChannels(name, *image, 0, 3));
        if (written && hasAlpha) {
            written = writeImage(output, takeChannels(std::string(name) + "-alpha", *image, 3, 1));
        }
        if (!written) return written.error();
    }
    for (const PageImage& map : maps) {
        if (Result<void> written = writeImage(output, map); !written) return written.error();
    }
    return {};
}

} // namespace

Result<std::optional<OutputFile>> createReportPage(const Options& options) {
    if (options.compare.htmlFile.empty()) return std::optional<OutputFile>();
    std::vector<FileIdentity> inputs;
    for (const std::string& path : {options.input, options.secondInput}) {
        if (const std::optional<FileIdentity> identity = identify(path)) inputs.push_back(*identity);
    }
    Result<OutputFile> page = OutputFile::create(options.compare.htmlFile, inputs);
    if (!page) return page.error();
    return std::optional<OutputFile>(*std::move(page));
}

Result<void> checkPageSize(const Options& options, const Image& image) {
    if (uint64_t{image.width} * image.height <= kMaxPageTexels) return {};
    return Error{ErrorCode::Unsupported,
                 fmt::format("{}, {}: {} has more than the {} texels that a page shows", options.input,
                             options.secondInput, formatSize(image.width, image.height), kMaxPageTexels)};
}

Result<void> writeReportPage(OutputFile& output, const ReportPage& page) {
    const Result<Layers> layers = makeLayers(page);
    if (!layers) return inFile(output.path(), layers.error());
    std::string_view rest = kReportPageHtml;
    while (!rest.empty()) {
        const size_t begin = std::min(rest.find("{{"), rest.size());
        if (Result<void> written = writeText(output, rest.substr(0, begin)); !written) return written.error();
        rest.remove_prefix(begin);
        if (rest.empty()) break;
        const size_t end = rest.find("}}");
        const std::string_view place = rest.substr(2, end - 2);
        rest.remove_prefix(end + 2);
        Result<void> written = place == "title"    ? writeText(output, escapeHtml(page.nameOfB))
                               : place == "style"  ? writeText(output, kReportPageCss)
                               : place == "data"   ? writeText(output, scriptJson(makeData(page, layers->json)))
                               : place == "images" ? writeImages(output, page, layers->maps)
                                                   : writeText(output, kReportPageScript);
        if (!written) return written.error();
    }
    return output.commit();
}

void printPage(const OutputFile& page) {
    printField("page", fmt::format("{}: {} bytes", page.path(), page.writtenBytes()));
}

ordered_json pageToJson(const OutputFile& page) { return {{"file", page.path()}, {"bytes", page.writtenBytes()}}; }

} // namespace astcslang::cli

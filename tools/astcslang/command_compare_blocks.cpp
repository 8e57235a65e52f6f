// SPDX-License-Identifier: Apache-2.0
// `astcslang compare --blocks`: which blocks of one texture are worse than another's, as text, JSON or CSV. It leaves
// with 0 whoever wins.

#include <algorithm>
#include <span>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "block_comparison.h"
#include "block_statistics.h"
#include "commands.h"
#include "compared_colors.h"
#include "picture_report.h"
#include "report.h"
#include "texture_file.h"

namespace astcslang::cli {
namespace {

using nlohmann::ordered_json;

template <typename Item> std::span<const Item> firstOf(const std::vector<Item>& items, uint32_t listLength) {
    const size_t count = listLength == 0 ? items.size() : std::min<size_t>(items.size(), listLength);
    return {items.data(), count};
}

double shareOf(uint64_t part, uint64_t all) {
    return all == 0 ? 0 : static_cast<double>(part) / static_cast<double>(all);
}

std::string channelsName(const BlockComparison& comparison) {
    return comparison.channels == ErrorChannels::Rgb ? "RGB" : "RGBA";
}

bool isCoded(const BlockClass& blockClass) { return blockClass.form == BlockClass::Form::Coded; }

std::string gridName(const BlockClass& blockClass) {
    return isCoded(blockClass) ? formatSize(blockClass.weightGridWidth, blockClass.weightGridHeight) : "";
}

/// "R" ... "A", or nothing with one plane.
std::string plane2Name(const BlockInfo& block) {
    return block.isDualPlane ? std::string(1, "RGBA"[block.plane2Component]) : "";
}

// -------------------------------------------------------------------------------------------------------------------
// Text

/// "4x4 grid of 12 levels, 1 plane, 2 partitions (seed 17), LdrRgbDirect x2 of 10 levels"
std::string describeMode(const BlockInfo& block) {
    const BlockClass blockClass = classOf(block);
    if (!isCoded(blockClass)) return describeColorEndpointModes(blockClass);
    const std::string planes = block.isDualPlane ? fmt::format("2 planes ({})", plane2Name(block)) : "1 plane";
    const std::string partitions =
        block.partitionCount == 1 ? "1 partition"
                                  : fmt::format("{} partitions (seed {})", block.partitionCount, block.partitionSeed);
    return fmt::format("{} grid of {} levels, {}, {}, {} of {} levels", gridName(blockClass), block.weightLevelCount,
                       planes, partitions, describeColorEndpointModes(blockClass), block.colorLevelCount);
}

void printClasses(const char* side, const std::vector<ClassLoss>& classes, const BlockComparison& comparison,
                  uint32_t listLength) {
    if (classes.empty()) return;
    fmt::print("loss by the class of {}\n", side);
    fmt::print("{:>7} {:>12} {:>8}  {:<6} {:<7} {:<11} {}\n", "share", "loss", "blocks", "grid", "planes", "partitions",
               "colour endpoint modes");
    for (const ClassLoss& sum : firstOf(classes, listLength)) {
        const BlockClass& blockClass = sum.blockClass;
        fmt::print("{:>6.2f}% {:>12} {:>8}  {:<6} {:<7} {:<11} {}\n", 100 * shareOf(sum.loss, comparison.loss),
                   sum.loss, sum.blockCount, gridName(blockClass),
                   isCoded(blockClass) ? std::to_string(blockClass.planeCount) : "",
                   isCoded(blockClass) ? std::to_string(blockClass.partitionCount) : "",
                   describeColorEndpointModes(blockClass));
    }
}

void printDifferences(const BlockComparison& comparison) {
    if (comparison.lossByDifferences.empty()) return;
    fmt::print("loss by what theirs has, the first that differs\n");
    fmt::print("{:>7} {:>12} {:>8}\n", "share", "loss", "blocks");
    for (const DifferenceLoss& sum : comparison.lossByDifferences) {
        fmt::print("{:>6.2f}% {:>12} {:>8}  {}\n", 100 * shareOf(sum.loss, comparison.loss), sum.loss, sum.blockCount,
                   sum.difference);
    }
}

void printText(const Options& options, const BlockComparison& comparison, const CompressedImage& texture,
               const std::string& change) {
    const uint64_t theirWinCount = comparison.lostBlocks.size();
    const auto wins = [&](const char* label, const std::string& file, double psnr, uint64_t count, uint64_t sum) {
        printField(label, fmt::format("{}: {}, better in {} blocks ({:.2f}%) by {}", file, formatPsnr(psnr), count,
                                      100 * shareOf(count, comparison.blockCount), sum));
    };
    printField("textures",
               fmt::format("{} blocks of {}, {} texels, {}; squared 8-bit error over {}", comparison.blockCount,
                           formatFootprint(texture.footprint), formatSize(texture.width, texture.height),
                           formatProfile(texture.profile), channelsName(comparison)));
    if (!change.empty()) printField("colours", fmt::format("{}: {}", options.compare.original, change));
    wins("ours", options.input, comparison.ourPsnr, comparison.ourWinCount, comparison.gain);
    wins("theirs", options.secondInput, comparison.theirPsnr, theirWinCount, comparison.loss);
    printField("net", fmt::format("{:+.4f} dB, squared error {:+d}; {} blocks equal",
                                  comparison.ourPsnr - comparison.theirPsnr,
                                  static_cast<int64_t>(comparison.loss) - static_cast<int64_t>(comparison.gain),
                                  comparison.blockCount - comparison.ourWinCount - theirWinCount));
    const uint32_t listLength = options.compare.listLength;
    printDifferences(comparison);
    printClasses("theirs", comparison.lossByTheirClasses, comparison, listLength);
    printClasses("ours", comparison.lossByOurClasses, comparison, listLength);
    if (comparison.lostBlocks.empty()) return;
    fmt::print("blocks where theirs is better (column,row of blocks; squared error)\n");
    for (const LostBlock& block : firstOf(comparison.lostBlocks, listLength)) {
        fmt::print("  {},{} loses {}\n", block.x, block.y, block.loss());
        fmt::print("    ours   {:>9}  {}\n", block.ourError, describeMode(block.ours));
        fmt::print("    theirs {:>9}  {}\n", block.theirError, describeMode(block.theirs));
    }
}

// -------------------------------------------------------------------------------------------------------------------
// JSON

ordered_json classToJson(const BlockClass& blockClass) {
    if (!isCoded(blockClass)) return {{"kind", describeColorEndpointModes(blockClass)}};
    ordered_json modes = ordered_json::array();
    for (size_t partition = 0; partition < blockClass.partitionCount; ++partition) {
        modes.push_back(nameOfColorEndpointMode(blockClass.colorEndpointModes[partition]));
    }
    return {{"kind", "coded"},
            {"weight_grid", gridName(blockClass)},
            {"planes", blockClass.planeCount},
            {"partitions", blockClass.partitionCount},
            {"color_endpoint_modes", modes}};
}

ordered_json modeToJson(const BlockInfo& block) {
    ordered_json json = classToJson(classOf(block));
    if (block.isError || block.isVoidExtent) return json;
    if (block.isDualPlane) json["plane2_component"] = plane2Name(block);
    if (block.partitionCount > 1) json["partition_seed"] = block.partitionSeed;
    json["weight_levels"] = block.weightLevelCount;
    json["color_levels"] = block.colorLevelCount;
    return json;
}

void addLoss(ordered_json& json, const LossSum& sum, const BlockComparison& comparison) {
    json["blocks"] = sum.blockCount;
    json["loss"] = sum.loss;
    json["share"] = shareOf(sum.loss, comparison.loss);
}

ordered_json differencesToJson(const BlockComparison& comparison) {
    ordered_json list = ordered_json::array();
    for (const DifferenceLoss& sum : comparison.lossByDifferences) {
        ordered_json json = {{"theirs_has", sum.difference}};
        addLoss(json, sum, comparison);
        list.push_back(std::move(json));
    }
    return list;
}

ordered_json classesToJson(const std::vector<ClassLoss>& classes, const BlockComparison& comparison,
                           uint32_t listLength) {
    ordered_json list = ordered_json::array();
    for (const ClassLoss& sum : firstOf(classes, listLength)) {
        ordered_json json = classToJson(sum.blockClass);
        addLoss(json, sum, comparison);
        list.push_back(std::move(json));
    }
    return list;
}

void printBlocksJson(const Options& options, const BlockComparison& comparison, const CompressedImage& texture,
                     const std::string& change) {
    const uint32_t listLength = options.compare.listLength;
    ordered_json lostBlocks = ordered_json::array();
    for (const LostBlock& block : firstOf(comparison.lostBlocks, listLength)) {
        lostBlocks.push_back({{"x", block.x},
                              {"y", block.y},
                              {"loss", block.loss()},
                              {"error_ours", block.ourError},
                              {"error_theirs", block.theirError},
                              {"ours", modeToJson(block.ours)},
                              {"theirs", modeToJson(block.theirs)}});
    }
    const auto side = [](const std::string& file, double psnr, uint64_t count, uint64_t sum) {
        return ordered_json{{"file", file}, {"psnr", psnr}, {"better_blocks", count}, {"better_by", sum}};
    };
    printJson(
        {{"original", options.compare.original},
         {"change", change.empty() ? ordered_json() : ordered_json(change)},
         {"ours", side(options.input, comparison.ourPsnr, comparison.ourWinCount, comparison.gain)},
         {"theirs", side(options.secondInput, comparison.theirPsnr, comparison.lostBlocks.size(), comparison.loss)},
         {"width", texture.width},
         {"height", texture.height},
         {"footprint", formatFootprint(texture.footprint)},
         {"profile", formatProfile(texture.profile)},
         {"channels", channelsName(comparison)},
         {"blocks", comparison.blockCount},
         {"loss_by_difference", differencesToJson(comparison)},
         {"loss_by_class_of_theirs", classesToJson(comparison.lossByTheirClasses, comparison, listLength)},
         {"loss_by_class_of_ours", classesToJson(comparison.lossByOurClasses, comparison, listLength)},
         {"lost_blocks", lostBlocks}});
}

// -------------------------------------------------------------------------------------------------------------------
// CSV

/// "grid,planes,plane2_component,partitions,partition_seed,color_endpoint_modes,weight_levels,color_levels"
std::string modeToCsv(const BlockInfo& block) {
    const BlockClass blockClass = classOf(block);
    if (!isCoded(blockClass)) return fmt::format(",,,,,{},,", describeColorEndpointModes(blockClass));
    const std::string seed = block.partitionCount > 1 ? std::to_string(block.partitionSeed) : "";
    return fmt::format("{},{},{},{},{},{},{},{}", gridName(blockClass), blockClass.planeCount, plane2Name(block),
                       block.partitionCount, seed, describeColorEndpointModes(blockClass), block.weightLevelCount,
                       block.colorLevelCount);
}

void printCsv(const BlockComparison& comparison, uint32_t listLength) {
    std::string header = "x,y,loss,error_ours,error_theirs";
    for (const char* side : {"ours", "theirs"}) {
        for (const char* column : {"grid", "planes", "plane2_component", "partitions", "partition_seed",
                                   "color_endpoint_modes", "weight_levels", "color_levels"}) {
            header += fmt::format(",{}_{}", column, side);
        }
    }
    fmt::print("{}\n", header);
    for (const LostBlock& block : firstOf(comparison.lostBlocks, listLength)) {
        fmt::print("{},{},{},{},{},{},{}\n", block.x, block.y, block.loss(), block.ourError, block.theirError,
                   modeToCsv(block.ours), modeToCsv(block.theirs));
    }
}

Result<TextureFile> readChecked(const std::string& path, const Options& options, const PlaceOfSide& place) {
    Result<InputFile> file = InputFile::open(path);
    if (!file) return file.error();
    Result<TextureFile> texture = readTextureFile(*file, options.profile, place.over(options.compare.place).place(),
                                                  options.picture.read.maxTexels);
    if (!texture) return texture.error();
    const CompressedImage& image = texture->image;
    if (Result<void> checked = checkPictureSize(image.width, image.height, options.picture.read.maxTexels); !checked) {
        return inFile(path, checked.error());
    }
    return texture;
}

} // namespace

Result<ExitCode> runCompareBlocks(const Options& options) {
    const Result<TextureFile> ours = readChecked(options.input, options, options.compare.placeA);
    if (!ours) return ours.error();
    const Result<TextureFile> theirs = readChecked(options.secondInput, options, options.compare.placeB);
    if (!theirs) return theirs.error();
    Result<StoredFile> stored =
        readAnyFile(options.compare.original, options.profile, options.compare.place.place(), options.picture.read);
    if (!stored) return stored.error();
    if (areWarningsShown(options)) reportWarnings(options.compare.original, stored->picture.warnings);
    if (options.compare.isAsStored) stored->swizzle = {};
    const TextureColors colors = options.compare.isAsStored ? TextureColors() : ours->colors;
    const auto liesAlike = [](const TextureColors& a, const TextureColors& b) {
        return a.orientation == b.orientation && a.isPremultiplied == b.isPremultiplied && a.swizzle == b.swizzle;
    };
    if (!options.compare.isAsStored && !liesAlike(ours->colors, theirs->colors)) {
        return Error{
            ErrorCode::InvalidArgument,
            fmt::format("{}, {}: KTXorientation, KTXswizzle or premultiplied alpha of one is not that of the other, so "
                        "that their blocks are of different texels; --as-stored takes them as they are",
                        options.input, options.secondInput)};
    }
    const Result<DecodedFile> original = inCodesOf(colors, ours->image.profile, *std::move(stored));
    if (!original) return original.error();
    const Result<BlockComparison> comparison =
        compareBlocks(original->image, ours->image, theirs->image, colors.swizzle);
    if (!comparison) {
        return inFile(fmt::format("{}, {}", options.input, options.secondInput), comparison.error());
    }
    if (options.compare.isCsv) {
        printCsv(*comparison, options.compare.listLength);
    } else if (options.isJson) {
        printBlocksJson(options, *comparison, ours->image, original->change);
    } else if (!options.isQuiet) {
        printText(options, *comparison, ours->image, original->change);
    }
    return ExitCode::Success;
}

} // namespace astcslang::cli

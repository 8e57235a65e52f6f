// SPDX-License-Identifier: Apache-2.0
// Blocks are judged by exact integer errors; where both sides have the same, nobody wins.

#include "block_comparison.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>

#include <fmt/format.h>

#include "block_statistics.h"
#include "report.h"

namespace astcslang::cli {
namespace {

/// One of the two textures with all that is asked of it.
struct Side {
    std::vector<BlockInfo> blocks;
    BlockErrors errors;
    double psnr = 0;
};

Result<void> checkThatTheyFit(const Image& original, const CompressedImage& ours, const CompressedImage& theirs) {
    const auto refuse = [](const char* what, const std::string& a, const std::string& b) {
        return Error{ErrorCode::InvalidArgument, fmt::format("{} differ: {} and {}", what, a, b)};
    };
    if (ours.footprint != theirs.footprint) {
        return refuse("the textures' footprints", formatFootprint(ours.footprint), formatFootprint(theirs.footprint));
    }
    if (ours.profile != theirs.profile) {
        return refuse("the textures' profiles", formatProfile(ours.profile), formatProfile(theirs.profile));
    }
    const std::string ourSize = formatSize(ours.width, ours.height);
    if (ours.width != theirs.width || ours.height != theirs.height) {
        return refuse("the textures' sizes", ourSize, formatSize(theirs.width, theirs.height));
    }
    if (ours.width != original.width || ours.height != original.height) {
        return refuse("the sizes of textures and original", ourSize, formatSize(original.width, original.height));
    }
    return {};
}

Result<Side> examine(const Image& original, const CompressedImage& texture, const Swizzle& read,
                     ErrorChannels channels) {
    Result<std::vector<BlockInfo>> blocks = analyzeBlocks(texture);
    if (!blocks) return blocks.error();
    Result<Image> decoded = decode(texture);
    if (!decoded) return decoded.error();
    applySwizzle(*decoded, read);
    Side side{*std::move(blocks), measureBlockErrors(original, *decoded, texture.footprint, channels), 0};
    const uint64_t sum =
        std::accumulate(side.errors.squaredErrors.begin(), side.errors.squaredErrors.end(), uint64_t{0});
    const double sampleCount = static_cast<double>(original.texels.size()) / 4 * static_cast<double>(channels);
    side.psnr = psnrOf(static_cast<double>(sum) / sampleCount);
    return side;
}

/// The loss by `keyOf` of each block, most first, then by key.
template <typename Sum, typename Key>
std::vector<Sum> sumBy(const std::vector<LostBlock>& lostBlocks, Key Sum::*key,
                       const std::function<Key(const LostBlock&)>& keyOf) {
    std::map<Key, Sum> sums;
    for (const LostBlock& block : lostBlocks) {
        Sum& sum = sums[keyOf(block)];
        sum.*key = keyOf(block);
        ++sum.blockCount;
        sum.loss += block.loss();
    }
    std::vector<Sum> list;
    for (const auto& [name, sum] : sums) list.push_back(sum);
    std::ranges::stable_sort(list, std::greater{}, &LossSum::loss);
    return list;
}

std::vector<ClassLoss> sumByClass(const std::vector<LostBlock>& lostBlocks, BlockInfo LostBlock::*side) {
    return sumBy<ClassLoss, BlockClass>(lostBlocks, &ClassLoss::blockClass,
                                        [side](const LostBlock& block) { return classOf(block.*side); });
}

std::vector<DifferenceLoss> sumByDifference(const std::vector<LostBlock>& lostBlocks) {
    return sumBy<DifferenceLoss, std::string_view>(lostBlocks, &DifferenceLoss::difference, [](const LostBlock& block) {
        return describeFirstDifference(block.ours, block.theirs);
    });
}

} // namespace

BlockClass classOf(const BlockInfo& block) {
    BlockClass result;
    if (block.isError || block.isVoidExtent) {
        result.form = block.isError ? BlockClass::Form::Error : BlockClass::Form::Constant;
        return result;
    }
    result.weightGridWidth = block.weightGridWidth;
    result.weightGridHeight = block.weightGridHeight;
    result.planeCount = block.isDualPlane ? 2 : 1;
    result.partitionCount = block.partitionCount;
    result.colorEndpointModes.fill(BlockClass::kNoMode);
    std::copy_n(block.colorEndpointModes, block.partitionCount, result.colorEndpointModes.begin());
    std::ranges::sort(result.colorEndpointModes);
    return result;
}

std::string describeColorEndpointModes(const BlockClass& blockClass) {
    if (blockClass.form == BlockClass::Form::Constant) return "constant";
    if (blockClass.form == BlockClass::Form::Error) return "error";
    std::string text;
    for (uint8_t partition = 0; partition < blockClass.partitionCount;) {
        const uint8_t mode = blockClass.colorEndpointModes[partition];
        uint8_t next = partition;
        while (next < blockClass.partitionCount && blockClass.colorEndpointModes[next] == mode) ++next;
        if (!text.empty()) text += " + ";
        text += nameOfColorEndpointMode(mode);
        if (next - partition > 1) text += fmt::format(" x{}", next - partition);
        partition = next;
    }
    return text;
}

std::string_view describeFirstDifference(const BlockInfo& ours, const BlockInfo& theirs) {
    const BlockClass a = classOf(ours);
    const BlockClass b = classOf(theirs);
    if (a.form != BlockClass::Form::Coded || b.form != BlockClass::Form::Coded) return "another form";
    if (a.planeCount != b.planeCount) return b.planeCount == 2 ? "two planes" : "one plane";
    if (a.partitionCount != b.partitionCount) {
        return b.partitionCount > a.partitionCount ? "more partitions" : "fewer partitions";
    }
    const int ourWeightCount = a.weightGridWidth * a.weightGridHeight;
    const int theirWeightCount = b.weightGridWidth * b.weightGridHeight;
    if (ourWeightCount != theirWeightCount) {
        return theirWeightCount > ourWeightCount ? "more weights" : "fewer weights";
    }
    if (a.weightGridWidth != b.weightGridWidth) return "a grid of other shape";
    if (a.colorEndpointModes != b.colorEndpointModes) return "other endpoint modes";
    if (ours.weightLevelCount != theirs.weightLevelCount || ours.colorLevelCount != theirs.colorLevelCount) {
        return "other levels";
    }
    if (ours.partitionSeed != theirs.partitionSeed) return "another pattern";
    return ours.plane2Component != theirs.plane2Component ? "another second plane" : "other values";
}

Result<BlockComparison> compareBlocks(const Image& original, const CompressedImage& ours, const CompressedImage& theirs,
                                      const Swizzle& read) {
    if (Result<void> fit = checkThatTheyFit(original, ours, theirs); !fit) return fit.error();
    BlockComparison result;
    result.channels = isOpaque(original) ? ErrorChannels::Rgb : ErrorChannels::Rgba;
    const Result<Side> ourSide = examine(original, ours, read, result.channels);
    if (!ourSide) return ourSide.error();
    const Result<Side> theirSide = examine(original, theirs, read, result.channels);
    if (!theirSide) return theirSide.error();

    result.blockCount = ourSide->blocks.size();
    result.ourPsnr = ourSide->psnr;
    result.theirPsnr = theirSide->psnr;
    const uint32_t columnCount = ourSide->errors.columnCount();
    for (size_t block = 0; block < result.blockCount; ++block) {
        const uint32_t ourError = ourSide->errors.squaredErrors[block];
        const uint32_t theirError = theirSide->errors.squaredErrors[block];
        if (ourError < theirError) {
            ++result.ourWinCount;
            result.gain += theirError - ourError;
        } else if (theirError < ourError) {
            result.loss += ourError - theirError;
            result.lostBlocks.push_back({static_cast<uint32_t>(block % columnCount),
                                         static_cast<uint32_t>(block / columnCount), ourError, theirError,
                                         ourSide->blocks[block], theirSide->blocks[block]});
        }
    }
    std::ranges::stable_sort(result.lostBlocks, std::greater{}, &LostBlock::loss);
    result.lossByTheirClasses = sumByClass(result.lostBlocks, &LostBlock::theirs);
    result.lossByOurClasses = sumByClass(result.lostBlocks, &LostBlock::ours);
    result.lossByDifferences = sumByDifference(result.lostBlocks);
    return result;
}

} // namespace astcslang::cli

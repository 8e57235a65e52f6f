// SPDX-License-Identifier: Apache-2.0
// All that `compare` measures of two pictures of one size, and how it tells it.

#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include <astcslang/astcslang.h>

#include "block_error.h"
#include "channel_error.h"
#include "flip_error.h"
#include "picture.h"

namespace astcslang::cli {

struct PictureComparison {
    bool isEqual = false; ///< In alpha, too.
    ImageMetrics metrics;
    std::array<ChannelError, 4> channels;
    FlipMap flip;
    std::optional<BlockErrors> blocks; ///< Over RGB where both pictures are opaque, else over RGBA.
    std::optional<WorstBlocks> worstBlocks;
    uint8_t blockOrientation = 1; ///< Of the rows that `blocks` are counted along.
};

/// `transfer` is that of both, for FLIP; `layout` that of the blocks, if there are any. Fails with InvalidArgument
/// where the sizes differ, OutOfMemory where there is no room to turn them.
Result<PictureComparison> comparePictures(const Image& a, const Image& b, const TransferFunction& transfer,
                                          const std::optional<BlockLayout>& layout, double pixelsPerDegree);

/// Label and value of each line that follows the verdict: "channels", "flip", and "blocks", if there are.
std::vector<std::pair<std::string, std::string>> describeComparison(const PictureComparison& comparison);

/// "quality", "channels", "flip", and "blocks", if there are.
void addComparison(nlohmann::ordered_json& json, const PictureComparison& comparison);

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// What `astcslang compare` takes beyond its two files.

#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <astcslang/astcslang.h>

#include "compare_thresholds.h"
#include "exposure_error.h"
#include "flip_error.h"
#include "normal_error.h"
#include "texture_place.h"

namespace CLI {
class App;
}

namespace astcslang::cli {

struct CompareOptions {
    bool isAsStored = false;    ///< Codes are compared, whatever the files say of colours.
    std::optional<double> rgbm; ///< Range of what is RGBM.
    PlaceOfSide place;          ///< Of the textures among the two files.
    PlaceOfSide placeA, placeB; ///< Of one of them, overruling that.
    double pixelsPerDegree = kDefaultPixelsPerDegree;
    ExposureRange exposures; ///< Of mPSNR.
    CompareThresholds thresholds;
    std::string htmlFile;               ///< Empty: no page.
    std::optional<Footprint> footprint; ///< Of the blocks that errors are reported by.
    bool isByBlock = false;             ///< --blocks; `original` is then set.
    std::string original;
    uint32_t listLength = 20; ///< Rows of each list; 0: all.
    bool isCsv = false;
    bool isOfNormals = false;              ///< --normal
    std::optional<NormalChannels> normalA; ///< Empty: by the file.
    std::optional<NormalChannels> normalB;
};

/// To be called when `compare` has --json and --quiet. `options` and `unsupported` must outlive the parse; the latter
/// gets the message where an option is legal but not supported.
void addCompareOptions(CLI::App& compare, CompareOptions& options, std::string& unsupported);

} // namespace astcslang::cli

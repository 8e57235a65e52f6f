// SPDX-License-Identifier: Apache-2.0
// What `compare` measures of several pairs of pictures, as of one: errors over all texels, and which pair is the worst.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compared_files.h"
#include "encode_totals.h"
#include "picture_comparison.h"

namespace astcslang::cli {

class ComparisonTotal {
public:
    /// One more pair. `name` is as ComparedPair::nameOf() has it, `miss` as describeMiss(). The images of a pair are
    /// kept if it is the worst so far.
    void add(const ComparedPlace& place, std::string name, ComparedFiles files, PictureComparison comparison,
             const std::string& miss);

    // The rest has the precondition that something was added; of one pair everything is that pair's.

    /// Without maps: errors of FLIP stand in no order, blocks are only those of the worst pair.
    PictureComparison result() const;
    std::optional<double> exposurePsnr() const; ///< Empty unless all pairs have it.
    bool isEqual() const { return isEqual_; }

    struct Worst {
        ComparedPlace place;
        std::string name;
        ComparedFiles files;
        PictureComparison comparison;
    };
    /// The pair of least PSNR, over RGBA unless both pictures are opaque; the first of several.
    const Worst& worst() const { return *worst_; }
    /// The pair with the worst block, as ComparedPair::nameOf() has it.
    const std::string& nameOfWorstBlock() const { return nameOfWorstBlock_; }
    const std::string& miss() const { return miss_; } ///< Of the worst pair that has one; empty if none has.
    const std::string& note() const { return note_; } ///< What the figures do not tell of the first pair that has it.

private:
    size_t pairCount_ = 0;
    bool isEqual_ = true;
    double texelCount_ = 0;
    MetricsTotal metrics_;
    double channelSquares_[4] = {}, channelSums_[4] = {}; ///< Means of a pair, times its texels.
    uint8_t channelMost_[4] = {};
    double flipSum_ = 0;
    std::vector<uint16_t> flipErrors_;
    std::vector<double> blockErrors_; ///< Mean squared errors; empty where a pair has no blocks.
    WorstBlocks worstBlocks_;
    std::string nameOfWorstBlock_;
    double exposureSum_ = 0;
    bool hasExposures_ = true;
    std::optional<Worst> worst_;
    double worstPsnr_ = 0, missPsnr_ = 0;
    std::string miss_, note_;
};

} // namespace astcslang::cli

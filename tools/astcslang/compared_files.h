// SPDX-License-Identifier: Apache-2.0
// The two files of `compare`, and which of their pictures are compared.

#pragma once

#include <set>
#include <string>
#include <vector>

#include "block_error.h"
#include "compared_colors.h"
#include "options.h"

namespace astcslang::cli {

/// One picture of each file.
struct ComparedPlace {
    TexturePlace a, b;
};

/// Both files, opened. Their pictures are compared in pairs: those that --level, --layer and --face choose; of what is
/// not chosen all levels that both files have, and all layers and faces if both have as many, else the first.
class ComparedPair {
public:
    /// InvalidArgument where a picture is chosen of a file that is no texture, or of both and neither is one. `options`
    /// must outlive it.
    static Result<ComparedPair> open(const Options& options, const ColorRule& rule);

    /// At least one, level by level, in a level layer by layer, in a layer face by face.
    const std::vector<ComparedPlace>& places() const { return places_; }
    /// Both pictures in one space, as the rule has it. Warnings of files are told once.
    Result<ComparedFiles> read(const ComparedPlace& place);

    /// "54 pictures: 9 levels, 6 faces"; empty for one pair.
    std::string describeAll() const;
    /// "level 3, face 2", as far as there are several pictures to compare; with other numbers in b, both.
    std::string nameOf(const ComparedPlace& place) const;
    /// What is compared of more that is not chosen: "only level 0 of a.ktx2 (9 levels) and b.png (one picture)
    /// compared"; empty if there is no more.
    const std::string& omission() const { return omission_; }
    /// Whether there is more and the line chose nothing, so that nothing can be said of the files as a whole.
    bool isPartial() const { return isPartial_; }
    /// Likewise, where there are more layers or faces, of which the first tells nothing.
    bool areFacesOmitted() const { return areFacesOmitted_; }

private:
    ComparedPair(const Options& options, const ColorRule& rule, AnyFile a, AnyFile b)
        : options_(&options), rule_(rule), a_(std::move(a)), b_(std::move(b)) {}
    Result<StoredFile> readSide(AnyFile& file, const std::string& path, const TexturePlace& place);
    Result<void> choosePlaces();

    const Options* options_;
    ColorRule rule_;
    AnyFile a_, b_;
    PictureShape shapeA_, shapeB_;
    PictureShape shape_ = {}; ///< Of the pairs.
    std::vector<ComparedPlace> places_;
    std::string omission_;
    bool isPartial_ = false;
    bool areFacesOmitted_ = false;
    std::set<std::string> shownWarnings_;
};

/// What a block is, if that is clear: --block says so, or one of the files is a texture, or both are and agree.
std::optional<BlockLayout> layoutOf(const Options& options, const ComparedFiles& files);

} // namespace astcslang::cli

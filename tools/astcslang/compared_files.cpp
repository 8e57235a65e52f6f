// SPDX-License-Identifier: Apache-2.0

#include "compared_files.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "picture_report.h"

namespace astcslang::cli {
namespace {

/// Whether the file is of a kind that --level, --layer and --face choose in.
bool isOneOfSeveral(const StoredFile& file) { return file.texture || file.picture.shape.pictureCount() > 1; }

/// The numbers of levels, layers or faces that are compared in both files.
struct Axis {
    std::vector<std::pair<uint32_t, uint32_t>> numbers;
    bool isCut = false; ///< There are more.
};

/// `a` and `b` are what options say of it. Of files that have not as many, the first `common` are compared.
Axis chooseAxis(const std::optional<uint32_t>& a, const std::optional<uint32_t>& b, uint32_t countA, uint32_t countB,
                uint32_t common) {
    Axis axis;
    if (a || b) {
        axis.numbers = {{a.value_or(0), b.value_or(0)}};
        return axis;
    }
    const uint32_t count = countA == countB ? countA : common;
    for (uint32_t number = 0; number < count; ++number) axis.numbers.emplace_back(number, number);
    axis.isCut = countA != countB;
    return axis;
}

/// "level 0" or "levels 0 to 3"
std::string describeLevels(uint32_t count) { return count == 1 ? "level 0" : fmt::format("levels 0 to {}", count - 1); }

} // namespace

Result<ComparedPair> ComparedPair::open(const Options& options, const ColorRule& rule) {
    Result<AnyFile> a = AnyFile::open(options.input, options.profile, options.picture.read);
    if (!a) return a.error();
    Result<AnyFile> b = AnyFile::open(options.secondInput, options.profile, options.picture.read);
    if (!b) return b.error();
    ColorRule full = rule;
    full.isProfileGiven = options.profile.has_value();
    full.exposures = options.compare.exposures;
    ComparedPair pair(options, full, *std::move(a), *std::move(b));
    if (Result<void> chosen = pair.choosePlaces(); !chosen) return chosen.error();
    return pair;
}

/// The first picture of each file tells its shape.
Result<void> ComparedPair::choosePlaces() {
    const CompareOptions& compare = options_->compare;
    const PlaceOfSide a = compare.placeA.over(compare.place), b = compare.placeB.over(compare.place);
    const Result<StoredFile> firstA = a_.read(a.place());
    if (!firstA) return firstA.error();
    const Result<StoredFile> firstB = b_.read(b.place());
    if (!firstB) return firstB.error();
    for (const auto& [path, file, side] : {std::tuple(&options_->input, &*firstA, &compare.placeA),
                                           std::tuple(&options_->secondInput, &*firstB, &compare.placeB)}) {
        if (isOneOfSeveral(*file) || !side->isGiven()) continue;
        return Error{ErrorCode::InvalidArgument,
                     *path + ": is no texture, of which --level, --layer and --face could choose a picture"};
    }
    if (!isOneOfSeveral(*firstA) && !isOneOfSeveral(*firstB) && compare.place.isGiven()) {
        return Error{ErrorCode::InvalidArgument, fmt::format("{}, {}: neither is a texture, of which --level, --layer "
                                                             "and --face could choose a picture",
                                                             options_->input, options_->secondInput)};
    }
    shapeA_ = firstA->picture.shape;
    shapeB_ = firstB->picture.shape;
    const uint32_t layersA = std::max(1u, shapeA_.layerCount), layersB = std::max(1u, shapeB_.layerCount);
    const Axis levels = chooseAxis(a.level, b.level, shapeA_.levelCount, shapeB_.levelCount,
                                   std::min(shapeA_.levelCount, shapeB_.levelCount));
    const Axis layers = chooseAxis(a.layer, b.layer, layersA, layersB, 1);
    const Axis faces = chooseAxis(a.face, b.face, shapeA_.faceCount, shapeB_.faceCount, 1);
    shape_ = {static_cast<uint32_t>(levels.numbers.size()), static_cast<uint32_t>(layers.numbers.size()),
              static_cast<uint32_t>(faces.numbers.size())};
    for (const auto& level : levels.numbers) {
        for (const auto& layer : layers.numbers) {
            for (const auto& face : faces.numbers) {
                places_.push_back({{level.first, layer.first, face.first}, {level.second, layer.second, face.second}});
            }
        }
    }
    std::string parts = levels.isCut ? describeLevels(shape_.levelCount) : "";
    if (layers.isCut) parts += (parts.empty() ? "" : ", ") + std::string("layer 0");
    if (faces.isCut) parts += (parts.empty() ? "" : ", ") + std::string("face 0");
    if (parts.empty()) return {};
    isPartial_ = !a.isGiven() && !b.isGiven();
    areFacesOmitted_ = isPartial_ && (layers.isCut || faces.isCut);
    const auto describe = [](const PictureShape& shape) {
        const std::string words = describeShape(shape);
        return words.empty() ? "one picture" : words;
    };
    omission_ = fmt::format("only {} of {} ({}) and {} ({}) compared", parts, options_->input, describe(shapeA_),
                            options_->secondInput, describe(shapeB_));
    return {};
}

Result<StoredFile> ComparedPair::readSide(AnyFile& file, const std::string& path, const TexturePlace& place) {
    Result<StoredFile> stored = file.read(place);
    if (!stored || !areWarningsShown(*options_)) return stored;
    for (const std::string& warning : stored->picture.warnings) {
        if (shownWarnings_.insert(path + ": " + warning).second) reportWarnings(path, {warning});
    }
    return stored;
}

Result<ComparedFiles> ComparedPair::read(const ComparedPlace& place) {
    Result<StoredFile> a = readSide(a_, options_->input, place.a);
    if (!a) return a.error();
    Result<StoredFile> b = readSide(b_, options_->secondInput, place.b);
    if (!b) return b.error();
    return bringTogether(*std::move(a), *std::move(b), rule_);
}

std::string ComparedPair::describeAll() const {
    return places_.size() == 1 ? "" : fmt::format("{}: {}", places_.size(), describeShape(shape_));
}

std::string ComparedPair::nameOf(const ComparedPlace& place) const {
    const std::string a = describePlace(shapeA_, place.a), b = describePlace(shapeB_, place.b);
    if (a == b || b.empty()) return a;
    return a.empty() ? b : fmt::format("{} beside {}", a, b);
}

std::optional<BlockLayout> layoutOf(const Options& options, const ComparedFiles& files) {
    const DecodedFile &a = files.a, &b = files.b;
    const bool agree =
        !a.texture || !b.texture || (a.texture->footprint == b.texture->footprint && a.orientation == b.orientation);
    const DecodedFile& leader = a.texture ? a : b;
    if (options.compare.footprint) {
        return BlockLayout{*options.compare.footprint, agree ? leader.orientation : uint8_t{1}};
    }
    if (!agree || !leader.texture) return std::nullopt;
    return BlockLayout{leader.texture->footprint, leader.orientation};
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0

#include "compared_files.h"

#include <fmt/format.h>

#include "picture_report.h"

namespace astcslang::cli {
namespace {

/// Whether the file is of a kind that --level, --layer and --face choose in.
bool isOneOfSeveral(const StoredFile& file) { return file.texture || file.picture.shape.pictureCount() > 1; }

Result<StoredFile> readSide(const Options& options, const std::string& path, const PlaceOfSide& place) {
    Result<StoredFile> file =
        readAnyFile(path, options.profile, place.over(options.compare.place), options.picture.read);
    if (!file) return file;
    if (areWarningsShown(options)) reportWarnings(path, file->picture.warnings);
    if (isOneOfSeveral(*file) || !place.isGiven()) return file;
    return Error{ErrorCode::InvalidArgument,
                 path + ": is no texture, of which --level, --layer and --face could choose a picture"};
}

} // namespace

Result<ComparedFiles> readComparedFiles(const Options& options, const ColorRule& rule) {
    Result<StoredFile> a = readSide(options, options.input, options.compare.placeA);
    if (!a) return a.error();
    Result<StoredFile> b = readSide(options, options.secondInput, options.compare.placeB);
    if (!b) return b.error();
    if (!isOneOfSeveral(*a) && !isOneOfSeveral(*b) && options.compare.place != TexturePlace{}) {
        return Error{ErrorCode::InvalidArgument, fmt::format("{}, {}: neither is a texture, of which --level, --layer "
                                                             "and --face could choose a picture",
                                                             options.input, options.secondInput)};
    }
    ColorRule full = rule;
    full.isProfileGiven = options.profile.has_value();
    full.exposures = options.compare.exposures;
    return bringTogether(*std::move(a), *std::move(b), full);
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

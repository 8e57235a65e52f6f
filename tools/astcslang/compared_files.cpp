// SPDX-License-Identifier: Apache-2.0

#include "compared_files.h"

#include <fmt/format.h>

namespace astcslang::cli {

Result<ComparedFiles> readComparedFiles(const Options& options, const ColorRule& rule) {
    const TexturePlace& place = options.compare.place;
    const uint64_t maxTexels = options.picture.read.maxTexels;
    Result<StoredFile> a = readAnyFile(options.input, options.profile, place, maxTexels);
    if (!a) return a.error();
    Result<StoredFile> b = readAnyFile(options.secondInput, options.profile, place, maxTexels);
    if (!b) return b.error();
    if (!a->texture && !b->texture && place != TexturePlace{}) {
        return Error{ErrorCode::InvalidArgument, fmt::format("{}, {}: neither is a texture, of which --level, --layer "
                                                             "and --face could choose a picture",
                                                             options.input, options.secondInput)};
    }
    ColorRule full = rule;
    full.isProfileGiven = options.profile.has_value();
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

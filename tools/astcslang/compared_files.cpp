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
    Result<std::pair<DecodedFile, DecodedFile>> files = bringTogether(*std::move(a), *std::move(b), rule);
    if (!files) return files.error();
    return ComparedFiles{std::move(files->first), std::move(files->second)};
}

std::optional<Footprint> footprintOf(const Options& options, const ComparedFiles& files) {
    const auto& [a, b] = files;
    if (options.compare.footprint) return options.compare.footprint;
    if (a.texture && b.texture && a.texture->footprint != b.texture->footprint) return std::nullopt;
    if (!a.texture && !b.texture) return std::nullopt;
    return (a.texture ? a : b).texture->footprint;
}

} // namespace astcslang::cli

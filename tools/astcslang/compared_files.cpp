// SPDX-License-Identifier: Apache-2.0

#include "compared_files.h"

#include <fmt/format.h>

namespace astcslang::cli {

Result<ComparedFiles> readComparedFiles(const Options& options) {
    const TexturePlace& place = options.compare.place;
    Result<DecodedFile> a = readAnyFile(options.input, options.profile, place);
    if (!a) return a.error();
    Result<DecodedFile> b = readAnyFile(options.secondInput, options.profile, place);
    if (!b) return b.error();
    if (!a->texture && !b->texture && place != TexturePlace{}) {
        return Error{ErrorCode::InvalidArgument, fmt::format("{}, {}: neither is a texture, of which --level, --layer "
                                                             "and --face could choose a picture",
                                                             options.input, options.secondInput)};
    }
    return ComparedFiles{*std::move(a), *std::move(b)};
}

} // namespace astcslang::cli

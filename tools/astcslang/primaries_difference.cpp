// SPDX-License-Identifier: Apache-2.0
#include "primaries_difference.h"

#include <optional>

#include <fmt/format.h>

namespace astcslang::cli {
namespace {

/// What the file's count as; nothing where they may be any. The reason names the file's own word, if there is one.
std::optional<ColorPrimaries> primariesOf(const StoredFile& file) {
    const Picture& picture = file.picture;
    if (picture.format == kAstcName) return std::nullopt;
    if (picture.primaries) return picture.primaries;
    const bool isFloat = std::holds_alternative<std::vector<float>>(picture.samples);
    const bool mayBeData = picture.isTransferTagged && picture.transfer.kind == TransferKind::Linear && !isFloat;
    if (mayBeData) return std::nullopt;
    return ColorPrimaries{kBt709Primaries, "not told"};
}

std::string describe(const std::string& path, const ColorPrimaries& primaries) {
    const std::string name =
        primaries.code == kUnspecifiedPrimaries ? "none with a name" : nameOfPrimaries(primaries.code);
    return fmt::format("{} ({}) of {}", name, primaries.reason, path);
}

} // namespace

std::string describePrimariesDifference(const StoredFile& a, const StoredFile& b) {
    const std::optional<ColorPrimaries> ofA = primariesOf(a), ofB = primariesOf(b);
    if (!ofA || !ofB || ofA->code == ofB->code) return "";
    return fmt::format("primaries differ and are not converted: {}, {}", describe(a.path, *ofA),
                       describe(b.path, *ofB));
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "reactions.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "picture_color.h"

namespace astcslang::cli {
void addNoWarnOption(CLI::App& app, Reactions& reactions) {
    app.add_flag("--no-warn", reactions.areWarningsHidden, "No warnings on standard error");
}

void addReactionOptions(CLI::App& app, Reactions& reactions) {
    const auto add = [&](const char* name, bool& target, const char* about) {
        return app.add_flag(name, target, about);
    };
    CLI::Option* warned =
        add("--warn-on-color-conversions", reactions.isConversionWarned, "Warn where a transfer function is converted");
    add("--fail-on-color-conversions", reactions.isConversionRefused, "Refuse pictures that would need it")
        ->excludes(warned);
    warned = add("--warn-on-origin-changes", reactions.isOriginChangeWarned,
                 "Warn where a picture is turned upside down for its texture coordinates");
    add("--fail-on-origin-changes", reactions.isOriginChangeRefused, "Refuse pictures that would need it")
        ->excludes(warned);
}

Result<void> react(Picture& picture, bool isFlippedByOrigin, const Reactions& reactions) {
    if (picture.convertedFrom) {
        const std::string change = fmt::format("from {} to {}", describeTransfer(*picture.convertedFrom),
                                               describeTransfer(toldTransfer(picture)));
        if (reactions.isConversionRefused) {
            return Error{ErrorCode::InvalidData, fmt::format("its colours would be converted {}, which "
                                                             "--fail-on-color-conversions forbids",
                                                             change)};
        }
        if (reactions.isConversionWarned) picture.warnings.push_back("its colours were converted " + change);
    }
    if (isFlippedByOrigin) {
        if (reactions.isOriginChangeRefused)
            return Error{ErrorCode::InvalidData,
                         "it would be turned upside down, which --fail-on-origin-changes forbids"};
        if (reactions.isOriginChangeWarned)
            picture.warnings.push_back("was turned upside down for its texture coordinates");
    }
    return {};
}

} // namespace astcslang::cli

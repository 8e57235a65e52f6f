// SPDX-License-Identifier: Apache-2.0
#include "color_choice.h"

#include "picture_color.h"

namespace astcslang::cli {
namespace {

/// toktx makes linear textures of PNG whose gAMA is at least 0.6.
constexpr double kLeastSrgbGamma = 1 / 0.6;

} // namespace

Profile chooseProfile(const Picture& first) {
    const TransferFunction& transfer = first.transfer;
    const bool isNearLinear = transfer.kind == TransferKind::Linear ||
                              (transfer.kind == TransferKind::Gamma && transfer.gamma <= kLeastSrgbGamma);
    const bool hasFloats = std::holds_alternative<std::vector<float>>(first.samples);
    return first.isTransferTagged && isNearLinear && !hasFloats ? Profile::Ldr : Profile::LdrSrgb;
}

std::optional<TransferKind> chooseConversion(const Picture& picture, const PictureOptions& options) {
    if (options.convertedTransfer) return options.convertedTransfer;
    const TransferFunction target = transferOf(options.profile);
    const bool isMeant = !options.isProfileTold || options.profile == Profile::LdrSrgb;
    const bool isKnown = picture.isTransferTagged && picture.transfer.kind != TransferKind::Unknown;
    if (!isMeant || !isKnown || options.lineForm == LineForm::Astcenc) return std::nullopt;
    const bool isRight =
        options.lineForm == LineForm::Toktx ? picture.transfer == target : areAlike(picture.transfer, target);
    return isRight ? std::nullopt : std::optional(target.kind);
}

} // namespace astcslang::cli

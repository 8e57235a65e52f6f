// SPDX-License-Identifier: Apache-2.0
#include "compared_colors.h"

#include <algorithm>
#include <new>

#include <fmt/format.h>

#include "picture_color.h"
#include "picture_geometry.h"
#include "picture_steps.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

std::string describeColors(const Picture& picture) {
    if (!picture.isTransferTagged) return "not told: " + picture.transferReason;
    return fmt::format("{} ({})", describeTransfer(picture.transfer), picture.transferReason);
}

/// What is still to be done to a file is its rounding; `colors` and `change` are those of DecodedFile.
struct ReadyFile {
    StoredFile stored;
    std::string colors = describeColors(stored.picture);
    std::string change = {};
};

DecodedFile finish(ReadyFile file) {
    std::string format = std::move(file.stored.picture.format);
    return {toImage8(std::move(file.stored.picture)), std::move(format), std::move(file.stored.texture),
            std::move(file.colors), std::move(file.change)};
}

/// Converts the picture if both functions are told and differ, and neither is an unknown one.
Result<void> convertTo(ReadyFile& file, const TransferFunction& target, bool isTargetTold) {
    Picture& picture = file.stored.picture;
    const bool isKnown = picture.isTransferTagged && picture.transfer.kind != TransferKind::Unknown;
    const bool isTargetKnown = isTargetTold && target.kind != TransferKind::Unknown;
    if (!isKnown || !isTargetKnown || areAlike(picture.transfer, target)) return {};
    if (Result<void> converted = convertTransfer(picture, target); !converted) {
        return inFile(file.stored.path, converted.error());
    }
    file.change = fmt::format("converted from {} to {}", file.colors, describeTransfer(target));
    return {};
}

Result<void> turnUpright(ReadyFile& file) {
    if (Result<void> done = makeUpright(file.stored.picture); !done) return inFile(file.stored.path, done.error());
    return {};
}

bool hasIntegers(const Picture& picture) { return !std::holds_alternative<std::vector<float>>(picture.samples); }

/// Light of 0 to `range` as sRGB codes of 0 to 1.
void showLight(Picture& picture, const std::optional<double>& rgbm, double range) {
    const TransferFunction linear{TransferKind::Linear, 0, {}}, srgb;
    if (rgbm) {
        decodeRgbm(picture, *rgbm);
    } else {
        convertSamples(picture, picture.transfer, linear);
    }
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t i = 0; i < samples.size(); ++i) {
        const double share = i % 4 == 3 ? 1 : samples[i] / range;
        samples[i] = share >= 0 ? static_cast<float>(std::min(share, 1.0)) : 0.0f; // NaN: 0
    }
    convertSamples(picture, linear, srgb);
    picture.transfer = srgb;
    picture.hasAlpha = false;
}

Result<void> toLight(ReadyFile& file, double range) {
    Picture& picture = file.stored.picture;
    if (picture.transfer.kind == TransferKind::Unknown) {
        return inFile(file.stored.path, {ErrorCode::Unsupported,
                                         fmt::format("its colours are {}, of which the light is not known, as RGBM "
                                                     "needs it; --as-stored compares numbers",
                                                     picture.transfer.name)});
    }
    try {
        showLight(picture, file.stored.rgbm, range);
    } catch (const std::bad_alloc&) {
        return inFile(file.stored.path, {ErrorCode::OutOfMemory, "not enough memory to convert it"});
    }
    const std::string source = file.stored.rgbm ? fmt::format("RGBM of 0 to {}", *file.stored.rgbm) : "light";
    file.change = fmt::format("{}, shown as sRGB codes of light / {}", source, range);
    return turnUpright(file);
}

/// The range of light that both are shown in, if one of them is RGBM; all that is RGBM then has a range.
std::optional<double> settleRgbm(StoredFile& a, StoredFile& b, const std::optional<double>& given) {
    for (StoredFile* file : {&a, &b}) {
        if (file->texture && given) file->rgbm = given;
    }
    const std::optional<double> range = std::max({a.rgbm, b.rgbm, given}); // none is less than any
    for (StoredFile* file : {&a, &b}) {
        if (range && !file->texture && hasIntegers(file->picture) && file->picture.hasAlpha) file->rgbm = range;
    }
    return range;
}

} // namespace

Result<std::pair<DecodedFile, DecodedFile>> bringTogether(StoredFile a, StoredFile b, const ColorRule& rule) {
    const std::optional<double> range = rule.isAsStored ? std::nullopt : settleRgbm(a, b, rule.rgbm);
    ReadyFile readyA{std::move(a)}, readyB{std::move(b)};
    for (ReadyFile* file : {&readyA, &readyB}) {
        if (Result<void> done = range ? toLight(*file, *range) : turnUpright(*file); !done) return done.error();
    }
    if (!range && !rule.isAsStored) {
        const bool isByB = readyB.stored.texture && !readyA.stored.texture;
        ReadyFile& changed = isByB ? readyA : readyB;
        const Picture& leader = (isByB ? readyB : readyA).stored.picture;
        if (Result<void> done = convertTo(changed, leader.transfer, leader.isTransferTagged); !done) {
            return done.error();
        }
    }
    return std::pair(finish(std::move(readyA)), finish(std::move(readyB)));
}

Result<DecodedFile> inCodesOf(const TextureColors& texture, Profile profile, StoredFile picture) {
    ReadyFile file{std::move(picture)};
    if (texture.rgbm && !hasIntegers(file.stored.picture)) {
        if (Result<void> done = encodeRgbm(file.stored.picture, *texture.rgbm, profile); !done) {
            return inFile(file.stored.path, done.error());
        }
        file.change = file.stored.picture.notes.back();
    }
    if (Result<void> done = turnUpright(file); !done) return done.error();
    if (Result<void> done = convertTo(file, texture.transfer, texture.isTransferTold); !done) return done.error();
    return finish(std::move(file));
}

} // namespace astcslang::cli

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

/// Whether the numbers stand for something: an .astc file does not tell, and of a picture that does not there is a
/// rule.
bool hasMeaning(const StoredFile& file) { return file.picture.isTransferTagged || !file.texture; }

std::string describeColors(const StoredFile& file) {
    const Picture& picture = file.picture;
    if (!hasMeaning(file)) return "not told: " + picture.transferReason;
    return fmt::format("{} ({})", describeTransfer(picture.transfer), picture.transferReason);
}

/// What is still to be done to a file is its rounding; `colors` and `change` are those of DecodedFile.
struct ReadyFile {
    StoredFile stored;
    std::string colors = describeColors(stored);
    std::string change = {};
    uint8_t orientation = stored.texture ? stored.picture.orientation : uint8_t{1};

    void addChange(const std::string& what) { change += (change.empty() ? "" : ", ") + what; }
};

DecodedFile finish(ReadyFile file) {
    std::string format = std::move(file.stored.picture.format);
    return {toImage8(std::move(file.stored.picture)),
            std::move(format),
            std::move(file.stored.texture),
            std::move(file.colors),
            std::move(file.change),
            file.orientation};
}

/// What a file is converted to.
struct Target {
    TransferFunction transfer;
    bool hasMeaning = false;
    bool mayBeData = false; ///< A linear texture without primaries.
};

Target targetOf(const StoredFile& leader) {
    const bool isLinear = leader.picture.transfer.kind == TransferKind::Linear;
    return {leader.picture.transfer, hasMeaning(leader), isLinear && leader.texture && !leader.picture.primaries};
}

/// Converts the picture if both functions have a meaning and differ, and neither is an unknown one.
Result<void> convertTo(ReadyFile& file, const Target& target) {
    Picture& picture = file.stored.picture;
    const bool isKnown = hasMeaning(file.stored) && picture.transfer.kind != TransferKind::Unknown;
    const bool isTargetKnown = target.hasMeaning && target.transfer.kind != TransferKind::Unknown;
    if (!isKnown || !isTargetKnown || areAlike(picture.transfer, target.transfer)) return {};
    if (!picture.isTransferTagged && target.mayBeData) {
        file.addChange("taken for data, since it is not tagged and the linear texture tells no primaries");
        return {};
    }
    if (Result<void> converted = convertTransfer(picture, target.transfer); !converted) {
        return inFile(file.stored.path, converted.error());
    }
    file.addChange(fmt::format("converted from {} to {}", file.colors, describeTransfer(target.transfer)));
    return {};
}

/// Multiplies what is not multiplied by alpha.
Result<void> multiplyByAlpha(ReadyFile& file) {
    Picture& picture = file.stored.picture;
    if (picture.isPremultiplied || !picture.hasAlpha) return {};
    if (Result<void> done = premultiplyAlpha(picture); !done) return inFile(file.stored.path, done.error());
    file.addChange("colours multiplied by alpha");
    return {};
}

Result<void> turnUpright(ReadyFile& file) {
    if (Result<void> done = makeUpright(file.stored.picture); !done) return inFile(file.stored.path, done.error());
    if (file.orientation != 1) file.addChange(file.stored.picture.notes.back());
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
    file.addChange(fmt::format("{}, shown as sRGB codes of light / {}", source, range));
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

Result<ComparedFiles> bringTogether(StoredFile a, StoredFile b, const ColorRule& rule) {
    const std::optional<double> range = rule.isAsStored ? std::nullopt : settleRgbm(a, b, rule.rgbm);
    for (StoredFile* file : {&a, &b}) {
        if (rule.isAsStored && !rule.isUpright && file->texture) file->picture.orientation = 1;
    }
    ReadyFile readyA{std::move(a)}, readyB{std::move(b)};
    for (ReadyFile* file : {&readyA, &readyB}) {
        if (Result<void> done = range ? toLight(*file, *range) : turnUpright(*file); !done) return done.error();
    }
    TransferFunction transfer;
    if (!range && !rule.isAsStored) {
        const bool isByB = readyB.stored.texture && !readyA.stored.texture;
        const Target target = targetOf((isByB ? readyB : readyA).stored);
        if (Result<void> done = convertTo(isByB ? readyA : readyB, target); !done) return done.error();
        if (target.transfer.kind != TransferKind::Unknown) transfer = target.transfer;
        if (readyA.stored.picture.isPremultiplied || readyB.stored.picture.isPremultiplied) {
            for (ReadyFile* file : {&readyA, &readyB}) {
                if (Result<void> done = multiplyByAlpha(*file); !done) return done.error();
            }
        }
    }
    return ComparedFiles{finish(std::move(readyA)), finish(std::move(readyB)), transfer};
}

Result<DecodedFile> inCodesOf(const TextureColors& texture, Profile profile, StoredFile picture) {
    ReadyFile file{std::move(picture)};
    if (texture.rgbm && !hasIntegers(file.stored.picture)) {
        if (Result<void> done = encodeRgbm(file.stored.picture, *texture.rgbm, profile); !done) {
            return inFile(file.stored.path, done.error());
        }
        file.addChange(file.stored.picture.notes.back());
    }
    if (Result<void> done = turnUpright(file); !done) return done.error();
    const bool mayBeData = texture.transfer.kind == TransferKind::Linear && texture.primaries == kUnspecifiedPrimaries;
    if (Result<void> done = convertTo(file, {texture.transfer, texture.isTransferTold, mayBeData}); !done) {
        return done.error();
    }
    if (texture.isPremultiplied) {
        if (Result<void> done = multiplyByAlpha(file); !done) return done.error();
    }
    file.stored.picture.orientation = texture.orientation; // turns upright pictures to it
    if (Result<void> done = turnUpright(file); !done) return done.error();
    return finish(std::move(file));
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "compared_colors.h"

#include <algorithm>
#include <array>
#include <new>

#include <fmt/format.h>

#include "exposure_error.h"
#include "picture_color.h"
#include "picture_equality.h"
#include "picture_geometry.h"
#include "picture_steps.h"
#include "primaries_difference.h"
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
    bool has8Bits = std::holds_alternative<std::vector<uint8_t>>(stored.picture.samples); ///< In the file.
    bool isClamped = false;
    bool isConverted = false; ///< To values that its codes do not have.

    void addChange(const std::string& what) { change += (change.empty() ? "" : ", ") + what; }
};

DecodedFile finish(ReadyFile file) {
    std::string format = std::move(file.stored.picture.format);
    return {toImage8(std::move(file.stored.picture)),
            std::move(format),
            std::move(file.stored.texture),
            std::move(file.colors),
            std::move(file.change),
            file.orientation,
            file.stored.swizzle,
            file.has8Bits,
            file.isClamped};
}

/// What the 8 bits of both do not show of their equality; before they are rounded. `wereIdentical` is of the files.
bool areEqualBeyond8Bits(const ReadyFile& a, const ReadyFile& b, bool wereIdentical) {
    if (wereIdentical) return true;
    if (a.isClamped || b.isClamped) return false;
    if (!a.isConverted && !b.isConverted) return haveEqualValues(a.stored.picture, b.stored.picture);
    return a.has8Bits || b.has8Bits || areEqualIn16Bits(a.stored.picture, b.stored.picture);
}

/// What a file is converted to.
struct Target {
    TransferFunction transfer;
    bool hasMeaning = false;
    bool mayBeData = false; ///< See mayBeData().
    bool isUntagged = false;
};

bool hasIntegers(const Picture& picture) { return !std::holds_alternative<std::vector<float>>(picture.samples); }

/// Whether the file says that its integers are linear, but not in which primaries: so --linear makes textures of
/// pictures that are not tagged, and `decode` pictures of those. Floats are light.
bool mayBeData(const StoredFile& file) {
    const Picture& picture = file.picture;
    return picture.isTransferTagged && picture.transfer.kind == TransferKind::Linear && !picture.primaries &&
           hasIntegers(picture);
}

Target targetOf(const StoredFile& leader) {
    return {leader.picture.transfer, hasMeaning(leader), mayBeData(leader), !leader.picture.isTransferTagged};
}

/// Converts the picture if both functions have a meaning and differ, and neither is an unknown one.
Result<void> convertTo(ReadyFile& file, const Target& target) {
    Picture& picture = file.stored.picture;
    const bool isKnown = hasMeaning(file.stored) && picture.transfer.kind != TransferKind::Unknown;
    const bool isTargetKnown = target.hasMeaning && target.transfer.kind != TransferKind::Unknown;
    if (!isKnown || !isTargetKnown || areAlike(picture.transfer, target.transfer)) return {};
    if (!picture.isTransferTagged && target.mayBeData) {
        file.addChange("taken for data, since it is not tagged and the linear file tells no primaries");
        return {};
    }
    if (target.isUntagged && mayBeData(file.stored)) {
        file.addChange("codes stay, since it tells no primaries and the other file is not tagged: taken for data");
        return {};
    }
    if (Result<void> converted = convertTransfer(picture, target.transfer); !converted) {
        return inFile(file.stored.path, converted.error());
    }
    file.isConverted = true;
    file.addChange(fmt::format("converted from {} to {}", file.colors, describeTransfer(target.transfer)));
    return {};
}

/// Multiplies what is not multiplied by alpha.
Result<void> multiplyByAlpha(ReadyFile& file) {
    Picture& picture = file.stored.picture;
    if (picture.isPremultiplied || !picture.hasAlpha) return {};
    if (Result<void> done = premultiplyAlpha(picture); !done) return inFile(file.stored.path, done.error());
    file.isConverted = true;
    file.addChange("colours multiplied by alpha");
    return {};
}

/// What shaders read of a texture.
void readAsShaders(ReadyFile& file) {
    const Swizzle& swizzle = file.stored.swizzle;
    if (swizzle.isIdentity()) return;
    applySwizzle(file.stored.picture, swizzle);
    file.addChange(fmt::format("read by KTXswizzle {}", swizzle.text()));
}

/// Gives the picture the constants that shaders read of a texture instead of channels, so that these do not count.
void keepWhatIsRead(ReadyFile& file, const Swizzle& swizzle) {
    Swizzle constants;
    for (size_t channel = 0; channel < 4; ++channel) {
        const char source = swizzle.sources[channel];
        if (source == '0' || source == '1') constants.sources[channel] = source;
    }
    if (constants.isIdentity()) return;
    applySwizzle(file.stored.picture, constants);
    file.addChange(fmt::format("channels that KTXswizzle {} does not read left out", swizzle.text()));
}

/// Clamped and upright.
Result<void> turnUpright(ReadyFile& file) {
    if (const OutsideUnit outside = countOutsideUnit(file.stored.picture); !outside.isNone()) {
        file.isClamped = true;
        const auto tell = [&](size_t count, const char* what) {
            if (count != 0) file.addChange(fmt::format("{} {}", count, what));
        };
        tell(outside.finiteCount, "values outside 0 to 1 clamped");
        tell(outside.nanCount, "values that are no numbers (NaN) taken for 0");
        tell(outside.infiniteCount, "infinite values taken for 0 or 1");
    }
    if (Result<void> done = makeUpright(file.stored.picture); !done) return inFile(file.stored.path, done.error());
    if (file.orientation != 1) file.addChange(file.stored.picture.notes.back());
    return {};
}

/// Light of 0 to `range` as sRGB codes of 0 to 1. How many values are cut.
size_t showLight(Picture& picture, const std::optional<double>& rgbm, double range) {
    const TransferFunction linear{TransferKind::Linear, 0, {}}, srgb;
    if (rgbm) {
        decodeRgbm(picture, *rgbm);
    } else {
        convertSamples(picture, picture.transfer, linear);
    }
    constexpr double kMostRounded = 1 + 1e-6; // of light that floats have rounded
    size_t cutCount = 0;
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t i = 0; i < samples.size(); ++i) {
        const double share = i % 4 == 3 ? 1 : samples[i] / range;
        cutCount += share >= 0 && share <= kMostRounded ? 0 : 1;
        samples[i] = share >= 0 ? static_cast<float>(std::min(share, 1.0)) : 0.0f; // NaN: 0
    }
    convertSamples(picture, linear, srgb);
    picture.transfer = srgb;
    picture.hasAlpha = false;
    return cutCount;
}

Result<void> toLight(ReadyFile& file, double range) {
    Picture& picture = file.stored.picture;
    if (picture.transfer.kind == TransferKind::Unknown) {
        return inFile(file.stored.path, {ErrorCode::Unsupported,
                                         fmt::format("its colours are {}, of which the light is not known, as RGBM "
                                                     "needs it; --as-stored compares numbers",
                                                     picture.transfer.name)});
    }
    size_t cutCount = 0;
    try {
        cutCount = showLight(picture, file.stored.rgbm, range);
    } catch (const std::bad_alloc&) {
        return inFile(file.stored.path, {ErrorCode::OutOfMemory, "not enough memory to convert it"});
    }
    const std::string source = file.stored.rgbm ? fmt::format("RGBM of 0 to {}", *file.stored.rgbm) : "light";
    file.addChange(fmt::format("{}, shown as sRGB codes of light / {}", source, range));
    file.isConverted = true;
    if (cutCount != 0) {
        file.isClamped = true;
        file.addChange(fmt::format("{} values outside 0 to {} clamped", cutCount, range));
    }
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

/// An .astc file is linear if the other file says that its integers are. Floats are light, which tells nothing of
/// codes: beside them it is what `decode` takes it for.
Result<void> adoptTransfer(ReadyFile& file, const StoredFile& other, const ColorRule& rule) {
    StoredFile& stored = file.stored;
    if (!stored.texture || stored.picture.format != kAstcName) return {};
    if (!other.picture.isTransferTagged) {
        if (!other.texture && !rule.isAsStored)
            file.addChange("codes are compared, since no file tells what they mean");
        return {};
    }
    if (!hasIntegers(other.picture) && !rule.isAsStored) {
        stored.picture.isTransferTagged = true;
        stored.picture.transferReason = "as decode takes .astc, which does not tell";
        file.colors = describeColors(stored);
        if (!rule.isProfileGiven) file.addChange("taken for " + file.colors);
        return {};
    }
    const bool isLinear = other.picture.transfer.kind == TransferKind::Linear && hasIntegers(other.picture);
    if (rule.isProfileGiven || !isLinear) return {};
    stored.texture->profile = Profile::Ldr;
    Result<Image> image = decodeTexture(*stored.texture);
    if (!image) return inFile(stored.path, image.error());
    stored.picture.samples = std::move(image->texels);
    stored.picture.transfer = other.picture.transfer;
    file.colors = "linear, as the other file, since .astc does not tell";
    file.addChange("taken for " + file.colors);
    return {};
}

/// Both have what a function says of them; the function of what they are then.
Result<TransferFunction> bringToOneSpace(ReadyFile& a, ReadyFile& b) {
    const bool isByB = b.stored.texture && !a.stored.texture;
    const Target target = targetOf((isByB ? b : a).stored);
    if (Result<void> done = convertTo(isByB ? a : b, target); !done) return done.error();
    if (a.stored.picture.isPremultiplied || b.stored.picture.isPremultiplied) {
        for (ReadyFile* file : {&a, &b}) {
            if (Result<void> done = multiplyByAlpha(*file); !done) return done.error();
        }
    }
    return target.transfer.kind == TransferKind::Unknown ? TransferFunction() : target.transfer;
}

/// Multi-exposure PSNR, if one file is a picture of floats and both can become light of one size. Before anything is
/// clamped or upright.
Result<std::optional<double>> measureExposures(const StoredFile& a, const StoredFile& b, ExposureRange range) {
    const bool isMultiplied = a.picture.isPremultiplied || b.picture.isPremultiplied;
    std::array<std::optional<Picture>, 2> lights;
    bool isWanted = !hasIntegers(a.picture) || !hasIntegers(b.picture);
    for (const StoredFile* file : {&a, &b}) {
        isWanted &= hasMeaning(*file) && file->picture.transfer.kind != TransferKind::Unknown;
    }
    if (!isWanted) return std::optional<double>();
    for (const auto& [file, light] : {std::pair(&a, &lights[0]), std::pair(&b, &lights[1])}) {
        Result<Picture> made = lightOf(file->picture, file->rgbm, isMultiplied);
        if (!made) return inFile(file->path, made.error());
        light->emplace(*std::move(made));
    }
    if (lights[0]->width != lights[1]->width || lights[0]->height != lights[1]->height) return std::optional<double>();
    return std::optional(measureExposurePsnr(*lights[0], *lights[1], range));
}

} // namespace

Result<ComparedFiles> bringTogether(StoredFile a, StoredFile b, const ColorRule& rule) {
    const bool areSame = areIdentical(a.picture, b.picture) && a.swizzle == b.swizzle && a.rgbm == b.rgbm &&
                         a.texture.has_value() == b.texture.has_value();
    const std::optional<double> range = rule.isAsStored ? std::nullopt : settleRgbm(a, b, rule.rgbm);
    for (StoredFile* file : {&a, &b}) {
        if (rule.isAsStored && !rule.isUpright && file->texture) file->picture.orientation = 1;
    }
    ReadyFile readyA{std::move(a)}, readyB{std::move(b)};
    for (const auto& [file, other] : {std::pair(&readyA, &readyB), std::pair(&readyB, &readyA)}) {
        if (Result<void> done = adoptTransfer(*file, other->stored, rule); !done) return done.error();
        if (!rule.isAsStored) readAsShaders(*file);
    }
    std::string note;
    std::optional<double> exposurePsnr;
    if (!rule.isAsStored) {
        note = describePrimariesDifference(readyA.stored, readyB.stored);
        Result<std::optional<double>> measured = measureExposures(readyA.stored, readyB.stored, rule.exposures);
        if (!measured) return measured.error();
        exposurePsnr = *measured;
    }
    for (ReadyFile* file : {&readyA, &readyB}) {
        if (Result<void> done = range ? toLight(*file, *range) : turnUpright(*file); !done) return done.error();
    }
    TransferFunction transfer;
    if (!range && !rule.isAsStored) {
        const Result<TransferFunction> common = bringToOneSpace(readyA, readyB);
        if (!common) return common.error();
        transfer = *common;
    }
    const bool isEqualBeyond8Bits = areEqualBeyond8Bits(readyA, readyB, areSame);
    ComparedFiles files{finish(std::move(readyA)), finish(std::move(readyB)), transfer};
    files.note = std::move(note);
    files.exposurePsnr = exposurePsnr;
    files.isEqual = isEqualBeyond8Bits && files.areImagesEqual();
    return files;
}

Result<DecodedFile> inCodesOf(const TextureColors& texture, Profile profile, StoredFile picture) {
    ReadyFile file{std::move(picture)};
    readAsShaders(file);
    if (texture.rgbm && !hasIntegers(file.stored.picture)) {
        if (Result<void> done = encodeRgbm(file.stored.picture, *texture.rgbm, profile); !done) {
            return inFile(file.stored.path, done.error());
        }
        file.addChange(file.stored.picture.notes.back());
    }
    if (Result<void> done = turnUpright(file); !done) return done.error();
    const bool mayBeData = texture.transfer.kind == TransferKind::Linear && texture.primaries == kUnspecifiedPrimaries;
    const std::optional<ColorPrimaries>& primaries = file.stored.picture.primaries;
    if (primaries && texture.primaries != kUnspecifiedPrimaries && primaries->code != texture.primaries) {
        file.addChange(fmt::format("primaries not converted from {} to {}", nameOfPrimaries(primaries->code),
                                   nameOfPrimaries(texture.primaries)));
    }
    if (Result<void> done = convertTo(file, {texture.transfer, texture.isTransferTold, mayBeData, false}); !done) {
        return done.error();
    }
    if (texture.isPremultiplied && texture.swizzle.sources[3] == 'a') {
        if (Result<void> done = multiplyByAlpha(file); !done) return done.error();
    }
    keepWhatIsRead(file, texture.swizzle);
    file.stored.picture.orientation = texture.orientation; // turns upright pictures to it
    if (Result<void> done = turnUpright(file); !done) return done.error();
    return finish(std::move(file));
}

} // namespace astcslang::cli

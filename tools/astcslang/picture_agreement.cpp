// SPDX-License-Identifier: Apache-2.0
#include "picture_agreement.h"

#include <algorithm>

#include <fmt/format.h>

#include "file_names.h"

namespace astcslang::cli {
namespace {

/// Whether the texture has alpha of a channel of the picture.
bool hasTextureAlpha(const Picture& picture, const Options& options) {
    const char source = options.inputSwizzle.value_or(Swizzle{}).sources[3];
    return source == 'a' ? picture.hasAlpha : source != '0' && source != '1';
}

/// Of an output that is not KTX2, which tells less.
const char* nameOfContainer(const Options& options) {
    return hasExtension(options.output, kKtx1Extension) ? "KTX 1" : ".astc";
}

} // namespace

Result<void> PictureAgreement::add(Picture& picture, const std::string& path) {
    isConverted_ |= picture.convertedFrom.has_value();
    if (Result<void> added = addPrimaries(picture, path); !added) return added;
    return addAlpha(picture, path);
}

Result<void> PictureAgreement::addPrimaries(Picture& picture, const std::string& path) {
    if (options_.texture.primaries || options_.picture.isNormalMap) return {};
    if (!picture.primaries) {
        if (primaries_.value_or(kBt709Primaries) != kBt709Primaries) {
            picture.warnings.push_back(fmt::format("does not tell its primaries; the texture's, {}, are those of {}",
                                                   nameOfPrimaries(*primaries_), primariesPath_));
        }
        if (untoldPath_.empty()) untoldPath_ = path;
        return {};
    }
    const auto& [code, reason] = *picture.primaries;
    if (!primaries_ && !untoldPath_.empty() && code != kBt709Primaries) {
        picture.warnings.push_back(fmt::format("its primaries, {} ({}), become the texture's, also for {}, which does "
                                               "not tell any",
                                               nameOfPrimaries(code), reason, untoldPath_));
    }
    if (code == kUnspecifiedPrimaries) {
        picture.warnings.push_back(fmt::format(
            "its primaries ({}) are none that KTX2 has a number for; the texture does not tell them", reason));
    } else if (code != kBt709Primaries && !options_.isRoundTrip && !writesKtx2(options_)) {
        picture.warnings.push_back(fmt::format("its primaries are {} ({}), which {} cannot tell", nameOfPrimaries(code),
                                               reason, nameOfContainer(options_)));
    }
    if (!primaries_) {
        primaries_ = code;
        primariesPath_ = path;
    } else if (*primaries_ != code) {
        return Error{ErrorCode::InvalidData,
                     fmt::format("its primaries are {} ({}), those of {} {}; --assign-primaries says what the texture "
                                 "has",
                                 nameOfPrimaries(code), reason, primariesPath_, nameOfPrimaries(*primaries_))};
    }
    return {};
}

Result<void> PictureAgreement::addAlpha(Picture& picture, const std::string& path) {
    if (picture.isPremultiplied && !options_.isRoundTrip && !writesKtx2(options_)) {
        picture.warnings.push_back(
            fmt::format("its colours are multiplied by alpha, which {} cannot tell", nameOfContainer(options_)));
    }
    if (options_.picture.isPremultiplied && !hasTextureAlpha(picture, options_)) {
        picture.warnings.push_back("has no alpha that its colours could be multiplied by, as --premultiplied says");
    }
    if (!picture.hasAlpha || options_.picture.isPremultiplied) return {};
    if (!isPremultiplied_) {
        isPremultiplied_ = picture.isPremultiplied;
        alphaPath_ = path;
    } else if (*isPremultiplied_ != picture.isPremultiplied) {
        const auto words = [](bool is) { return is ? "are" : "are not"; };
        return Error{ErrorCode::InvalidData,
                     fmt::format("its colours {} multiplied by alpha, those of {} {}; --premultiply-alpha multiplies "
                                 "what is not",
                                 words(picture.isPremultiplied), alphaPath_, words(*isPremultiplied_))};
    }
    return {};
}

uint8_t PictureAgreement::primaries() const {
    if (options_.texture.primaries) return *options_.texture.primaries;
    if (options_.picture.isNormalMap) return kUnspecifiedPrimaries;
    const bool areColors = options_.encode.profile == Profile::LdrSrgb || isConverted_;
    return primaries_.value_or(areColors ? kBt709Primaries : kUnspecifiedPrimaries);
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
#include "untold_alpha.h"

#include <fmt/format.h>

namespace astcslang::cli {
namespace {

bool isAlphaAll(const Picture& picture, uint8_t value) {
    const auto& samples = std::get<std::vector<uint8_t>>(picture.samples);
    for (size_t alpha = 3; alpha < samples.size(); alpha += 4) {
        if (samples[alpha] != value) return false;
    }
    return true;
}

void makeOpaque(Picture& picture) {
    auto& samples = std::get<std::vector<uint8_t>>(picture.samples);
    for (size_t alpha = 3; alpha < samples.size(); alpha += 4) samples[alpha] = 255;
    picture.hasAlpha = false;
    --picture.channelCount;
}

} // namespace

void settleUntoldAlpha(Picture& picture) {
    const bool isZero = isAlphaAll(picture, 0);
    if (isZero || isAlphaAll(picture, 255)) {
        makeOpaque(picture);
        if (isZero) picture.notes.push_back("taken for opaque: its header tells no alpha, and all there is of it is 0");
        return;
    }
    picture.warnings.push_back("its header tells no alpha, but there is some, which is followed");
}

void dropAlpha(Picture& picture, const char* reason) {
    const bool isConstant = isAlphaAll(picture, 0) || isAlphaAll(picture, 255);
    makeOpaque(picture);
    if (!isConstant) picture.warnings.push_back(fmt::format("{}, so what stands there is left out", reason));
}

} // namespace astcslang::cli

// SPDX-License-Identifier: Apache-2.0
// Powers of products are products of powers, so that a value takes one power for all exposures.

#include "exposure_error.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <new>
#include <utility>
#include <vector>

#include "picture_color.h"
#include "picture_geometry.h"
#include "rgbm.h"

namespace astcslang::cli {
namespace {

constexpr double kGamma = 2.2;

double applyGamma(float light) { return light > 0 ? std::pow(static_cast<double>(light), 1 / kGamma) : 0; }

void multiplyByAlpha(Picture& picture) {
    auto& samples = std::get<std::vector<float>>(picture.samples);
    for (size_t i = 0; i < samples.size(); i += 4) {
        for (size_t channel = 0; channel < 3; ++channel) samples[i + channel] *= samples[i + 3];
    }
    picture.isPremultiplied = true;
}

} // namespace

double measureExposurePsnr(const Picture& a, const Picture& b, ExposureRange range) {
    std::vector<double> factors;
    for (int stop = range.least; stop <= range.most; ++stop) factors.push_back(std::pow(2.0, stop / kGamma));
    const auto& ofA = std::get<std::vector<float>>(a.samples);
    const auto& ofB = std::get<std::vector<float>>(b.samples);
    double sum = 0;
    for (size_t i = 0; i < ofA.size(); ++i) {
        if (i % 4 == 3 || ofA[i] == ofB[i]) continue;
        const double x = applyGamma(ofA[i]), y = applyGamma(ofB[i]);
        for (const double factor : factors) {
            const double difference = std::min(factor * x, 1.0) - std::min(factor * y, 1.0);
            sum += difference * difference;
        }
    }
    if (sum == 0) return std::numeric_limits<double>::infinity();
    const double count = static_cast<double>(ofA.size()) / 4 * 3 * static_cast<double>(factors.size());
    return 10 * std::log10(count / sum);
}

Result<Picture> lightOf(const Picture& picture, const std::optional<double>& rgbm, bool isMultipliedByAlpha) {
    try {
        Picture light = picture;
        const TransferFunction linear{TransferKind::Linear, 0, {}};
        if (rgbm) {
            decodeRgbm(light, *rgbm);
        } else {
            if (light.transfer.kind != TransferKind::Linear) clampToUnit(light); // codes have no others
            convertSamples(light, std::exchange(light.transfer, linear), linear);
        }
        if (isMultipliedByAlpha && light.hasAlpha && !light.isPremultiplied && !rgbm) multiplyByAlpha(light);
        if (Result<void> turned = applyOrientation(light); !turned) return turned.error();
        return light;
    } catch (const std::bad_alloc&) {
        return Error{ErrorCode::OutOfMemory, "not enough memory to convert it"};
    }
}

} // namespace astcslang::cli

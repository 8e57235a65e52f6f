// SPDX-License-Identifier: Apache-2.0
// Angles come from atan2 of cross and dot product, which keeps the digits of small ones and needs no unit vectors.

#include "normal_error.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "block_error.h"
#include "normal_vector.h"
#include "percentile.h"
#include "report.h"

namespace astcslang::cli {
namespace {

constexpr std::string_view kChannelLetters = "rgba";

std::array<uint8_t, 2> storedAt(const Image& image, size_t texel, NormalChannels channels) {
    return {image.texels[4 * texel + channels.x], image.texels[4 * texel + channels.y]};
}

} // namespace

std::string NormalChannels::text() const { return {kChannelLetters[x], kChannelLetters[y]}; }

std::optional<NormalChannels> parseNormalChannels(const std::string& text) {
    if (text.size() != 2) return std::nullopt;
    const size_t x = kChannelLetters.find(static_cast<char>(text[0] | 0x20)); // lower case
    const size_t y = kChannelLetters.find(static_cast<char>(text[1] | 0x20));
    if (x == std::string_view::npos || y == std::string_view::npos || x == y) return std::nullopt;
    return NormalChannels{static_cast<uint8_t>(x), static_cast<uint8_t>(y)};
}

double angleBetweenNormals(std::array<uint8_t, 2> a, std::array<uint8_t, 2> b) {
    const auto u = rebuildNormal(a[0] / 255.0, a[1] / 255.0);
    const auto v = rebuildNormal(b[0] / 255.0, b[1] / 255.0);
    const double crossX = u[1] * v[2] - u[2] * v[1];
    const double crossY = u[2] * v[0] - u[0] * v[2];
    const double crossZ = u[0] * v[1] - u[1] * v[0];
    const double cross = std::sqrt(crossX * crossX + crossY * crossY + crossZ * crossZ);
    const double dot = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
    return std::atan2(cross, dot) * (180 / std::numbers::pi);
}

Result<NormalMetrics> compareNormals(const Image& a, NormalChannels channelsOfA, const Image& b,
                                     NormalChannels channelsOfB) {
    if (a.width != b.width || a.height != b.height || a.texels.empty()) {
        return Error{ErrorCode::InvalidArgument,
                     fmt::format("normal maps of different size: {} and {}", formatSize(a.width, a.height),
                                 formatSize(b.width, b.height))};
    }
    const size_t texelCount = a.texels.size() / 4;
    std::array<uint64_t, 2> squaredErrors = {};
    std::vector<float> angles(texelCount);
    double angleSum = 0;
    double squaredAngleSum = 0;
    for (size_t texel = 0; texel < texelCount; ++texel) {
        const std::array<uint8_t, 2> storedA = storedAt(a, texel, channelsOfA);
        const std::array<uint8_t, 2> storedB = storedAt(b, texel, channelsOfB);
        for (size_t component = 0; component < 2; ++component) {
            const int difference = int{storedA[component]} - int{storedB[component]};
            squaredErrors[component] += static_cast<uint64_t>(difference * difference);
        }
        const double angle = storedA == storedB ? 0 : angleBetweenNormals(storedA, storedB);
        angles[texel] = static_cast<float>(angle);
        angleSum += angle;
        squaredAngleSum += angle * angle;
    }
    const double count = static_cast<double>(texelCount);
    NormalMetrics metrics;
    metrics.psnrX = psnrOf(static_cast<double>(squaredErrors[0]) / count);
    metrics.psnrY = psnrOf(static_cast<double>(squaredErrors[1]) / count);
    metrics.psnrXy = psnrOf(static_cast<double>(squaredErrors[0] + squaredErrors[1]) / (2 * count));
    metrics.meanDegrees = angleSum / count;
    metrics.rmsDegrees = std::sqrt(squaredAngleSum / count);
    metrics.maxDegrees = *std::max_element(angles.begin(), angles.end());
    metrics.percentile99Degrees = percentileOf(angles, 990);
    metrics.degrees = std::move(angles);
    return metrics;
}

Image showNormals(const Image& image, NormalChannels channels) {
    Image shown{image.width, image.height, std::vector<uint8_t>(image.texels.size(), 255)};
    for (size_t texel = 0; texel < image.texels.size() / 4; ++texel) {
        const std::array<uint8_t, 2> stored = storedAt(image, texel, channels);
        const double z = rebuildNormal(stored[0] / 255.0, stored[1] / 255.0)[2];
        shown.texels[4 * texel] = stored[0];
        shown.texels[4 * texel + 1] = stored[1];
        shown.texels[4 * texel + 2] = static_cast<uint8_t>(std::lround((z + 1) * 127.5));
    }
    return shown;
}

} // namespace astcslang::cli

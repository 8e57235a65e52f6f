// SPDX-License-Identifier: Apache-2.0
// The error of normal maps: of x and y as they are stored, and of the direction that a shader rebuilds from them.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <astcslang/astcslang.h>

namespace astcslang::cli {

/// Where x and y of a normal stand in a texel: two different channels, 0 .. 3.
struct NormalChannels {
    uint8_t x = 0;
    uint8_t y = 1;
    bool operator==(const NormalChannels&) const = default;

    std::string text() const; ///< "rg", "ra" ...
};
inline constexpr NormalChannels kAstcNormal{0, 3}; ///< rrrg: x in all colours, y in alpha, as `astcenc -normal`.

/// Two different letters of "rgba" in any case, x first.
std::optional<NormalChannels> parseNormalChannels(const std::string& text);

/// The angle in degrees (0 .. 180) between the directions that two stored pairs (x, y) stand for by
/// rebuildNormal().
double angleBetweenNormals(std::array<uint8_t, 2> a, std::array<uint8_t, 2> b);

struct NormalMetrics {
    double psnrX = 0; ///< dB, of the stored bytes; infinity where they are equal.
    double psnrY = 0;
    double psnrXy = 0; ///< Over both.
    double meanDegrees = 0;
    double rmsDegrees = 0;
    double percentile99Degrees = 0; ///< What 99% of the texels do not exceed, by percentileOf().
    double maxDegrees = 0;
    std::vector<float> degrees; ///< Of each texel.
};

/// Fails with InvalidArgument where the sizes differ or are 0.
Result<NormalMetrics> compareNormals(const Image& a, NormalChannels channelsOfA, const Image& b,
                                     NormalChannels channelsOfB);

/// The normals as an RGB normal map, z rebuilt; opaque.
Image showNormals(const Image& image, NormalChannels channels);

} // namespace astcslang::cli
